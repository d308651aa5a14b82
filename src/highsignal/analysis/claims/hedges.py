"""Hedges, bounds and signs around a quantity: about, more than, up to, +20 %, or so."""

from __future__ import annotations

from enum import Enum

from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.vocabulary import APPROXIMATORS, BOUNDS, VERBS, Sense
from highsignal.analysis.claims.wordlists import words

_SIGNS = {"+": Sense.UP, "↑": Sense.UP, "▲": Sense.UP, "-": Sense.DOWN, "−": Sense.DOWN, "–": Sense.DOWN}
_SIGNS |= {"↓": Sense.DOWN, "▼": Sense.DOWN}
_WAYS = {"up": Sense.UP, "down": Sense.DOWN}
# Verbs with which "up" and "down" say no change: "set up 3 servers".
_PHRASAL = words("set made spun gave took built stood shut broke wrote ran came end sign set pick open")


class _Part(Enum):
    """What a word before a quantity is to it."""

    WAY = "way"
    HEDGE = "hedge"
    BOUND = "bound"
    FILLER = "filler"


def hedge(tokens: list[Token], quantity: Quantity, floor: int) -> None:
    """Take in what hedges and bounds the quantity, before it no further back than token `floor`."""
    at = quantity.first
    while at > floor:
        part, taken = _part_before(tokens, at, floor)
        if part is None:
            break
        at -= taken
        word = tokens[at].lower
        if part is _Part.WAY:
            quantity.sense = _SIGNS.get(word) or _WAYS[word]
        elif part is _Part.HEDGE:
            quantity.approximate = True
        elif part is _Part.BOUND:
            quantity.bound = word
    quantity.lead = at
    _take_tail(tokens, quantity)


def _part_before(tokens: list[Token], at: int, floor: int) -> tuple[_Part | None, int]:
    """What stands right before token `at`, and how many tokens it has."""
    word = tokens[at - 1].lower
    before = tokens[at - 2].lower if at - 2 >= floor else ""
    if word in _SIGNS:
        return (_Part.WAY if _signs(tokens, at, floor) else None), 1
    if word in _WAYS:
        return (None if _particle(tokens, at - 1) else _Part.WAY), 1
    if word == "to":
        return _compound(before, opens=at - 2 > floor or floor == 0)
    if word in APPROXIMATORS:
        return _Part.HEDGE, 1
    if word in BOUNDS:
        return _Part.BOUND, 1
    return (_Part.FILLER if _fills(word, tokens[at].lower) else None), 1


def _compound(before: str, opens: bool) -> tuple[_Part | None, int]:
    """Reads "close to", "up to"; behind another quantity (not `opens`) "up to" leads from it to this one."""
    if before == "close":
        return _Part.HEDGE, 2
    return (_Part.BOUND, 2) if before == "up" and opens else (None, 1)


def _signs(tokens: list[Token], at: int, floor: int) -> bool:
    """Whether the sign before `at` belongs to the number and is no dash between two words."""
    sign = tokens[at - 1]
    return sign.end == tokens[at].start and not (at - 1 > floor and tokens[at - 2].end == sign.start)


def _particle(tokens: list[Token], at: int) -> bool:
    """Whether "up" at `at` belongs to a verb that says no change: "freed up", "set up", "shut down"."""
    before = tokens[at - 1].lower if at else ""
    return before in _PHRASAL or (before not in VERBS and before.endswith(("ed", "ing")))


def _fills(word: str, after: str) -> bool:
    """Whether the word belongs to a bound: "as much as", "at least", "an estimated", "sub-"."""
    if word == "at":
        return after in ("least", "most")
    if word == "an":
        return after == "estimated"
    return word in ("as", "much", "many", "sub")


def _take_tail(tokens: list[Token], quantity: Quantity) -> None:
    """Take in "or more", "or so", "-ish" behind the quantity."""
    tail = [t.lower for t in tokens[quantity.end : quantity.end + 2]]
    if tail[:2] in (["or", "so"], ["-", "ish"]) or tail[:1] == ["ish"]:
        quantity.approximate = True
    if tail in (["or", "more"], ["or", "less"], ["or", "so"]):
        quantity.end += 2
