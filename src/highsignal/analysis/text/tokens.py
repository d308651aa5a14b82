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
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length in lower case: İ
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if "’" in lowered:
        lowered = lowered.replace("’", "'")
    return tuple(Token(m.group(), m.start() + offset, m.end() + offset) for m in _TOKEN.finditer(lowered))
