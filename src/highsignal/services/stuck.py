"""Being stuck: when nothing has moved for three days, the three ways out that the seed documents name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from highsignal.analysis.bank_checklists import outcome_claims
from highsignal.analysis.timing import NINETY
from highsignal.domain.signals import SignalName, State
from highsignal.services.next_step import strong_signals
from highsignal.services.today import BankedStory

STILL = timedelta(days=3)  # issue 3, "When nothing has moved for three days"
_TWO = 2  # "two real outcomes with metrics"


class Way(StrEnum):
    """One of the three ways out; the value names what it means, without a route."""

    HEADLINE = "headline-path"
    OUTCOMES = "collect-outcomes"
    MOCK = "run-mock"


# Word for word: seed documents, "If you are stuck".
WORDS = {
    Way.HEADLINE: "Simplify the message to one sentence and rebuild from there.",
    Way.OUTCOMES: "Collect two real outcomes with metrics and anchor the story there.",
    Way.MOCK: "Run one mock or feedback session and adjust immediately.",
}


class WayOut(NamedTuple):
    """A way out in the seeds' words, the story it is best begun with (id and name), and why that one."""

    way: Way
    title: str
    story: str | None
    name: str
    why: str


def stuck(
    last_moved_at: datetime | None, now: datetime, stories: Sequence[BankedStory]
) -> tuple[WayOut, ...]:
    """The three ways out when nothing has moved for three days, else nothing.

    Both times are aware. A bank in which nothing ever moved is new, and not stuck.
    """
    if last_moved_at is None or now - last_moved_at < STILL:
        return ()
    return (_headline(stories), _outcomes(stories), _mock(stories))


def _headline(stories: Sequence[BankedStory]) -> WayOut:
    """Begun best with the story whose message is hardest to find: the longest, without a headline first."""
    if not stories:
        return _without(Way.HEADLINE, "Begin with the one thing you want to be known for.")
    chosen = max(stories, key=lambda s: (not s.analysis.story.headline, s.analysis.timing.total))
    seconds = chosen.analysis.timing.total
    if not chosen.analysis.story.headline:
        why = f"It has no headline yet, and takes {seconds:.0f} s to say what one sentence could."
    elif seconds > NINETY:
        why = f"It takes {seconds:.0f} s, longer than any other; its headline says what may stay."
    else:
        why = "It is the longest you have; its headline says what may stay."
    return WayOut(Way.HEADLINE, WORDS[Way.HEADLINE], chosen.id, chosen.title, why)


def _outcomes(stories: Sequence[BankedStory]) -> WayOut:
    """Begun best with the story whose impact shows least, among equals the one that lacks most."""
    if not stories:
        return _without(Way.OUTCOMES, "Begin with two numbers that moved while you were there.")
    chosen = min(stories, key=lambda s: (_impact(s), min(_outcomes_in(s), _TWO), strong_signals(s.analysis)))
    count = _outcomes_in(chosen)
    strong = f"{strong_signals(chosen.analysis)} of its {len(chosen.analysis.signals)} signals are strong"
    if count < _TWO:
        had = "no measured outcome" if not count else "one measured outcome"
        why = f"It has {had}, and {strong}; two outcomes would carry the rest."
    else:
        why = f"Every story has two outcomes; in this one only {strong}."
    return WayOut(Way.OUTCOMES, WORDS[Way.OUTCOMES], chosen.id, chosen.title, why)


def _impact(story: BankedStory) -> int:
    states = {signal.name: signal.state for signal in story.analysis.signals}
    return (State.MISSING, State.WEAK, State.STRONG).index(states[SignalName.IMPACT])


def _outcomes_in(story: BankedStory) -> int:
    return len({claim.metric or claim.text for claim in outcome_claims(story.analysis)})


def _mock(stories: Sequence[BankedStory]) -> WayOut:
    """Begun best with the strongest story that nobody has heard."""
    if not stories:
        return _without(Way.MOCK, "Tell somebody what you did last year, and write down what they ask.")
    chosen = max(stories, key=lambda s: (not s.told_aloud, strong_signals(s.analysis)))
    strong = strong_signals(chosen.analysis)
    if not chosen.told_aloud:
        why = f"It is the strongest you have never told aloud ({strong} strong signals)."
    else:
        why = f"It is your strongest ({strong} strong signals), so a listener’s answer says most."
    return WayOut(Way.MOCK, WORDS[Way.MOCK], chosen.id, chosen.title, why)


def _without(way: Way, why: str) -> WayOut:
    return WayOut(way, WORDS[way], None, "", why)
