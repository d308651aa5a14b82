"""The words of a take as they are shown: by role, each word with its second, and what is marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup, escape

from highsignal.analysis.delivery.remarks import NATURAL_PAUSE
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.spans import Span
from highsignal.domain.speech import Delivery, HeardFiller, Retold, SpokenWord
from highsignal.domain.stories import Analysis

_THIN = "\u202f"


class Run(NamedTuple):
    """Neighbouring sentences of one role, `words` as they are shown; `start` and `end` seconds or None."""

    role: Role
    start: float | None
    end: float | None
    words: Markup


class Marks(NamedTuple):
    """What is marked in a told text: spans of drifted claims and of restarts, long pauses, fillers."""

    drifts: tuple[Span, ...] = ()
    restarts: tuple[Span, ...] = ()
    pauses: Mapping[int, float] = MappingProxyType({})  # seconds after the word of this number
    fillers: tuple[HeardFiller, ...] = ()


def marks_of(delivery: Delivery | None, retold: Retold | None) -> Marks:
    """What there is to mark, of what was measured."""
    drifts = tuple(drift.told.span for drift in retold.drifts) if retold else ()
    if delivery is None:
        return Marks(drifts)
    long = {p.after: p.end - p.start for p in delivery.pauses if p.within_clause}
    return Marks(
        drifts,
        tuple(restart.span for restart in delivery.restarts),
        {after: seconds for after, seconds in long.items() if seconds > NATURAL_PAUSE},
        delivery.fillers.found if delivery.fillers.measured else (),
    )


def runs(analysis: Analysis, words: Sequence[SpokenWord], marks: Marks) -> tuple[Run, ...]:
    """The told text by role; `words` are those of its text, in order, and may be empty."""
    text = analysis.story.source
    shown = _Shown(text, tuple(words), marks)
    spoken = [item for item in analysis.sentences if not item.sentence.heading]
    return tuple(
        _run(role, [item.sentence.span for item in items], shown) for role, items in _by_role(spoken)
    )


def clock(seconds: float) -> str:
    """A place in a recording: 1:05."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _by_role(sentences: Iterable[LabelledSentence]) -> Iterator[tuple[Role, list[LabelledSentence]]]:
    for (role, _paragraph), items in groupby(sentences, key=lambda s: (s.role, s.sentence.paragraph)):
        yield role, list(items)


def _run(role: Role, spans: Sequence[Span], shown: _Shown) -> Run:
    whole = Span(spans[0].start, spans[-1].end)
    inside = shown.within(whole)
    start = shown.words[inside[0]].start if inside else None
    end = shown.words[inside[-1]].end if inside else None
    return Run(role, start, end, shown.markup(whole, inside))


class _Shown:
    """Makes markup of stretches of one text."""

    def __init__(self, text: str, words: tuple[SpokenWord, ...], marks: Marks) -> None:
        self.text = text
        self.words = words
        self.marks = marks

    def within(self, span: Span) -> list[int]:
        """The numbers of the words that begin in a stretch."""
        return [n for n, word in enumerate(self.words) if span.start <= word.span.start < span.end]

    def markup(self, span: Span, numbers: Sequence[int]) -> Markup:
        """A stretch of the text with its words, each with its seconds."""
        parts: list[Markup] = []
        at = span.start
        for number in numbers:
            word = self.words[number]
            parts += [*self._before(number), escape(self.text[at : word.span.start]), self._word(word)]
            at = word.span.end
            parts += self._after(number)
        parts.append(escape(self.text[at : span.end]))
        return Markup("").join(parts)

    def _word(self, word: SpokenWord) -> Markup:
        names = ["w"]
        if not word.measured:
            names.append("guess")
        if any(word.span.overlaps(span) for span in self.marks.drifts):
            names.append("drift")
        if any(word.span.overlaps(span) for span in self.marks.restarts):
            names.append("again")
        return Markup('<span class="{}" data-s="{}" data-e="{}">{}</span>').format(
            " ".join(names), f"{word.start:.2f}", f"{word.end:.2f}", word.span.text(self.text)
        )

    def _before(self, number: int) -> Iterator[Markup]:
        """Fillers heard since the word before."""
        since = self.words[number - 1].start if number else 0.0
        for filler in self.marks.fillers:
            if since <= filler.start < self.words[number].start:
                yield Markup(' <span class="filler" title="{}">{}</span>').format(
                    f"heard at {clock(filler.start)}", filler.sound
                )

    def _after(self, number: int) -> Iterator[Markup]:
        """A long pause inside a clause."""
        seconds = self.marks.pauses.get(number)
        if seconds is not None:
            yield Markup(' <span class="gap" title="{}">‖</span>').format(
                f"a pause of {seconds:.1f}{_THIN}s inside a clause"
            )
