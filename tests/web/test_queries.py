"""No page asks the database once for each of its rows: more rows, no more statements."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.web.conftest import TOLD, Site, open_site
from tests.web.filling import counted

from highsignal.domain.bank import Outcome, Round, StoryContent, Telling
from highsignal.services import loops
from highsignal.services.bringing_in import bring_in
from highsignal.services.checking import say
from highsignal.services.people import add_person, open_bank_of
from highsignal.services.stories import archive, create_story, list_page, save_story
from highsignal.services.tellings import keep_round, keep_take

FEW, MANY = 3, 40
MOST = 25  # statements of one page; today reads most
PAGES = (
    "/",
    "/stories",
    "/stories?shape=cards",
    "/stories?archived=1",
    "/stories?q=budget&competency=delivery&signal=stakes",
    "/coverage",
    "/coverage?q=disagreed+with+your+manager",
    "/checklists",
    "/scan",
    "/loops",
    "/practice",
    "/rehearse",
    "/hearings",
    "/bring-in",
    "/settings",
    "/target",
    "{story}",
    "{story}/history",
    "{story}/tell",
    "{story}/checklist",
    "{story}/hearings",
    "{loop}",
    "{source}",
    "/api/v1/stories?limit=100",
    "/api/v1/takes?limit=100",
    "/api/v1/cards?limit=100",
    "/api/v1/rounds?limit=100",
)


def grow(site: Site, count: int) -> None:
    """Let a bank have `count` of everything that a page lists."""
    desk = site.desk
    now = desk.now()
    for number in range(count):
        told = TOLD.replace("22", str(10 + number))
        content = StoryContent(f"Story {number}", f"Headline {number}.", "", told, "", ("delivery",), "")
        story, _ = create_story(desk, content)
        gone, _ = create_story(desk, content._replace(title=f"Gone {number}"))
        archive(desk, [gone.id])
        keep_take(
            desk, story.id, told, kind="spoken", version="ninety", seconds=80, at=now - timedelta(days=number)
        )
        told_there = (Telling(story.id, "p"),) * 2
        keep_round(desk, Round("", "C", "k", "i", now, Outcome.PENDING, None, "", told_there))
        loops.begin_loop(desk, f"Loop {number}", desk.target.loop, now.date() + timedelta(days=number))
        bring_in(desk, f"{number}.md", f"# One\n\n{told}\n\n# Two\n\nAgain: {told}")
    first = list_page(desk, archived=False, after=None, limit=1)[0]
    for number in range(count):
        first = save_story(
            desk, first.id, first.content._replace(full=f"{number}"), first.revision, f"w{number}"
        ).story
    for item in [item for checklist in desk.standard().checklists for item in checklist.items][:count]:
        say(desk, first.id, item.id, True)
        say(desk, "", item.id, True)
    for number in range(count - 1):
        add_person(site.workspace, f"Somebody {number}")
    open_bank_of(site.workspace, desk.person.id)


def statements(site: Site) -> dict[str, list[str]]:
    """What each page asks the database, once everything that is kept between two requests is kept."""
    with_ids = {
        "story": f"/stories/{list_page(site.desk, archived=False, after=None, limit=1)[0].id}",
        "loop": f"/loops/{loops.loops(site.desk)[0].id}",
        "source": site.client.get("/bring-in").text.partition('href="/bring-in/')[2].partition('"')[0],
    }
    with_ids["source"] = f"/bring-in/{with_ids['source']}"
    found = {}
    for path in PAGES:
        address = path.format(**with_ids)
        for _ in range(2):
            with counted(site) as sent:
                answer = site.client.get(address)
            assert answer.status_code == 200, address
        found[path] = sent
    return found


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[str]], ...]:
    """The statements of every page with few and with many of everything."""
    found = []
    for count in (FEW, MANY):
        site = open_site(Path(tmp_path_factory.mktemp(f"with-{count}")))
        grow(site, count)
        found.append(statements(site))
        site.workspace.database.close()
    return tuple(found)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_more_when_the_bank_grows(asked: tuple[dict[str, list[str]], ...], path: str) -> None:
    few, many = (found[path] for found in asked)
    assert len(many) <= len(few), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)
