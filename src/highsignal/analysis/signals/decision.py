"""Decision and trade-off: what was chosen, why, and what was given up for it."""

from __future__ import annotations

from highsignal.analysis.heard import choices, price_told_until, tells_price
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State

_ENOUGH = 8  # words; a shorter sentence names a price only with a word for it or a number


def gives_reason(reading: Reading, sentence: ReadSentence) -> bool:
    """Whether the choice in `sentence` is explained: a reason, or another option, here or next to it."""
    if sentence.has("decision.reason", "decision.alternative"):
        return True
    neighbours = reading.sentences[max(0, sentence.number - 1) : sentence.number + 2]
    if any(s.role is Role.TRADEOFF for s in neighbours):
        return True
    after = reading.sentences[sentence.number + 1 : sentence.number + 2]
    return any(s.has("decision.reason") and s.role in (Role.DECISION, Role.OTHER) for s in after)


def decision(reading: Reading) -> Signal:
    """Strong where a choice is told with its reason or its alternatives, weak where only the choice is."""
    told = choices(reading)
    weighed = reading.of(Role.TRADEOFF)
    reasoned = [s for s in told if gives_reason(reading, s)]
    reasoned += [s for s in weighed if s.has("decision.choosing") or s.has("decision.alternative")]
    if reasoned:
        spans = tuple(sorted(s.span for s in reasoned))
        return Signal(SignalName.DECISION, State.STRONG, spans, "A choice is told with what spoke for it.")
    if told or weighed:
        spans = tuple(s.span for s in (told or weighed))
        return Signal(SignalName.DECISION, State.WEAK, spans, "A choice is told, but not why it was made.")
    return Signal(
        SignalName.DECISION, State.MISSING, (), "No choice is told: it could have gone no other way."
    )


def tradeoff(reading: Reading) -> Signal:
    """Strong where a price is named, weak where there is only the word or an alternative without its cost."""
    told = tuple(s for s in reading.sentences if tells_price(s))
    priced = [s for s in told if s.has("tradeoff.given-up") or s.claims or len(s.words) >= _ENOUGH]
    if priced:
        spans = tuple(s.span for s in priced)
        return Signal(SignalName.TRADEOFF, State.STRONG, spans, "It says what the choice cost.")
    until = price_told_until(reading)
    hinted = told or tuple(
        s for s in choices(reading) if s.number <= until or s.has("tradeoff.given-up", "decision.alternative")
    )
    if hinted:
        why = "Another way is in view, but not what was given up."
        return Signal(SignalName.TRADEOFF, State.WEAK, tuple(s.span for s in hinted), why)
    return Signal(SignalName.TRADEOFF, State.MISSING, (), "Nothing says what was given up.")
