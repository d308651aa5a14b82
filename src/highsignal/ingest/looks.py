"""Each piece looked at once: its signs, its words, and how rare these are in the document."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from highsignal.analysis.matching.stems import STOP
from highsignal.ingest.deeds import Signs, goes_on, is_plan, is_self_description, signs_of, starts_afresh
from highsignal.ingest.pieces import Document, Piece, opening

_WORD = re.compile(r"[^\W_]{3,}|\d+")
_BEGINNING = 6  # letters; "migrat" for migrate, migrated and migration


class Look(NamedTuple):
    """What there is to know about a piece before it is grouped.

    `stems` are of its subject's words; `aside` says that it is a plan or a self-description, if it is.
    """

    piece: Piece
    words: int
    stems: frozenset[str]
    signs: Signs
    aside: str
    goes_on: bool
    fresh: bool


class Rarity:
    """How much a shared word says, from how many pieces of the document have it."""

    def __init__(self, looks: Sequence[Look]) -> None:
        seen = Counter(stem for look in looks for stem in look.stems)
        total = len(looks) + 1
        self._weights = {stem: math.log(1 + total / count) for stem, count in seen.items()}

    def shared(self, look: Look, before: Collection[str]) -> float:
        """The share of a piece's words, weighted by rarity, that are in `before`; 0 to 1."""
        whole = common = 0.0
        for stem in look.stems:
            weight = self._weights[stem]
            whole += weight
            common += weight if stem in before else 0.0
        return common / whole if whole else 0.0


def looks_at(document: Document) -> list[list[Look]]:
    """The looks of every piece, part by part."""
    return [[_look(piece) for piece in part.pieces] for part in document.parts]


def _look(piece: Piece) -> Look:
    text = piece.text
    start = opening(piece)
    signs = signs_of(text)
    return Look(
        piece=piece,
        words=text.count(" ") + 1,
        stems=beginnings(text),
        signs=signs,
        aside=_aside(text, signs),
        goes_on=goes_on(start),
        fresh=starts_afresh(start),
    )


def signs_together(looks: Sequence[Look]) -> Signs:
    """The signs of pieces in a row."""
    deeds = sum(look.signs.deeds for look in looks)
    return Signs(deeds, looks[0].signs.opens, any(look.signs.outcome for look in looks))


def _aside(text: str, signs: Signs) -> str:
    if is_plan(text, signs):
        return "plan"
    return "self-description" if not signs.deeds and is_self_description(text) else ""


def beginnings(text: str) -> frozenset[str]:
    """How the words of a subject begin: stems enough to see what two texts share, and fast."""
    return frozenset(word[:_BEGINNING] for word in _WORD.findall(text.lower()) if word not in STOP)
