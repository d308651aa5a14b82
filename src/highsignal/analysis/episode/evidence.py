"""The places in a text that show why the gate says what it says."""

from __future__ import annotations

import re
from functools import cache

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
    "habit": ("habit", "routine"),
    "hypothetical": ("hypothetical",),
    "self_description": ("self", "career"),
    "off_topic": ("advice",),
}
_PATTERNS = {"episode": _ACTION, "hypothetical": _MODAL, "self_description": _SELF}


def evidence(passage: Passage, kind: str) -> tuple[Span, ...]:
    """Up to `MOST` places that show that the text is of `kind`, in order; () where no single one does."""
    if kind == "keywords":
        places = _buzzwords(passage)
    else:
        places = _phrases(passage, _PHRASES.get(kind, ()))
        pattern = _PATTERNS.get(kind)
        if pattern:
            places += _matches(passage, pattern)
        if not places and kind == "episode":
            places = _matches(passage, _PRESENT_SCENE)
    return tuple(place(passage, first, end) for first, end in _spread(places))


# Places are a first word and the word after the last, counted over all words of the passage.


def _phrases(passage: Passage, lists: tuple[str, ...]) -> list[tuple[int, int]]:
    singles, longer = _wanted(lists)
    found = singles & passage.counts.keys()
    places = [(at, at + 1) for at, word in enumerate(passage.words) if word in found] if found else []
    for length, runs in enumerate(passage.runs, start=2):
        here = longer.intersection(runs)
        if here:
            places += [(at, at + length) for at, run in enumerate(runs) if run in here]
    return places


@cache
def _wanted(lists: tuple[str, ...]) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """The phrases of one word and the longer ones in `lists`."""
    known = vocabulary()
    wanted = {number for number, name in enumerate(known.lists) if name in lists}
    return (
        frozenset(word for word, numbers in known.singles.items() if wanted.intersection(numbers)),
        frozenset(run for run, numbers in known.runs.items() if wanted.intersection(numbers)),
    )


def _buzzwords(passage: Passage) -> list[tuple[int, int]]:
    buzz = vocabulary().listed["buzz"]
    return [(at, at + 1) for at, word in enumerate(passage.words) if word in buzz]


def _matches(passage: Passage, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    places = []
    tags = passage.tags
    for match in pattern.finditer(tags):
        first = match.start() - tags.count(BOUNDARY, 0, match.start())
        places.append((first, first + len(match.group())))
    return places


def _spread(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of all places, in order and without overlap, `MOST` from beginning to end."""
    apart: list[tuple[int, int]] = []
    for first, end in sorted(places):
        if not apart or first >= apart[-1][1]:
            apart.append((first, end))
    if len(apart) <= MOST:
        return apart
    return [apart[at * (len(apart) - 1) // (MOST - 1)] for at in range(MOST)]
