"""Hedges, bounds and signs around a quantity: about, more than, up to, +20 %, or so."""

from __future__ import annotations

from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.vocabulary import APPROXIMATORS, BOUNDS, VERBS, Sense
from highsignal.analysis.claims.wordlists import words


def hedge(tokens: list[Token], quantity: Quantity, floor: int) -> None:
    """Walk back over hedges, bounds and signs, no further than token `floor`."""
    at = quantity.first
    while at > floor:
        word = tokens[at - 1].lower
        if word in ("+", "-", "−", "–", "↑", "↓", "▲", "▼"):
            if tokens[at - 1].end != tokens[at].start or (
                at - 1 > floor and tokens[at - 2].end == tokens[at - 1].start
            ):
                break
            quantity.sense = Sense.UP if word in "+↑▲" else Sense.DOWN
        elif word in ("up", "down"):
            if _particle(tokens, at - 1):
                break
            quantity.sense = Sense.UP if word == "up" else Sense.DOWN
        elif word in APPROXIMATORS or (word == "to" and at - 2 >= floor and tokens[at - 2].lower == "close"):
            quantity.approximate = True
        elif word == "to" and at - 2 >= floor and tokens[at - 2].lower == "up":
            quantity.bound = word
            at -= 1
        elif word in BOUNDS:
            quantity.bound = word
        elif word not in ("as", "much", "many", "an", "sub", "at") or not _bounding(tokens, at):
            break
        at -= 1
    quantity.lead = at
    tail = [t.lower for t in tokens[quantity.end : quantity.end + 3]]
    if tail[:2] == ["or", "so"] or tail[:2] == ["-", "ish"] or tail[:1] == ["ish"]:
        quantity.approximate = True
    if tail[:2] in (["or", "more"], ["or", "less"], ["or", "so"]):
        quantity.end += 2


def _particle(tokens: list[Token], at: int) -> bool:
    """Whether "up" at `at` belongs to a verb that says no change: "freed up", "set up", "shut down"."""
    before = tokens[at - 1].lower if at else ""
    return before in _PHRASAL or (before not in VERBS and before.endswith(("ed", "ing")))


_PHRASAL = words("set made spun gave took built stood shut broke wrote ran came end sign set pick open")


def _bounding(tokens: list[Token], at: int) -> bool:
    """Whether the word before `at` belongs to a bound: "as much as", "at least", "an estimated", "sub-"."""
    word = tokens[at - 1].lower
    after = tokens[at].lower
    if word == "at":
        return after in ("least", "most")
    if word == "an":
        return after == "estimated"
    return word in ("as", "much", "many", "sub")
