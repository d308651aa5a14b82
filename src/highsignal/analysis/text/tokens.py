"""Words and marks with their places, in the form in which word lists are looked up."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+\d*(?:['’-][^\W_]+)*|[?!.,;:()→%$€£₹-]")


class Token(NamedTuple):
    """A word or a mark: lower case with straight apostrophes, and where it stands in the file."""

    word: str
    start: int
    end: int


def tokens_of(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words and punctuation marks of `text`; `offset` is where `text` begins in its file."""
    return tuple(
        [Token(m.group(), m.start() + offset, m.end() + offset) for m in _TOKEN.finditer(_lowered(text))]
    )


def words_and_marks(text: str) -> list[str]:
    """The same words and marks without their places, for what needs no places."""
    return _TOKEN.findall(_lowered(text))


def _lowered(text: str) -> str:
    """`text` in lower case with straight apostrophes, letter for letter."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length in lower case: İ
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("’", "'") if "’" in lowered else lowered
