"""Coverage as a picture."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.analysis.matching.bank import BankStory
from highsignal.analysis.matching.bank import Prompt as Asked
from highsignal.analysis.matching.board import ANSWERS, NONE, PARTLY, board, fingerprint, wanted_by
from highsignal.analysis.matching.coverage import coverage
from highsignal.analysis.matching.rank import StoryBank
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.packs.model import Prompt, Seniority

SOURCES = PackSources()
COMPETENCIES = tuple(load.competencies(SOURCES))


def prompt(name: str, competency: str) -> Prompt:
    return Prompt(name, f"{name}?", (competency,), (), Seniority.ANY, ())


PROMPTS = (
    prompt("a", "ownership"),
    prompt("b", "ownership"),
    prompt("c", "conflict"),
    prompt("d", "failure"),
)


def test_the_wanted_competencies_come_first_and_in_them_the_empty_rows() -> None:
    table = [[0.9, 0.1], [0.1, 0.2], [0.8, 0.4], [0.4, 0.45]]
    found = board(table, PROMPTS, ("s", "t"), COMPETENCIES, wanted=("failure", "conflict"))
    assert [(g.competency, g.wanted) for g in found.groups] == [
        ("failure", True),
        ("conflict", True),
        ("ownership", False),
    ]
    assert [row.prompt for row in found.groups[2].rows] == ["b", "a"]
    assert found.groups[2].rows[1].strengths == (ANSWERS, NONE)
    assert found.groups[0].rows[0].strengths == (PARTLY, PARTLY)
    assert found.unanswered == ("b", "d")
    assert (found.answered, found.prompts) == (2, 4)
    assert found.groups[0].name == "Failure and mistakes"


def test_a_story_that_carries_too_much_is_named_with_its_numbers() -> None:
    table = np.full((4, 3), 0.1)
    table[:, 0] = 0.8
    found = board(table, PROMPTS, ("s", "t", "u"), COMPETENCIES)
    (over,) = found.overused
    assert (over.story, over.best_for, over.answered, over.share) == ("s", 4, 4, 1.0)
    assert over.why == "It is the best answer to 4 of the 4 prompts that are answered."
    assert [c.overused for c in found.columns] == [True, False, False]


def test_a_story_told_too_often_is_named_though_it_is_not_the_best() -> None:
    table = np.eye(4) * 0.9
    found = board(table, PROMPTS, tuple("stuv"), COMPETENCIES, told={"s": 5, "t": 1})
    (over,) = found.overused
    assert (over.story, over.told, over.why) == ("s", 5, "It was told 5 times of 6.")
    assert board(table, PROMPTS, tuple("stuv"), COMPETENCIES, told={"s": 3}).overused == ()


def test_the_chosen_say_what_they_add_and_what_is_lost_without_them() -> None:
    table = [[0.9, 0.8, 0], [0.9, 0, 0], [0, 0.9, 0], [0, 0, 0.9]]
    found = board(table, PROMPTS, ("s", "t", "u"), COMPETENCIES)
    assert [(c.story, c.adds, c.lost) for c in found.chosen] == [
        ("s", ("a", "b"), ("b",)),
        ("t", ("c",), ("c",)),
        ("u", ("d",), ("d",)),
    ]


def test_an_empty_bank_answers_nothing() -> None:
    found = board([[], [], [], []], PROMPTS, (), COMPETENCIES)
    assert found.unanswered == ("a", "b", "c", "d")
    assert (found.chosen, found.columns, found.overused) == ((), (), ())
    nothing = board([], (), ("s",), COMPETENCIES)
    assert (nothing.groups, nothing.answered) == ((), 0)


def test_a_competency_that_no_file_defines_has_a_readable_name() -> None:
    found = board([[0.5]], (prompt("x", "bee-keeping"),), ("s",), COMPETENCIES)
    assert found.groups[0].name == "Bee keeping"


def test_it_agrees_with_coverage_on_a_real_bank(
    eight: tuple[BankStory, ...], questions: dict[str, int]
) -> None:
    bank = StoryBank(eight)
    asked = [Asked(q) for q in questions]
    prompts = [prompt(q, "delivery")._replace(text=q) for q in questions]
    found = board(bank.scores(asked), prompts, [s.title for s in eight], COMPETENCIES)
    known = coverage(bank, asked)
    assert tuple(c.best_for for c in found.columns) == known.load
    assert found.unanswered == tuple(p.text for p in known.gaps)
    assert len(found.chosen) >= 6


def test_a_loop_says_which_competencies_are_wanted() -> None:
    wanted = wanted_by(load.loop("standard", SOURCES))
    assert wanted[:4] == ("motivation", "ownership", "technical-decision", "cross-team")
    assert len(set(wanted)) == len(wanted)


def test_scores_are_kept_under_a_name_that_changes_with_the_words(eight: tuple[BankStory, ...]) -> None:
    name = fingerprint(eight, PROMPTS)
    assert name == fingerprint(eight, PROMPTS)
    assert name != fingerprint(eight[1:], PROMPTS)
    assert name != fingerprint(eight, PROMPTS[1:])


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_what_holds_for_every_board(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(0, 12)), data.draw(st.integers(0, 10))
    cells = st.lists(st.floats(0, 1), min_size=columns, max_size=columns)
    table = data.draw(st.lists(cells, min_size=rows, max_size=rows))
    names = [c.id for c in COMPETENCIES]
    prompts = [prompt(f"p{n}", data.draw(st.sampled_from(names))) for n in range(rows)]
    stories = [f"s{n}" for n in range(columns)]
    found = board(table, prompts, stories, COMPETENCIES, names[:3])
    assert sorted(row.prompt for g in found.groups for row in g.rows) == sorted(p.id for p in prompts)
    assert found.answered + len(found.unanswered) == rows
    assert sum(c.best_for for c in found.columns) == found.answered
    assert sum(c.share for c in found.columns) == pytest.approx(1.0 if found.answered else 0.0)
    assert len(found.chosen) <= 8
    added = [p for chosen in found.chosen for p in chosen.adds]
    assert len(added) == len(set(added))
    for chosen in found.chosen:
        assert set(chosen.lost) <= set(chosen.adds)
    assert json.loads(json.dumps(found))[2] == rows
