"""Structure: a listener can follow where it began, what was done and what came of it."""

from __future__ import annotations

from highsignal.analysis.reading import Reading
from highsignal.analysis.timing import first_outcome
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State

_CONTEXT = (Role.SITUATION, Role.STAKES, Role.TASK)
_DEED = (Role.ACTION, Role.DECISION, Role.TRADEOFF)


def structure(reading: Reading) -> Signal:
    """Strong with context, deed and outcome; weak when one of the three is not there."""
    context, deed = reading.of(*_CONTEXT), reading.of(*_DEED)
    outcome = first_outcome(reading)
    firsts = [part[0] for part in (context, deed) if part] + ([outcome] if outcome else [])
    missing = [
        name
        for name, there in (("context", context), ("what was done", deed), ("an outcome", outcome))
        if not there
    ]
    spans = tuple(dict.fromkeys(s.span for s in firsts))
    if not missing:
        why = "It says where it began, what was done and what came of it."
        return Signal(SignalName.STRUCTURE, State.STRONG, spans, why)
    state = State.WEAK if len(missing) == 1 and len(reading.sentences) > 2 else State.MISSING
    return Signal(
        SignalName.STRUCTURE, state, spans if state is State.WEAK else (), f"Without {' and '.join(missing)}."
    )
