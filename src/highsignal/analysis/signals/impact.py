"""Impact: what changed, by how much, and for which business outcome."""

from __future__ import annotations

from highsignal.analysis.reading import Reading
from highsignal.domain.claims import Claim, Direction, Status
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State

_TOLD_BEFORE = (Role.SITUATION, Role.STAKES, Role.TASK)  # a number in the set-up is context, not impact


def impact_claims(reading: Reading) -> tuple[Claim, ...]:
    """The asserted claims that say what came of the work, rather than how things stood before."""
    return tuple(
        claim
        for sentence in reading.sentences
        if sentence.role not in _TOLD_BEFORE
        for claim in sentence.claims
        if claim.status is Status.ASSERTED and _is_outcome(claim, sentence.role)
    )


def _is_outcome(claim: Claim, role: Role) -> bool:
    return role is Role.RESULT or claim.direction in (Direction.UP, Direction.DOWN)


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
