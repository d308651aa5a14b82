"""How clear listeners found a story: the mean of their ratings, how many they are, and its interval.

The interval is Student's t, since with three to ten listeners a percentile bootstrap is far too narrow: it
can draw nothing but the few ratings there are. A rating is a whole number that stands for anything within
half a step of it, so its variance is at least that of rounding, 1/12; without that three listeners who all
say 4 would leave an interval without width. Both measured: benchmarks/RESULTS.md, "hearing".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from highsignal.domain.practice import Hearing

LOWEST, HIGHEST = 1, 5
LEAST_LISTENERS = 3  # two ratings leave an interval wider than the whole scale
_ROUNDING = 1 / 12  # the variance of what a whole number was rounded from
_SHARE = 0.975  # of Student's distribution: a two-sided interval of 95 %

# What each rating means, in the words that the listener chooses from; ours, in the form of anchored scales
# (evidence.md, "Rubrics and ladders": opm.gov structured-interview guide).
ANCHORS = {
    1: "I could not say what it was about",
    2: "I got the subject, but not what they did",
    3: "I got what they did, but not why or what came of it",
    4: "I got what they did and what came of it; something I had to guess",
    5: "I could tell it again: what was at stake, what they chose, what changed",
}


class Rated(NamedTuple):
    """One listener's rating and the mean of all up to then.

    `low` and `high` are None below three listeners.
    """

    at: datetime
    listener: str
    revision: int
    rating: int
    mean: float
    low: float | None
    high: float | None
    listeners: int


class Clarity(NamedTuple):
    """A story's clarity: as it stands with all listeners (None where there is none), and how it came."""

    course: tuple[Rated, ...] = ()

    @property
    def now(self) -> Rated | None:
        """The latest of the course."""
        return self.course[-1] if self.course else None

    @property
    def more(self) -> int:
        """How many listeners are missing until an interval can be given."""
        return max(0, LEAST_LISTENERS - (self.now.listeners if self.now else 0))


def clarity_of(hearings: Iterable[Hearing]) -> Clarity:
    """The clarity of one story from its hearings, in any order; those without a rating say nothing of it.

    Somebody who gives a name and listens twice is one listener, whose latest rating counts. Each one
    without a name counts as another person.
    """
    rated = sorted((h for h in hearings if h.answered_at and h.clarity), key=lambda h: (h.answered_at, h.id))
    known: dict[str, int] = {}
    course = []
    for hearing in rated:
        assert hearing.answered_at is not None
        assert hearing.clarity is not None
        known[listener_key(hearing)] = hearing.clarity
        ratings = list(known.values())
        low, high = interval_of(ratings) if len(ratings) >= LEAST_LISTENERS else (None, None)
        mean = sum(ratings) / len(ratings)
        course.append(
            Rated(
                hearing.answered_at,
                hearing.listener,
                hearing.revision,
                hearing.clarity,
                mean,
                low,
                high,
                len(ratings),
            )
        )
    return Clarity(tuple(course))


def listener_key(hearing: Hearing) -> str:
    """What tells one listener from another: their name in lower case, else the hearing itself."""
    return " ".join(hearing.listener.lower().split()) or f"#{hearing.id}"


def interval_of(ratings: Sequence[int]) -> tuple[float, float]:
    """The 95 % interval of the mean of two or more ratings from 1 to 5, kept inside that scale."""
    from scipy.special import stdtrit  # only who looks at hearings needs it

    count = len(ratings)
    mean = sum(ratings) / count
    variance = max(sum((rating - mean) ** 2 for rating in ratings) / (count - 1), _ROUNDING)
    half = float(stdtrit(count - 1, _SHARE)) * math.sqrt(variance / count)
    return max(mean - half, LOWEST), min(mean + half, HIGHEST)
