"""Scores for labels: F1 by label, its mean, and Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, log

FOUR = ("situation", "task", "action", "result")
NINE = ("situation", "stakes", "task", "decision", "tradeoff", "action", "result", "learning", "other")


def by_label(gold: Sequence[str], said: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """F1 of each label, 0 where it is neither in `gold` nor in `said`."""
    both = Counter(g for g, s in zip(gold, said, strict=True) if g == s)
    there, named = Counter(gold), Counter(said)
    return {name: 2 * both[name] / max(there[name] + named[name], 1) for name in labels}


def macro(gold: Sequence[str], said: Sequence[str], labels: Sequence[str]) -> float:
    """The mean F1 over `labels`."""
    return sum(by_label(gold, said, labels).values()) / len(labels)


def agreement_of(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's kappa: agreement beyond what the two label counts alone would give."""
    total = len(one)
    seen = sum(a == b for a, b in zip(one, other, strict=True)) / total
    first, second = Counter(one), Counter(other)
    chance = sum(first[name] * second[name] for name in first) / total**2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


def n_of(gold: Sequence[str], label: str) -> int:
    """How often `label` stands in `gold`."""
    return sum(name == label for name in gold)


def calibration_error(sure: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Mean gap between confidence and accuracy over `bins` equal bins of confidence, weighted by size."""
    total = 0.0
    for number in range(bins):
        held = [(s, r) for s, r in zip(sure, right, strict=True) if min(int(s * bins), bins - 1) == number]
        total += abs(sum(s for s, _ in held) - sum(r for _, r in held))
    return total / len(sure)


def fit_log_odds(marginals: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and intercept that turn the log-odds of `marginals` into those of being right (Platt 1999)."""
    odds = [log(max(m, 1e-6) / max(1 - m, 1e-6)) for m in marginals]
    slope, intercept = 1.0, 0.0
    for _ in range(4000):
        gaps = [1 / (1 + exp(-(slope * o + intercept))) - r for o, r in zip(odds, right, strict=True)]
        slope -= 0.02 * sum(g * o for g, o in zip(gaps, odds, strict=True)) / len(odds)
        intercept -= 0.02 * sum(gaps) / len(odds)
    return slope, intercept
