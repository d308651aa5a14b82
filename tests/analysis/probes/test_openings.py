"""Opening questions: an order that the seed decides, with what was chosen first and nothing twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from highsignal.analysis.openings import opening_questions
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.packs.model import Prompt, Seniority

SOURCES = PackSources()
PROMPTS = tuple(load.prompts(SOURCES))
COMPETENCIES = sorted({name for prompt in PROMPTS for name in prompt.competencies})
ROLES = ("ml-engineer", "engineering-manager", "software-engineer", "data-scientist")
seeds = st.integers(0, 2**31 - 1)
some = st.lists(st.sampled_from(COMPETENCIES), unique=True, max_size=6)


def order(seed: int, chosen: list[str], wanted: list[str], role: str = ROLES[0]) -> tuple[Prompt, ...]:
    return opening_questions(PROMPTS, chosen, wanted, role, Seniority.SENIOR, seed)


@given(seeds, some, some, st.sampled_from(ROLES))
def test_nothing_twice_and_all_of_it(seed: int, chosen: list[str], wanted: list[str], role: str) -> None:
    found = [prompt.id for prompt in order(seed, chosen, wanted, role)]
    assert len(set(found)) == len(found)
    assert set(found) == {prompt.id for prompt in PROMPTS if prompt.suits(role)}


@given(seeds, some, some)
def test_what_was_chosen_comes_first_each_in_turn(seed: int, chosen: list[str], wanted: list[str]) -> None:
    first = order(seed, chosen, wanted)[: len(chosen)]
    assert all(set(prompt.competencies) & set(chosen) for prompt in first)
    if not chosen:
        assert all(set(p.competencies) & set(wanted) for p in order(seed, [], wanted)[: len(wanted)])


@given(seeds, some)
def test_the_same_seed_gives_the_same_order(seed: int, chosen: list[str]) -> None:
    assert order(seed, chosen, []) == order(seed, list(reversed(chosen)), [])


def test_another_seed_gives_another_order() -> None:
    assert len({order(seed, [], ["conflict", "delivery"])[:4] for seed in range(50)}) > 40


def test_an_order_is_the_same_on_every_machine() -> None:
    found = [prompt.id for prompt in order(7, ["conflict"], ["delivery"])[:3]]
    assert found == [
        "conflict-review-turned-sour",
        "conflict-stakeholder-went-around",
        "conflict-research-vs-shipping",
    ]
