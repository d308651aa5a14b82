"""Every page with whatever may stand in a bank: it answers, and shows what was written as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.web.conftest import TOLD, Site, open_site
from tests.web.filling import HOSTILE, STRANGE, add_everything, addresses, read_page

from highsignal.domain.bank import StoryContent
from highsignal.services.sample import load_sample
from highsignal.services.stories import create_story

LISTS = ("/", "/stories", "/stories?shape=cards", "/coverage", "/checklists", "/scan", "/stories?q=mild")


def empty(_site: Site) -> None:
    """Nothing was written yet."""


def one(site: Site) -> None:
    site.story()


def begun(site: Site) -> None:
    create_story(site.desk, StoryContent())


def sample(site: Site) -> None:
    load_sample(site.workspace)


@pytest.mark.parametrize("fill", [empty, one, begun, sample])
def test_every_page_answers(tmp_path: Path, fill: Callable[[Site], None]) -> None:
    site = open_site(tmp_path)
    fill(site)
    check(site, addresses(site))
    site.workspace.database.close()


@pytest.mark.parametrize("words", [*HOSTILE, *STRANGE], ids=range(len(HOSTILE) + len(STRANGE)))
def test_what_was_written_is_shown_as_text(tmp_path: Path, words: str) -> None:
    site = open_site(tmp_path)
    add_everything(site, words)
    given = quote(words[:400])
    asked = [
        f"{path}?q={given}&said={given}&headline={given}&competency={given}&signal={given}" for path in LISTS
    ]
    told = check(
        site, [*addresses(site), *asked, f"/nowhere/{given}", f"/stories/none{given}", f"/?change={given}"]
    )
    assert " ".join(words.split())[:20].replace("\u200b", "") in told["/stories"].replace("\u200b", "")
    site.workspace.database.close()


def test_a_megabyte_of_text_is_shown_as_any_other(site: Site) -> None:
    words = "<b>word " * 125_000
    kept = site.story("long", words[:1_000_000]).id
    check(site, ["/", "/stories", f"/stories/{kept}", f"/stories/{kept}/history", f"/stories/{kept}/scan"])


def test_a_bank_of_five_hundred_stories(many: Site) -> None:
    told = check(many, [*LISTS, "/stories?state=raw", "/loops", "/bring-in", "/settings"])
    assert "500 stories" in told["/stories"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = open_site(tmp_path_factory.mktemp("many"))
    for number in range(500):
        create_story(
            site.desk, StoryContent(title=f"Story {number}", ninety=TOLD if number < 40 else f"I {number}.")
        )
    yield site
    site.workspace.database.close()


def check(site: Site, paths: list[str]) -> dict[str, str]:
    """Ask for each page; the words of each."""
    told = {}
    for path in paths:
        answer = site.client.get(path)
        expected = (404,) if path.startswith(("/nowhere", "/stories/none")) else (200,)
        assert answer.status_code in expected, f"{path}: {answer.status_code} {answer.text[:400]}"
        page = read_page(answer.text)
        assert not page.wrong, f"{path}: {page.wrong[:5]}"
        assert "Traceback" not in answer.text
        told[path] = "".join(page.words)
    return told
