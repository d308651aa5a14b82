"""Checklists: each line passes by evidence, does not yet, or is for the person to judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from highsignal.analysis.heard import impact_claims
from highsignal.analysis.rules.rule import Case
from highsignal.domain.findings import Finding
from highsignal.domain.signals import SignalName, State
from highsignal.domain.stories import ChecklistLine
from highsignal.packs.model import Checklist, ChecklistItem, DecidedBy, Scope

PASS, NOT_YET, JUDGE = "pass", "not_yet", "judge"

_Verdict = tuple[str, str]  # state and why

# Families whose findings mean that a line of the story does not earn its place.
_FILLER_FAMILIES = ("CLR", "DTL")


def check_story(
    case: Case, findings: Sequence[Finding], checklists: Sequence[Checklist]
) -> tuple[ChecklistLine, ...]:
    """Every line of `checklists` for one story; a line that is in two of them comes once.

    A line that the software decides passes only when all signals it names are strong. One that needs
    a person, a whole bank or a profile is never passed here: it is `judge`, or `not_yet` where the
    story already shows that something is missing.
    """
    lines: dict[str, ChecklistLine] = {}
    for checklist in checklists:
        for item in checklist.items:
            if item.id not in lines:
                lines[item.id] = _line(item, case, findings)
    return tuple(lines.values())


def _line(item: ChecklistItem, case: Case, findings: Sequence[Finding]) -> ChecklistLine:
    special = _SPECIAL.get(item.id)
    state, why = special(case, findings) if special else _by_signals(item, case)
    if not case.reading.episode.specific and item.scope is Scope.STORY:
        state, why = NOT_YET, "This is not yet one specific past episode."
    evidence = tuple(span for name in item.signals for span in case.signals[name].evidence)
    return ChecklistLine(item.id, item.line, state, why, tuple(dict.fromkeys(evidence)))


def _by_signals(item: ChecklistItem, case: Case) -> _Verdict:
    lacking = [case.signals[name] for name in item.signals if case.state(name) is not State.STRONG]
    if item.scope is not Scope.STORY or not item.signals:
        return JUDGE, item.ask
    if lacking:
        return NOT_YET, lacking[0].why
    if item.decided_by is DecidedBy.SOFTWARE:
        return PASS, " ".join(case.signals[name].why for name in item.signals)
    return JUDGE, item.ask


def _no_filler(_case: Case, findings: Sequence[Finding]) -> _Verdict:
    idle = [f for f in findings if f.code.startswith(_FILLER_FAMILIES)]
    if idle:
        return (
            NOT_YET,
            f"{len(idle)} {'place does' if len(idle) == 1 else 'places do'} not earn their line yet.",
        )
    return PASS, "No filler, detour or needless detail was found."


def _outcomes(case: Case, _findings: Sequence[Finding]) -> _Verdict:
    count = len(impact_claims(case.reading))
    if count >= 3 and case.state(SignalName.IMPACT) is State.STRONG:
        return PASS, f"{count} measured outcomes are in this story alone."
    return (
        JUDGE,
        f"This story has {count} measured outcome{'s' * (count != 1)}; three are wanted over the whole bank.",
    )


def _ownership(case: Case, _findings: Sequence[Finding]) -> _Verdict:
    signal = case.signals[SignalName.OWNERSHIP]
    return (PASS if signal.state is State.STRONG else NOT_YET), signal.why


_SPECIAL: Mapping[str, Callable[[Case, Sequence[Finding]], _Verdict]] = {
    "no-filler": _no_filler,
    "three-outcomes": _outcomes,
    "leadership-example": _ownership,
}
