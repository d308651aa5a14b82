"""Stakes: why it mattered, to whom, and what doing nothing would have cost."""

from __future__ import annotations

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.spans import Span


def names_consequence(sentence: ReadSentence) -> bool:
    """Whether the sentence says what would be lost or won, or for whom, rather than only "important"."""
    return bool(sentence.claims) or sentence.has("stakes.loss", "audience.business")


def stakes(reading: Reading) -> Signal:
    """Strong where a consequence is named, weak where importance is only asserted."""
    told = reading.of(Role.STAKES)
    named = [s for s in told if names_consequence(s)]
    if named:
        return Signal(
            SignalName.STAKES, State.STRONG, tuple(s.span for s in named), "It says what was at risk."
        )
    asserted = tuple(s.span for s in told) or _asserted(reading)
    if asserted:
        why = "It says that it mattered, not what would have been lost."
        return Signal(SignalName.STAKES, State.WEAK, asserted, why)
    return Signal(SignalName.STAKES, State.MISSING, (), "Nothing says why it mattered.")


def _asserted(reading: Reading) -> tuple[Span, ...]:
    """Words of importance in the set-up, where no sentence is about stakes."""
    setup = reading.of(Role.SITUATION, Role.TASK)
    return tuple(span for s in setup for span in s.find("stakes.asserted"))
