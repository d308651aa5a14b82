"""The weights of the gate: one linear score a kind over the measures in `features`, then softmax."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

_FARTHEST = 4.0  # standard deviations; beyond, a measure says no more than at that point


@dataclass(frozen=True, slots=True)
class Model:
    """`kinds` × features weights; `middle` and `spread` standardise the features."""

    names: tuple[str, ...]
    middle: tuple[float, ...]
    spread: tuple[float, ...]
    kinds: tuple[str, ...]
    bias: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]

    def standard(self, values: Sequence[float]) -> list[float]:
        """Each feature in standard deviations from the training mean, within ±4."""
        return [
            max(-_FARTHEST, min(_FARTHEST, (value - middle) / spread))
            for value, middle, spread in zip(values, self.middle, self.spread, strict=True)
        ]

    def probabilities(self, values: Sequence[float]) -> dict[str, float]:
        """How likely each kind is, summing to 1."""
        scaled = self.standard(values)
        scores = [
            bias + sum([a * b for a, b in zip(scaled, row, strict=True)])
            for bias, row in zip(self.bias, self.weights, strict=True)
        ]
        top = max(scores)
        raised = [exp(score - top) for score in scores]
        total = sum(raised)
        return {kind: value / total for kind, value in zip(self.kinds, raised, strict=True)}


@cache
def model() -> Model:
    """The weights that come with the program, written by `training/episode.py`."""
    text = (resources.files(__package__) / "weights.json").read_text(encoding="utf-8")
    return model_of(json.loads(text))


def model_of(table: Mapping[str, list[object]]) -> Model:
    """The model that a table of `weights.json` describes."""

    def numbers(values: object) -> tuple[float, ...]:
        assert isinstance(values, list)
        return tuple(float(value) for value in values)

    return Model(
        names=tuple(str(name) for name in table["names"]),
        middle=numbers(table["middle"]),
        spread=numbers(table["spread"]),
        kinds=tuple(str(kind) for kind in table["kinds"]),
        bias=numbers(table["bias"]),
        weights=tuple(numbers(row) for row in table["weights"]),
    )
