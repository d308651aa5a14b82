"""Coverage of a question bank, and the choice of six to eight stories."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from highsignal.analysis.matching import coverage as module
from highsignal.analysis.matching.bank import BankStory, Prompt
from highsignal.analysis.matching.coverage import best_subset, choose, coverage, value
from highsignal.analysis.matching.rank import StoryBank

Eight = tuple[BankStory, ...]
Table = NDArray[np.float64]


@pytest.fixture
def prompts(questions: dict[str, int]) -> list[Prompt]:
    return [Prompt(q) for q in questions]


scores = st.tuples(st.integers(1, 12), st.integers(1, 9)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(0, 1, allow_subnormal=False, width=16))
)


def test_each_prompt_gets_its_best_story(
    eight: Eight, questions: dict[str, int], prompts: list[Prompt]
) -> None:
    found = coverage(StoryBank(eight), prompts)
    assert [a.story for a in found.answers] == list(questions.values())
    assert found.share == 1.0
    assert found.gaps == ()
    assert found.load == (1,) * 8
    assert found.overused == ()
    assert found.unused == ()


def test_what_no_story_answers_is_a_gap(eight: Eight, prompts: list[Prompt]) -> None:
    found = coverage(StoryBank([eight[0], eight[5]]), prompts)
    gaps = {p.text for p in found.gaps}
    assert "Who have you coached, and where are they now?" in gaps
    assert "Tell me about the hardest bug you have tracked down." not in gaps
    assert found.share == 1 - len(gaps) / len(prompts)


def test_a_story_that_answers_nearly_everything_is_overused(eight: Eight) -> None:
    about_bugs = [
        Prompt(f"Tell me about {what}.")
        for what in (
            "a hard bug",
            "debugging",
            "a technical problem you solved",
            "something that was hard to debug",
        )
    ]
    found = coverage(StoryBank([eight[0], eight[2], eight[3]]), about_bugs)
    assert found.load == (4, 0, 0)
    assert found.overused == (0,)
    assert found.unused == (1, 2)


def test_an_impossible_threshold_leaves_only_gaps(eight: Eight, prompts: list[Prompt]) -> None:
    found = coverage(StoryBank(eight), prompts, threshold=1.1)
    assert len(found.gaps) == len(prompts)
    assert found.unused == tuple(range(8))
    assert found.overused == ()


def test_nothing_to_cover_and_nothing_to_cover_it_with(eight: Eight, prompts: list[Prompt]) -> None:
    assert coverage(StoryBank(eight), []).share == 0.0
    empty = coverage(StoryBank([]), prompts)
    assert empty.gaps == tuple(prompts)
    assert all(a.story is None for a in empty.answers)
    assert best_subset(StoryBank([]), prompts).stories == ()
    assert best_subset(StoryBank(eight), []).stories == (0, 1, 2, 3, 4, 5)


def test_the_stories_nobody_asks_for_are_left_out(
    eight: Eight, questions: dict[str, int], prompts: list[Prompt]
) -> None:
    asked = [p for p, story in zip(prompts, questions.values(), strict=True) if story in (1, 2, 3, 4, 6, 7)]
    assert best_subset(StoryBank(eight), asked, 6, 6).stories == (1, 2, 3, 4, 6, 7)


def test_a_small_bank_is_chosen_whole(eight: Eight, prompts: list[Prompt]) -> None:
    assert best_subset(StoryBank(eight[:3]), prompts).stories == (0, 1, 2)


def test_a_seventh_story_must_be_worth_it() -> None:
    plain = np.eye(7)
    plain[6, 6] = 0.0
    assert choose(plain).stories == (0, 1, 2, 3, 4, 5)
    assert choose(np.eye(7)).stories == tuple(range(7))


@pytest.mark.parametrize(("least", "most"), [(0, 3), (-1, 2), (4, 3)])
def test_impossible_sizes_are_refused(least: int, most: int) -> None:
    with pytest.raises(ValueError, match="at least 1 and in order"):
        choose(np.ones((2, 9)), least, most)


@given(scores, st.integers(1, 9))
@settings(max_examples=80, deadline=None)
def test_small_banks_get_the_very_best_choice(table: Table, size: int) -> None:
    size = min(size, table.shape[1])
    found = choose(table, size, size)
    best = max(value(table, c) for c in combinations(range(table.shape[1]), size))
    assert found.value == pytest.approx(best)
    assert len(found.stories) == size
    assert found == choose(table, size, size)


@given(scores, st.integers(1, 9))
@settings(max_examples=80, deadline=None)
def test_large_banks_are_no_worse_than_greedy_or_any_single_swap(table: Table, size: int) -> None:
    size = min(size, table.shape[1])
    greedy = module._greedy(table, size)
    found = module._swapped(table, greedy)
    worth = value(table, found)
    assert worth >= value(table, greedy) - 1e-9
    for out in found:
        for into in set(range(table.shape[1])) - set(found):
            assert value(table, [*(i for i in found if i != out), into]) <= worth + 1e-9


@given(scores, st.integers(1, 9))
@settings(max_examples=80, deadline=None)
def test_a_small_bank_is_searched_through(table: Table, size: int) -> None:
    size = min(size, table.shape[1])
    every = combinations(range(table.shape[1]), size)
    found = module._searched(table, size)
    assert sorted(set(found)) == list(found)
    assert len(found) == size
    assert value(table, found) >= max(value(table, some) for some in every) - 1e-9


def test_of_equal_choices_the_earliest_is_taken() -> None:
    table = np.array([[0.5, 0.5, 0.2, 0.5], [0.1, 0.1, 0.9, 0.1]])
    assert module._searched(table, 2) == (0, 2)


def test_a_large_bank_uses_greedy_and_swaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_EXACT", 0)
    table = np.random.default_rng(3).random((40, 14))
    swapped = choose(table, 6, 6)
    monkeypatch.setattr(module, "_EXACT", 10**6)
    assert swapped.value >= 0.98 * choose(table, 6, 6).value


@given(scores)
@settings(max_examples=50, deadline=None)
def test_a_larger_choice_is_never_worth_less(table: Table) -> None:
    values = [choose(table, n, n).value for n in range(1, table.shape[1] + 1)]
    assert values == sorted(values) or np.allclose(values, np.maximum.accumulate(values))
