"""Banks of eight for training and testing: one story that answers a question, seven that should not."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.matching.corpus import OwnPair, RealPair, RealStory

SIZE = 8


@dataclass(frozen=True, slots=True)
class Eight:
    """A question with eight stories (ids, or places in a list); the first one is the right answer."""

    question: str
    pair: RealPair | None
    stories: tuple[str, ...]


def real_eights(
    pairs: Iterable[RealPair], stories: Mapping[str, RealStory], *, draws: int, seed: int
) -> list[Eight]:
    """`draws` banks a pair: the story, others of its author, and stories of others to make eight.

    Fillers never answer the same question text; of several relevant stories one is drawn and the
    rest are left out.
    """
    rng = random.Random(seed)
    found = []
    for pair in pairs:
        for _ in range(draws):
            right = rng.choice(pair.relevant)
            others = [i for i in stories if i not in pair.relevant]
            same = [i for i in others if stories[i].author == stories[right].author]
            same = rng.sample(same, min(SIZE - 1, len(same)))
            rest = [
                i
                for i in others
                if stories[i].author != stories[right].author and stories[i].prompt != pair.question
            ]
            fill = rng.sample(rest, SIZE - 1 - len(same))
            found.append(Eight(pair.question, pair, (right, *same, *fill)))
    return found


def own_eights(pairs: Sequence[OwnPair], *, seed: int) -> list[Eight]:
    """One bank for each of our own pairs; the seven others do not show the question's theme."""
    rng = random.Random(seed)
    found = []
    for place, pair in enumerate(pairs):
        theme = pair.story.themes[0]
        wrong = [i for i, p in enumerate(pairs) if theme not in p.story.themes]
        found.append(Eight(pair.question, None, (str(place), *(str(i) for i in rng.sample(wrong, SIZE - 1)))))
    return found
