"""Stretches of a story that several rules point at, and the time at which they are heard."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.rules.rule import Case
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
