"""How un-English the letters of a text's words are: the share of letter triples not met in training."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache
from importlib import resources

_SAMPLE = 40  # different words looked at; they are taken evenly from the whole text
_SHORTEST = 4  # letters; shorter words are mostly closed-class words and abbreviations


@cache
def known_triples() -> frozenset[str]:
    """Letter triples of English words, `_` for a word's edge; written by `training/episode.py`."""
    return frozenset((resources.files(__package__) / "triples.txt").read_text(encoding="utf-8").split())


def strangeness(words: Iterable[str], known: Set[str]) -> float:
    """The share of letter triples in `words` that are not `known`: 0 to 1, 0 without long words.

    Ordinary English stays below .05; random letters are above .6.
    """
    longer = [word for word in words if len(word) >= _SHORTEST and word.isalpha()]
    line = "_".join(["", *longer[:: max(1, len(longer) // _SAMPLE)], ""])
    triples = [a + b + c for a, b, c in zip(line, line[1:], line[2:], strict=False) if b != "_"]
    return sum([triple not in known for triple in triples]) / len(triples) if triples else 0.0
