"""What to do next, in words: a question of the analysis as one imperative sentence."""

from __future__ import annotations

import re

from highsignal.domain.signals import SignalName
from highsignal.services.next_step import Asked

_LONGEST = 6  # words that still read as part of a sentence; a longer title is quoted
_CUT = re.compile(r"\s+(?:that|which|who|where|when|because|without|before|after|until|for|from)\s|[,;:–—(]")
_PART_OF_A_SENTENCE = re.compile(r"(?:the|a|an|our|my|their|one|two|three|four)\s|\w+ing\s", re.IGNORECASE)
_OPENINGS_OF_A_CLAUSE = ("Nothing", "Everything", "Anything", "Something", "During")

_OF_SIGNAL = {
    SignalName.STRUCTURE: "Give {story} its missing part.",
    SignalName.STAKES: "Say why {subject} mattered.",
    SignalName.DECISION: "Say what you decided in {story}.",
    SignalName.TRADEOFF: "Say what your choice cost in {story}.",
    SignalName.IMPACT: "Say what changed in {story}, and how you know.",
    SignalName.OWNERSHIP: "Say how far {story} reached.",
    SignalName.LEARNING: "Say what you do differently since {story}.",
    SignalName.AUDIENCE: "Say who noticed the change in {story}.",
}
_OF_CODE = {
    "STR001": "Choose the one time that {story} is about.",
    "STR002": "Say how {story} ended.",
    "STR005": "Choose one of the two stories in {story}.",
    "STR008": "Fill in what is still open in {story}.",
    "STK003": "Move what was at stake to the front of {story}.",
    "DEC004": "Say what your choice cost in {story}.",
    "DEC005": "Say what your choice cost in {story}.",
    "IMP003": "Mend the percentage in {story}.",
    "IMP007": "Settle the two numbers in {story}.",
    "LRN002": "Replace the platitude at the end of {story}.",
    "LEN005": "Bring the outcome of {story} to the front.",
    "OPN003": "Put the outcome into the headline of {story}.",
    "OWN003": "Say how far {story} reached.",
    "OPN005": "Settle the two numbers of {story}.",
}
_OF_FAMILY = {
    "STR": _OF_SIGNAL[SignalName.STRUCTURE],
    "STK": _OF_SIGNAL[SignalName.STAKES],
    "DEC": _OF_SIGNAL[SignalName.DECISION],
    "IMP": _OF_SIGNAL[SignalName.IMPACT],
    "OWN": "Say which part of {story} was yours.",
    "LRN": _OF_SIGNAL[SignalName.LEARNING],
    "OPN": "Begin {story} with its first fact.",
    "LEN": "Bring {story} down to ninety seconds.",
    "DTL": "Take one detail out of {story}.",
    "CLR": "Make one sentence of {story} plainer.",
    "CTA": "Give {story} a last sentence.",
}


def imperative(asked: Asked, title: str) -> str:
    """What to do about a question, for the story called `title`: "Say why the fraud model mattered."."""
    by_code = _OF_CODE.get(asked.code)
    by_signal = _OF_SIGNAL[asked.signal] if asked.signal else _OF_FAMILY[asked.family]
    return (by_code or by_signal).format(story=f"“{title}”", subject=subject(title))


def subject(title: str) -> str:
    """What a story is about, as part of a sentence: "The fraud model that …" is "the fraud model".

    A title that is no noun and no activity ("Cut the bill"), or is long, stays whole and in quotes.
    """
    words = _CUT.split(title.strip(), maxsplit=1)[0].strip()
    if not _PART_OF_A_SENTENCE.match(words + " ") or len(words.split()) > _LONGEST:
        return f"“{title}”"
    if len(words.split()) < 2 or words.startswith(_OPENINGS_OF_A_CLAUSE):
        return f"“{title}”"
    return words[0].lower() + words[1:]
