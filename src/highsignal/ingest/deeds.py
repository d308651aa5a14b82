"""Cheap signs that a piece of text tells something: a deed, an outcome, a plan, a fresh start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from highsignal.analysis.episode.passage import tag_of

_PAST = frozenset("ep")
_ME = frozenset(("i", "we", "i've", "we've", "i’ve", "we’ve"))
_BETWEEN = 4  # words between "I" and what I did: "I then quietly also rewrote"
_NOT_YET = frozenset(
    ["will", "would", "should", "could", "can", "want", "plan", "need", "hope", "intend", "do", "don't", "don’t", "am", "was", "must", "may", "might"]
)
_BEFORE_PARTICIPLE = frozenset(
    ["am", "are", "is", "was", "were", "be", "been", "being", "get", "got", "a", "an", "the", "very", "so", "more", "most", "too", "quite"]
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.;:!?](?=\s)|\n")
_ALSO_PAST = frozenset(
    ["cut", "set", "put", "hit", "led", "ran", "drove", "built", "shipped", "wrote", "won", "beat", "split", "spun", "shut", "let", "read", "redid", "rebuilt"]
)
_NO_DEED = frozenset(
    ["was", "were", "had", "been", "needed", "wanted", "used", "based", "experienced", "skilled", "motivated", "dedicated", "certified", "interested"]
)

_MEASURED = re.compile(
    r"\d[\d.,]*\s?(?:%|x\b|×|percent|points?|ms\b|s\b|h\b|hours?|days?|weeks?|min|k\b|m\b|bn\b|mi?ll|bill)|[$€£₹]\s?\d|→"
)
_OUTCOME_WORDS = frozenset(
    ["zero", "first", "halved", "doubled", "tripled", "half", "third", "quarter", "twice", "fewer", "fastest", "outcome", "adopted", "awarded", "promoted", "renewed", "signed", "retained", "won", "launched", "earlier", "sooner", "cheaper"]
)
_OUTCOME_BEGINNINGS = ("reduc", "increas", "improv", "sav", "cut", "fell", "fall", "drop", "grew", "grow", "eliminat", "prevent", "unblock", "avoid", "rais", "boost", "lower", "speed", "result", "enabl", "allow")
_OUTCOME_PHRASES = (
    "so that", "led to", "which let", "which made", "which meant", "which gave", "which saved", "which brought", "still use",
    "still run", "now use", "now run", "now take", "now default", "now ship", "went live", "went from", "on time",
)  # fmt: skip
_PLAN = re.compile(
    r"^\W*(?:(?:i|we)(?:['’]ll| will| plan| intend| want| hope| need| aim| should| am going| are going|['’]m going|['’]re going)\b"
    r"|will\b|(?:plan(?:ning|ned)?|want|need|going|hope|aim)\b(?: to\b|:)|to ?do\b|(?:tomorrow|next (?:quarter|year|week|month|half|steps?))\b"
    r"|(?:start|learn|get|explore|look|investigate|try|finish|write|prepare|schedule|follow|ask|read|apply|practise|practice|remember)\b)",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| plan to| intend to| want to| hope to| would like to)\b", re.IGNORECASE
)
_SELF = re.compile(
    r"^\W*(?:i am (?:a|an|very|passionate|someone|known)\b|i['’]m (?:a|an|very|passionate|someone|known)\b|my (?:greatest |biggest )?(?:strengths?|weakness(?:es)?"
    r"|passion|goal|superpower)\b|(?:highly )?(?:passionate|motivated|results?[- ]driven|experienced|seasoned|detail[- ]oriented|proven|strong|excellent|dedicated"
    r"|hard[- ]?working)\b|responsible for\b|\d+\+? years? (?:of )?(?:experience|in)\b|i (?:love|enjoy|like|believe|care|value|pride)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:so|then|and|but|however|because|therefore|thus|hence|after (?:that|this|which)|afterwards|next|later|eventually|finally"
    r"|in the end|at the end|as a (?:result|consequence)|the (?:result|outcome|impact|effect|lesson|fix|solution|problem|challenge|root cause|change"
    r"|new|rest|team|project|work|whole)\b|result|outcome|impact|lesson|learn(?:ed|ing|t)?|takeaway|in hindsight|looking back|what i (?:did|learned|would)"
    r"|this|that|these|those|it|they|he|she|both|since then|within|over the (?:next|following)|by the end|meanwhile|instead|also|additionally|first(?:ly)?"
    r"|second(?:ly)?|third(?:ly)?|lastly|once|my (?:role|part|task|job|approach|first step)|i (?:also|then|learned|decided|realized|realised|chose|knew|was asked))\b"
    r"|^\W*(?:→|=>|->|\d+(?:[.,]\d+)?\s?(?:%|x\b))",
    re.IGNORECASE,
)
_TIME = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|(?:early |late |mid[- ]?)?(?:19|20)\d\d|q[1-4]|h[12]|spring|summer|autumn|fall|winter|my (?:first|second|third|last|previous|current|old|final)\b|the (?:spring|summer|autumn|winter))"
)
_FRESH = re.compile(
    rf"^\W*(?:(?:in|by|during|around|since|back in|early in|late in|at the (?:start|end) of) {_TIME}|(?:last|this|one|another) (?:year|month|quarter|week|spring|summer|autumn|fall|winter|day|time"
    r"|morning|evening|example|project|thing|story|situation)|when i (?:joined|was|started|worked|first|took|moved)|(?:while|as) (?:i was |an? |the )?(?:at|working|intern|leading|junior|senior|tech)"
    r"|at (?:my|our|the time i|(?-i:[A-Z]))|a (?:few|couple of) (?:years|months|weeks) (?:ago|back|later)|(?:two|three|four|five|six|several|some) (?:years|months) ago"
    r"|earlier (?:this|that|in)|another\b|separately|unrelated|on (?:a different|another) |(?:different|new|next) (?:story|topic|project|example)|then there (?:was|is)|there was (?:a|one|another) time|once,? )",
    re.IGNORECASE,
)


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
    outcome = _MEASURED.search(lowered) is not None or any(phrase in lowered for phrase in _OUTCOME_PHRASES)
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
    return bool(_PLAN.match(text) or _WILL.search(text)) and not (signs or signs_of(text)).deeds


def is_self_description(text: str) -> bool:
    """Whether the text begins by saying what somebody is like."""
    return _SELF.match(text) is not None


def goes_on(text: str) -> bool:
    """Whether the text begins as the continuation of something told before."""
    return _GOES_ON.match(text) is not None


def starts_afresh(text: str) -> bool:
    """Whether the text begins as a new story does: with a time, a place, or "another time"."""
    return _FRESH.match(text) is not None
