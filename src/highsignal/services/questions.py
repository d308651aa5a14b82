"""What a story is asked by its findings and missing signals, each with the place of the answer."""

from __future__ import annotations

from typing import NamedTuple

from highsignal.analysis.answers import place_of_answer, place_of_ask
from highsignal.analysis.insertion import Insertion
from highsignal.domain.findings import Severity
from highsignal.domain.signals import Signal, State
from highsignal.domain.spans import Span
from highsignal.domain.stories import Analysis
from highsignal.services.next_step import FAMILY_OF

_WHOLE = ("ninety", "full")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class StoryQuestion(NamedTuple):
    """One question; `code` is its rule's, empty when a signal asks; `span` is empty when about no words."""

    code: str
    name: str
    severity: Severity
    message: str
    ask: str
    span: Span
    insertion: Insertion


def questions_of(analysis: Analysis, version: str = "ninety") -> tuple[StoryQuestion, ...]:
    """Everything asked of a version of a story, what matters most first.

    A signal asks only where no finding of its family does: the same gap is asked about once. Short versions
    have no room for every signal, so in them only findings ask.
    """
    found = [
        StoryQuestion(f.code, f.rule, f.severity, f.message, f.ask, f.span, place_of_answer(analysis, f))
        for f in analysis.findings
    ]
    families = {question.code[:3] for question in found}
    if analysis.episode.specific and version in _WHOLE:
        silent = (s for s in analysis.signals if s.ask and FAMILY_OF[s.name] not in families)
        found.extend(_of_signal(analysis, signal) for signal in silent)
    return tuple(sorted(found, key=lambda q: (_ORDER[q.severity], q.span.start)))


def _of_signal(analysis: Analysis, signal: Signal) -> StoryQuestion:
    severity = Severity.WARNING if signal.state is State.MISSING else Severity.INFO
    start = analysis.story.span.start
    place = place_of_ask(analysis, signal)
    ask = signal.ask or ""
    return StoryQuestion("", signal.name.value, severity, signal.why, ask, Span(start, start), place)
