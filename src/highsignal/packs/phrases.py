"""Finds the phrases of a pack in a text.

A phrase matches whole words in any capitalisation. Between its words the text may have spaces, hyphens
or a line break ("label quality" finds "label-quality"); any other sign must be there as written ("A/B
test"), so that a phrase never reaches over the end of a sentence. A curly apostrophe counts as a
straight one. A star at the end of a word stands for any ending ("quantis*" finds "quantised").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from highsignal.domain.spans import Span

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
# Stars and underscores are emphasis in a text ("**label** quality"), and a phrase's endings.
_SPACING = re.compile(r"[\s\-\u2010-\u2015*_]+")


class Mention(NamedTuple):
    """A place where a phrase of the list called `key` stands."""

    key: str
    span: Span


class _Word(NamedTuple):
    text: str  # in small letters
    starred: bool  # followed by a star, which means something in a phrase only
    gap: str  # what stands between the word before and this one, spaces and hyphens apart
    start: int
    end: int


class _Phrase(NamedTuple):
    key: str
    words: tuple[_Word, ...]


class PhraseFinder:
    """Looks for many lists of phrases in one pass over a text; building it costs far less than patterns."""

    def __init__(self, lists: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Each list of phrases has a key, by which its mentions are reported."""
        self._exact: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        for key, phrases in lists:
            for phrase in phrases:
                words = tuple(_words(phrase))
                if words:
                    index = self._stems if words[0].starred else self._exact
                    index.setdefault(words[0].text, []).append(_Phrase(key, words))
        self._stem_lengths = sorted({len(stem) for stem in self._stems})

    def find(self, text: str) -> list[Mention]:
        """Every mention, by where it begins; of one key's mentions that overlap only the first, longest."""
        words = list(_words(text))
        taken: dict[str, int] = {}
        found: list[Mention] = []
        for at, word in enumerate(words):
            longest: dict[str, int] = {}
            for phrase in self._beginning(word.text):
                if _fits(phrase, words, at):
                    end = words[at + len(phrase.words) - 1].end
                    longest[phrase.key] = max(end, longest.get(phrase.key, 0))
            for key, end in longest.items():
                if word.start >= taken.get(key, 0):
                    taken[key] = end
                    found.append(Mention(key, Span(word.start, end)))
        return found

    def _beginning(self, word: str) -> Iterator[_Phrase]:
        yield from self._exact.get(word, ())
        for length in self._stem_lengths:
            if length > len(word):
                break
            yield from self._stems.get(word[:length], ())


def _fits(phrase: _Phrase, words: list[_Word], at: int) -> bool:
    if at + len(phrase.words) > len(words):
        return False
    for i, wanted in enumerate(phrase.words):
        word = words[at + i]
        if i and word.gap != wanted.gap:
            return False
        if not (word.text.startswith(wanted.text) if wanted.starred else word.text == wanted.text):
            return False
    return True


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("\u2019", "'")
        gap = _SPACING.sub("", text[end : match.start()])
        end = match.end()
        yield _Word(word, text[end : end + 1] == "*", gap, match.start(), end)
