"""Hedges, bounds and signs around a quantity: about, more than, up to, +20 %, or so."""

from __future__ import annotations

from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.vocabulary import APPROXIMATORS, BOUNDS, VERBS, Sense
from highsignal.analysis.claims.wordlists import words

_SIGNS = {"+": Sense.UP, "↑": Sense.UP, "▲": Sense.UP, "-": Sense.DOWN, "−": Sense.DOWN, "–": Sense.DOWN}
_SIGNS |= {"↓": Sense.DOWN, "▼": Sense.DOWN}
_WAYS = {"up": Sense.UP, "down": Sense.DOWN}
# What a word before a quantity is to it; "" where it is nothing.
_WAY, _HEDGE, _BOUND, _FILLER = "way", "hedge", "bound", "filler"
# Verbs with which "up" and "down" say no change: "set up 3 servers".
_PHRASAL = words(
    "set made spun gave took built stood shut broke wrote ran end sign set pick open blew blow gives give"
)


def hedge(tokens: list[Token], quantity: Quantity, floor: int) -> Quantity:
    """The quantity with what hedges and bounds it, before it no further back than token `floor`."""
    at = quantity.first
    sense, approximate, bound = quantity.sense, quantity.approximate, quantity.bound
    while at > floor:
        part, taken = _part_before(tokens, at, floor)
        if not part:
            break
        at -= taken
        word = tokens[at].lower
        if part == _WAY:
            sense = _SIGNS.get(word) or _WAYS[word]
        elif part == _HEDGE:
            approximate = True
        elif part == _BOUND:
            bound = word
    tail, loose = _tail(tokens, quantity.end)
    return quantity._replace(
        lead=at, end=quantity.end + tail, sense=sense, approximate=approximate or loose, bound=bound
    )


def _part_before(tokens: list[Token], at: int, floor: int) -> tuple[str, int]:
    """What stands right before token `at`, and how many tokens it has."""
    word = tokens[at - 1].lower
    before = tokens[at - 2].lower if at - 2 >= floor else ""
    if word in _SIGNS:
        return (_WAY if _signs(tokens, at, floor) else ""), 1
    if word in _WAYS:
        return ("" if _particle(tokens, at - 1) else _WAY), 1
    if word == "to":
        return _compound(before, opens=at - 2 > floor or floor == 0)
    if word in APPROXIMATORS:
        return _HEDGE, 1
    if word in BOUNDS:
        return _BOUND, 1
    return (_FILLER if _fills(word, tokens[at].lower) else ""), 1


def _compound(before: str, opens: bool) -> tuple[str, int]:
    """Reads "close to", "up to"; behind another quantity (not `opens`) "up to" leads from it to this one."""
    if before == "close":
        return _HEDGE, 2
    return (_BOUND, 2) if before == "up" and opens else ("", 1)


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


def _tail(tokens: list[Token], end: int) -> tuple[int, bool]:
    """How many tokens "or more", "or so" take behind a quantity, and whether they (or "-ish") loosen it."""
    tail = [t.lower for t in tokens[end : end + 2]]
    loose = tail == ["or", "so"] or tail == ["-", "ish"] or tail[:1] == ["ish"]
    return (2 if tail in (["or", "more"], ["or", "less"], ["or", "so"]) else 0), loose
