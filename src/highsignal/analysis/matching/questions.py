"""What a question is about, without the frame every interview question has."""

from __future__ import annotations

import re

from highsignal.analysis.matching.bank import EmptyQuestionError

_ASIDE = re.compile(r"\([^)]*\)")
_OPENING = r"""
    tell\ (?:me|us)\ (?:the\ story\ )?(?:about|of) | (?:give|show)\ (?:me|us)? | describe | share | explain
  | (?:walk|talk)\ (?:me|us)?\ ?through | talk\ about | have\ you\ ever | what\ would\ you\ do\ if
  | how\ (?:do|did|have|would)\ you
"""
_OCCASION = r"""
    (?:an?\ |the\ |another\ |one\ )?(?:specific\ |last\ |recent\ |concrete\ )?
    (?:times?|situations?|examples?|instances?|occasions?|moments?|experiences?)\b\s*
    (?:where|when|in\ which|that|of)?
"""
_FRAME = re.compile(
    rf"^\s*(?:can\ you\ |could\ you\ |please\ )*(?:{_OPENING})\s*"
    rf"(?:{_OCCASION})?\s*(?:{_OCCASION})?\s*(?:you(?:['’]ve|\ have|\ had)?\b)?",
    re.IGNORECASE | re.VERBOSE,
)


def focus(question: str) -> str:
    """The question without "tell me about a time when you" and without asides in brackets.

    Falls back to the question itself where less than two words would remain.
    Raises EmptyQuestionError when there is no word at all.
    """
    if not re.search(r"\w", question):
        raise EmptyQuestionError(question)
    whole = _ASIDE.sub(" ", question)
    rest = _FRAME.sub("", whole).strip()
    if len(re.findall(r"\w+", rest)) >= 2:
        return rest
    return whole.strip() if re.search(r"\w", whole) else question.strip()
