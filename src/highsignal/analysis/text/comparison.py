"""What changed from one text to another, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_WORDS = re.compile(r"\s+|[^\s]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_ENDS = re.compile(r"[.?!\n]$")
_MANY_WORDS = 6000  # above this a comparison by words takes seconds; by lines it does not


class Piece(NamedTuple):
    """A run of text: `kind` is same, removed or added."""

    kind: str
    text: str


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """The runs of both texts in reading order; what was removed stands before what came in its place.

    Joining all but the added gives `before`, all but the removed gives `after`.
    """
    many = len(before) + len(after) > _MANY_WORDS * 6 * 2
    cut = _LINES if many else _WORDS
    old, new = cut.findall(before), cut.findall(after)
    start, end = _shared(old, new)
    last = len(old) - end
    between = _pieces(old[start:last], new[start : len(new) - end])
    pieces: list[Piece] = []
    for kind, text in (("same", "".join(old[:start])), *between, ("same", "".join(old[last:]))):
        if text and pieces and pieces[-1].kind == kind:
            pieces[-1] = Piece(kind, pieces[-1].text + text)
        elif text:
            pieces.append(Piece(kind, text))
    return tuple(pieces)


def _shared(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words of whole sentences the two begin and end with alike.

    Most edits touch one place, and the rest need no search. Whole sentences, so that one added between two
    that begin with the same word is shown as one, and not from its second word to the next one's first.
    """
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    if start == len(old) == len(new):
        return start, 0
    while start and not _ENDS.search(old[start - 1]):
        start -= 1
    rest = shorter - start
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    while end and not _ENDS.search(old[-end]):
        end -= 1
    return start, max(end - 1, 0)


def _pieces(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[i1:i2])
            continue
        if i2 > i1:
            yield "removed", "".join(old[i1:i2])
        if j2 > j1:
            yield "added", "".join(new[j1:j2])


def words_changed(pieces: tuple[Piece, ...]) -> tuple[int, int]:
    """How many words were added and how many removed."""
    added, removed = (
        sum(len(piece.text.split()) for piece in pieces if piece.kind == kind)
        for kind in ("added", "removed")
    )
    return added, removed
