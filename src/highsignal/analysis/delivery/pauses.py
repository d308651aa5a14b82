"""Pauses between words, and whether they fall inside a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from highsignal.analysis.claims.wordlists import words as word_set
from highsignal.domain.speech import HeardFiller, Pause, SpokenWord

# evidence.md, "Delivery": pauses are logged from 250 ms (de Jong & Bosker, remembered; Kahng, seen).
SHORTEST = 0.25  # seconds

_MARK = re.compile(r"[.?!,;:–—…()\n]|\s-\s")
# Words that open a clause or a phrase of their own: a speaker breathes before them as at a comma.
_OPENERS = word_set("""
    and but or so then because since although though while whereas unless until if when whenever where
    which who whose that what how why whether after before once as than plus also however therefore
    """)
# With a pause before a subject a new clause begins, unless what stands before needs it ("so that | we").
_SUBJECTS = word_set("i we you he she they it there this these those i'm we're it's i'd we'd i've we've")
_NEED_MORE = word_set("""
    and but or so because since although though while whereas unless until if when where which who that what
    how why whether after before once as than the a an of to in on at by for with from into our my their
    its his her your
    """)


def find_pauses(
    words: Sequence[SpokenWord], text: str, fillers: Sequence[HeardFiller] = ()
) -> tuple[Pause, ...]:
    """The silences of at least `SHORTEST` seconds between two words of `text`, in order.

    An um or uh inside is sound, so that it cuts the silence in two. Where the time of a word on either side
    was interpolated there is no telling how long the silence was, and none is given.
    """
    pauses: list[Pause] = []
    for number, (before, after) in enumerate(pairwise(words)):
        if after.start - before.end < SHORTEST or not (before.measured and after.measured):
            continue
        within = not ends_clause(text, before, after)
        for start, end in _silences(before.end, after.start, fillers):
            if end - start >= SHORTEST:
                pauses.append(Pause(start, end, within, number))
    return tuple(pauses)


def ends_clause(text: str, before: SpokenWord, after: SpokenWord) -> bool:
    """Whether a clause ends between two neighbouring words: by a mark, or by the word that opens the next."""
    if _MARK.search(text, before.span.end, after.span.start):
        return True
    opening, last = _lower(text, after), _lower(text, before)
    if opening in _OPENERS:
        return last not in _NEED_MORE
    return opening in _SUBJECTS and last not in _NEED_MORE


def _lower(text: str, word: SpokenWord) -> str:
    return word.span.text(text).lower().replace("’", "'").strip(".,;:?!–—…()")


def _silences(start: float, end: float, fillers: Sequence[HeardFiller]) -> Iterator[tuple[float, float]]:
    """What is left between `start` and `end` when the fillers are taken out."""
    for filler in sorted(fillers, key=lambda f: f.start):
        if filler.end > start and filler.start < end:
            yield start, max(start, filler.start)
            start = min(end, filler.end)
    yield start, end
