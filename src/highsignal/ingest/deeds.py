"""Cheap signs that a piece of text tells something: a deed, an outcome, a plan, a fresh start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from highsignal.analysis.episode.passage import tag_of
from highsignal.ingest.cues import listed_phrases, listed_words, opening_pattern

_PAST = frozenset("ep")
_ME = frozenset(("i", "we", "i've", "we've", "i’ve", "we’ve"))
_BETWEEN = 4  # words between "I" and what I did: "I then quietly also rewrote"
_NOT_YET, _BEFORE_PARTICIPLE = listed_words("not-yet"), listed_words("before-participle")
_ALSO_PAST, _NO_DEED = listed_words("also-past"), listed_words("no-deed")
_OUTCOME_WORDS, _OUTCOME_BEGINNINGS = (
    listed_words("outcome-words"),
    tuple(sorted(listed_words("outcome-beginnings"))),
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.;:!?](?=\s)|\n")
_MEASURED = re.compile(
    r"\d[\d.,]*\s?(?:%|x\b|×|percent|points?|ms\b|s\b|h\b|hours?|days?|weeks?|min|k\b|m\b|bn\b|mi?ll|bill)"
    r"|[$€£₹]\s?\d|→"
)
_WILL = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| plan to| intend to| want to| hope to| would like to)\b", re.IGNORECASE
)
_ARROW = re.compile(r"^\W*(?:→|=>|->|\d+(?:[.,]\d+)?\s?(?:%|x\b))")


class Signs(NamedTuple):
    """What the words of a text show: how many clauses tell a deed, whether the first does, and an outcome."""

    deeds: int
    opens: bool
    outcome: bool


@lru_cache(65536)
def _is_past(word: str) -> bool:
    return word not in _NO_DEED and (word in _ALSO_PAST or tag_of(word) in _PAST)


@lru_cache(65536)
def _is_outcome(word: str) -> bool:
    return word in _OUTCOME_WORDS or word.startswith(_OUTCOME_BEGINNINGS)


def _did(words: Sequence[str], at: int) -> bool:
    """Whether one of the words from `at` on, behind "I", says what I did; after "I will" none does."""
    if at < len(words) and words[at] in _NOT_YET:
        return False
    before = ""
    for word in words[at : at + _BETWEEN]:
        # No participle: "I was moved", "I am a very organised person".
        if _is_past(word) and before not in _BEFORE_PARTICIPLE:
            return True
        before = word
    return False


def _clause_opens(words: Sequence[str]) -> bool:
    if words[0] in _ME:
        return _did(words, 1)
    return _is_past(words[0]) or (words[0].endswith("ly") and len(words) > 1 and _is_past(words[1]))


def _clause_tells(words: Sequence[str]) -> bool:
    if _ME.isdisjoint(words):
        return False
    return any(word in _ME and _did(words, n + 1) for n, word in enumerate(words))


def signs_of(text: str) -> Signs:
    """The signs in `text`, read in one pass over its words."""
    lowered = text.lower()
    deeds = 0
    first: bool | None = None
    outcome = _MEASURED.search(lowered) is not None or any(
        phrase in lowered for phrase in listed_phrases("outcome-phrases")
    )
    clause: list[str] = []
    for token in (*_TOKEN.findall(lowered), "."):
        if token[0].isalpha():
            clause.append(token)
            outcome = outcome or _is_outcome(token)
        elif clause:
            opens = _clause_opens(clause)
            first = opens if first is None else first
            deeds += opens or _clause_tells(clause)
            clause = []
    return Signs(deeds, bool(first), outcome)


def begins_with_deed(text: str) -> bool:
    """Whether the text begins as notes of deeds do: "Led …", "Successfully cut …", "I rewrote …"."""
    return signs_of(text[:80]).opens


def tells_deed(text: str) -> bool:
    """Whether anywhere "I" or "we" did something, or a clause begins with what was done."""
    return signs_of(text).deeds > 0


def hints_at_outcome(text: str) -> bool:
    """Whether a word or number stands in it that outcomes are told with."""
    return signs_of(text).outcome


def is_plan(text: str, signs: Signs | None = None) -> bool:
    """Whether the text says what is to be done; `signs` are those of the text, if known."""
    return (
        bool(opening_pattern("plan").match(text) or _WILL.search(text))
        and not (signs or signs_of(text)).deeds
    )


def is_self_description(text: str) -> bool:
    """Whether the text begins by saying what somebody is like."""
    return opening_pattern("self-description").match(text) is not None


def goes_on(text: str) -> bool:
    """Whether the text begins as the continuation of something told before."""
    return opening_pattern("goes-on").match(text) is not None or _ARROW.match(text) is not None


def starts_afresh(text: str) -> bool:
    """Whether the text begins as a new story does: with a time, a place, or "another time"."""
    return opening_pattern("fresh").match(text) is not None
