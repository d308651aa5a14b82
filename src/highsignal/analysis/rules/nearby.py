"""Sentences near another one, and the words at a place, as several families of rules need them."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.domain.spans import Span

_LONGEST_QUOTE = 6  # words; a message is read at a glance


def around(reading: Reading, sentence: ReadSentence, before: int, after: int) -> Sequence[ReadSentence]:
    """The sentence with up to `before` sentences in front of it and `after` behind it."""
    return reading.sentences[max(0, sentence.number - before) : sentence.number + after + 1]


def quoted(reading: Reading, span: Span) -> str:
    """The words at `span` on one line; of a long stretch its first words."""
    words = span.text(reading.story.source).split()
    return " ".join(words[:_LONGEST_QUOTE]) + (" …" if len(words) > _LONGEST_QUOTE else "")


def after_last(sentences: Sequence[ReadSentence], otherwise: Span) -> Span:
    """The empty span behind the last of `sentences`, `otherwise` when there are none."""
    if not sentences:
        return otherwise
    return Span(sentences[-1].span.end, sentences[-1].span.end)


def seconds_before(reading: Reading, sentence: ReadSentence, words_per_minute: float) -> float:
    """How many seconds are spoken before `sentence` begins."""
    words = sum(len(s.words) for s in reading.sentences[: sentence.number])
    return words * 60.0 / words_per_minute


def is_negated(sentence: ReadSentence, span: Span, within: int = 3) -> bool:
    """Whether one of the `within` words before `span` denies what stands there."""
    before = sentence.tokens.before(span.start)[-within:]
    return any(word in _DENIALS or word.endswith("n't") for word in before)


_DENIALS = frozenset(("not", "no", "never", "nor", "hardly", "nobody", "nothing", "neither", "without"))
