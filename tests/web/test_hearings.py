"""Hearings over the web: the blind page, the file, what is pasted, and the list."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from tests.services.hearing_codes import listen_answer, quoted, scan_answer
from tests.web.conftest import TOLD, Site
from tests.web.filling import HOSTILE, counted, read_page

from highsignal.domain.bank import StoryContent, StoryRecord, StoryState
from highsignal.domain.practice import HearingKind
from highsignal.services.hearings import Reply, answer_here, ask, hearings
from highsignal.services.stories import create_story, get_story
from highsignal.services.tellings import keep_take

HEADLINE = "Cut inference cost 22 % at the same accuracy."
TRADED = TOLD.replace(
    ", which gave up two weeks.", ". We gave up two weeks of the schedule for that."
).replace("two engineers", "two engineers of the product team")
SAID = "They cut the cost of inference by about a fifth."


@pytest.fixture
def story(site: Site) -> StoryRecord:
    content = StoryContent(title="A telling title", headline=HEADLINE, ninety=TRADED)
    return create_story(site.desk, content)[0]


def post(site: Site, path: str, **fields: str) -> Any:
    return site.client.post(path, data={"csrf": site.token, **fields}, follow_redirects=False)


def material(page: str) -> dict[str, Any]:
    packed = re.search(r'id="hearing-material">([^<]*)<', page)
    assert packed
    values: dict[str, Any] = json.loads(base64.b64decode(packed[1]))
    return values


def test_the_page_of_a_listener_is_blind(site: Site, story: StoryRecord) -> None:
    made = post(site, f"/stories/{story.id}/hearings", way="here", kind="scan")
    assert made.status_code == 303
    page = site.client.get(made.headers["location"])
    assert page.status_code == 200
    assert not read_page(page.text).wrong
    for given_away in ("telling title", "22\\s*%", "<nav", '/stories"', "Today"):
        assert not re.search(given_away, page.text), given_away
    shown = material(page.text)["text"]
    assert shown.startswith("In March our ranking service")
    assert "22" not in shown


def test_an_answer_is_kept_and_a_mistake_loses_no_word(site: Site, story: StoryRecord) -> None:
    hearing = ask(site.desk, story.id, HearingKind.LISTEN, "here").id
    half = {"a_did": "They made it <b>cheaper</b>.", "a_tell": "Hire her.", "listener": "Cleo"}
    again = post(site, f"/hear/{hearing}", **half)
    assert again.status_code == 422
    assert "They made it &lt;b&gt;cheaper&lt;/b&gt;." in again.text
    assert 'data-at="answer"' in again.text
    assert "<nav" not in again.text
    assert post(site, f"/hear/{hearing}", **half, clarity="4").status_code == 303
    done = site.client.get(f"/hear/{hearing}").text
    assert "Thank you" in done
    assert not read_page(done).wrong
    assert hearings(site.desk)[0].clarity == 4
    late = post(site, f"/hear/{hearing}", **half, clarity="2")
    assert late.status_code in (200, 422)
    assert hearings(site.desk)[0].clarity == 4


def test_a_scan_that_was_no_ten_seconds_is_refused_on_the_same_page(site: Site, story: StoryRecord) -> None:
    hearing = ask(site.desk, story.id, HearingKind.SCAN, "here").id
    for exposure in ("", "nan", "12500", "-1", "1e999"):
        refused = post(site, f"/hear/{hearing}", a_sentence=SAID, exposure=exposure)
        assert refused.status_code == 422
        assert SAID in refused.text
    assert post(site, f"/hear/{hearing}", a_sentence=SAID, exposure="10003.5").status_code == 303


def test_the_file_is_whole_and_lets_nothing_else_run(site: Site, story: StoryRecord) -> None:
    made = post(site, f"/stories/{story.id}/hearings", way="file", kind="listen")
    hearing = hearings(site.desk)[0].id
    assert f"made={hearing}" in made.headers["location"]
    assert "The file is ready" in site.client.get(made.headers["location"]).text
    answer = site.client.get(f"/hearings/{hearing}/file")
    assert (
        answer.headers["content-disposition"] == f'attachment; filename="what-do-you-hear-{hearing[:6]}.html"'
    )
    text = answer.text
    for given_away in ("telling title", HEADLINE, "22 %", "highsignal 0"):
        assert given_away not in text
    assert not re.search(r"""(?:src|href|action)=["']|https?://|@import|url\(""", text)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    script = re.search(r"<script>(.*)</script>", text, re.DOTALL)
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)
    assert script
    assert style
    for inside in (script[1], style[1]):
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy[1].replace("&#39;", "'").replace("&#43;", "+")
    assert "default-src &#39;none&#39;" in policy[1] or "default-src 'none'" in policy[1]
    assert material(text)["text"] == TRADED
    assert len(text) < 60_000


def test_what_comes_back_is_pasted_once_and_never_lost(site: Site, story: StoryRecord) -> None:
    hearing = ask(site.desk, story.id, HearingKind.SCAN, "file").id
    text = quoted(scan_answer(hearing))
    kept = post(site, f"/stories/{story.id}/hearings/answers", text=text)
    assert kept.status_code == 303
    again = post(site, "/hearings/answers", text=text)
    assert "here%20already" in again.headers["location"] or "here+already" in again.headers["location"]
    page = site.client.get(f"/stories/{story.id}/hearings").text
    assert page.count("about a fifth") >= 1
    assert "The outcome was heard" in page
    for path in ("/hearings/answers", f"/stories/{story.id}/hearings/answers"):
        refused = post(site, path, text=f"Dear Ana, <b>see</b>\n{text[:-40]}")
        assert refused.status_code == 422
        assert "&lt;b&gt;see&lt;/b&gt;" in refused.text
        assert "the end of this answer is missing" in refused.text.lower()
    other = site.story("Another").id
    assert "is about" in post(site, f"/stories/{other}/hearings/answers", text=text).text
    assert len(hearings(site.desk)) == 1


def test_the_person_overrules_and_deletes(site: Site, story: StoryRecord) -> None:
    hearing = ask(site.desk, story.id, HearingKind.SCAN, "here")
    answer_here(site.desk, hearing.id, Reply({"sentence": "A nice person."}, exposure=10_000.0))
    page = f"/stories/{story.id}/hearings"
    assert "The outcome was not heard" in site.client.get(page).text
    post(site, f"/hearings/{hearing.id}/ruling", heard="yes")
    assert "The outcome was heard" in site.client.get(page).text
    assert "you said so" in site.client.get(page).text
    post(site, f"/hearings/{hearing.id}/delete")
    assert hearings(site.desk) == ()
    assert post(site, f"/hearings/{hearing.id}/delete").status_code == 404


def test_the_answer_that_makes_a_story_land_offers_to_undo(site: Site, story: StoryRecord) -> None:
    keep_take(site.desk, story.id, TRADED, kind="spoken", version="ninety", seconds=85, at=site.desk.now())
    hearing = ask(site.desk, story.id, HearingKind.SCAN, "file").id
    kept = post(site, "/hearings/answers", text=scan_answer(hearing))
    assert get_story(site.desk, story.id).state is StoryState.LANDED
    change = kept.headers["location"].partition("change=")[2]
    assert "Undo" in site.client.get(kept.headers["location"]).text
    assert "4 of 4" in site.client.get(f"/stories/{story.id}").text
    post(site, f"/undo/{change}")
    assert get_story(site.desk, story.id).state is StoryState.DRAFTED


@pytest.mark.parametrize("words", HOSTILE)
def test_what_listeners_write_is_shown_as_text(site: Site, words: str) -> None:
    content = StoryContent(title=words, headline=words, ninety=f"{TRADED} {words}")
    story = create_story(site.desk, content)[0]
    for kind in HearingKind:
        hearing = ask(site.desk, story.id, kind, "here")
        page = site.client.get(f"/hear/{hearing.id}").text
        assert not read_page(page).wrong
        file = ask(site.desk, story.id, kind, "file")
        assert "xssprobe" not in site.client.get(f"/hearings/{file.id}/file").text
        answers = dict.fromkeys(("sentence", "did", "decided", "changed", "tell"), words)
        exposure = 10_000.0 if kind is HearingKind.SCAN else None
        answer_here(site.desk, hearing.id, Reply(answers, words, 3, exposure))
    for path in (f"/stories/{story.id}/hearings", "/hearings", f"/stories/{story.id}"):
        answer = site.client.get(path)
        assert answer.status_code == 200
        assert not read_page(answer.text).wrong, path


def test_pages_of_an_empty_bank_and_of_a_bare_story(site: Site) -> None:
    assert "Nobody can be asked yet" in site.client.get("/hearings").text
    bare = create_story(site.desk, StoryContent(headline=HEADLINE))[0]
    page = site.client.get(f"/stories/{bare.id}/hearings").text
    assert "nothing to give to a listener" in page
    assert not read_page(page).wrong
    assert post(site, f"/stories/{bare.id}/hearings", way="here", kind="scan").status_code == 400
    assert site.client.get("/hear/nobody").status_code == 404
    assert site.client.get("/stories/nobody/hearings").status_code == 404


def test_more_hearings_ask_no_more_of_the_database(site: Site, story: StoryRecord) -> None:
    hearing = ask(site.desk, story.id, HearingKind.LISTEN, "file").id

    def statements() -> dict[str, int]:
        found = {}
        for path in (f"/stories/{story.id}/hearings", "/hearings", "/api/v1/hearings?limit=100"):
            for _ in range(2):
                with counted(site) as sent:
                    assert site.client.get(path).status_code == 200
            found[path] = len(sent)
        return found

    post(site, "/hearings/answers", text=listen_answer(hearing, "0" * 12))
    few = statements()
    for number in range(1, 30):
        post(site, "/hearings/answers", text=listen_answer(hearing, f"{number:012x}", 1 + number % 5))
        site.story(f"Story {number}")
    many = statements()
    assert many == few
    assert max(many.values()) <= 15


def api(site: Site, method: str, path: str, body: object = None) -> tuple[int, Any]:
    answer = site.client.request(
        method, f"/api/v1/hearings{path}", json=body, headers={"accept": "application/json"}
    )
    return answer.status_code, answer.json() if answer.content else None


def test_hearings_over_the_api(site: Site, story: StoryRecord) -> None:
    status, made = api(site, "POST", "", {"story": story.id, "kind": "scan"})
    assert (status, made["way"], made["answered_at"]) == (201, "file", None)
    assert "<!doctype html>" in site.client.get(f"/api/v1/hearings/{made['id']}/file").text
    status, taken = api(site, "POST", "/answers", {"text": scan_answer(made["id"])})
    assert (status, [h["id"] for h in taken["new"]], taken["landed"]) == (200, [made["id"]], None)
    assert list(taken["new"][0]["answers"]) == ["sentence"]
    assert api(site, "POST", "/answers", {"text": "hello"})[1]["code"] == "no-answer"
    one = api(site, "GET", f"/{made['id']}")[1]
    assert (one["verdict"], one["ruled"]) == ("heard", "")
    assert api(site, "PUT", f"/{made['id']}/ruling", {"heard": "no"})[1]["verdict"] == "missed"
    landing = api(site, "GET", f"/landing?story={story.id}")[1]
    assert [c["id"] for c in landing["conditions"]] == ["time", "signals", "claims", "listener"]
    assert (landing["all_hold"], landing["listeners"], landing["clarity"]) == (False, 0, None)
    for _ in range(4):
        api(site, "POST", "", {"story": story.id, "kind": "listen"})
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = api(site, "GET", f"?limit=2&cursor={cursor}")[1]
        seen += [h["id"] for h in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 5
    assert api(site, "DELETE", f"/{made['id']}")[0] == 204
    assert api(site, "GET", f"/{made['id']}")[1]["code"] == "not-found"
