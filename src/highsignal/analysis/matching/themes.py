"""The themes of behavioral questions and the words that show them: a lexicon of our own.

A theme is finer than a competency ("mistake" and "failure" are both competency `failure`), since what
separates one person's stories is finer. `asks` are words by which a question names the theme, `shows`
words that a story about it tends to have.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from highsignal.analysis.matching.stems import all_stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

KNOWLEDGE = "knowledge"  # "what is a container?": the topic says nothing about which story fits

_PHRASE_GAIN = 0.7  # what each further word of a phrase adds to a cue in a question
_SATURATION = 0.8  # occurrences at which a word in a story has given half of what it can give


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; `competency` is the id of the pack competency it belongs to, empty for none."""

    id: str
    competency: str
    asks: tuple[str, ...]
    shows: tuple[str, ...]


class Lexicon:
    """The themes, with their words indexed by stem; every array has one number a theme, in order."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self.themes = tuple(themes)
        self.ids = tuple(t.id for t in themes)
        self._asks = _index([t.asks for t in themes])
        self._shows = _index([t.shows for t in themes])
        self._longest_asked = max(map(len, self._asks), default=0)
        self._longest_shown = max(map(len, self._shows), default=0)

    def position(self, theme: str) -> int:
        """Where a theme stands in every array. Raises ValueError for an unknown one."""
        return self.ids.index(theme)

    def asked(self, question: str) -> NDArray[np.float64]:
        """How strongly the words of a question name each theme; 0 where none does.

        A cue that names several themes counts for each by the square root of their number.
        """
        hits = np.zeros(len(self.themes))
        # Each phrase once: saying "customer" twice asks no more for it.
        for phrase in dict.fromkeys(_ngrams(all_stems(question), self._longest_asked)):
            places = self._asks.get(phrase, ())
            for place in places:
                hits[place] += (1 + _PHRASE_GAIN * (len(phrase) - 1)) / math.sqrt(len(places))
        return hits

    def shown(self, text: str) -> NDArray[np.float64]:
        """How strongly the words of a story show each theme, damped by its length."""
        stems = all_stems(text)
        hits = np.zeros(len(self.themes))
        for phrase, count in Counter(_ngrams(stems, self._longest_shown)).items():
            places = self._shows.get(phrase, ())
            for place in places:
                rarity = math.log(1 + len(self.themes) / len(places))
                hits[place] += count / (count + _SATURATION) * rarity
        return hits / (1 + len(stems) / 150)


def _index(cues: Iterable[Sequence[str]]) -> dict[tuple[str, ...], tuple[int, ...]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, words in enumerate(cues):
        for phrase in dict.fromkeys(tuple(all_stems(w)) for w in words):
            if phrase:
                found[phrase].append(place)
    return {phrase: tuple(places) for phrase, places in found.items()}


def _ngrams(stems: Sequence[str], longest: int) -> list[tuple[str, ...]]:
    return [tuple(stems[i : i + n]) for n in range(1, longest + 1) for i in range(len(stems) - n + 1)]


@cache
def lexicon() -> Lexicon:
    """The packaged themes."""
    file = Path(__file__).with_name("themes.json")
    rows = json.loads(file.read_text(encoding="utf-8"))["themes"]
    return Lexicon([Theme(r["id"], r["competency"], tuple(r["asks"]), tuple(r["shows"])) for r in rows])
