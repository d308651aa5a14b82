"""How the phrases of a pack are matched in a text.

A phrase matches whole words in any capitalisation. A space in it also matches a hyphen, a dash or a
line break ("label quality" finds "label-quality"); an apostrophe matches a straight or a curly one; a
star at the end of a word stands for any ending ("leak*" finds "leaked" and "leakage").
"""

from __future__ import annotations

import re
from functools import lru_cache

_GAP = r"[\s\-\u2010-\u2015]+"
_APOSTROPHE = "['\u2019]"


@lru_cache(maxsize=512)
def matcher(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of `phrases`; where two begin at one place, the longer wins.

    An empty tuple gives a pattern that finds nothing.
    """
    if not phrases:
        return re.compile(r"(?!)")
    # Longest first, since alternation takes the first branch that fits.
    branches = "|".join(_branch(p) for p in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{branches})(?!\w)", re.IGNORECASE)


def _branch(phrase: str) -> str:
    return _GAP.join(_word(word) for word in re.split(r"[\s\-]+", phrase.strip()))


def _word(word: str) -> str:
    stem, ending = (word[:-1], r"\w*") if word.endswith("*") else (word, "")
    return re.sub("['\u2019]", lambda _: _APOSTROPHE, re.escape(stem)) + ending
