"""The pages and the API of mocks: every state answers, and what was said is shown as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import Response
from tests.services.mocking import COST, hear, record, story
from tests.web.conftest import Site, open_site
from tests.web.filling import HOSTILE, STRANGE, counted, read_page

from highsignal.domain.practice import Stage
from highsignal.interfaces.web.mock_pictures import trend
from highsignal.services.mocks import Wanted, begin_mock, end, give_answer, go_on, mocks, see_mock, skip

MOST = 25  # statements of one page, as of every other


def post(site: Site, path: str, **fields: str | list[str]) -> str:
    """Where a form leads."""
    answer = site.post(path, **fields)
    assert isinstance(answer, Response) or hasattr(answer, "headers")
    return str(answer.headers.get("location", ""))


def shown(site: Site, path: str) -> str:
    answer = site.client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.text[:400]}"
    page = read_page(answer.text)
    assert not page.wrong, f"{path}: {page.wrong[:5]}"
    return "".join(page.words)


def begun(site: Site, seed: int = 7, **fields: str) -> str:
    return post(site, "/mocks", seed=str(seed), **fields)


def test_a_mock_from_its_beginning_to_its_report(site: Site) -> None:
    kept = story(site.desk)
    held = begun(site, style="senior-ml", length="2", preparation="15")
    assert "Question 1 of 2" in shown(site, held)
    assert post(site, f"{held}/answer", question="1", text=COST) == held
    words = shown(site, held)
    assert "Follow-up to question 1" in words
    assert kept.content.title in words  # it was recognised
    post(site, f"{held}/skip", question="2")
    assert "Question 2 of 2" in shown(site, held)
    post(site, f"{held}/answer", question="3", text="", seconds="61.5")
    answer = site.client.get(held)
    assert str(answer.url).endswith(f"{held}/report")
    words = shown(site, f"{held}/report")
    assert "Numbers of the story: 2 told as they are" in words
    assert "62 s, without words" in words.replace("\u202f", " ")
    assert "not strong in" in words
    assert held.rpartition("/")[2] in site.client.get("/mocks").text


def test_it_is_taken_up_again_and_removed(site: Site) -> None:
    held = begun(site)
    assert post(site, f"{held}/end") == f"{held}/report"
    assert "Go on with it" in shown(site, f"{held}/report")
    assert post(site, f"{held}/reopen") == held
    assert "Question 1 of 4" in shown(site, held)
    assert post(site, f"{held}/delete").startswith("/mocks")
    assert mocks(site.desk) == ()
    assert site.client.get(held).status_code == 404


def test_answers_of_every_kind_are_told(site: Site) -> None:
    mock = begin_mock(site.desk, Wanted(length=4), 3)
    skip(site.desk, mock.id, 1)
    for stage in (Stage.FAILED, Stage.WAITING):
        now = go_on(site.desk, mock.id, {}).now
        assert now
        take = record(site.desk, mock.id, now.number, stage)
    page = f"/mocks/{mock.id}"
    words = shown(site, page)
    assert "could not be heard" in words
    assert "being turned to text" in words
    skip(site.desk, mock.id, 4)
    assert "That was the last question" in shown(site, page)
    assert "added here" in shown(site, f"{page}/report")
    hear(site.desk, take, COST)
    assert "Follow-up to question 3" in shown(site, page)


def test_a_story_is_corrected_and_made_of_an_answer(site: Site) -> None:
    held = begun(site)
    post(site, f"{held}/answer", question="1", text=COST)
    shown(site, held)
    led = post(site, f"{held}/story", question="1", story="new", then="report")
    assert led.startswith(f"{held}/report")
    assert "change=" in led
    post(site, f"{held}/story", question="1", story="")
    assert "none of these" in shown(site, held)


@pytest.mark.parametrize(
    "fields",
    [{"length": "0"}, {"length": "many"}, {"seed": "-1"}, {"style": "nowhere"}, {"competencies": "flying"}],
)
def test_what_cannot_be_used_is_said(site: Site, fields: dict[str, str]) -> None:
    answer = site.post("/mocks", **fields)
    assert getattr(answer, "status_code", 0) == 422
    assert mocks(site.desk) == ()


def test_a_model_that_sends_answers_away_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "are sent there" not in shown(site, "/mocks")
    monkeypatch.setenv("HIGHSIGNAL_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("HIGHSIGNAL_LLM_MODEL", "small")
    assert "small at 127.0.0.1:9: your answers are sent there" in shown(site, "/mocks")
    monkeypatch.setenv("HIGHSIGNAL_LLM_URL", "nonsense")
    assert "no address of a model" in shown(site, "/mocks")


@pytest.mark.parametrize("words", [*HOSTILE, *STRANGE], ids=range(len(HOSTILE) + len(STRANGE)))
def test_what_was_said_is_shown_as_text(site: Site, words: str) -> None:
    story(site.desk, words[:200], f"{words}\n\n{COST}")
    held = begun(site)
    post(site, f"{held}/answer", question="1", text=f"{words} {COST} We chose {words}.")
    for _ in range(3):
        shown(site, held)
        view = see_mock(site.desk, held.rpartition("/")[2])
        if view.now:
            post(site, f"{held}/answer", question=str(view.now.number), text=f"{words} We chose {words}.")
    post(site, f"{held}/end")
    shown(site, f"{held}/report")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = open_site(Path(tmp_path_factory.mktemp("many-mocks")))
    for number in range(20):
        story(site.desk, f"Story {number}", COST.replace("22", str(number + 10)))
    for seed in range(10):
        mock = begin_mock(site.desk, Wanted(length=3), seed)
        for _ in range(5):
            now = go_on(site.desk, mock.id, {}).now
            assert now
            give_answer(site.desk, mock.id, now.number, COST.replace("22", str(seed + 10)))
        if seed < 9:
            end(site.desk, mock.id)
    yield site
    site.workspace.database.close()


def test_no_page_asks_the_database_for_each_mock_or_answer(many: Site) -> None:
    ids = [mock.id for mock in mocks(many.desk)]
    pages = ["/mocks", f"/mocks/{ids[0]}", *(f"/mocks/{mock}/report" for mock in ids[:2]), "/api/v1/mocks"]
    for path in pages:
        many.client.get(path)
        with counted(many) as sent:
            answer = many.client.get(path)
        assert answer.status_code == 200
        assert len(sent) <= MOST, path
    assert "Beside the mocks before" in shown(many, f"/mocks/{ids[1]}/report")


def test_mocks_over_the_api(site: Site) -> None:
    def api(method: str, path: str, json: object = None) -> tuple[int, dict[str, object]]:
        answer = site.client.request(
            method, f"/api/v1/mocks{path}", json=json, headers={"accept": "application/json"}
        )
        return answer.status_code, answer.json() if answer.content else {}

    status, made = api("POST", "", {"competencies": ["conflict"], "length": 2, "seed": 5})
    assert (status, made["now"], made["seed"], made["asked"]) == (201, 1, 5, 1)
    held = f"/{made['id']}"
    status, answered = api("POST", f"{held}/questions/1/answer", {"text": COST})
    assert (status, answered["now"]) == (201, 2)
    assert api("POST", f"{held}/questions/1/answer", {"text": ""})[0] == 422
    assert api("PUT", f"{held}/questions/1/story", {"story": ""})[0] == 200
    assert api("POST", f"{held}/questions/2/skip")[1]["now"] == 3
    assert api("POST", f"{held}/next")[1]["now"] == 3
    assert api("POST", f"{held}/end")[1]["now"] == 3
    assert api("POST", f"{held}/questions/3/skip")[1]["code"] == "mock-ended"
    report = api("GET", f"{held}/report")[1]
    assert report["measures"]["answered"] == 1  # type: ignore[index]
    assert api("POST", f"{held}/reopen")[1]["ended_at"] is None
    page = api("GET", "?limit=1")[1]
    assert (len(page["items"]), page["next"]) == (1, None)  # type: ignore[arg-type]
    assert api("DELETE", held)[0] == 204
    assert api("GET", held)[0] == 404


def test_a_course_needs_three_mocks_and_leaves_gaps() -> None:
    assert trend([1.0, None, 2.0], "x") == ""
    drawn = trend([1.0, None, 2.0, 3.0], "1 < 2", mark=2.5)
    assert drawn.count("<circle") == 3
    assert "1 &lt; 2" in drawn
    assert trend([0.0, 0.0, 0.0], "nothing")
