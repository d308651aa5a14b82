"""Remarks on how a take was told, each with a dead band inside which it is silent (docs/delivery.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from highsignal.analysis.timing import CAP, NINETY
from highsignal.domain.findings import Severity
from highsignal.domain.speech import Delivery

# evidence.md, "Delivery": 198 words a minute over 79 recordings (Wang & Li 2021, seen), radio advice 160 to
# 180 (seen), and 120 to 145 found too narrow (Orai, seen): no fault between about 120 and 200.
SLOW, FAST = 120.0, 200.0  # words a minute

# evidence.md, "Delivery": fillers at 0, 2, 5 and 12 a minute: up to 5 no harm, 12 clearly harmful
# (Laske 2024, seen). Nothing was tried between the two, so nothing is said there.
HARMFUL_FILLERS = 12.0  # a minute

# evidence.md, "Delivery": 0.6 s is a natural pause at punctuation, and only pauses inside a clause matter
# (Kahng, seen). Which length and how many of them matter was not found: both numbers are conventions.
NATURAL_PAUSE = 0.6  # seconds
_MANY_PAUSES = 3.0  # a minute
# evidence.md has no row on restarts: a convention, and never more than a hint.
_MANY_RESTARTS = 4.0  # a minute
_SHORTEST_JUDGED = 20.0  # seconds; a rate over less is a handful of words
_ROUGH = 0.25  # share of words without a measured time from which the measures are only rough


class Remark(NamedTuple):
    """What to do otherwise in the next take: permanent `code`, what is so, and the one question to answer.

    `start` and `end` say in seconds of the recording where it is heard; both None where it is everywhere.
    """

    code: str
    severity: Severity
    message: str
    ask: str
    start: float | None = None
    end: float | None = None


def remarks(delivery: Delivery) -> tuple[Remark, ...]:
    """What there is to say about one take, in the order of the codes; nothing inside the dead bands."""
    if not delivery.words:
        return (
            Remark(
                "DLV001", Severity.ERROR, "No words were heard in this recording.",
                "Is the right microphone chosen, and does its level move when you speak?",
            ),
        )  # fmt: skip
    return tuple(remark for find in _REMARKS for remark in find(delivery))


def per_minute(count: int, delivery: Delivery) -> float | None:
    """How often a minute something came `count` times; None where too little was said to tell."""
    if delivery.spoken_seconds < _SHORTEST_JUDGED:
        return None
    return 60.0 * count / delivery.spoken_seconds


def hesitations(delivery: Delivery) -> tuple[int, float]:
    """How many pauses inside a clause are longer than a natural one, and the seconds of the longest."""
    inside = [round(p.end - p.start, 3) for p in delivery.pauses if p.within_clause]
    long = [seconds for seconds in inside if seconds > NATURAL_PAUSE]
    return len(long), max(long, default=0.0)


def _length(delivery: Delivery) -> Iterator[Remark]:
    first = _first_second(delivery)
    if delivery.over_cap:
        yield Remark(
            "DLV002", Severity.WARNING,
            f"This took {delivery.spoken_seconds:.0f} s; answers are usually cut off after {CAP:.0f} s.",
            "Which sentences would a listener not miss when retelling this?",
            first + CAP, first + delivery.spoken_seconds,
        )  # fmt: skip
    elif delivery.over_mark:
        yield Remark(
            "DLV003", Severity.INFO,
            f"This took {delivery.spoken_seconds:.0f} s; {NINETY:.0f} s is the usual length, a convention.",
            "Which sentence could go without anyone asking for it?",
            first + NINETY, first + delivery.spoken_seconds,
        )  # fmt: skip


def _outcome(delivery: Delivery) -> Iterator[Remark]:
    late = delivery.time_to_impact_seconds
    if late is None:
        yield Remark(
            "DLV004", Severity.WARNING, "No outcome was heard.",
            "What was different afterwards, and by how much?",
        )  # fmt: skip
    elif late > NINETY:
        yield Remark(
            "DLV005", Severity.WARNING,
            f"The first outcome was heard after {late:.0f} s; at {NINETY:.0f} s nothing had come of it yet.",
            "Which one sentence with the outcome could come first?",
            _first_second(delivery) + late, None,
        )  # fmt: skip


def _decision(delivery: Delivery) -> Iterator[Remark]:
    if delivery.time_to_decision_seconds is None and delivery.spoken_seconds >= _SHORTEST_JUDGED:
        yield Remark(
            "DLV006", Severity.INFO, "No decision was heard.", "What did you choose, and instead of what?"
        )


def _fillers(delivery: Delivery) -> Iterator[Remark]:
    rate = per_minute(len(delivery.fillers.found), delivery) if delivery.fillers.measured else None
    if rate is not None and rate >= HARMFUL_FILLERS:
        found = delivery.fillers.found
        yield Remark(
            "DLV007", Severity.WARNING,
            f"“Um” and “uh” {rate:.0f} times a minute; from about {HARMFUL_FILLERS:.0f} on they harm.",
            "What would you say if you stopped silently instead?", found[0].start, found[0].end,
        )  # fmt: skip


def _pace(delivery: Delivery) -> Iterator[Remark]:
    rate = delivery.words_per_minute
    if delivery.spoken_seconds < _SHORTEST_JUDGED:
        return
    if rate > FAST:
        quickest = max(delivery.pace, key=lambda pace: pace.words_per_minute)
        yield Remark(
            "DLV008", Severity.INFO,
            f"{rate:.0f} words a minute; above {FAST:.0f} few people speak, and a listener takes no notes.",
            "Where would a listener need a moment?", quickest.start, quickest.end,
        )  # fmt: skip
    elif rate < SLOW:
        slowest = min(delivery.pace, key=lambda pace: pace.words_per_minute)
        yield Remark(
            "DLV009", Severity.INFO,
            f"{rate:.0f} words a minute; below {SLOW:.0f} it takes long to say little.",
            "Which part did you have to search for?", slowest.start, slowest.end,
        )  # fmt: skip


def _pauses(delivery: Delivery) -> Iterator[Remark]:
    count, longest = hesitations(delivery)
    rate = per_minute(count, delivery)
    if rate is not None and rate >= _MANY_PAUSES:
        place = next(p for p in delivery.pauses if p.within_clause and round(p.end - p.start, 3) == longest)
        yield Remark(
            "DLV010", Severity.INFO,
            f"{count} pauses of more than {NATURAL_PAUSE} s inside a clause, the longest {longest:.1f} s.",
            "Which words were you looking for there?", place.start, place.end,
        )  # fmt: skip


def _restarts(delivery: Delivery) -> Iterator[Remark]:
    rate = per_minute(len(delivery.restarts), delivery)
    if rate is not None and rate >= _MANY_RESTARTS:
        place = delivery.restarts[0]
        yield Remark(
            "DLV011", Severity.INFO,
            f"{len(delivery.restarts)} sentences were begun again or words said twice.",
            "Which sentence would you want to know by heart?", place.start, place.end,
        )  # fmt: skip


def _rough(delivery: Delivery) -> Iterator[Remark]:
    if delivery.interpolated > _ROUGH:
        yield Remark(
            "DLV012", Severity.INFO,
            f"{100 * delivery.interpolated:.0f} % of the words have no measured time: pace is rough.",
            "Is the transcript what you said? Correct it where it is not.",
        )  # fmt: skip


def _first_second(delivery: Delivery) -> float:
    """When the first word begins, in seconds of the recording."""
    return delivery.pace[0].start if delivery.pace else 0.0


_REMARKS: tuple[Callable[[Delivery], Iterator[Remark]], ...] = (
    _length, _outcome, _decision, _fillers, _pace, _pauses, _restarts, _rough,
)  # fmt: skip
