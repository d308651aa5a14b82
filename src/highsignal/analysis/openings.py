"""The questions that open the parts of a mock interview: in an order that the seed alone decides."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from highsignal.packs.model import Prompt, Seniority

# How far down a question goes, in places between 0 and 1 that the seed deals out. Conventions of ours.
_BESIDE = 1.0  # the competency is not what it is mainly about: after those that are mainly about it
_FOR_ROLE = -0.25  # it was made for the role aimed at
_TOO_SENIOR = 1.5  # it is meant for somebody two steps further
_STEPS = (Seniority.MID, Seniority.SENIOR, Seniority.STAFF)


def opening_questions(
    prompts: Sequence[Prompt],
    competencies: Sequence[str],
    wanted: Sequence[str],
    role: str,
    seniority: Seniority,
    seed: int,
) -> tuple[Prompt, ...]:
    """Every prompt that suits `role`, in the order in which a mock with this seed asks them; none twice.

    The competencies that were chosen come first, one question each in turn; then those that are `wanted`
    (by the loop aimed at), then the others. The same packs, choice, role, seniority and seed give the same
    order, on every machine: only `Random.random`, whose numbers do not change, decides.
    """
    random = Random(f"openings {seed}")
    fitting = {prompt.id: prompt for prompt in prompts if prompt.suits(role)}
    dealt = {name: random.random() for name in sorted(fitting)}
    every = sorted({name for prompt in fitting.values() for name in prompt.competencies})
    turns = {name: random.random() for name in every}
    order: list[Prompt] = []
    for group in (competencies, wanted, every):
        names = sorted((name for name in dict.fromkeys(group) if name in turns), key=turns.__getitem__)
        taken = {prompt.id for prompt in order}
        queues = [_queue(name, fitting, dealt, role, seniority) for name in names]
        order += _in_turn(queues, taken)
    return tuple(order)


def _queue(
    competency: str, prompts: dict[str, Prompt], dealt: dict[str, float], role: str, seniority: Seniority
) -> list[Prompt]:
    """The questions about one competency, as the seed dealt them."""
    about = [prompt for prompt in prompts.values() if competency in prompt.competencies]

    def place(prompt: Prompt) -> tuple[float, str]:
        at = dealt[prompt.id]
        at += _BESIDE * (prompt.primary != competency) + _FOR_ROLE * (role in prompt.roles)
        return at + _TOO_SENIOR * _too_senior(prompt.seniority, seniority), prompt.id

    return sorted(about, key=place)


def _in_turn(queues: Sequence[list[Prompt]], taken: set[str]) -> list[Prompt]:
    """One of each queue in turn until all are empty; nothing that is `taken`, and nothing twice."""
    dealt: list[Prompt] = []
    waiting = [iter(queue) for queue in queues]
    while waiting:
        left = []
        for queue in waiting:
            found = next((prompt for prompt in queue if prompt.id not in taken), None)
            if found is not None:
                taken.add(found.id)
                dealt.append(found)
                left.append(queue)
        waiting = left
    return dealt


def _too_senior(wanted: Seniority, seniority: Seniority) -> bool:
    if Seniority.ANY in (wanted, seniority):
        return False
    return _STEPS.index(wanted) - _STEPS.index(seniority) > 1
