"""Audience: the people this role's loop listens with hear what it meant for them."""

from __future__ import annotations

from highsignal.analysis.lexicon.lexicon import NAMED
from highsignal.analysis.reading import Reading
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State

_TELLS_MEANING = (Role.STAKES, Role.RESULT, Role.SITUATION, Role.TRADEOFF)


def audience(reading: Reading) -> Signal:
    """Strong where people are named and what it meant for them, weak where only one of the two is.

    Whom a role's listeners name is in its pack, and reaches the reading through the lexicon.
    """
    people = reading.find("audience.people", NAMED)
    meaning = [span for s in reading.of(*_TELLS_MEANING) for span in s.find("audience.business")]
    told = sorted({*people, *meaning})
    if people and meaning and len(told) > 1:
        why = "It says who was served and what it meant for them."
        return Signal(SignalName.AUDIENCE, State.STRONG, tuple(told), why)
    if told:
        half = "people, but not what it meant for them" if people else "a business term, but nobody"
        return Signal(SignalName.AUDIENCE, State.WEAK, tuple(told), f"It names {half}.")
    return Signal(SignalName.AUDIENCE, State.MISSING, (), "Nobody outside the work appears in it.")
