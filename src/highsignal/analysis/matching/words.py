"""Word overlap between a question and the stories of a bank: BM25.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the usual
k1 and b; the inverse document frequency is the bank's own, so that what all stories share weighs little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

_K1 = 1.2
_B = 0.75


class WordIndex:
    """The stems of a bank's stories, ready for any number of questions."""

    def __init__(self, stories: Sequence[Sequence[str]]) -> None:
        self._counts = [Counter(s) for s in stories]
        self._seen = Counter(word for counts in self._counts for word in counts)
        lengths = [len(s) for s in stories]
        mean = sum(lengths) / len(lengths) if lengths else 0.0
        self._norm = [_K1 * (1 - _B + _B * n / mean) if mean else _K1 for n in lengths]

    def scores(self, question: Sequence[str]) -> list[float]:
        """BM25 of each story for the stems of a question; 0 where they share none."""
        total = len(self._counts)
        weights = {
            w: math.log(1 + (total - self._seen[w] + 0.5) / (self._seen[w] + 0.5))
            for w in sorted(set(question))
            if w in self._seen
        }
        return [
            sum(weight * c[w] * (_K1 + 1) / (c[w] + norm) for w, weight in weights.items() if w in c)
            for c, norm in zip(self._counts, self._norm, strict=True)
        ]
