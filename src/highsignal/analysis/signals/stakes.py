"""Stakes: why it mattered, to whom, and what doing nothing would have cost."""

from __future__ import annotations

from highsignal.analysis.heard import hints_at_stakes, tells_stakes
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.spans import Span


def names_consequence(sentence: ReadSentence) -> bool:
    """Whether the sentence says what would be lost or won, or for whom, rather than only "important"."""
    return bool(sentence.claims) or sentence.has("stakes.loss", "audience.business")


def stakes(reading: Reading) -> Signal:
    """Strong where a consequence is named, weak where it is hinted at or importance only asserted."""
    told = [s for s in reading.sentences if s.role is Role.STAKES or tells_stakes(s)]
    named = [s for s in told if names_consequence(s)]
    if named:
        return Signal(
            SignalName.STAKES, State.STRONG, tuple(s.span for s in named), "It says what was at risk."
        )
    hinted = tuple(s.span for s in reading.of(Role.SITUATION, Role.TASK) if hints_at_stakes(s))
    if hinted and not told:
        why = "A loss is mentioned in passing; nobody is said to have borne it."
        return Signal(SignalName.STAKES, State.WEAK, hinted, why)
    asserted = tuple(s.span for s in told) or _asserted(reading)
    if asserted:
        why = "It says that it mattered, not what would have been lost."
        return Signal(SignalName.STAKES, State.WEAK, asserted, why)
    return Signal(SignalName.STAKES, State.MISSING, (), "Nothing says why it mattered.")


def _asserted(reading: Reading) -> tuple[Span, ...]:
    """Words of importance in the set-up, where no sentence is about stakes."""
    setup = reading.of(Role.SITUATION, Role.TASK)
    return tuple(span for s in setup for span in s.find("stakes.asserted"))
