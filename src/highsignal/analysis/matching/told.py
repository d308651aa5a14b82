"""Which story of a bank somebody has just told: the one whose words they used.

The question that was asked says little about it, since people answer with whichever story they have at
hand; the names, things and numbers of an episode say much, whatever the order in which they are told.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from highsignal.analysis.matching.stems import stems

# Over the sample's stories, told as their earlier or other versions: 38 of 39 are found at these two and
# none is taken for another; 4 of 39 are when their own is not in the bank.
LEAST = 0.3  # share of what was said, weighted by rarity, that stands in the story
_AHEAD = 0.12  # how much less the second best has
_FEWEST = 8  # stems; a sentence may belong to any story
_UNKNOWN = 0.35  # how much a word counts that no story has; people say much that nobody writes


class Told(NamedTuple):
    """The story that was told, by its place in the bank, and how much of what was said stands in it."""

    story: int
    share: float


def told_story(said: str, stories: Sequence[str]) -> Told | None:
    """The story among `stories` (all the words of each) that `said` tells; None where that is not clear."""
    words = set(stems(said))
    if len(words) < _FEWEST or not stories:
        return None
    bags = [frozenset(stems(text)) for text in stories]
    shares = shares_of(words, bags)
    order = sorted(range(len(bags)), key=lambda n: -shares[n])
    best, second = order[0], shares[order[1]] if len(order) > 1 else 0.0
    clear = shares[best] >= LEAST and shares[best] - second >= _AHEAD
    return Told(best, round(shares[best], 4)) if clear else None


def shares_of(words: set[str], bags: Sequence[frozenset[str]]) -> list[float]:
    """For each story the share of `words`, weighted by how few stories have them, that stands in it."""
    count = len(bags)
    having = Counter(word for bag in bags for word in bag & words)
    weight = {word: math.log(1 + count / (seen + 0.5)) for word, seen in having.items()}
    unknown = _UNKNOWN * math.log(1 + 2 * count)
    # Sorted, so that the sum is the same to the last digit in every process.
    whole = sum(weight.get(word, unknown) for word in sorted(words))
    return [sum(weight[word] for word in sorted(words & bag)) / whole if whole else 0.0 for bag in bags]
