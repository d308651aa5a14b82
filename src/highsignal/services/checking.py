"""The checklists of the bank and of each story: what the evidence says, and what the person says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from highsignal.analysis.bank_checklists import BankLine, ToldStory, bank_checklist
from highsignal.domain.bank import StoryRecord, Tick
from highsignal.domain.stories import Analysis, ChecklistLine
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.readings import analyses_of, analysis_of
from highsignal.services.workspace import Desk
from highsignal.storage.stories import find_story, list_stories
from highsignal.storage.ticks import list_ticks, remove_tick, save_tick

_LONGEST_NOTE = 2000  # characters


class StoryLine(NamedTuple):
    """One line of a story's checklist with what the person says of it, if anything."""

    line: ChecklistLine
    tick: Tick | None


class StoryChecklist(NamedTuple):
    """A story's checklist; `analysis` has the text that the evidence counts in."""

    story: StoryRecord
    analysis: Analysis
    lines: tuple[StoryLine, ...]


def check_bank(desk: Desk) -> tuple[BankLine, ...]:
    """Every line of the checklists for the whole bank."""
    with desk.database.reading() as session:
        stories = list_stories(session, desk.person.id)
        ticks = list_ticks(session, desk.person.id)
    return check_stories(desk, stories, ticks)


def check_stories(desk: Desk, stories: Sequence[StoryRecord], ticks: Sequence[Tick]) -> tuple[BankLine, ...]:
    """The same for the stories of the bank and what the person said, where they have been read already."""
    standard = desk.standard()
    heard = [s for s in stories if s.content.told]
    analyses = analyses_of(desk, [s.content for s in heard], standard)
    told = [ToldStory(s.id, s.content.name, one) for s, one in zip(heard, analyses, strict=True)]
    return bank_checklist(told, ticks, desk.target if desk.targeted else None, standard.checklists)


def check_one(desk: Desk, story: str) -> StoryChecklist:
    """One story's checklist; raises NotFoundError."""
    with desk.database.reading() as session:
        record = find_story(session, desk.person.id, story)
        if record is None:
            raise NotFoundError("story", story)
        said = {tick.line: tick for tick in list_ticks(session, desk.person.id, story)}
    analysis = analysis_of(desk, record.content)
    lines = tuple(StoryLine(line, said.get(line.id)) for line in analysis.checklist)
    return StoryChecklist(record, analysis, lines)


def say(desk: Desk, story: str, line: str, met: bool | None, note: str = "") -> None:
    """Keep what the person says of a line (None: nothing any more); `story` is empty for the bank.

    Raises InvalidInputError for a line that is in no checklist, NotFoundError for a story.
    """
    known = {item.id for checklist in desk.standard().checklists for item in checklist.items}
    if line not in known:
        raise InvalidInputError({"line": f"no checklist has a line {line!r}"})
    if len(note) > _LONGEST_NOTE:
        raise InvalidInputError({"note": f"at most {_LONGEST_NOTE} characters"})
    with desk.database.writing() as session:
        if story and find_story(session, desk.person.id, story) is None:
            raise NotFoundError("story", story)
        if met is None:
            remove_tick(session, desk.person.id, story, line)
        else:
            save_tick(session, desk.person.id, Tick(story, line, met, note.strip(), desk.now()))
