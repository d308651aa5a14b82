"""Heard words placed on a corrected text with their times, and when a passage was spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from highsignal.domain.spans import Span
from highsignal.domain.speech import SpokenWord

# A spoken word with what belongs to it ("22%", "p99", "we're", "ser-"); marks around it are left out.
_WORD = re.compile(r"[$€£₹#]?\w(?:\S*[\w%+°])?[%]?-?")
# A number's sign that is written apart ("22 %", "4 ×") is no word of its own.
_EDGES = re.compile(r"^\W+|\W+$")


def place_words(words: Sequence[SpokenWord], heard: str, corrected: str) -> tuple[SpokenWord, ...]:
    """`words`, whose spans count in `heard`, as words of `corrected`, with their times.

    Words in both keep their times; so does a single word put in the place of a single other, for it was the
    sound there that was measured. Where more or fewer words replace others, they share the others' time by
    their letters; words put in where nothing was heard share the time between their neighbours. The times
    of both kinds are interpolated, so that `measured` is False.
    """
    if not words:
        return ()
    if heard == corrected:
        return tuple(words)
    old = [_form(word.span.text(heard)) for word in words]
    spans = [Span(*match.span()) for match in _WORD.finditer(corrected)]
    new = [_form(span.text(corrected)) for span in spans]
    placed: list[SpokenWord] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i2 - i1 == j2 - j1:
            placed += [word._replace(span=spans[j1 + n]) for n, word in enumerate(words[i1:i2])]
        elif j2 > j1:
            start, end = _room(words, i1, i2)
            placed += _shared(spans[j1:j2], start, end)
    return tuple(placed)


def seconds_of(words: Sequence[SpokenWord], span: Span) -> tuple[float, float] | None:
    """When the words within `span` were spoken (start and end in seconds), None where none stands there."""
    inside = [word for word in words if word.span.overlaps(span)]
    return (inside[0].start, inside[-1].end) if inside else None


def _form(word: str) -> str:
    return _EDGES.sub("", word.casefold().replace("’", "'")) or word


def _room(words: Sequence[SpokenWord], first: int, end: int) -> tuple[float, float]:
    """The time of words `first` to `end`; where there are none, the time between their neighbours."""
    if end > first:
        return words[first].start, words[end - 1].end
    before = words[first - 1].end if first else words[0].start
    after = words[first].start if first < len(words) else before
    return before, max(before, after)


def _shared(spans: Sequence[Span], start: float, end: float) -> list[SpokenWord]:
    """Each span with its part of the time from `start` to `end`, by its letters."""
    letters = sum(span.end - span.start for span in spans)
    placed: list[SpokenWord] = []
    at = start
    for span in spans:
        until = at + (end - start) * (span.end - span.start) / letters
        placed.append(SpokenWord(span, at, until, measured=False))
        at = until
    return placed
