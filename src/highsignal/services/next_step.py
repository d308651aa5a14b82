"""The one next step: the question whose answer brings the nearest story closest to landing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from highsignal.domain.findings import Severity
from highsignal.domain.signals import SignalName, State
from highsignal.domain.stories import Analysis
from highsignal.packs.model import Role
from highsignal.services.check import CheckedStory

# The family of findings whose questions bring a signal into a story.
FAMILY_OF = {
    SignalName.STRUCTURE: "STR",
    SignalName.STAKES: "STK",
    SignalName.DECISION: "DEC",
    SignalName.TRADEOFF: "DEC",
    SignalName.IMPACT: "IMP",
    SignalName.OWNERSHIP: "OWN",
    SignalName.LEARNING: "LRN",
    SignalName.AUDIENCE: "OPN",
}
ERROR, GAP, REMARK = 0, 1, 2  # how urgent a question is: an error, a signal that is not there, the rest
_URGENCY = {Severity.ERROR: ERROR, Severity.WARNING: GAP, Severity.INFO: REMARK}


class NextStep(NamedTuple):
    """One question to answer, in which story, and why this one comes first."""

    path: str
    title: str
    ask: str
    reason: str


class Asked(NamedTuple):
    """A question that a story is asked by one of its findings (`code`) or by a `signal` that is not strong.

    `story` is what the caller knows the story by, `urgency` is ERROR, GAP or REMARK, `what` says what is
    wrong.
    """

    story: str
    analysis: Analysis
    urgency: int
    family: str
    ask: str
    what: str
    code: str = ""
    signal: SignalName | None = None

    @property
    def strong(self) -> int:
        """How many signals of the story are strong."""
        return strong_signals(self.analysis)


def strong_signals(analysis: Analysis) -> int:
    """How many signals of a story are strong."""
    return sum(signal.state is State.STRONG for signal in analysis.signals)


def asked_in_order(
    stories: Iterable[tuple[str, Analysis]], role: Role | None, first: SignalName | None = None
) -> list[Asked]:
    """Everything that `stories` (by whatever names them) are asked, what to answer first at the front.

    What matters most comes first: errors, then signals that are not there yet, then remarks. Among
    equals the story with the most strong signals, since the shortest way to a story that lands is the
    one that lacks least; in it, the signal that the role's loops rank highest. `first` is the signal that
    the person tightens first: what is asked about it comes before all other signals.
    """
    asked = [question for name, analysis in stories for question in _questions(name, analysis)]
    strong = {id(q.analysis): q.strong for q in asked}
    ranks = _ranks(role)
    wanted = FAMILY_OF[first] if first else ""

    def place(q: Asked) -> tuple[int, bool, int, int]:
        later = q.urgency == GAP and q.family != wanted
        return (q.urgency, later, -strong[id(q.analysis)], ranks.get(q.family, len(ranks)))

    return sorted(asked, key=place)


def next_step(stories: Sequence[CheckedStory], role: Role | None) -> NextStep | None:
    """The one question to answer next, or None when nothing is left to ask."""
    asked = asked_in_order(((entry.path, entry.analysis) for entry in stories), role)
    if not asked:
        return None
    best = asked[0]
    told = best.analysis
    strong = f"{best.strong} of {len(told.signals)} signals strong"
    reason = f"In “{told.story.title}” ({strong}): {best.what}"
    return NextStep(best.story, told.story.title, best.ask, reason)


def _questions(name: str, analysis: Analysis) -> Iterator[Asked]:
    for finding in analysis.findings:
        # A text that is no story yet is not mended before the story that lacks one sentence.
        urgency = _URGENCY[finding.severity] if analysis.episode.specific else GAP
        yield Asked(name, analysis, urgency, finding.code[:3], finding.ask, finding.message, finding.code)
    if analysis.episode.specific:
        for signal in analysis.signals:
            if signal.ask:
                family = FAMILY_OF[signal.name]
                yield Asked(name, analysis, GAP, family, signal.ask, signal.why, signal=signal.name)


def _ranks(role: Role | None) -> Mapping[str, int]:
    names = [ranked.name for ranked in role.signals] if role else list(SignalName)
    ranks: dict[str, int] = {}
    for rank, name in enumerate(names):
        ranks.setdefault(FAMILY_OF[name], rank)
    return ranks
