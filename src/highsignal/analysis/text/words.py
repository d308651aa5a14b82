"""The words a person would speak."""

from __future__ import annotations

import re

_WORD = re.compile(
    r"[A-Za-z]++(?=[ ,\n]|\.(?:\s|\Z)|\Z)"  # the common word, told by what follows it
    r"|[$€£₹]?\d+(?:[.,:]\d+)*%?[^\W\d_]*"  # a number with its separators, sign and unit
    r"|(?:[a-z]\.){2,}"  # e.g., i.e.
    r"|[^\W\d_]+\d*(?:['’‑-][^\W_]+)*"  # a word, "p99", inner hyphens and apostrophes
)


def spoken_words(text: str) -> tuple[str, ...]:
    """The words of `text` in order, without punctuation and markup.

    "22 %", "p99" and "well-known" are one word each for a speaker; a lone sign is none.
    """
    return tuple(_WORD.findall(text))


def count_words(text: str) -> int:
    """How many words `text` has when spoken."""
    return len(_WORD.findall(text))
