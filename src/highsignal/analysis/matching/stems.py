"""Words reduced to stems, so that "apologised" in a story meets "apologise" in a question."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")

# Words that carry no subject in a question or a story. Ours; verbs such as "make" and "get" are in it
# because the frames of interview questions are full of them.
_WITHOUT_SUBJECT = """
    a about after all also am an and any are as at be because been before being but by can could
    describe did didn do does doesn don done down during each ever example examples for from get
    give got had has have he her here him his how i if im in instance into is it its ive just let
    made make may me might most my not of off on one or our out over s share she should situation so
    some somebody someone something t tell than that the their them then there these they thing
    things this those through time times to too up us use used very walk was wasn we were what when
    where which while who whom why will with work worked working would you your yours
"""
STOP = frozenset(_WITHOUT_SUBJECT.split())

# (ending, what replaces it): the longest first, only one is applied.
_ENDINGS = (
    ("izations", "iz"),
    ("ization", "iz"),
    ("ations", "at"),
    ("ation", "at"),
    ("nesses", ""),
    ("ments", ""),
    ("ingly", ""),
    ("ness", ""),
    ("ment", ""),
    ("edly", ""),
    ("ing", ""),
    ("ied", "y"),
    ("ies", "y"),
    ("ed", ""),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
    ("e", ""),
)
_SHORTEST = 3  # letters that must remain


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a lower-case word; words of four letters or fewer keep their ending."""
    if len(word) > 4:
        for ending, replacement in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)] + replacement
                break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).lower()
    # British and American spellings meet: organise, prioritise, apologise.
    spelled = re.sub(r"(?<=\w{4})is(?=(?:e|ed|es|ing|ation)\b)", "iz", folded)
    return _WORD.findall(_POSSESSIVE.sub("", spelled))


def all_stems(text: str) -> list[str]:
    """The stems of every word of `text`, in order."""
    return [stem(w) for w in _words(text)]


def stems(text: str) -> list[str]:
    """The stems of the words that carry a subject, in order."""
    return [stem(w) for w in _words(text) if w not in STOP]
