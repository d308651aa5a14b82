"""The one next step: the question whose answer brings the nearest story closest to landing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from highsignal.domain.findings import Severity
from highsignal.domain.signals import SignalName, State
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
_URGENCY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class NextStep(NamedTuple):
    """One question to answer, in which story, and why this one comes first."""

    path: str
    title: str
    ask: str
    reason: str


class _Candidate(NamedTuple):
    entry: CheckedStory
    urgency: int
    family: str
    ask: str
    what: str

    @property
    def strong(self) -> int:
        return sum(signal.state is State.STRONG for signal in self.entry.analysis.signals)


def next_step(stories: Sequence[CheckedStory], role: Role | None) -> NextStep | None:
    """The one question to answer next, or None when nothing is left to ask.

    What matters most comes first: errors, then signals that are not there yet, then remarks. Among
    equals the story with the most strong signals, since the shortest way to a story that lands is the
    one that lacks least; in it, the signal that the role's loops rank highest.
    """
    candidates = [c for entry in stories for c in _candidates(entry)]
    if not candidates:
        return None
    ranks = _ranks(role)
    best = min(candidates, key=lambda c: (c.urgency, -c.strong, ranks.get(c.family, len(ranks))))
    told = best.entry.analysis
    strong = f"{best.strong} of {len(told.signals)} signals strong"
    reason = f"In “{told.story.title}” ({strong}): {best.what}"
    return NextStep(best.entry.path, told.story.title, best.ask, reason)


def _candidates(entry: CheckedStory) -> Iterator[_Candidate]:
    for finding in entry.analysis.findings:
        urgency = _URGENCY[finding.severity]
        yield _Candidate(entry, urgency, finding.code[:3], finding.ask, finding.message)
    if entry.analysis.episode.specific:
        for signal in entry.analysis.signals:
            if signal.ask:
                yield _Candidate(entry, 1, FAMILY_OF[signal.name], signal.ask, signal.why)


def _ranks(role: Role | None) -> dict[str, int]:
    names = [ranked.name for ranked in role.signals] if role else list(SignalName)
    ranks: dict[str, int] = {}
    for rank, name in enumerate(names):
        ranks.setdefault(FAMILY_OF[name], rank)
    return ranks
