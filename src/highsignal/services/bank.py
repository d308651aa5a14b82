"""The bank as people look at it: every story with its signals, filtered and in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from highsignal.domain.bank import StoryRecord, StoryState
from highsignal.services.readings import Glance, glances
from highsignal.services.workspace import Desk
from highsignal.storage.stories import list_stories
from highsignal.storage.tellings import Told, told_counts


class Wanted(NamedTuple):
    """Which stories to show; empty fields do not filter, `signal` is one that is not strong yet."""

    words: str = ""
    competency: str = ""
    signal: str = ""
    state: StoryState | None = None
    archived: bool = False

    @property
    def anything(self) -> bool:
        """Whether this leaves any story out, the archive aside."""
        return bool(self.words or self.competency or self.signal or self.state)


class BankRow(NamedTuple):
    """One story of the bank with what there is to see of it."""

    story: StoryRecord
    glance: Glance
    told: Told


class BankView(NamedTuple):
    """The rows wanted, how many stories there are in all, and the competencies to choose from."""

    rows: tuple[BankRow, ...]
    total: int
    competencies: tuple[str, ...]


def view_bank(desk: Desk, wanted: Wanted = Wanted()) -> BankView:  # noqa: B008 - a named tuple never changes
    """The stories of the bank that are wanted, in its order."""
    with desk.database.reading() as session:
        stories = list_stories(session, desk.person.id, archived=wanted.archived)
        told = told_counts(session, desk.person.id)
    seen = glances(desk, stories)
    rows = [BankRow(story, seen[story.id], told.get(story.id, Told())) for story in stories]
    kept = tuple(row for row in rows if _is_wanted(row, wanted))
    return BankView(kept, len(rows), _competencies(stories))


def _is_wanted(row: BankRow, wanted: Wanted) -> bool:
    content = row.story.content
    if wanted.state and row.story.state is not wanted.state:
        return False
    if wanted.competency and wanted.competency not in content.competencies:
        return False
    if wanted.signal and row.glance.signals.get(wanted.signal) == "strong":
        return False
    haystack = " ".join((*content[:5], *content.competencies, content.prompt)).casefold()
    return all(word in haystack for word in wanted.words.casefold().split())


def _competencies(stories: Sequence[StoryRecord]) -> tuple[str, ...]:
    return tuple(sorted({name for story in stories for name in story.content.competencies}))
