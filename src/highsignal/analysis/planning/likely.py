"""The questions an interviewer of a loop is most likely to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from highsignal.packs.model import Influence, Interviewer, Level, Prompt, Seniority
from highsignal.packs.names import folded

# What makes one prompt likelier than another. Conventions of ours, in this order of weight: what the
# interviewer is there to rate, whether the question is made for the role, and for the seniority.
_MAIN = 1.0  # their competency is what the question is mainly about
_BESIDE = 0.4  # … or also about
_LATER = 0.15  # less for each competency that stands before it in their list, down to half
_FOR_ROLE = 0.25
_FOR_SENIORITY = 0.2
_TOO_SENIOR = -0.4  # a question for staff engineers is rarely put to somebody two steps below
_LISTENS = 0.1  # for each signal that the question probes and they listen for
_AGAIN = 0.6  # less for each question already chosen about the same competency

_ORDER = (Seniority.MID, Seniority.SENIOR, Seniority.STAFF)
_STAFF_WORDS = ("staff", "principal", "distinguished", "director", "managerofmanagers")


class Slot(NamedTuple):
    """One question that an interviewer is likely to ask; `interviewer` and `prompt` are their ids.

    `asked_by` and `text` are what people read. A prompt has one place in a loop, so `key` is unique.
    """

    interviewer: str
    prompt: str
    asked_by: str = ""
    text: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a pinned assignment is kept under."""
        return (self.interviewer, self.prompt)


def seniority_of(level: Level) -> Seniority:
    """The seniority that prompts speak of, for a level of any ladder: by its names, else by its influence."""
    names = [folded(name) for name in (level.id, level.title, *level.aliases)]
    if any(word in name for name in names for word in _STAFF_WORDS):
        return Seniority.STAFF
    if any("senior" in name for name in names) or level.influence >= Influence.OTHER_TEAMS:
        return Seniority.SENIOR
    return Seniority.MID


def likely_slots(
    interviewers: Sequence[Interviewer],
    prompts: Sequence[Prompt],
    role: str,
    seniority: Seniority,
    without: Collection[str] = (),
) -> tuple[Slot, ...]:
    """The likely questions of a whole loop, interviewer by interviewer; none is asked by two of them.

    `role` is the id of the role pack, `without` the ids of prompts to leave out (those a person struck
    from the plan). An interviewer gets as many as they have `questions`, fewer when the packs have no
    more. Deterministic: among equals the earlier prompt.
    """
    taken = set(without)
    slots: list[Slot] = []
    for interviewer in interviewers:
        for prompt in likely_prompts(interviewer, prompts, role, seniority, taken):
            taken.add(prompt.id)
            slots.append(Slot(interviewer.id, prompt.id, interviewer.title, prompt.text))
    return tuple(slots)


def likely_prompts(
    interviewer: Interviewer,
    prompts: Sequence[Prompt],
    role: str,
    seniority: Seniority,
    without: Collection[str] = (),
) -> tuple[Prompt, ...]:
    """The `interviewer.questions` likeliest prompts, the likeliest first, spread over their competencies."""
    open_ = [
        (_likelihood(interviewer, p, role, seniority), p)
        for p in prompts
        if p.id not in without and p.suits(role) and set(p.competencies) & set(interviewer.competencies)
    ]
    chosen: list[Prompt] = []
    asked: Counter[str] = Counter()
    while open_ and len(chosen) < interviewer.questions:
        # max keeps the first of equals, which is the earlier in the packs.
        best = max(open_, key=lambda pair: pair[0] - _AGAIN * asked[_about(interviewer, pair[1])])
        open_.remove(best)
        chosen.append(best[1])
        asked[_about(interviewer, best[1])] += 1
    return tuple(chosen)


def _likelihood(interviewer: Interviewer, prompt: Prompt, role: str, seniority: Seniority) -> float:
    about = _about(interviewer, prompt)
    rank = interviewer.competencies.index(about)
    weight = _MAIN if prompt.primary == about else _BESIDE
    score = weight * max(1 - _LATER * rank, 0.5)
    score += _FOR_ROLE * (role in prompt.roles)
    score += _fit(prompt.seniority, seniority)
    score += _LISTENS * len(set(prompt.signals) & set(interviewer.listens_for))
    return round(score, 6)


def _about(interviewer: Interviewer, prompt: Prompt) -> str:
    """The competency of theirs that the question is about, the question's main one if it is among them."""
    return next(c for c in prompt.competencies if c in interviewer.competencies)


def _fit(wanted: Seniority, seniority: Seniority) -> float:
    if wanted is Seniority.ANY or seniority is Seniority.ANY:
        return _FOR_SENIORITY / 2
    steps = _ORDER.index(wanted) - _ORDER.index(seniority)
    if steps == 0:
        return _FOR_SENIORITY
    return _TOO_SENIOR if steps > 1 else 0.0
