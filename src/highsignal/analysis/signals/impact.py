"""Impact: what changed, by how much, and for which business outcome."""

from __future__ import annotations

from highsignal.analysis.heard import impact_claims
from highsignal.analysis.reading import Reading
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State


def impact(reading: Reading) -> Signal:
    """Strong where a measured outcome is tied to a business lever, or two outcomes are measured."""
    claims = impact_claims(reading)
    results = reading.of(Role.RESULT)
    tied = tuple(c for c in claims if c.lever is not None)
    if tied or len(claims) > 1:
        why = "A measured outcome is tied to the business." if tied else "Outcomes are measured."
        return Signal(SignalName.IMPACT, State.STRONG, tuple(c.span for c in tied or claims), why)
    if claims:
        why = "An outcome is measured, but not what it did for the business."
        return Signal(SignalName.IMPACT, State.WEAK, tuple(c.span for c in claims), why)
    if results:
        why = "An outcome is told without anything a listener could check."
        return Signal(SignalName.IMPACT, State.WEAK, tuple(s.span for s in results), why)
    return Signal(SignalName.IMPACT, State.MISSING, (), "Nothing says what changed.")
