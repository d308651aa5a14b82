"""Learning: what is done differently since, rather than a platitude."""

from __future__ import annotations

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State


def changes_behaviour(sentence: ReadSentence) -> bool:
    """Whether the sentence says what is done differently now, not only that something was learned."""
    return sentence.has("learning.changed") or bool(sentence.claims)


def is_platitude(sentence: ReadSentence) -> bool:
    """Whether the lesson would fit under any story."""
    return sentence.has("learning.platitude") and not changes_behaviour(sentence)


def learning(reading: Reading) -> Signal:
    """Strong where a lesson changed what the teller does, weak where it is only stated."""
    told = reading.of(Role.LEARNING)
    changed = [s for s in told if changes_behaviour(s) or (not is_platitude(s) and _specific(s))]
    if changed:
        spans = tuple(s.span for s in changed)
        return Signal(SignalName.LEARNING, State.STRONG, spans, "It says what is done differently since.")
    if told:
        why = "A lesson is stated, but not what changed because of it."
        return Signal(SignalName.LEARNING, State.WEAK, tuple(s.span for s in told), why)
    return Signal(SignalName.LEARNING, State.MISSING, (), "Nothing says what was learned.")


_FIRST_PERSON = frozenset(("i", "we", "my", "our", "me", "us"))


def _specific(sentence: ReadSentence) -> bool:
    """A lesson long enough to hold a condition, and tied to a person who holds it."""
    first_person = sentence.says(_FIRST_PERSON)
    return first_person and len(sentence.words) >= 16
