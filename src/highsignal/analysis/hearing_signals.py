"""Intended against heard, signal by signal: what the story says, and whether a listener said it again.

For each signal the story's own words of it (the sentences of its evidence) are held against the answers in
which it can come up; the pair that shares most words is judged as a headline is (`analysis/hearing.py`).
Structure is left out: it is how a story is told, and nobody can repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from highsignal.analysis.hearing import Echo, echo_of
from highsignal.analysis.hearing_words import best_pair
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.domain.stories import Analysis

# Which answers can hold what; an answer to one question is no proof that another thing was not heard.
_WHERE: Mapping[SignalName, tuple[str, ...]] = {
    SignalName.STAKES: ("did", "changed", "tell", "sentence"),
    SignalName.DECISION: ("decided", "did", "tell", "sentence"),
    SignalName.TRADEOFF: ("decided", "did", "tell", "sentence"),
    SignalName.IMPACT: ("changed", "tell", "sentence"),
    SignalName.OWNERSHIP: ("did", "decided", "tell", "sentence"),
    SignalName.LEARNING: ("changed", "tell", "sentence"),
    SignalName.AUDIENCE: ("changed", "tell", "did", "sentence"),
}


class SignalHeard(NamedTuple):
    """One signal: its state in the text, the words meant, and what was said of them in which answer.

    `echo` is None, and `intended` empty, when the text itself does not show the signal.
    """

    name: SignalName
    state: State
    intended: str = ""
    answer: str = ""
    echo: Echo | None = None


def heard_signals(analysis: Analysis, answers: Mapping[str, str]) -> tuple[SignalHeard, ...]:
    """The signals of the text that `analysis` is of, against a listener's answers by question."""
    return tuple(_heard(analysis, signal, answers) for signal in analysis.signals if signal.name in _WHERE)


def _heard(analysis: Analysis, signal: Signal, answers: Mapping[str, str]) -> SignalHeard:
    meant = _sentences(analysis, signal) if signal.state is not State.MISSING else ()
    if not meant:
        return SignalHeard(signal.name, signal.state)
    asked = [key for key in _WHERE[signal.name] if answers.get(key, "").strip()]
    if not asked:
        return SignalHeard(signal.name, signal.state, meant[0], "", echo_of(meant[0], ""))
    one, other = best_pair(meant, [answers[key] for key in asked])
    return SignalHeard(
        signal.name, signal.state, meant[one], asked[other], echo_of(meant[one], answers[asked[other]])
    )


def _sentences(analysis: Analysis, signal: Signal) -> Sequence[str]:
    """The sentences in which the signal's evidence stands, each once, as they are written."""
    source = analysis.story.source
    found = [
        " ".join(item.sentence.span.text(source).split())
        for item in analysis.sentences
        if not item.sentence.heading
        and any(
            item.sentence.span.start < e.end and e.start < item.sentence.span.end for e in signal.evidence
        )
    ]
    return tuple(dict.fromkeys(found))
