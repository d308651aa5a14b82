"""How un-English the letters of a text's words are: the share of letter triples not met in training."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache, lru_cache
from pathlib import Path

_SAMPLE = 40  # different words looked at; they are taken evenly from the whole text
_SHORTEST = 4  # letters; shorter words are mostly closed-class words and abbreviations


@cache
def known_triples() -> frozenset[str]:
    """Letter triples of English words, `_` for a word's edge; written by `training/episode.py`."""
    return frozenset(Path(__file__).with_name("triples.txt").read_text(encoding="utf-8").split())


def strangeness(words: Iterable[str], known: Set[str]) -> float:
    """The share of letter triples in `words` that are not `known`: 0 to 1, 0 without long words.

    Ordinary English stays below .05; random letters are above .6.
    """
    longer = [word for word in words if len(word) >= _SHORTEST and word.isalpha()]
    triples = [_triples(word) for word in longer[:: max(1, len(longer) // _SAMPLE)]]
    total = sum(map(len, triples))
    return sum([len(of_word - known) for of_word in triples]) / total if total else 0.0


@lru_cache(8192)
def _triples(word: str) -> frozenset[str]:
    line = f"_{word}_"
    return frozenset([line[at : at + 3] for at in range(len(word))])
