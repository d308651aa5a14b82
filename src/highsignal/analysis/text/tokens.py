"""Words and marks with their places, in the form in which word lists are looked up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from highsignal.domain.spans import Span

# The first alternative is the common word, told by what follows it; what is left is looked at closely.
_TOKEN = re.compile(
    r"[a-z]++(?=[ ,.\n]|\Z)|\d+(?:[.,:]\d+)*%?|[^\W\d_]+\d*(?:['’-][^\W_]+)*|[?!.,;:()→%$€£₹-]"
)
# Sentences whose words are kept: roles and word lists ask for those of the same story one after the other.
_KEPT = 64


class Token(NamedTuple):
    """A word or a mark: lower case with straight apostrophes, and where it stands in the file."""

    word: str
    start: int
    end: int


class Tokens:
    """The words and marks of a sentence in order.

    They are kept as two columns, `words` and places, since most questions are about the words alone; a
    `Token` is made of those that are asked for one by one.
    """

    __slots__ = ("_offset", "_places", "words")

    def __init__(self, words: tuple[str, ...], places: tuple[tuple[int, int], ...], offset: int) -> None:
        """`places` are where each word starts and ends in a text that begins at `offset` of its file."""
        self.words = words
        self._places = places
        self._offset = offset

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> Token:
        start, end = self._places[at]
        return Token(self.words[at], start + self._offset, end + self._offset)

    def __iter__(self) -> Iterator[Token]:
        return map(self.__getitem__, range(len(self.words)))

    def before(self, place: int) -> tuple[str, ...]:
        """The words that begin before character `place` of the file."""
        return self.words[: self._number(place)]

    def since(self, place: int) -> tuple[str, ...]:
        """The words that begin at character `place` of the file or behind it."""
        return self.words[self._number(place) :]

    def _number(self, place: int) -> int:
        """The number of the first token that begins at `place` or behind it."""
        return bisect_left(self._places, (place - self._offset,))

    def span(self, first: int, end: int) -> Span:
        """Where the tokens from number `first` up to `end` (not included) stand in the file."""
        return Span(self._places[first][0] + self._offset, self._places[end - 1][1] + self._offset)


def tokens_of(text: str, offset: int = 0) -> Tokens:
    """The words and punctuation marks of `text`; `offset` is where `text` begins in its file."""
    return Tokens(*_cut(text), offset)


def words_and_marks(text: str) -> tuple[str, ...]:
    """The same words and marks without their places."""
    return _cut(text)[0]


@lru_cache(maxsize=_KEPT)
def _cut(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    lowered = lowered_of(text)
    places = tuple([match.span() for match in _TOKEN.finditer(lowered)])
    return tuple([lowered[start:end] for start, end in places]), places


def lowered_of(text: str) -> str:
    """`text` in lower case with straight apostrophes, letter for letter."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length in lower case: İ
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("’", "'") if "’" in lowered else lowered
