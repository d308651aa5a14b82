"""Audience: the people this role's loop listens with hear what it meant for them."""

from __future__ import annotations

from functools import lru_cache

from highsignal.analysis.lexicon.lexicon import Lexicon
from highsignal.analysis.reading import Reading
from highsignal.domain.roles import Role as SentenceRole
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.spans import Span
from highsignal.packs.model import Role


def audience(reading: Reading, role: Role | None) -> Signal:
    """Strong where people are named and what it meant for them, weak where only one of the two is."""
    people = _named(reading, role)
    meaning = [
        span
        for sentence in reading.of(
            SentenceRole.STAKES, SentenceRole.RESULT, SentenceRole.SITUATION, SentenceRole.TRADEOFF
        )
        for span in sentence.find("audience.business")
    ]
    told = sorted({*people, *meaning})
    if people and meaning and len(told) > 1:
        why = "It says who was served and what it meant for them."
        return Signal(SignalName.AUDIENCE, State.STRONG, tuple(told), why)
    if told:
        why = "It names " + (
            "people, but not what it meant for them." if people else "a business term, but nobody."
        )
        return Signal(SignalName.AUDIENCE, State.WEAK, tuple(told), why)
    return Signal(SignalName.AUDIENCE, State.MISSING, (), "Nobody outside the work appears in it.")


def _named(reading: Reading, role: Role | None) -> list[Span]:
    """Where listeners, or the people they serve, are named."""
    found = reading.find("audience.people")
    if role is not None:
        finder = _finder(tuple(phrase for group in role.audiences for phrase in group.named))
        for sentence in reading.sentences:
            found += finder.find(sentence.tokens).get(_NAMED, [])
    return found


@lru_cache(maxsize=8)
def _finder(phrases: tuple[str, ...]) -> Lexicon:
    """The names that a role pack gives its listeners; packs write a star where the lexicon has ~."""
    return Lexicon({_NAMED: [phrase.lower().replace("*", "~") for phrase in phrases]})


_NAMED = "named"
