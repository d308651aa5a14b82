"""The loop planner: no story twice, pins kept, nothing better by exchanging two."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.analysis.matching.board import WEAK
from highsignal.analysis.planning.advice import Concern
from highsignal.analysis.planning.likely import Slot
from highsignal.analysis.planning.loop import LoopPlan, UnevenScoresError, plan_loop

SLOTS = tuple(
    Slot(who, f"p{n}", who.title(), f"Question {n}?") for n, who in enumerate(("anna", "anna", "ben"))
)
STORIES = {"s0": "Cost", "s1": "Labels", "s2": "Rollback", "s3": "Mentoring"}


def stories_of(plan: LoopPlan) -> list[str | None]:
    return [place.story for place in plan.places]


def concerns(plan: LoopPlan) -> set[Concern]:
    return {advice.concern for advice in plan.advice}


def test_the_sum_counts_and_not_the_first_come() -> None:
    table = [[0.9, 0.8, 0.0, 0.0], [0.9, 0.1, 0.0, 0.0], [0.0, 0.0, 0.7, 0.6]]
    plan = plan_loop(SLOTS, STORIES, table)
    assert stories_of(plan) == ["s1", "s0", "s2"]
    assert plan.total == pytest.approx(2.4)
    assert plan.places[2].spare == "s3"
    assert plan.places[0].spare is None


def test_what_suits_nothing_is_left_as_a_named_gap() -> None:
    table = [[0.9, 0, 0, 0], [0.2, 0.1, 0.1, 0.1], [0, 0, 0.8, 0]]
    plan = plan_loop(SLOTS, STORIES, table)
    assert plan.gaps == (SLOTS[1],)
    (gap,) = [a for a in plan.advice if a.concern is Concern.GAP]
    assert "Question 1?" in gap.sentence
    assert (gap.interviewer, gap.prompt) == ("anna", "p1")


def test_a_pin_stays_even_where_it_suits_badly() -> None:
    table = [[0.9, 0.8, 0, 0], [0.9, 0.1, 0, 0], [0, 0, 0.7, 0.6]]
    plan = plan_loop(SLOTS, STORIES, table, {("anna", "p1"): "s3"})
    assert stories_of(plan) == ["s0", "s3", "s2"]
    assert plan.places[1].pinned
    assert Concern.WEAK in concerns(plan)


def test_a_story_told_before_is_not_told_again() -> None:
    table = [[0.9, 0.8, 0, 0], [0.9, 0.1, 0, 0], [0, 0, 0.7, 0.6]]
    plan = plan_loop(SLOTS, STORIES, table, told=("s0", "s2"))
    assert stories_of(plan) == ["s1", None, "s3"]
    pinned = plan_loop(SLOTS, STORIES, table, {("ben", "p2"): "s2"}, told=("s2",))
    assert stories_of(pinned)[2] == "s2"
    assert Concern.TOLD in concerns(pinned)


def test_one_story_pinned_to_two_questions_is_kept_and_named() -> None:
    table = np.full((3, 4), 0.6)
    plan = plan_loop(SLOTS, STORIES, table, {("anna", "p0"): "s1", ("anna", "p1"): "s1"})
    assert stories_of(plan)[:2] == ["s1", "s1"]
    assert [a.sentence for a in plan.advice if a.concern is Concern.TWICE] == [
        "“Labels” is already planned for the same interviewer; free one of the two."
    ]


def test_a_story_that_two_questions_of_one_interviewer_want_is_named() -> None:
    table = [[0.9, 0.6, 0, 0], [0.8, 0.6, 0, 0], [0, 0, 0.7, 0]]
    plan = plan_loop(SLOTS, STORIES, table)
    (contested,) = [a for a in plan.advice if a.concern is Concern.CONTESTED]
    assert (contested.prompt, contested.story) == ("p1", "s0")


def test_a_pin_on_something_gone_is_passed_over_and_named() -> None:
    table = np.full((3, 4), 0.6)
    plan = plan_loop(SLOTS, STORIES, table, {("anna", "p9"): "s1", ("ben", "p2"): "s9"})
    assert [(a.interviewer, a.prompt) for a in plan.advice if a.concern is Concern.STALE] == [
        ("anna", "p9"),
        ("ben", "p2"),
    ]
    assert None not in stories_of(plan)


def test_without_stories_everything_is_a_gap_and_without_questions_nothing_is() -> None:
    assert plan_loop(SLOTS, {}, [[], [], []]).gaps == SLOTS
    assert plan_loop((), STORIES, []).places == ()


def test_scores_of_another_size_are_refused() -> None:
    with pytest.raises(UnevenScoresError, match="score every story for every question"):
        plan_loop(SLOTS, STORIES, [[0.5], [0.5], [0.5]])


@st.composite
def loops(
    draw: st.DrawFn,
) -> tuple[list[Slot], dict[str, str], np.ndarray, dict[tuple[str, str], str], list[str]]:
    rows, columns = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    slots = [Slot(f"i{n // 3}", f"p{n}", f"I{n // 3}", f"Q{n}?") for n in range(rows)]
    stories = {f"s{n}": f"Story {n}" for n in range(columns)}
    cells = st.floats(0, 1, width=16)
    table = np.array(
        draw(st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=rows, max_size=rows))
    )
    ids = draw(st.permutations(list(stories)))
    pinned = draw(st.lists(st.sampled_from(slots), unique=True, max_size=min(3, columns)))
    pins = {slot.key: story for slot, story in zip(pinned, ids, strict=False)}
    told = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
    return slots, stories, table, pins, told


@settings(max_examples=200, deadline=None)
@given(loops())
def test_what_holds_for_every_plan(
    loop: tuple[list[Slot], dict[str, str], np.ndarray, dict[tuple[str, str], str], list[str]],
) -> None:
    slots, stories, table, pins, told = loop
    plan = plan_loop(slots, stories, table, pins, told)
    assert plan == plan_loop(slots, stories, table.tolist(), dict(reversed(pins.items())), told)
    used = [p.story for p in plan.places if p.story is not None]
    assert len(used) == len(set(used))
    for place in plan.places:
        if place.slot.key in pins:
            assert place.story == pins[place.slot.key]
        elif place.story is not None:
            assert place.score >= WEAK
            assert place.story not in told
        assert place.spare not in {*used, *told}
    free = [p for p in plan.places if p.slot.key not in pins]
    worth = {(s.key, story): table[r, c] for r, s in enumerate(slots) for c, story in enumerate(stories)}
    unused = set(stories) - set(used) - set(told)

    def of(place_key: tuple[str, str], story: str | None) -> float:
        found = worth[place_key, story] if story is not None else 0.0
        return found if found >= WEAK else 0.0

    for one, other in combinations(free, 2):
        now = of(one.slot.key, one.story) + of(other.slot.key, other.story)
        assert of(one.slot.key, other.story) + of(other.slot.key, one.story) <= now + 1e-9
    for one in free:
        for story in unused:
            assert of(one.slot.key, story) <= of(one.slot.key, one.story) + 1e-9
