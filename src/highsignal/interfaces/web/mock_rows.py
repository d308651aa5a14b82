"""The rows of a mock's report: each measure now, before, and over several mocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from markupsafe import Markup

from highsignal.analysis.timing import NINETY
from highsignal.interfaces.web.mock_pictures import trend
from highsignal.services.clarity import Rated
from highsignal.services.mock_report import Measures

_THIN = "\u202f"
CLARITY = "Clarity, from people"


class Row(NamedTuple):
    """One measure: its name and definition, in this mock and before it; empty where it was not measured.

    `basis` is what this mock's value rests on, where that is not in the definition: listeners, interval.
    """

    name: str
    about: str
    now: str
    basis: str
    before: str
    picture: Markup


class Measure(NamedTuple):
    """How one measure is read of a mock and written."""

    name: str
    about: str
    of: Callable[[Measures], float | None]
    written: Callable[[float], str]
    mark: float | None = None


def _seconds(value: float) -> str:
    return f"{round(value)}{_THIN}s"


def _share(value: float) -> str:
    return f"{round(value * 100)}{_THIN}%"


MEASURES = (
    Measure(
        "Length of an answer",
        "the median; measured where it was recorded, else counted from the words",
        lambda m: m.length,
        _seconds,
        NINETY,
    ),
    Measure(
        "Seconds to the first outcome",
        "the median of the answers in which an outcome is heard",
        lambda m: m.first_outcome,
        _seconds,
    ),
    Measure(
        "Strong signals an answer",
        "the mean, of eight; before any follow-up",
        lambda m: m.strong,
        lambda value: f"{value:.1f}",
        8.0,
    ),
    Measure(
        "Numbers told as they are",
        "of those that the stories have; left out or told otherwise are the rest",
        lambda m: m.kept / m.numbers if m.numbers else None,
        _share,
        1.0,
    ),
    Measure(
        CLARITY,
        "what listeners of these stories said, from 1 to 5, up to the next mock",
        lambda m: m.clarity.mean if m.clarity else None,
        lambda value: f"{value:.1f}",
        5.0,
    ),
)


def rows_of(measures: Measures, earlier: Sequence[Measures]) -> tuple[Row, ...]:
    """A row for each measure that this mock or an earlier one has; `earlier` are latest first."""
    rows = [_row(measure, measures, earlier) for measure in MEASURES]
    return tuple(row for row in rows if row.now or row.before)


def _row(measure: Measure, this: Measures, earlier: Sequence[Measures]) -> Row:
    values = [measure.of(one) for one in (*reversed(earlier), this)]
    known = [value for value in values[:-1] if value is not None]
    now = values[-1]
    written = [measure.written(value) for value in values if value is not None]
    label = f"{measure.name} in {len(written)} mocks, the earliest first: {', '.join(written)}"
    return Row(
        measure.name,
        measure.about,
        measure.written(now) if now is not None else "",
        _listeners(this.clarity) if measure.name == CLARITY and this.clarity else "",
        measure.written(median(known)) if known else "",
        trend(values, label, mark=measure.mark),
    )


def _listeners(rated: Rated) -> str:
    """How many listeners a clarity rests on, and its interval."""
    people = f"{rated.listeners} {'listener' if rated.listeners == 1 else 'listeners'}"
    if rated.low is None or rated.high is None:
        return f"{people}; no interval below three"
    return f"{people}, {rated.low:.1f} to {rated.high:.1f}"
