"""Time frames and dates that no claim holds by itself: "in six weeks", "by Q3", "in March 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from highsignal.analysis.claims.numerals import TEENS, TENS, UNITS
from highsignal.analysis.claims.quantities import read_quantities
from highsignal.analysis.claims.tokens import tokenize
from highsignal.analysis.claims.units import SECONDS
from highsignal.analysis.drift.facts import Fact, amount_at, around_of, sentences_of
from highsignal.analysis.drift.rounding import Amount, agree
from highsignal.domain.claims import Kind
from highsignal.domain.spans import Span

# How much of the words around two times must be the same for them to be about one thing.
_LEAST_SHARED = 0.5
_LEAST_ALONE = 0.3  # where each text has only one

_LENGTH = re.compile(
    r"\b(?P<sense>in|within|inside|under|over|during|after|for)\s+(?P<told>(?:[\w.,½]+[\s-]+){1,6}?"
    r"(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?))\b",
    re.IGNORECASE,
)
# "within two weeks" and "in two weeks" are one; "after" and "for" say something else.
_SENSES = {"after": "after", "for": "for"}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_SPELLED = (
    r"(?:twenty|two\s+thousand(?:\s+and)?)[\s-]+(?:(?:twenty|thirty)"
    r"(?:[\s-]+(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_YEAR = rf"(?:19|20)\d\d|{_SPELLED}"
_DATE = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)})\b(?:\s+(?:of\s+)?(?P<year>{_YEAR})\b)?"
    r"|(?:q(?P<quarter>[1-4])|(?P<ordinal>first|second|third|fourth)\s+quarter)\b"
    rf"(?:\s+(?:of\s+)?(?P<of>{_YEAR})\b)?"
    rf"|(?:in|by|since|until|during|of|early|late|mid)[\s-]+(?P<only>{_YEAR})\b)",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


class Date(NamedTuple):
    """A date as far as it is told; None for what is not."""

    year: int | None
    quarter: int | None
    month: int | None


class Time(NamedTuple):
    """A length of time or a date at `span`, told with the words `around`; one of the two is None."""

    span: Span
    text: str
    around: frozenset[str]
    sense: str
    length: Amount | None = None
    date: Date | None = None


class TimeDrift(NamedTuple):
    """Two times that contradict each other."""

    claimed: Time
    told: Time


def times_of(text: str, facts: Sequence[Fact], settled: AbstractSet[int] = frozenset()) -> tuple[Time, ...]:
    """The time frames, dates and durations of `text`; `facts` are its claims, the `settled` ones compared."""
    held = [fact.claim.value_span or fact.claim.span for fact in facts]
    times = [t for t in (*_lengths(text), *_dates(text)) if not any(t.span.overlaps(span) for span in held)]
    times += [_duration(fact) for n, fact in enumerate(facts) if n not in settled and _lasts(fact)]
    return tuple(sorted(times, key=lambda time: time.span))


def _lasts(fact: Fact) -> bool:
    """Whether it says how long something took and nothing else, like a time frame."""
    if fact.claim.kind is not Kind.DURATION:
        return False
    return fact.asserted and fact.baseline is None and not fact.moves and not fact.subject.stems


def _duration(fact: Fact) -> Time:
    return Time(fact.claim.value_span or fact.claim.span, fact.claim.text, fact.around, "claim", fact.value)


def _lengths(text: str) -> Iterator[Time]:
    sentences = sentences_of(text)
    for match in _LENGTH.finditer(text):
        told = match.group("told")
        quantities = read_quantities(tokenize(told))
        if len(quantities) != 1 or quantities[0].unit not in SECONDS:
            continue
        span = Span(*match.span())
        quantity = quantities[0]
        value = amount_at(
            text, Span(*match.span("told")), quantity.value, quantity.unit, quantity.approximate
        )
        sense = _SENSES.get(match.group("sense").lower(), "in")
        yield Time(span, match.group(), around_of(span, text, sentences), sense, value)


def _dates(text: str) -> Iterator[Time]:
    sentences = sentences_of(text)
    for match in _DATE.finditer(text):
        month = match.group("month")
        if match.group() in ("may", "march"):
            continue  # a verb, without its capital or a year
        year = match.group("year") or match.group("of") or match.group("only")
        quarter = match.group("quarter") or _ORDINALS.get((match.group("ordinal") or "").lower())
        date = Date(
            year=_year(year) if year else None,
            quarter=int(quarter) if quarter else None,
            month=_MONTHS.index(month.lower()) + 1 if month else None,
        )
        span = Span(*match.span())
        yield Time(span, match.group(), around_of(span, text, sentences), "date", date=date)


def _year(told: str) -> int:
    """Reads "2022", "twenty twenty two", "two thousand nineteen"."""
    if told.isdigit():
        return int(told)
    parts = told.lower().replace("-", " ").split()
    rest = parts[1:] if parts[0] == "twenty" else parts[2:]
    return 2000 + sum(int((TENS | TEENS | UNITS).get(word, 0)) for word in rest)


def time_drifts(
    claimed: Sequence[Time], told: Sequence[Time], joined: Sequence[tuple[Span, Span]]
) -> list[TimeDrift]:
    """The told times that contradict the claimed one they are about.

    `joined` are the spans of claims (in the story, in the telling) that were told as they are claimed: times
    beside them belong together.
    """
    drifts = []
    for time in told:
        same = [own for own in claimed if _comparable(own, time)]
        if not same or any(_says_the_same(own, time) for own in same):
            continue
        alone = len(same) == 1 and sum(_comparable(same[0], other) for other in told) == 1
        best = max(same, key=lambda own: (_nearness(own, time, joined), own.sense == time.sense))
        if _nearness(best, time, joined) >= (_LEAST_ALONE if alone else _LEAST_SHARED):
            drifts.append(TimeDrift(best, time))
    return drifts


def _comparable(own: Time, other: Time) -> bool:
    if own.date is not None and other.date is not None:
        return any(a is not None and b is not None for a, b in zip(own.date, other.date, strict=True))
    if own.length is None or other.length is None or own.sense == other.sense == "claim":
        return False
    return (
        own.sense == other.sense
        or {own.sense, other.sense} <= {"in", "claim"}
        or "for" in (own.sense, other.sense)
    )


def _says_the_same(own: Time, other: Time) -> bool:
    if own.date is not None and other.date is not None:
        return all(a is None or b is None or a == b for a, b in zip(own.date, other.date, strict=True))
    assert own.length is not None
    assert other.length is not None
    scaled = other.length.scaled(SECONDS[other.length.unit] / SECONDS[own.length.unit], own.length.unit)
    inexact = {own.length.unit, other.length.unit} & {
        "month",
        "quarter",
        "year",
    } and own.length.unit != other.length.unit
    return agree(own.length, scaled._replace(hedged=scaled.hedged or bool(inexact)))


def _nearness(own: Time, other: Time, joined: Sequence[tuple[Span, Span]]) -> float:
    """How far the two are about one thing: by the claims beside them, else by the words around."""
    if any(_beside(own.span, a) and _beside(other.span, b) for a, b in joined):
        return 1.0
    if not own.around or not other.around:
        return 0.0
    return len(own.around & other.around) / min(len(own.around), len(other.around))


def _beside(span: Span, claim: Span) -> bool:
    return abs(span.start - claim.end) < _BESIDE or abs(claim.start - span.end) < _BESIDE


_BESIDE = 25  # characters
