"""When a rehearsal card comes again: FSRS, held to the date of the interview.

FSRS-6 gives the day on which a card is just still known (`RETENTION`); of the schedulers that were compared
its log loss is .339, a constant's .363, SM-2's .547 (evidence.md, srs-benchmark). It knows no interview, so
its interval is cut in two ways. It is never longer than the best gap for the time that is left until the
interview (evidence.md, Cepeda 2008: 20 to 40 % of one week, 5 to 10 % of a year; the upper ends count, what
lies between is drawn as a straight line in logarithms), so that the gaps shrink to a day as the interview
comes near. And nothing is ever due after the interview's day.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from fsrs import Scheduler

RETENTION = 0.9  # the share of cards that should still be known when they come (formats.md)
AGAIN, HARD, GOOD, EASY = RATINGS = (1, 2, 3, 4)  # as FSRS numbers them

_WEEK, _YEAR = 7, 365  # days until the interview
_OF_A_WEEK, _OF_A_YEAR = 0.40, 0.10  # the longest gap between rehearsals, as a share of those days
_SLOPE = math.log(_OF_A_YEAR / _OF_A_WEEK) / math.log(_YEAR / _WEEK)
_LEARNING, _KNOWN = 1, 2  # FSRS's states; 3 is learning again
_A_SECOND = timedelta(seconds=1)
_FARTHEST = timedelta(days=36_500)  # FSRS's own longest interval; an interview beyond it holds nothing


class Memory(NamedTuple):
    """What FSRS keeps of a card; everything of a card that was never answered has its default.

    `stability` is in days, `difficulty` from 1 to 10, `due` the moment FSRS itself would choose, `last` the
    last answer and `answers` how many there were. Times are UTC.
    """

    state: int = _LEARNING
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    due: datetime | None = None
    last: datetime | None = None
    answers: int = 0

    @property
    def new(self) -> bool:
        """Whether the card was never answered."""
        return self.last is None

    @property
    def learning(self) -> bool:
        """Whether the card comes again within minutes."""
        return not self.new and self.state != _KNOWN

    def written(self) -> dict[str, Any]:
        """The memory as plain data for JSON; empty for a new card."""
        if self.last is None or self.due is None:
            return {}
        return self._asdict() | {"due": self.due.isoformat(), "last": self.last.isoformat()}


def read_memory(written: Mapping[str, Any]) -> Memory:
    """The memory that `Memory.written` gave; a new one for what was not written by it."""
    if set(written) != set(Memory._fields):
        return Memory()
    due, last = (datetime.fromisoformat(written[name]) for name in ("due", "last"))
    return Memory(**{**written, "due": due, "last": last})


def remembered(answers: Iterable[tuple[datetime, int]]) -> Memory:
    """The memory after answers (when, rating from 1 to 4), the earliest first."""
    memory = Memory()
    for at, rating in answers:
        memory = answered(memory, at, rating)
    return memory


def answered(memory: Memory, at: datetime, rating: int) -> Memory:
    """The memory after one more answer at a moment; raises ValueError for a rating that there is not."""
    from fsrs import Card, Rating, State

    moment = at.astimezone(UTC)
    card = Card(
        card_id=0,  # without one, FSRS waits a millisecond to make its own
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due or moment,
        last_review=memory.last,
    )
    card, _ = _scheduler().review_card(card, Rating(rating), moment)
    return Memory(
        card.state.value, card.step, card.stability, card.difficulty, card.due, moment, memory.answers + 1
    )


def due_at(memory: Memory, zone: ZoneInfo, interview: date | None) -> datetime | None:
    """When an answered card is due; None for a new one.

    A card that is known comes at the beginning of a day of the person's `zone`, never on the day of its
    last answer. `interview` is the day of the next one; one that lay before the last answer holds nothing.
    """
    if memory.last is None or memory.due is None:
        return None
    answered_on = memory.last.astimezone(zone).date()
    ahead = interview if interview and timedelta() <= interview - answered_on < _FARTHEST else None
    latest = _midnight(ahead + timedelta(days=1), zone) - _A_SECOND if ahead else None
    if memory.learning:
        return min(memory.due, latest) if latest else memory.due
    wanted = memory.due.astimezone(zone).date()
    if ahead:
        wanted = min(wanted, answered_on + timedelta(days=longest_gap((ahead - answered_on).days)))
    tomorrow = answered_on + timedelta(days=1)  # a day with 25 hours would else end before FSRS's day does
    at = _midnight(max(wanted, tomorrow), zone)
    return min(at, latest) if latest else at


def longest_gap(left: int) -> int:
    """The longest gap between two rehearsals, in whole days, with so many days left until the interview."""
    if left <= 1:
        return 1
    share: float = _OF_A_WEEK * (min(max(left, _WEEK), _YEAR) / _WEEK) ** _SLOPE
    return max(1, math.floor(share * left))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of a day, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    # Imported here: a fifteenth of a second that only rehearsal needs.
    from fsrs import Scheduler

    # Without fuzz: it would move cards at random, and nobody could say why one comes today.
    return Scheduler(desired_retention=RETENTION, enable_fuzzing=False)
