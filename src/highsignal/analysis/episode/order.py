"""Whether words stand in an order English has: shuffled text scores below zero.

Each word is reduced to itself when it belongs to a closed class, else to its ending; the score is the
mean pointwise mutual information of neighbours, from counts in the project's own texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from highsignal.analysis.episode.passage import tag_of
from highsignal.analysis.episode.vocabulary import vocabulary


@cache
def neighbours() -> Mapping[str, Mapping[str, int]]:
    """First class → second class → mutual information in tenths of a nat; `?` is any other second."""
    text = (resources.files(__package__) / "order.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, int]] = json.loads(text)
    return table


def reduced(word: str) -> str:
    """A closed-class word itself, else the letter of its kind in upper case."""
    return word if word in vocabulary().closed else tag_of(word).upper()


def order(rows: Sequence[Sequence[str]]) -> float:
    """Mean mutual information of neighbouring words within sentences, in nats; 0 without neighbours.

    Prose scores about .5, the same words shuffled about -.5.
    """
    table = neighbours()
    cache_: dict[str, str] = {}
    total = pairs = 0
    for row in rows:
        before: Mapping[str, int] | None = None
        for word in row:
            kind = cache_.get(word)
            if kind is None:
                kind = cache_[word] = reduced(word)
            if before is not None:
                value = before.get(kind)
                total += before.get("?", 0) if value is None else value
                pairs += 1
            before = table.get(kind, _NOTHING)
    return total / (10 * pairs) if pairs else 0.0


_NOTHING: Mapping[str, int] = {}
