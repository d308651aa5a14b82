"""Stretches of a story that several rules point at, and the time at which they are heard."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.rules.rule import Case
from highsignal.analysis.text.tokens import Token
from highsignal.analysis.timing import TELLERS
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span

DEEDS = (Role.DECISION, Role.TRADEOFF, Role.ACTION)
SET_UP = (Role.SITUATION, Role.STAKES, Role.TASK)


def over(sentences: Sequence[ReadSentence]) -> Span:
    """From the first character of the first sentence to the last of the last."""
    return Span(sentences[0].span.start, sentences[-1].span.end)


def seconds(case: Case, sentences: Sequence[ReadSentence]) -> float:
    """How long these sentences take at the pace of the case."""
    return sum(len(s.words) for s in sentences) * 60.0 / case.timing.words_per_minute


def first_deed(reading: Reading) -> ReadSentence | None:
    """The first sentence in which something is chosen or done."""
    return next((s for s in reading.sentences if s.role in DEEDS), None)


def last_told(reading: Reading) -> ReadSentence | None:
    """The last sentence that belongs to the story: talk about the telling is passed over."""
    return next((s for s in reversed(reading.sentences) if s.role is not Role.OTHER), None)


def opens_with(sentence: ReadSentence, phrase: Span) -> bool:
    """Whether the phrase is the first thing said in the sentence."""
    return bool(sentence.tokens) and sentence.tokens[0].start == phrase.start


_BE = frozenset(("was", "were", "been", "got", "being"))
_SHORT = 4  # letters; "need" and "used" are no deeds
_STEPS = (Role.ACTION, Role.DECISION)
_UNSURE = 0.6
_DETERMINERS = frozenset(("the", "a", "an", "my", "our", "her", "his", "their", "me", "us", "him", "them"))


def deed_without_doer(sentence: ReadSentence) -> Span | None:
    """Where a deed stands that nobody does ("was added"), None when anybody is named who did it.

    Such sentences are often taken for results, which have a number or a person in them when they are.
    """
    return passive(sentence) if _may_be_step(sentence) else None


def passive(sentence: ReadSentence) -> Span | None:
    """Where something is done in a sentence in which nobody does it, whatever the sentence is for."""
    if not sentence.says(_BE) or sentence.says(TELLERS):
        return None
    tokens = sentence.tokens
    if "by" in tokens.words and any(
        t.word == "by" and _names_somebody(sentence, next_) for t, next_ in pairwise(tokens)
    ):
        return None
    irregular = sentence.find("clarity.passive")
    if irregular:
        return irregular[0]
    for token, after in pairwise(tokens):
        if token.word in _BE and after.word.endswith("ed") and len(after.word) > _SHORT:
            return Span(token.start, after.end)
    return None


def _may_be_step(sentence: ReadSentence) -> bool:
    if sentence.section == "action":
        return True
    if sentence.role is Role.RESULT:
        return not sentence.claims
    return sentence.role in _STEPS or (sentence.role is Role.TASK and sentence.confidence < _UNSURE)


def _names_somebody(sentence: ReadSentence, word: Token) -> bool:
    """Whether "by" leads to a person ("by Ana", "by the vendor") rather than to a way ("by hand")."""
    return word.word in _DETERMINERS or sentence.text[word.start - sentence.span.start].isupper()
