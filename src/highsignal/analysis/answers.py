"""Where the answer to a question belongs in the story: the answer mends the text, not a form beside it."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.insertion import Insertion, Layout, apply_answer
from highsignal.domain.findings import Finding
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName
from highsignal.domain.spans import Span
from highsignal.domain.stories import Analysis

__all__ = ("Insertion", "apply_answer", "place_of_answer", "place_of_ask")

_SET_UP = (Role.SITUATION, Role.STAKES)
_CONTEXT = (*_SET_UP, Role.TASK)
_CHOICE = (Role.DECISION, Role.TRADEOFF)
_DEED = (*_CHOICE, Role.ACTION)

# What the answer to a signal's question will be in the story.
_ROLE_OF = {
    SignalName.STAKES: Role.STAKES,
    SignalName.DECISION: Role.DECISION,
    SignalName.TRADEOFF: Role.TRADEOFF,
    SignalName.IMPACT: Role.RESULT,
    SignalName.LEARNING: Role.LEARNING,
    SignalName.AUDIENCE: Role.RESULT,
}
# The same for findings without a span of their own, and for those whose span is what stands too late.
_ROLE_OF_CODE = {
    "STR002": Role.RESULT,
    "STR003": Role.ACTION,
    "STR006": Role.RESULT,
    "STK003": Role.STAKES,
    "DEC004": Role.TRADEOFF,
    "DEC005": Role.TRADEOFF,
    "LEN003": Role.RESULT,
    "CTA003": Role.RESULT,
}
_ROLE_OF_FAMILY = {
    "STK": Role.STAKES,
    "DEC": Role.DECISION,
    "IMP": Role.RESULT,
    "OWN": Role.DECISION,
    "LRN": Role.LEARNING,
    "CTA": Role.LEARNING,
}
# The first words or the headline are what is asked for, wherever the finding points.
_AT_START = ("OPN", "LEN005", "STR001", "STR004")
_MOVED = ("STK003",)  # points at words that stand too late

# The headings under which an answer is looked for, the best first (names as `text.sections` gives them).
_SECTIONS: dict[Role, tuple[str, ...]] = {
    Role.SITUATION: ("situation",),
    Role.STAKES: ("stakes", "situation"),
    Role.TASK: ("task", "situation"),
    Role.DECISION: ("decision",),
    Role.TRADEOFF: ("tradeoff", "decision"),
    Role.ACTION: ("action",),
    Role.RESULT: ("result", "action"),
    Role.LEARNING: ("learning",),
}


def place_of_answer(analysis: Analysis, finding: Finding) -> Insertion:
    """Where the answer to `finding.ask` goes in `analysis.story.source`.

    A finding that points at words is answered after their sentence; one that misses something where that
    belongs; one about the opening or the headline at the start.
    """
    layout = _layout(analysis)
    if finding.code == "STR007":
        heading = next((h for h in layout.headings if h.span.overlaps(finding.span)), None)
        if heading is not None:
            return layout.below(heading)
    if not layout.spoken:
        return layout.below_headings(_SECTIONS.get(_role_of(finding)))
    pointed = finding.span.start < finding.span.end
    if finding.code.startswith(_AT_START) and not (pointed and finding.code == "STR001"):
        return layout.at_start()
    role = _role_of(finding)
    if role is Role.OTHER or (pointed and finding.code not in _MOVED):
        return _after_words(layout, finding.span)
    return _where_it_belongs(layout, role)


def place_of_ask(analysis: Analysis, signal: Signal) -> Insertion:
    """Where the answer to `signal.ask` goes: where a listener would look for that signal."""
    layout = _layout(analysis)
    role = _asked_role(analysis, signal)
    if not layout.spoken:
        return layout.below_headings(_SECTIONS[role])
    if signal.name is SignalName.IMPACT and signal.evidence:
        return _after_words(layout, signal.evidence[-1])
    if signal.name is SignalName.STRUCTURE and role is Role.SITUATION:
        return layout.at_start()
    return _where_it_belongs(layout, role)


def _layout(analysis: Analysis) -> Layout:
    return Layout(analysis.story, analysis.sentences)


def _role_of(finding: Finding) -> Role:
    known = _ROLE_OF_CODE.get(finding.code)
    return known or _ROLE_OF_FAMILY.get(finding.code[:3], Role.OTHER)


def _asked_role(analysis: Analysis, signal: Signal) -> Role:
    """What the answer will be; for structure the first part that is missing."""
    if signal.name is SignalName.OWNERSHIP:
        return Role.ACTION if signal.evidence else Role.DECISION
    if signal.name is not SignalName.STRUCTURE:
        return _ROLE_OF[signal.name]
    there = {s.role for s in analysis.sentences if not s.sentence.heading}
    parts = ((Role.SITUATION, _CONTEXT), (Role.ACTION, _DEED), (Role.RESULT, (Role.RESULT,)))
    return next((role for role, roles in parts if not there & set(roles)), Role.RESULT)


def _after_words(layout: Layout, span: Span) -> Insertion:
    """After the last sentence that the span touches; a place between sentences belongs to the one before."""
    touched = [
        n for n, s in enumerate(layout.spoken) if s.sentence.span.start < max(span.end, span.start + 1)
    ]
    return layout.after(touched[-1]) if touched else layout.at_start()


def _where_it_belongs(layout: Layout, role: Role) -> Insertion:
    headed = _under_heading(layout, role)
    if headed is not None:
        return headed
    number = _number_before(layout, role)
    return layout.at_start() if number is None else layout.after(number, role)


def _under_heading(layout: Layout, role: Role) -> Insertion | None:
    """The end of the section that is headed for `role`, where the author parted the story by headings."""
    for section in _SECTIONS.get(role, ()):
        inside = [n for n, s in enumerate(layout.spoken) if s.sentence.section == section]
        if inside:
            return layout.after(_decided(layout, inside) if role is Role.TRADEOFF else inside[-1], role)
        empty = [h for h in layout.headings if h.section == section]
        if empty:
            return layout.below(empty[-1])
    if role in _CHOICE and not any(s.role is Role.DECISION for s in layout.spoken):
        # No section for it: a choice opens the section on what was done.
        done = next((n for n, s in enumerate(layout.spoken) if s.sentence.section == "action"), None)
        return None if done is None else layout.before(done)
    return None


def _decided(layout: Layout, inside: Sequence[int]) -> int:
    """In a section on the decision: after the choice itself, else at the section's end."""
    return next((n for n in reversed(inside) if layout.spoken[n].role in _CHOICE), inside[-1])


def _number_before(layout: Layout, role: Role) -> int | None:
    """The number of the sentence that the answer follows; None when it comes first of all."""
    roles = [s.role for s in layout.spoken]
    if role in (Role.STAKES, Role.SITUATION, Role.TASK):
        return _end_of_set_up(roles, _CONTEXT if role is Role.TASK else _SET_UP)
    if role is Role.DECISION:
        return _before_first_action(roles)
    if role is Role.TRADEOFF:
        return _end_of_choice(roles)
    if role is Role.ACTION:
        deed = _last(roles, *_DEED)
        return _end_of_set_up(roles, _CONTEXT) if deed is None else deed
    if role is Role.RESULT:
        return _last_told(roles)
    return len(roles) - 1


def _end_of_set_up(roles: Sequence[Role], wanted: Sequence[Role]) -> int | None:
    """The last sentence of the set-up before anything is chosen or done."""
    begun = next((n for n, role in enumerate(roles) if role in wanted), None)
    stops = (*_DEED, *(r for r in _CONTEXT if r not in wanted))
    first = next((n for n, role in enumerate(roles) if role in stops and n > (begun or 0)), len(roles))
    if begun is None:
        first = next((n for n, role in enumerate(roles) if role in stops), 0)
        return first - 1 if first else None
    return max(n for n in range(begun, first) if roles[n] in wanted)


def _before_first_action(roles: Sequence[Role]) -> int | None:
    first = next((n for n, role in enumerate(roles) if role is Role.ACTION), None)
    if first is not None:
        return first - 1 if first else None
    return _end_of_set_up(roles, _CONTEXT)


def _end_of_choice(roles: Sequence[Role]) -> int | None:
    """The last sentence of the first run of choosing; where nothing is chosen, where a choice would stand."""
    first = next((n for n, role in enumerate(roles) if role is Role.DECISION), None)
    if first is None:
        return _before_first_action(roles)
    while first + 1 < len(roles) and roles[first + 1] in _CHOICE:
        first += 1
    return first


def _last_told(roles: Sequence[Role]) -> int:
    """The last deed or outcome; else the last sentence before the story turns to what was learned.

    An outcome that is told first, before anything is done, opens the story and does not end it.
    """
    last, choice = _last(roles, Role.RESULT, Role.ACTION), _last(roles, *_CHOICE)
    opens = last is not None and choice is not None and Role.ACTION not in roles and last < choice
    if last is not None and not opens:
        return last
    if choice is not None:
        return choice
    return next((n for n in reversed(range(len(roles))) if roles[n] is not Role.LEARNING), len(roles) - 1)


def _last(roles: Sequence[Role], *wanted: Role) -> int | None:
    return next((n for n in reversed(range(len(roles))) if roles[n] in wanted), None)
