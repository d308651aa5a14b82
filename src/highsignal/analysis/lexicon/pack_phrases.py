"""Finding the phrases of packs, which people write as they would say them (docs/packs.md).

A phrase matches whole words in any capitalisation. Between its words the text may have spaces, hyphens
or a line break ("label quality" finds "label-quality"), but no other mark, so that a phrase never reaches
over the end of a sentence. A star at the end of a word stands for any ending ("quantis*" finds "quantised").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from highsignal.analysis.lexicon.lexicon import Lexicon
from highsignal.analysis.text.tokens import tokens_of, words_and_marks
from highsignal.domain.spans import Span

_HYPHENS = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2015", " "))


class Mention(NamedTuple):
    """A place where a phrase of the list called `key` stands."""

    key: str
    span: Span


class PhraseFinder:
    """Looks for many lists of phrases in one pass over a text."""

    def __init__(self, lists: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Each list of phrases has a key, by which its mentions are reported."""
        self._lexicon = Lexicon({key: [_line(phrase) for phrase in phrases] for key, phrases in lists})

    def find(self, text: str) -> list[Mention]:
        """Every mention, by where it begins; of one key's mentions that overlap only the first, longest."""
        found = self._lexicon.find(tokens_of(text.translate(_HYPHENS)))
        return sorted((Mention(key, span) for key, spans in found.items() for span in spans), key=_place)


def _place(mention: Mention) -> Span:
    return mention.span


def _line(phrase: str) -> str:
    """The phrase as a line of a lexicon."""
    steps: list[str] = []
    for word in phrase.translate(_HYPHENS).split():
        cut = words_and_marks(word)
        steps += [*cut[:-1], cut[-1] + "~"] if cut and word.endswith("*") else cut
    return " ".join(steps)
