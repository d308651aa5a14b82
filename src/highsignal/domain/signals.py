"""What a listener should be able to take from a story, and how far the text shows it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from highsignal.domain.spans import Span


class SignalName(StrEnum):
    """The eight signals, in the order in which a listener needs them."""

    STRUCTURE = "structure"
    STAKES = "stakes"
    DECISION = "decision"
    TRADEOFF = "tradeoff"
    IMPACT = "impact"
    OWNERSHIP = "ownership"
    LEARNING = "learning"
    AUDIENCE = "audience"


class State(StrEnum):
    """How far the text shows a signal."""

    STRONG = "strong"
    WEAK = "weak"
    MISSING = "missing"


class Signal(NamedTuple):
    """The state of one signal, the spans that show it, and one sentence that says why.

    `ask` is the one question whose answer would make it strong, None when it is.
    """

    name: SignalName
    state: State
    evidence: tuple[Span, ...]
    why: str
    ask: str | None = None
