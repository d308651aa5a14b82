"""The places in a text that show why the gate says what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from highsignal.analysis.episode.passage import BOUNDARY, Passage, place
from highsignal.analysis.episode.vocabulary import vocabulary
from highsignal.domain.spans import Span

MOST = 6  # places shown; more would not convince anybody further

_ACTION = re.compile(r"[iw][uvkqcs]?[ep]|(?<=\|)[ep]")
_PRESENT_SCENE = re.compile(r"I|[iw]s")
_MODAL = re.compile(r"[iw][uvk]?[dl]|[DL]")
_SELF = re.compile(r"I|[iw]b|[iw]x")
_PHRASES = {
    "episode": ("anchor", "outcome"),
    "habit": ("habit",),
    "hypothetical": ("hypothetical",),
    "self_description": ("self",),
    "off_topic": ("advice",),
}
_PATTERNS = {"episode": _ACTION, "hypothetical": _MODAL, "self_description": _SELF}


def evidence(passage: Passage, kind: str) -> tuple[Span, ...]:
    """Up to `MOST` places that show that the text is of `kind`, in order; () where no single one does."""
    if kind == "keywords":
        spans = _buzzwords(passage)
    else:
        spans = _phrases(passage, _PHRASES.get(kind, ()))
        pattern = _PATTERNS.get(kind)
        if pattern:
            spans += _matches(passage, pattern)
        if not spans and kind == "episode":
            spans = _matches(passage, _PRESENT_SCENE)
    return _spread(spans)


def _phrases(passage: Passage, lists: tuple[str, ...]) -> list[Span]:
    known = vocabulary()
    wanted = {number for number, name in enumerate(known.lists) if name in lists}
    spans = []
    for length, runs in enumerate((passage.words, *passage.runs), start=1):
        phrases: Mapping[object, tuple[int, ...]] = known.runs if length > 1 else known.singles
        found = {run for run in phrases.keys() & set(runs) if wanted.intersection(phrases[run])}
        if found:
            spans += [place(passage, at, at + length) for at, run in enumerate(runs) if run in found]
    return spans


def _buzzwords(passage: Passage) -> list[Span]:
    known = vocabulary()
    buzz = known.names.index("buzz")
    return [
        place(passage, at, at + 1)
        for at, word in enumerate(passage.words)
        if buzz in known.classes.get(word, ())
    ]


def _matches(passage: Passage, pattern: re.Pattern[str]) -> list[Span]:
    spans = []
    for match in pattern.finditer(passage.tags):
        first = match.start() - passage.tags.count(BOUNDARY, 0, match.start())
        spans.append(place(passage, first, first + len(match.group())))
    return spans


def _spread(spans: list[Span]) -> tuple[Span, ...]:
    """Of all places, in order and without overlap, `MOST` from beginning to end."""
    apart: list[Span] = []
    for span in sorted(set(spans)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    if len(apart) <= MOST:
        return tuple(apart)
    return tuple(apart[at * (len(apart) - 1) // (MOST - 1)] for at in range(MOST))
