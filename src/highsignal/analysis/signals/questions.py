"""The one question for each signal that is not strong yet."""

from __future__ import annotations

from collections.abc import Mapping

from highsignal.domain.signals import Signal, SignalName, State

# signal → the question when it is missing, and when it is weak
_QUESTIONS: Mapping[SignalName, tuple[str, str]] = {
    SignalName.STRUCTURE: (
        "Which one time was it: how did it begin, what did you do, and what came of it?",
        "Which part would a listener have to guess: how it began, what you did, or what came of it?",
    ),
    SignalName.STAKES: (
        "What would have happened, and to whom, had you done nothing?",
        "What would have been lost, by whom, and by when?",
    ),
    SignalName.DECISION: (
        "Where could it have gone another way, and who chose?",
        "What spoke for this way, and what for the other?",
    ),
    SignalName.TRADEOFF: (
        "What did you give up by choosing this?",
        "What did the other way have that this one has not?",
    ),
    SignalName.IMPACT: (
        "What is different now because of this, and how do you know?",
        "By how much did it change, from what, and what did that mean for the business?",
    ),
    SignalName.OWNERSHIP: (
        "Who decided, and which part was yours?",
        "Whom beyond yourself did this need, and how did you bring them along?",
    ),
    SignalName.LEARNING: (
        "What do you do differently since?",
        "When did you last do something differently because of this?",
    ),
    SignalName.AUDIENCE: (
        "Who noticed the change, and what could they do that they could not do before?",
        "What did it mean, in their words, for the people who noticed it?",
    ),
}


def with_question(signal: Signal) -> Signal:
    """`signal` with the question that would make it strong; unchanged when it is."""
    if signal.state is State.STRONG:
        return signal
    missing, weak = _QUESTIONS[signal.name]
    return signal._replace(ask=missing if signal.state is State.MISSING else weak)
