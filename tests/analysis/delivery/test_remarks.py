"""Remarks: silent inside the dead bands, one for what lies outside; and the one thing to tighten."""

from __future__ import annotations

import pytest

from highsignal.analysis.delivery.remarks import remarks
from highsignal.analysis.delivery.tighten import tighten_first
from highsignal.analysis.survival import Survival, Survived
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.spans import Span
from highsignal.domain.speech import (
    Delivery,
    Drift,
    Fillers,
    HeardFiller,
    Pace,
    Pause,
    Place,
    Restart,
    Retold,
    SpokenWord,
)  # fmt: skip

FINE = Delivery(
    words=190, words_per_minute=150.0, spoken_seconds=76.0, pace=(Pace(2.0, 78.0, 150.0),), pauses=(),
    restarts=(), fillers=Fillers(True), time_to_impact_seconds=8.0, time_to_decision_seconds=30.0,
    role_seconds={}, over_mark=0.0, over_cap=0.0, interpolated=0.0,
)  # fmt: skip


def ums(count: int) -> Fillers:
    return Fillers(True, "", tuple(HeardFiller("um", n, n + 0.2, "aligner") for n in range(count)))


def pauses(count: int, seconds: float, within: bool) -> tuple[Pause, ...]:
    return tuple(Pause(3.0 * n, 3.0 * n + seconds, within, n) for n in range(count))


def codes(delivery: Delivery) -> list[str]:
    return [remark.code for remark in remarks(delivery)]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"words_per_minute": 120.0},
        {"words_per_minute": 200.0},
        {"fillers": ums(6)},  # 4.7 a minute
        {"fillers": ums(14)},  # 11 a minute: nothing is known between 5 and 12
        {"fillers": Fillers(False, "dropped by the recogniser")},
        {"pauses": pauses(20, 1.5, within=False)},
        {"pauses": pauses(20, 0.6, within=True)},
        {"restarts": (Restart(Span(0, 2), 1.0, 1.2, "repeat"),) * 4},
        {"interpolated": 0.2},
    ],
)
def test_silent_inside_the_dead_band(change: dict[str, object]) -> None:
    assert codes(FINE._replace(**change)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": 0}, "DLV001"),
        ({"spoken_seconds": 130.0, "over_mark": 40.0, "over_cap": 10.0}, "DLV002"),
        ({"spoken_seconds": 100.0, "over_mark": 10.0}, "DLV003"),
        ({"time_to_impact_seconds": None}, "DLV004"),
        ({"time_to_impact_seconds": 92.0}, "DLV005"),
        ({"time_to_decision_seconds": None}, "DLV006"),
        ({"fillers": ums(16)}, "DLV007"),
        ({"words_per_minute": 206.0}, "DLV008"),
        ({"words_per_minute": 110.0}, "DLV009"),
        ({"pauses": pauses(5, 0.9, within=True)}, "DLV010"),
        ({"restarts": (Restart(Span(0, 2), 1.0, 1.2, "repeat"),) * 6}, "DLV011"),
        ({"interpolated": 0.4}, "DLV012"),
    ],
)
def test_one_remark_outside(change: dict[str, object], code: str) -> None:
    (remark,) = remarks(FINE._replace(**change))  # type: ignore[arg-type]
    assert remark.code == code
    assert remark.message.endswith(".")
    assert remark.ask.endswith(("?", "."))


def test_a_few_seconds_are_too_little_for_a_rate() -> None:
    assert codes(FINE._replace(spoken_seconds=12.0, fillers=ums(6), words_per_minute=240.0)) == []


SPAN = Span(0, 5)
DRIFT = Drift(
    "cost", "value", Place("a", SPAN, "22 %"), Place("b", SPAN, "30 %"), "Cost: claimed 22 %, told 30 %."
)
LOST = Survived(
    Signal(SignalName.TRADEOFF, State.STRONG, (SPAN,), "It is there."),
    Signal(SignalName.TRADEOFF, State.MISSING, (), "It is not.", "What did you give up?"),
)
IMPACT = Survived(
    Signal(SignalName.IMPACT, State.STRONG, (SPAN,), "It is there."),
    Signal(SignalName.IMPACT, State.WEAK, (), "It is vague.", "By how much?"),
)
LATE = FINE._replace(time_to_impact_seconds=92.0)


def test_what_is_false_comes_before_what_is_missing_before_what_is_long() -> None:
    retold = Retold((DRIFT,), (), (), ())
    survival = Survival(lost=(LOST,), weakened=(IMPACT,))
    words = (SpokenWord(SPAN, 3.0, 3.4),)
    first = tighten_first(LATE, survival, retold, words)
    assert first is not None
    assert (first.code, first.start, first.end) == ("DLV020", 3.0, 3.4)
    second = tighten_first(LATE, survival)
    assert second is not None
    assert (second.code, second.ask) == ("DLV021", "What did you give up?")
    assert "trade-off" in second.message
    third = tighten_first(LATE, Survival(weakened=(IMPACT,)))
    assert third is not None
    assert third.code == "DLV005"
    fourth = tighten_first(FINE, Survival(weakened=(IMPACT,)))
    assert fourth is not None
    assert fourth.code == "DLV022"


def test_nothing_heard_comes_first_and_nothing_to_tighten_is_none() -> None:
    silent = tighten_first(FINE._replace(words=0), Survival(lost=(LOST,)))
    assert silent is not None
    assert silent.code == "DLV001"
    assert tighten_first(FINE, Survival(), Retold((), (), (), ())) is None
