"""Practice in one view: what to do now, how far each story has come, and what was told lately."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from highsignal.domain.bank import StoryRecord, Take
from highsignal.domain.practice import Hearing, Mock
from highsignal.services.heard import all_heard
from highsignal.services.landing import LOOKED_AT, Landing, judge_landing
from highsignal.services.rehearsal import Session, session_of
from highsignal.services.retention import Leftover, leftovers
from highsignal.services.workspace import Desk
from highsignal.storage.hearings import list_hearings
from highsignal.storage.mocks import list_mocks
from highsignal.storage.tellings import list_takes

_SHOWN_TAKES = 8
_SHOWN_MOCKS = 20  # looked through for one that has not ended


class TakenLately(NamedTuple):
    """A take, and what its story is called; empty where nobody has said which story it was."""

    take: Take
    story: str


class Waiting(NamedTuple):
    """A hearing that no answer has come back for, and its story."""

    hearing: Hearing
    story: StoryRecord


class Practice(NamedTuple):
    """All of practice at a glance.

    `mock` is the one to go on with, `mocks` says whether there was any. `waiting` are hearings without an
    answer, latest first, of which a listener has or had the laptop, a file or a link. `landings` are the
    stories that have words, in the order of the bank. `leftovers` are recordings that were cut off.
    """

    session: Session
    mock: Mock | None
    mocks: bool
    waiting: tuple[Waiting, ...]
    landings: tuple[Landing, ...]
    takes: tuple[TakenLately, ...]
    leftovers: tuple[Leftover, ...]


def practice_of(desk: Desk) -> Practice:
    """What stands in the person's practice at this moment."""
    session = session_of(desk)
    with desk.database.reading() as reading:
        mocks = list_mocks(reading, desk.person.id, _SHOWN_MOCKS)
        hearings = list_hearings(reading, desk.person.id)
        takes = list_takes(reading, desk.person.id)
    stories = {story.id: story for story in session.deck.stories}
    told: defaultdict[str, list[Take]] = defaultdict(list)
    for take in takes:
        told[take.story].append(take)
    asked: defaultdict[str, list[Hearing]] = defaultdict(list)
    for hearing in hearings:
        asked[hearing.story].append(hearing)
    return Practice(
        session=session,
        mock=next((mock for mock in mocks if mock.ended_at is None), None),
        mocks=bool(mocks),
        waiting=tuple(
            Waiting(hearing, stories[hearing.story])
            for hearing in hearings
            if hearing.answered_at is None and hearing.story in stories
        ),
        landings=tuple(
            judge_landing(desk, story, told[story.id][:LOOKED_AT], all_heard(story.content, asked[story.id]))
            for story in session.deck.stories
            if story.content.told
        ),
        takes=tuple(TakenLately(take, _called(take, stories)) for take in takes[:_SHOWN_TAKES]),
        leftovers=leftovers(desk),
    )


def _called(take: Take, stories: dict[str, StoryRecord]) -> str:
    return stories[take.story].content.name if take.story in stories else ""
