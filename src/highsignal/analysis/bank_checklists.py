"""The checklists for a whole bank: the evidence for each line, what lacks where, what the person says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from highsignal.analysis.checklists import JUDGE, NOT_YET, PASS
from highsignal.domain.bank import Tick
from highsignal.domain.claims import Claim, Direction, Status
from highsignal.domain.roles import Role
from highsignal.domain.signals import State
from highsignal.domain.spans import Span
from highsignal.domain.stories import Analysis
from highsignal.domain.targets import Target
from highsignal.packs.model import Checklist, ChecklistItem, DecidedBy, Scope

OUTCOMES = 3  # "Three outcomes with metrics and scope" (seed documents, "Proof checklist")
_SET_UP = (Role.SITUATION, Role.STAKES, Role.TASK)
_MOVED = (Direction.UP, Direction.DOWN)


class ToldStory(NamedTuple):
    """A story of the bank: its id, what it is called, and its analysis."""

    id: str
    title: str
    analysis: Analysis


class Lack(NamedTuple):
    """What one story lacks for a line to pass."""

    story: str
    title: str
    what: str


class Proof(NamedTuple):
    """Where one story shows what a line asks for."""

    story: str
    title: str
    spans: tuple[Span, ...]


class BankLine(NamedTuple):
    """One line for the whole bank.

    `state` is what the evidence says: pass, not_yet (`lacks` says what and where) or judge (for the person,
    who is asked `ask`). `tick` is what the person said of it, None until they do: it is shown as theirs and
    changes no evidence.
    """

    checklist: str
    id: str
    line: str
    passes: str
    ask: str
    scope: Scope
    state: str
    why: str
    lacks: tuple[Lack, ...] = ()
    proofs: tuple[Proof, ...] = ()
    tick: Tick | None = None

    @property
    def met(self) -> bool:
        """Whether the line is settled as met: by evidence, or because the person says so."""
        return self.tick.met if self.tick else self.state == PASS

    @property
    def undecided(self) -> bool:
        """Whether it waits for the person."""
        return self.state == JUDGE and self.tick is None


class _Case(NamedTuple):
    stories: Sequence[ToldStory]
    ticks: Mapping[tuple[str, str], Tick]
    target: Target | None


class _Verdict(NamedTuple):
    state: str
    why: str
    lacks: tuple[Lack, ...] = ()
    proofs: tuple[Proof, ...] = ()


def bank_checklist(
    stories: Sequence[ToldStory],
    ticks: Sequence[Tick],
    target: Target | None,
    checklists: Sequence[Checklist],
) -> tuple[BankLine, ...]:
    """Every line of `checklists` for a bank, in order; a line that is in two of them comes once.

    A line about stories passes when each of `stories` passes it, by evidence or by the person's tick for
    that story. A line about the bank passes when the bank holds what it asks for. A line about the profile
    waits for the person, except whether there is a target, which is None until one was chosen. Of several
    ticks for one line the latest counts.
    """
    latest = {(tick.story, tick.line): tick for tick in sorted(ticks, key=lambda tick: tick.at)}
    case = _Case(stories, latest, target)
    lines: dict[str, BankLine] = {}
    for checklist in checklists:
        for item in checklist.items:
            if item.id not in lines:
                lines[item.id] = _line(checklist.id, item, case)
    return tuple(lines.values())


def _line(checklist: str, item: ChecklistItem, case: _Case) -> BankLine:
    decide = _SPECIAL.get(item.id) or _BY_SCOPE[item.scope]
    verdict = decide(item, case)
    tick = case.ticks.get(("", item.id))
    return BankLine(checklist, item.id, item.line, item.passes, item.ask, item.scope, *verdict, tick)


def _of_stories(item: ChecklistItem, case: _Case) -> _Verdict:
    """A line about stories: what each of them says, put together."""
    if not case.stories:
        return _Verdict(NOT_YET, "There is no story yet.")
    lacks: list[Lack] = []
    proofs: list[Proof] = []
    open_: list[ToldStory] = []
    for story in case.stories:
        found = next((line for line in story.analysis.checklist if line.id == item.id), None)
        tick = case.ticks.get((story.id, item.id))
        if found is not None and found.evidence:
            proofs.append(Proof(story.id, story.title, found.evidence))
        if tick is not None and tick.met:
            continue
        if tick is not None:
            lacks.append(Lack(story.id, story.title, tick.note or "You say: not yet."))
        elif found is not None and found.state == NOT_YET:
            lacks.append(Lack(story.id, story.title, found.why))
        elif found is None or found.state == JUDGE:
            open_.append(story)
    count = len(case.stories)
    if lacks:
        why = f"{count - len(lacks) - len(open_)} of {_stories(count)} pass, {len(lacks)} not yet"
        why += f", {len(open_)} for you to judge." if open_ else "."
        return _Verdict(NOT_YET, why, tuple(lacks), tuple(proofs))
    if open_:
        why = f"{len(open_)} of {_stories(count)} for you to judge: {item.ask}"
        return _Verdict(JUDGE, why, (), tuple(proofs))
    return _Verdict(
        PASS, f"All {count} stories pass." if count > 1 else "The story passes.", (), tuple(proofs)
    )


def _of_bank(item: ChecklistItem, case: _Case) -> _Verdict:
    """A line about the bank: one story that shows all its signals strongly is what it asks for."""
    if not item.signals:
        return _Verdict(JUDGE, item.ask)
    proofs, lacks = [], []
    for story in case.stories:
        signals = {signal.name: signal for signal in story.analysis.signals}
        weak = [signals[name] for name in item.signals if signals[name].state is not State.STRONG]
        if weak:
            lacks.append(Lack(story.id, story.title, weak[0].why))
        else:
            spans = tuple(span for name in item.signals for span in signals[name].evidence)
            proofs.append(Proof(story.id, story.title, tuple(dict.fromkeys(spans))))
    names = " and ".join(item.signals)
    if not proofs:
        return _Verdict(NOT_YET, f"No story shows {names} strongly yet.", tuple(lacks))
    why = f"{len(proofs)} of {_stories(len(case.stories))} with strong {names}."
    if item.decided_by is DecidedBy.SOFTWARE or item.id in _ONE_IS_ENOUGH:
        return _Verdict(PASS, why, (), tuple(proofs))
    return _Verdict(JUDGE, why, (), tuple(proofs))


def _of_profile(item: ChecklistItem, _case: _Case) -> _Verdict:
    return _Verdict(JUDGE, item.ask)


def _three_outcomes(_item: ChecklistItem, case: _Case) -> _Verdict:
    """Different outcomes, by their metric, that have a value and say over what or for whom they hold."""
    reached: dict[str, Proof] = {}
    bare: dict[str, Lack] = {}
    for story in case.stories:
        for claim in outcome_claims(story.analysis):
            metric = " ".join((claim.metric or "").lower().split())
            if not metric:
                bare.setdefault(claim.text, Lack(story.id, story.title, f"“{claim.text}”: of what?"))
            elif claim.scope or claim.lever:
                reached.setdefault(metric, Proof(story.id, story.title, (claim.span,)))
            else:
                bare.setdefault(
                    metric, Lack(story.id, story.title, f"“{claim.text}”: over what, or for whom?")
                )
    proofs = tuple(reached.values())
    count = len(reached)
    why = f"{count or 'No'} outcome{'' if count == 1 else 's'} with a metric and how far it reaches."
    if count >= OUTCOMES:
        return _Verdict(PASS, why, (), proofs)
    missing = OUTCOMES - count
    lacks = tuple(lack for metric, lack in bare.items() if metric not in reached)
    return _Verdict(NOT_YET, f"{why} {missing} more {'is' if missing == 1 else 'are'} wanted.", lacks, proofs)


def outcome_claims(analysis: Analysis) -> tuple[Claim, ...]:
    """The asserted claims of a story that say what came of the work, and not how things stood before."""
    told = [s for s in analysis.sentences if s.role not in _SET_UP and not s.sentence.heading]
    return tuple(
        claim
        for sentence in told
        for claim in analysis.claims
        if sentence.sentence.span.contains(claim.span)
        and claim.status is Status.ASSERTED
        and (sentence.role is Role.RESULT or claim.direction in _MOVED)
    )


def _target_is_set(item: ChecklistItem, case: _Case) -> _Verdict:
    target = case.target
    if target is None or not target.role or not target.level:
        return _Verdict(NOT_YET, f"No target is set. {item.ask}")
    return _Verdict(PASS, f"The target is {target.role}, {target.level} on {target.ladder}.")


def _stories(count: int) -> str:
    return f"{count} {'story' if count == 1 else 'stories'}"


_ONE_IS_ENOUGH = ("leadership-example",)  # "One leadership or ownership example."
_SPECIAL: Mapping[str, Callable[[ChecklistItem, _Case], _Verdict]] = {
    "three-outcomes": _three_outcomes,
    "target-role-and-level": _target_is_set,
}
_BY_SCOPE: Mapping[Scope, Callable[[ChecklistItem, _Case], _Verdict]] = {
    Scope.STORY: _of_stories,
    Scope.BANK: _of_bank,
    Scope.PROFILE: _of_profile,
}
