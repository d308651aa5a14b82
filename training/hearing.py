"""Trains the small model that says whether a listener repeated what was meant: `python -m training.hearing`.

Softmax regression over the evidence of `analysis/hearing.py`, with a quadratic penalty, on our own
development pairs (benchmarks/labels/hearing_dev.txt). The other pairs are never read here. Before it
writes the model it prints the accuracy when each headline is left out in turn.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from highsignal.analysis.hearing import Verdict, evidence_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "src" / "highsignal" / "analysis" / "hearing.json"
LABELS = ROOT / "benchmarks" / "labels"
_PENALTY = 1.0  # chosen on the development pairs, headline by headline, of 0.3, 1 and 3


class Pair(NamedTuple):
    """A headline, what a listener said after the story, and how much of the headline's outcome that holds."""

    headline: str
    said: str
    verdict: Verdict


def pairs(half: str) -> tuple[Pair, ...]:
    """The pairs of one file: `dev`, `held_back` or `fresh`."""
    found, headline = [], ""
    for line in (LABELS / f"hearing_{half}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            headline = line[2:]
        elif line.strip():
            label, said = line.split(": ", 1)
            found.append(Pair(headline, said, Verdict(label)))
    return tuple(found)


def fit(table: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weights, shape (evidence + 1, 3), of a table, shape (pairs, evidence); the last row is the offset."""
    from scipy.optimize import minimize

    inputs = np.column_stack([table, np.ones(len(table))])
    wanted = np.eye(len(Verdict))[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(inputs.shape[1], -1)
        sums = inputs @ weights
        sums -= sums.max(axis=1, keepdims=True)
        chances = np.exp(sums) / np.exp(sums).sum(axis=1, keepdims=True)
        penalised = weights.copy()
        penalised[-1] = 0
        value = -np.log(np.maximum(chances[wanted == 1], 1e-12)).sum() + _PENALTY / 2 * (penalised**2).sum()
        return float(value), (inputs.T @ (chances - wanted) + _PENALTY * penalised).ravel()

    found = minimize(loss, np.zeros(inputs.shape[1] * len(Verdict)), jac=True, method="L-BFGS-B")
    weights: NDArray[np.float64] = found.x.reshape(inputs.shape[1], -1)
    return weights


def main() -> None:
    """Train, print how well it does on headlines it has not seen, and write the model."""
    known = pairs("dev")
    evidence = [evidence_of(pair.headline, pair.said) for pair in known]
    names = list(evidence[0])
    table = np.array([[found[name] for name in names] for found in evidence])
    labels = np.array([list(Verdict).index(pair.verdict) for pair in known])
    guessed = np.zeros(len(known), dtype=np.int64)
    for headline in dict.fromkeys(pair.headline for pair in known):
        out = np.array([pair.headline == headline for pair in known])
        weights = fit(table[~out], labels[~out])
        guessed[out] = (np.column_stack([table[out], np.ones(out.sum())]) @ weights).argmax(axis=1)
    heard = list(Verdict).index(Verdict.HEARD)
    print(f"three ways {np.mean(guessed == labels):.3f}")
    print(f"heard or not {np.mean((guessed == heard) == (labels == heard)):.3f}")
    weights = fit(table, labels).round(4)
    model = {
        verdict.value: dict(zip([*names, "always"], map(float, weights[:, number]), strict=True))
        for number, verdict in enumerate(Verdict)
    }
    MODEL.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
