"""All eight signals of a story; none is praised in a text that is not one past episode."""

from __future__ import annotations

from highsignal.analysis.reading import Reading
from highsignal.analysis.signals.audience import audience
from highsignal.analysis.signals.decision import decision, tradeoff
from highsignal.analysis.signals.impact import impact
from highsignal.analysis.signals.learning import learning
from highsignal.analysis.signals.ownership import ownership
from highsignal.analysis.signals.questions import with_question
from highsignal.analysis.signals.stakes import stakes
from highsignal.analysis.signals.structure import structure
from highsignal.domain.signals import Signal, State
from highsignal.packs.model import Level

# Of these nothing at all is said; of a habit, a plan or a fragment a part may be there, but never strongly.
_EMPTY_OF_STORY = frozenset({"gibberish", "keywords", "off_topic", "other_language", "empty"})


def evaluate(reading: Reading, level: Level) -> tuple[Signal, ...]:
    """The signals of `reading` for somebody aiming at `level`, as a listener needs them in turn."""
    signals: tuple[Signal, ...] = (
        structure(reading),
        stakes(reading),
        decision(reading),
        tradeoff(reading),
        impact(reading),
        ownership(reading, level),
        learning(reading),
        audience(reading),
    )
    if not reading.episode.specific:
        signals = tuple(_tempered(signal, reading.episode.kind) for signal in signals)
    return tuple(with_question(signal) for signal in signals)


def _tempered(signal: Signal, kind: str) -> Signal:
    why = f"Not one specific past episode ({kind.replace('_', ' ')}), so it shows nothing yet."
    if kind in _EMPTY_OF_STORY:
        return Signal(signal.name, State.MISSING, (), why)
    if signal.state is State.STRONG:
        return signal._replace(state=State.WEAK, why=why)
    return signal
