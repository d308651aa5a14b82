"""Whether words stand in an order English has: shuffled text scores below zero.

Each word is reduced to itself when it belongs to a closed class, else to its ending; the score is the
mean pointwise mutual information of neighbours, from counts in the project's own texts. The counts
are arguments, so that training can measure each text by counts that it has no part in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from highsignal.analysis.episode.passage import tag_of
from highsignal.analysis.episode.vocabulary import vocabulary

_FEWEST = 10  # words; fewer have no order to speak of
_LAGS = (4, 7)  # words this far apart hardly depend on each other


class Neighbours(NamedTuple):
    """Mutual information in tenths of a nat: `pairs` by the two classes, `other` by the first alone."""

    pairs: Mapping[tuple[str, str], int]
    other: Mapping[str, int]


@cache
def neighbours() -> Neighbours:
    """The counts that come with the program, written by `training/episode.py`."""
    text = Path(__file__).with_name("order.json").read_text(encoding="utf-8")
    return neighbours_of(json.loads(text))


def neighbours_of(table: Mapping[str, Mapping[str, int]]) -> Neighbours:
    """From first class → second class → information; `?` stands for any other second class."""
    pairs = {}
    other = {}
    for first, row in table.items():
        other[first] = rest = row["?"]
        for second, value in row.items():
            pairs[first, second] = value - rest
    return Neighbours(pairs, other)


@lru_cache(8192)
def reduced(word: str) -> str:
    """A closed-class word itself, else the letter of its kind in upper case."""
    return word if word in vocabulary().closed else tag_of(word).upper()


def order(words: Sequence[str], known: Neighbours) -> tuple[float, float]:
    """Mean mutual information of neighbouring words, and how much more that is than further apart; in nats.

    Prose scores about .3 and .8. The same words shuffled score below 0 and about 0: the second number
    does not depend on which words a text has, only on their order. (0, 0) below ten words.
    """
    kinds = list(map(reduced, words))
    if len(kinds) < _FEWEST:
        return 0.0, 0.0
    rest = list(map(known.other.get, kinds, repeat(0)))
    near = _information(kinds, rest, 1, known)
    far = sum([_information(kinds, rest, lag, known) for lag in _LAGS]) / len(_LAGS)
    return near, near - far


def _information(kinds: list[str], rest: list[int], lag: int, known: Neighbours) -> float:
    count = len(kinds) - lag
    pairs = zip(kinds, kinds[lag:], strict=False)
    return (sum(map(known.pairs.get, pairs, repeat(0))) + sum(rest[:count])) / (10 * count)
