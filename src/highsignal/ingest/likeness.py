"""The same episode written twice in one source becomes one found story with both places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from highsignal.domain.sources import Detail, FoundStory
from highsignal.ingest.looks import beginnings

ALIKE = 0.8  # share of the shorter text's words that stand in the longer one
_FEWEST = 5  # stems; of fewer, two different deeds may share nearly all
_COMMON = 6  # a word in more stories than this says nothing about which two are one


def merge_alike(found: Sequence[FoundStory]) -> tuple[tuple[FoundStory, ...], int]:
    """`found` with near duplicates merged, in order, and how many were merged into others.

    The longer text is kept; what the shorter one said stays as a detail, unless it is the same words.
    """
    bags = [beginnings(story.content.told) for story in found]
    numbers = [frozenset(w for w in bag if any(c.isdigit() for c in w)) for bag in bags]
    into: dict[int, int] = {}
    for one, other in _candidates(bags):
        one, other = _last(into, one), _last(into, other)
        if one == other:
            continue
        short, long = sorted((one, other), key=lambda n: (len(bags[n]), -n))
        enough = len(bags[short]) >= _FEWEST and len(bags[short] & bags[long]) >= ALIKE * len(bags[short])
        if enough and numbers[short] <= numbers[long]:
            into[short] = long
    merged = list(found)
    for short in sorted(into):
        long = _last(into, short)
        merged[long] = _joined(merged[long], found[short])
    kept = [story for n, story in enumerate(merged) if n not in into]
    return tuple(sorted(kept, key=lambda story: story.span)), len(into)


def _last(into: dict[int, int], number: int) -> int:
    while number in into:
        number = into[number]
    return number


def _candidates(bags: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that share at least two words few stories have."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            having[word].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in having.values():
        if 1 < len(numbers) <= _COMMON:
            shared.update((a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :])
    return (pair for pair, count in sorted(shared.items()) if count > 1)


def _joined(story: FoundStory, other: FoundStory) -> FoundStory:
    spans = tuple(sorted({*story.spans, *other.spans}))
    details = [*story.details]
    if " ".join(other.content.told.split()) not in " ".join(story.content.told.split()):
        details.append(Detail("Also written as", other.content.told))
    details += [d for d in other.details if d not in details]
    content = story.content._replace(prompt=story.content.prompt or other.content.prompt)
    return story._replace(
        content=content,
        spans=spans,
        details=tuple(details),
        confidence=max(story.confidence, other.confidence),
    )
