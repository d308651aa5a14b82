"""What a bank answers of a question bank, and which six to eight stories answer most of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from highsignal.analysis.matching.bank import Answer, Coverage, Prompt, Subset

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from highsignal.analysis.matching.rank import StoryBank

ANSWERED = 0.5  # the score from which a prompt counts as answered: even odds
_OVERUSED = 2.0  # a story is overused from this many times an even share of the answered prompts
_EXACT = 4000  # up to this many subsets, all are tried: some 20 ms with the packaged prompts
_WORTH = 0.01  # a seventh or eighth story must add this share of what the smaller choice is worth
_EPSILON = 1e-12


def coverage(bank: StoryBank, prompts: Sequence[Prompt], threshold: float = ANSWERED) -> Coverage:
    """Which prompts no story answers, and which story carries too many.

    `threshold` is the score from which a prompt counts as answered. Raises EmptyQuestionError when a
    prompt has no words.
    """
    scores = bank.scores(prompts)
    count = scores.shape[1]
    answers = []
    for prompt, row in zip(prompts, scores, strict=True):
        best = int(row.argmax()) if count else None
        score = float(row[best]) if best is not None else 0.0
        answers.append(Answer(prompt, best, score, best is not None and score >= threshold))
    load = [0] * count
    for a in answers:
        if a.answered and a.story is not None:
            load[a.story] += 1
    even = sum(load) / count if count else 0.0
    heavy = [i for i in range(count) if count > 1 and load[i] > 1 and load[i] >= _OVERUSED * even]
    return Coverage(
        answers=tuple(answers),
        load=tuple(load),
        overused=tuple(sorted(heavy, key=lambda i: (-load[i], i))),
        unused=tuple(i for i in range(count) if not load[i]),
    )


def best_subset(bank: StoryBank, prompts: Sequence[Prompt], least: int = 6, most: int = 8) -> Subset:
    """The six to eight stories that together answer the prompts best.

    A larger choice is taken only when it is worth it (one hundredth more). A bank with fewer than
    `least` stories is returned whole. Raises ValueError for sizes below one or in the wrong order.
    """
    return choose(bank.scores(prompts), least, most)


def choose(scores: NDArray[np.float64], least: int = 6, most: int = 8) -> Subset:
    """`best_subset` for scores already at hand, shape (prompts, stories).

    The value of a choice, the mean over prompts of its best score, is monotone and submodular, so
    greedy choice is within 1 - 1/e of the best (Nemhauser, Wolsey and Fisher 1978); small cases are
    searched through, larger ones go on from greedy until no single swap helps.
    """
    if not 1 <= least <= most:
        raise ValueError(f"a choice of {least} to {most} stories: the sizes must be at least 1 and in order")
    stories = scores.shape[1]
    chosen = _best_of_size(scores, min(least, stories))
    for size in range(min(least, stories) + 1, min(most, stories) + 1):
        larger = _best_of_size(scores, size)
        if value(scores, larger) <= value(scores, chosen) * (1 + _WORTH):
            break
        chosen = larger
    return Subset(tuple(sorted(chosen)), value(scores, chosen))


def value(scores: NDArray[np.float64], chosen: Sequence[int]) -> float:
    """The mean over the prompts (rows) of the best score among the chosen stories; 0 for none."""
    if not len(chosen) or not scores.shape[0]:
        return 0.0
    return float(scores[:, list(chosen)].max(axis=1).mean())


def _best_of_size(scores: NDArray[np.float64], size: int) -> tuple[int, ...]:
    """The best choice of that size; of equal ones the earliest in the order of the bank."""
    if comb(scores.shape[1], size) <= _EXACT:
        return _searched(scores, size)
    return _swapped(scores, _greedy(scores, size))


def _searched(scores: NDArray[np.float64], size: int) -> tuple[int, ...]:
    """The best of all choices of that size, which are made one story longer at a time, all at once.

    A choice is its last story, the place of the shorter choice before it, and its best score for each prompt.
    """
    if not size or not scores.shape[0]:
        return tuple(range(size))
    stories = scores.shape[1]
    columns = np.ascontiguousarray(scores.T)
    covered = np.zeros((1, scores.shape[0]))
    last = np.array([-1])
    steps = []
    for length in range(1, size + 1):
        more = stories - size + length - 1 - last  # stories behind the last that leave enough for the rest
        before = np.repeat(np.arange(len(last)), more)
        first = np.repeat(np.cumsum(more) - more, more)
        last = last[before] + 1 + np.arange(len(before)) - first
        covered = np.maximum(covered[before], columns[last])
        steps.append((before, last))
    worth = covered.mean(axis=1)
    place = int(np.flatnonzero(worth >= worth.max() - _EPSILON)[0])
    best = []
    for before, last in reversed(steps):
        best.append(int(last[place]))
        place = int(before[place])
    return tuple(reversed(best))


def _greedy(scores: NDArray[np.float64], size: int) -> tuple[int, ...]:
    covered = np.zeros(scores.shape[0])
    chosen: list[int] = []
    for _ in range(size):
        gains = np.maximum(scores, covered[:, None]).sum(axis=0)
        gains[chosen] = -np.inf
        chosen.append(int(gains.argmax()))
        covered = np.maximum(covered, scores[:, chosen[-1]])
    return tuple(chosen)


def _swapped(scores: NDArray[np.float64], chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Exchanges one story for another as long as that raises the value: each round the best exchange."""
    current, worth = chosen, value(scores, chosen)
    while True:
        best = None
        for out in current:
            kept = [i for i in current if i != out]
            rest = scores[:, kept].max(axis=1) if kept else np.zeros(scores.shape[0])
            values = np.maximum(scores, rest[:, None]).mean(axis=0)
            values[list(current)] = -np.inf
            candidate = int(values.argmax())
            if values[candidate] > worth + _EPSILON:
                best, worth = (*kept, candidate), float(values[candidate])
        if best is None:
            return current
        current = best
