"""The weights of the gate: one linear score a kind over the measures in `features`, then softmax."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from highsignal.analysis.episode.features import names

FARTHEST = 3.0  # standard deviations; beyond, a measure says no more than at that point


DISORDER = (
    "order",
    "order_gain",
    "function_words",
    "stray_capitals",
)  # the measures that tell shuffled words from prose


class Model(NamedTuple):
    """`labels` × features weights over the features `used`; `middle` and `spread` standardise those.

    `disorder` is a bias and weights over the features `disorder_used`.
    """

    used: tuple[int, ...]
    middle: tuple[float, ...]
    spread: tuple[float, ...]
    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    disorder: tuple[float, ...]
    disorder_used: tuple[int, ...]

    def shuffled(self, values: Sequence[float]) -> float:
        """How likely the words stand in no order."""
        bias, *weights = self.disorder
        score = bias + sum([values[at] * w for at, w in zip(self.disorder_used, weights, strict=True)])
        return 1 / (1 + exp(-max(-50.0, min(50.0, score))))

    def standard(self, values: Sequence[float]) -> list[float]:
        """Each used feature in standard deviations from the training mean, within ±3."""
        return [
            max(-FARTHEST, min(FARTHEST, (value - middle) / spread))
            for value, middle, spread in zip(
                [values[at] for at in self.used], self.middle, self.spread, strict=True
            )
        ]

    def probabilities(self, values: Sequence[float]) -> dict[str, float]:
        """How likely each kind is, summing to 1; `episode:notes` and other forms count for their kind."""
        scaled = self.standard(values)
        scores = [
            bias + sum([a * b for a, b in zip(scaled, row, strict=True)])
            for bias, row in zip(self.bias, self.weights, strict=True)
        ]
        top = max(scores)
        raised = [exp(score - top) for score in scores]
        total = sum(raised)
        likely: dict[str, float] = {}
        for label, value in zip(self.labels, raised, strict=True):
            kind = label.partition(":")[0]
            likely[kind] = likely.get(kind, 0.0) + value / total
        return likely


@cache
def model() -> Model:
    """The weights that come with the program, written by `training/episode.py`."""
    text = Path(__file__).with_name("weights.json").read_text(encoding="utf-8")
    return model_of(json.loads(text))


def model_of(table: Mapping[str, Any]) -> Model:
    """The model that a table of `weights.json` describes; ValueError when it names an unknown feature."""
    known = names()
    return Model(
        used=tuple(known.index(name) for name in table["names"]),
        middle=tuple(table["middle"]),
        spread=tuple(table["spread"]),
        labels=tuple(table["labels"]),
        bias=tuple(table["bias"]),
        weights=tuple(tuple(row) for row in table["weights"]),
        disorder=(table["disorder"]["bias"], *table["disorder"]["weights"]),
        disorder_used=tuple(known.index(name) for name in DISORDER),
    )
