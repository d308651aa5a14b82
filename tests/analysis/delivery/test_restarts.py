"""Restarts: words said twice or taken back, and what only looks like it."""

from __future__ import annotations

import pytest
from tests.analysis.delivery.conftest import Speak

from highsignal.analysis.delivery.restarts import find_restarts


@pytest.mark.parametrize(
    ("text", "dropped", "kind"),
    [
        ("and we we moved the index", "we", "repeat"),
        ("I think, I think we should stop", "I think", "repeat"),
        ("it was in the in the cache", "in the", "repeat"),
        ("the ser- the service was down", "the ser-", "restart"),
        ("we depl… deployed it", "depl", "restart"),
        ("we were we had no tests", "we were", "restart"),
        ("it took three no wait four days", "no wait", "restart"),
        ("the serv the service was down", "the serv", "restart"),
    ],
)
def test_found(text: str, dropped: str, kind: str, speak: Speak) -> None:
    (found,) = find_restarts(speak(text), text)
    assert (found.span.text(text).rstrip("…"), found.kind) == (dropped, kind)


@pytest.mark.parametrize(
    "text",
    [
        "it was very very slow",
        "no, no, that was fine",
        "the time that that took",
        "I had had enough",
        "it went from twenty twenty to twenty one",
        "We won. We moved on.",
        "I think I should have asked",
        "we knew we had a problem",
        "the more data the more cost",
        "the service the team owned",
        "a state-of-the-art model",
        "day after day",
    ],
)
def test_not_found(text: str, speak: Speak) -> None:
    assert find_restarts(speak(text), text) == ()


def test_said_three_times_is_dropped_twice(speak: Speak) -> None:
    text = "we we we moved it"
    assert [r.span.text(text) for r in find_restarts(speak(text), text)] == ["we", "we"]
