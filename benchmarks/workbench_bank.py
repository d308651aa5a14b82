"""What the measurements of the workbench share: databases with a year in them, the addresses of pages."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from tests.servers.postgres import Cluster

from benchmarks.year import fill_year
from highsignal.domain.bank import StoryRecord
from highsignal.interfaces.web.access import Access
from highsignal.services.bringing_in import bring_in
from highsignal.services.workspace import Workspace, desk_of, open_workspace
from highsignal.storage.loops import list_loops
from highsignal.storage.sources import list_sources
from highsignal.storage.stories import list_stories

HOST = "127.0.0.1:8321"
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
_IN_NOTES = (
    12  # stories that are brought in as notes, so that the page of what was found has something to show
)
_LONG = 250  # words of the story that is edited, at least; design.md: what takes a hundred seconds to tell


class Addresses(NamedTuple):
    """The pages by name, the story that is edited, and the words of it that are sent."""

    pages: dict[str, str]
    story: StoryRecord

    @property
    def reading(self) -> str:
        """Where the editor has its text read."""
        return f"/stories/{self.story.id}/reading"

    @property
    def saving(self) -> str:
        """Where the editor saves."""
        return f"/api/v1/stories/{self.story.id}"

    def text(self, number: int) -> dict[str, str]:
        """What the editor sends after its `number`th key: no two are alike, so that nothing is remembered."""
        content = self.story.content
        return {
            "text": f"{content.told} And number {number}.",
            "version": content.told_version,
            "title": content.title,
            "headline": content.headline,
        }

    def edit(self, base: int, number: int) -> dict[str, Any]:
        """What the editor saves after its `number`th key, written from revision `base`."""
        words = self.story.content._asdict() | {self.story.content.told_version: self.text(number)["text"]}
        return words | {"competencies": list(words["competencies"]), "base": base, "window": "benchmark"}


def fill(folder: Path, url: str | None = None, people: int = 1) -> None:
    """Make the database at `url`, or the SQLite file in `folder`, with a year of each of `people`."""
    workspace = open_workspace(folder, url, environ={})
    fill_year(workspace, people=people)
    desk = desk_of(workspace)
    assert desk is not None
    with workspace.database.reading() as session:
        stories = list_stories(session, desk.person.id)[:_IN_NOTES]
    bring_in(desk, "notes.md", "\n\n".join(f"## {s.content.title}\n\n{s.content.told}" for s in stories))
    workspace.database.close()


def addresses(workspace: Workspace, person: str) -> Addresses:
    """The addresses of every page in the bank of `person`, who has a loop; `found` only where notes are."""
    with workspace.database.reading() as session:
        stories = list_stories(session, person)
        loop = list_loops(session, person)[0]
        sources = list_sources(session, person)
    one = min(stories, key=lambda story: abs(len(story.content.told.split()) - _LONG))
    other = next(story for story in stories if story.id != one.id)
    story = f"/stories/{one.id}"
    pages = {
        "today": "/",
        "stories, table": "/stories",
        "stories, cards": "/stories?shape=cards",
        "one story": story,
        "history": f"{story}/history",
        "compare": f"{story}/compare?a=1&b={one.revision}",
        "merge": f"{story}/merge/{other.id}",
        "headline": f"{story}/headline?headline={quote(one.content.headline or one.content.title)}",
        "tell": f"{story}/tell",
        "ten seconds, one story": f"{story}/scan",
        "ten seconds, bank": "/scan",
        "checklists, bank": "/checklists",
        "checklist, one story": f"{story}/checklist",
        "coverage": "/coverage",
        "coverage with a question": "/coverage?q=" + quote("Tell me about a conflict with a manager"),
        "loops": "/loops",
        "one loop": f"/loops/{loop.id}",
        "bring in": "/bring-in",
        "found": f"/bring-in/{sources[0].id}" if sources else "/bring-in",
        "target": "/target",
        "settings": "/settings",
        "rules": "/rules",
        "one rule": "/rules/OPN001",
    }
    return Addresses(pages, one)


def new_access() -> Access:
    """Sessions for a server that only this process asks."""
    return Access(secrets.token_bytes(32), frozenset({HOST}))


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of a new empty database on a PostgreSQL of our own, which ends with the block."""
    cluster = Cluster.of_run(folder)
    try:
        yield cluster.url(cluster.create())
    finally:
        cluster.close()
