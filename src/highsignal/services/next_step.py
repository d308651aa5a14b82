"""The one next step: the question whose answer brings the nearest story closest to landing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from highsignal.domain.findings import Finding, Severity
from highsignal.domain.signals import SignalName, State
from highsignal.packs.model import Role
from highsignal.services.check import CheckedStory

# The family of findings whose questions bring a signal into a story.
_FAMILY = {
    SignalName.STRUCTURE: "STR",
    SignalName.STAKES: "STK",
    SignalName.DECISION: "DEC",
    SignalName.TRADEOFF: "DEC",
    SignalName.IMPACT: "IMP",
    SignalName.OWNERSHIP: "OWN",
    SignalName.LEARNING: "LRN",
    SignalName.AUDIENCE: "OPN",
}
_SEVERITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class NextStep:
    """One question to answer, in which story, and why this one comes first."""

    path: str
    title: str
    finding: Finding
    reason: str

    @property
    def ask(self) -> str:
        """The question."""
        return self.finding.ask


def next_step(stories: Sequence[CheckedStory], role: Role | None) -> NextStep | None:
    """The one question to answer next, or None when nothing was found.

    What matters most comes first: errors, then lost signals, then remarks. Among equals the story with
    the most strong signals, since the shortest way to a story that lands is the one that lacks least;
    in it, the signal that the role's loops rank highest.
    """
    candidates = [(s, f) for s in stories for f in s.analysis.findings]
    if not candidates:
        return None
    ranks = _ranks(role)
    entry, finding = min(candidates, key=lambda pair: _order(pair[0], pair[1], ranks))
    return NextStep(entry.path, entry.analysis.story.title, finding, _reason(entry, finding))


def _ranks(role: Role | None) -> dict[str, int]:
    names = [ranked.name for ranked in role.signals] if role else list(SignalName)
    ranks: dict[str, int] = {}
    for rank, name in enumerate(names):
        ranks.setdefault(_FAMILY[name], rank)
    return ranks


def _order(entry: CheckedStory, finding: Finding, ranks: dict[str, int]) -> tuple[int, int, int]:
    return _SEVERITY[finding.severity], -_strong(entry), ranks.get(finding.code[:3], len(ranks))


def _strong(entry: CheckedStory) -> int:
    return sum(signal.state is State.STRONG for signal in entry.analysis.signals)


def _reason(entry: CheckedStory, finding: Finding) -> str:
    of = f"{_strong(entry)} of {len(entry.analysis.signals)} signals strong"
    return f"In “{entry.analysis.story.title}” ({of}): {finding.message}"
