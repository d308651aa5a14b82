"""Today for one person: what the bank knows, put together for the one next step."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from highsignal.analysis.bank_checklists import BankLine
from highsignal.domain.bank import StoryRecord, StoryState
from highsignal.domain.signals import SignalName
from highsignal.services.board import bank_board
from highsignal.services.checking import check_stories
from highsignal.services.readings import analyses_of
from highsignal.services.stuck import WayOut, stuck
from highsignal.services.today import BankedStory, Known, Today, Uncovered, today
from highsignal.services.workspace import Desk
from highsignal.storage.activity import last_moved
from highsignal.storage.loops import list_loops
from highsignal.storage.sources import count_waiting
from highsignal.storage.stories import list_stories
from highsignal.storage.tellings import told_counts
from highsignal.storage.ticks import list_ticks

if TYPE_CHECKING:
    from highsignal.analysis.matching.board import Board


class ThisDay(NamedTuple):
    """Everything on the page of today; `moved` is when something last changed."""

    today: Today
    ways: tuple[WayOut, ...]
    stories: int
    states: dict[StoryState, int]
    prompts: int
    answered: int
    waiting: int
    lines: tuple[BankLine, ...]
    next_loop: tuple[str, str, int] | None
    moved: datetime | None
    now: datetime


def this_day(desk: Desk) -> ThisDay:
    """What to do next, and what stands around it."""
    now = desk.now().astimezone(ZoneInfo(desk.person.time_zone))
    standard = desk.standard()
    with desk.database.reading() as session:
        stories = [s for s in list_stories(session, desk.person.id) if not s.content.empty]
        told = told_counts(session, desk.person.id)
        waiting = sum(count_waiting(session, desk.person.id).values())
        moved = last_moved(session, desk.person.id)
        planned = list_loops(session, desk.person.id)
        ticks = list_ticks(session, desk.person.id)
    analyses = analyses_of(desk, [s.content for s in stories], standard)
    banked = tuple(
        BankedStory(s.id, s.content.name, analysis, s.id in told)
        for s, analysis in zip(stories, analyses, strict=True)
    )
    board, _ = bank_board(desk, stories, told)
    lines = check_stories(desk, stories, ticks)
    known = Known(
        target_set=desk.targeted,
        role=standard.role,
        stories=banked,
        uncovered=_uncovered(board),
        checklist=lines,
        found=waiting,
        first=SignalName(desk.signal) if desk.signal else None,
        interview=date.fromisoformat(desk.target.date) if desk.target.date else None,
    )
    ahead = [(r.id, r.name, (r.held_on - now.date()).days) for r in planned if r.held_on]
    return ThisDay(
        today=today(known, now),
        ways=stuck(moved, now, banked),
        stories=len(stories),
        states=_states(stories),
        prompts=board.prompts,
        answered=board.answered,
        waiting=waiting,
        lines=lines,
        next_loop=next((one for one in ahead if one[2] >= 0), None),
        moved=moved,
        now=now,
    )


def _uncovered(board: Board) -> tuple[Uncovered, ...]:
    """The competencies in which nothing answers a prompt, those of the target's loop first."""
    return tuple(
        Uncovered(group.competency, group.name, len(group.rows), group.rows[0].text, group.wanted)
        for group in board.groups
        if group.rows and not group.answered
    )


def _states(stories: list[StoryRecord]) -> dict[StoryState, int]:
    return {state: sum(story.state is state for story in stories) for state in StoryState}
