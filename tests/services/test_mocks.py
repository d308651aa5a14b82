"""Mocks: what is asked next, answers of every kind, taking one up again; on both databases."""

from __future__ import annotations

from threading import Thread as Window

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.mocking import COST, NOWHERE, SAID, asked, hear, mock, record, story

from highsignal.analysis.probes import plain
from highsignal.domain.practice import Stage
from highsignal.packs import load
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.mock_answers import AnswerState
from highsignal.services.mock_stories import NO_STORY, keep_as_story, set_story
from highsignal.services.mocks import (
    EndedMockError,
    MockView,
    end,
    give_answer,
    go_on,
    mocks,
    remove,
    reopen,
    see_mock,
    skip,
)
from highsignal.services.stories import get_story
from highsignal.services.tellings import takes
from highsignal.services.workspace import Desk


def questions(view: MockView) -> list[str]:
    return [answer.question.question for answer in view.answers]


def number_now(desk: Desk, held: str) -> int:
    now = go_on(desk, held, NOWHERE).now
    assert now
    return now.number


def test_the_same_seed_opens_with_the_same_questions(desk: Desk) -> None:
    one, other, third = (mock(desk, seed=seed, length=3) for seed in (3, 3, 4))
    for held in (one, other, third):
        for _ in range(3):
            skip(desk, held.id, number_now(desk, held.id))
    seen = [questions(see_mock(desk, held.id)) for held in (one, other, third)]
    assert seen[0] == seen[1] != seen[2]
    assert [len(found) for found in seen] == [3, 3, 3]


def test_chosen_competencies_are_asked_about_first(desk: Desk) -> None:
    held = mock(desk, competencies=("conflict", "mentoring"))
    skip(desk, held.id, 1)
    go_on(desk, held.id, NOWHERE)
    found = {name for answer in see_mock(desk, held.id).answers for name in answer.question.competencies[:1]}
    assert found == {"conflict", "mentoring"}


def test_an_answer_is_followed_up_twice_at_most_then_comes_the_next_question(desk: Desk) -> None:
    held = mock(desk, length=2)
    for number in (1, 2, 3):
        give_answer(desk, held.id, number, COST)
        go_on(desk, held.id, NOWHERE)
    view = see_mock(desk, held.id)
    follows = [answer.question.follows for answer in view.answers]
    assert follows == [0, 1, 2, 0]
    probes = [answer.question.probe.partition("/")[0] for answer in view.answers[1:3]]
    assert len(set(probes)) == 2


def test_a_follow_up_that_was_passed_ends_the_thread(desk: Desk) -> None:
    held = mock(desk, length=2)
    give_answer(desk, held.id, 1, COST)
    skip(desk, held.id, number_now(desk, held.id))
    assert asked(desk, held.id)[-1] == "opening"


def test_the_next_question_is_asked_while_an_answer_is_being_heard(desk: Desk) -> None:
    held = mock(desk, length=2)
    take = record(desk, held.id, 1)
    assert asked(desk, held.id) == ["opening", "opening"]
    hear(desk, take, COST)
    give_answer(desk, held.id, 2, SAID)
    view = go_on(desk, held.id, NOWHERE)
    assert view.now
    assert view.now.follows == 2  # what was said last is asked about first
    skip(desk, held.id, 3)
    view = go_on(desk, held.id, NOWHERE)
    assert view.now
    assert view.now.follows == 1


def test_the_last_answer_is_waited_for(desk: Desk) -> None:
    held = mock(desk, length=1)
    take = record(desk, held.id, 1)
    view = go_on(desk, held.id, NOWHERE)
    assert (view.now, view.listening, view.mock.ended_at) == (None, True, None)
    hear(desk, take, COST)
    assert number_now(desk, held.id) == 2


@pytest.mark.parametrize("stage", [Stage.ARRIVING, Stage.FAILED])
def test_a_recording_that_was_cut_off_leaves_its_question_open(desk: Desk, stage: Stage) -> None:
    held = mock(desk, length=1)
    record(desk, held.id, 1, stage)
    view = go_on(desk, held.id, NOWHERE)
    if stage is Stage.ARRIVING:
        assert view.now
        assert view.now.number == 1
    else:
        assert view.answers[0].state is AnswerState.FAILED
        assert view.mock.ended_at


def test_a_mock_ends_by_itself_and_can_be_taken_up_again(desk: Desk) -> None:
    held = mock(desk, length=2)
    skip(desk, held.id, 1)
    go_on(desk, held.id, NOWHERE)
    end(desk, held.id)
    ended = see_mock(desk, held.id)
    assert ended.mock.ended_at
    assert ended.goes_on
    with pytest.raises(EndedMockError, match="has ended"):
        give_answer(desk, held.id, 2, COST)
    reopen(desk, held.id)
    skip(desk, held.id, 2)
    over = go_on(desk, held.id, NOWHERE)
    assert over.mock.ended_at
    assert not over.goes_on
    assert go_on(desk, held.id, NOWHERE) == over


def test_a_later_answer_counts_and_the_earlier_stays_a_take(desk: Desk) -> None:
    held = mock(desk)
    first = give_answer(desk, held.id, 1, "I said too little.")
    second = give_answer(desk, held.id, 1, COST)
    assert see_mock(desk, held.id).answers[0].question.take == second.id
    assert {take.id for take in takes(desk, None, None, 9)} == {first.id, second.id}
    skip(desk, held.id, 1)
    assert see_mock(desk, held.id).answers[0].state is AnswerState.HEARD


def test_two_windows_ask_no_question_twice(desk: Desk) -> None:
    held = mock(desk, length=5)
    skip(desk, held.id, 1)
    windows = [Window(target=go_on, args=(desk, held.id, NOWHERE)) for _ in range(4)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert [answer.question.number for answer in see_mock(desk, held.id).answers] == [1, 2]


def test_what_cannot_be_used_is_named(desk: Desk) -> None:
    with pytest.raises(InvalidInputError) as caught:
        mock(desk, style="nowhere", competencies=("flying",), length=0, preparation=-1)
    assert set(caught.value.problems) == {"style", "competencies", "length", "preparation"}
    held = mock(desk)
    with pytest.raises(InvalidInputError):
        give_answer(desk, held.id, 1, " … ")
    with pytest.raises(InvalidInputError):
        give_answer(desk, held.id, 1, "", 9999)
    for act in (lambda: go_on(desk, "none"), lambda: give_answer(desk, held.id, 9, "I did it.")):
        with pytest.raises(NotFoundError):
            act()


def test_only_the_time_is_an_answer_without_words(desk: Desk) -> None:
    held = mock(desk)
    give_answer(desk, held.id, 1, "", 61.5)
    view = go_on(desk, held.id, NOWHERE)
    assert view.answers[0].state is AnswerState.WORDLESS
    assert view.now
    assert not view.now.follows


def test_removing_a_mock_keeps_what_was_said(desk: Desk) -> None:
    held = mock(desk)
    take = give_answer(desk, held.id, 1, COST)
    remove(desk, held.id)
    assert mocks(desk) == ()
    assert takes(desk, None, None, 5) == (take,)


def test_the_story_of_an_answer_is_recognised_and_corrected(desk: Desk) -> None:
    cost = story(desk)
    other = story(desk, "Another", "Priya, an intern, was afraid of reviews. We wrote the forecast together.")
    held = mock(desk)
    give_answer(desk, held.id, 1, SAID)
    go_on(desk, held.id, NOWHERE)

    def told() -> tuple[str, int]:
        take = see_mock(desk, held.id).answers[0].take
        assert take
        return take.story, take.revision

    assert told() == (cost.id, cost.revision)
    set_story(desk, held.id, 1, other.id)
    assert told() == (other.id, other.revision)
    set_story(desk, held.id, 1, "")
    skip(desk, held.id, number_now(desk, held.id))
    go_on(desk, held.id, NOWHERE)
    assert told() == ("", NO_STORY)  # what the person said is not found out again
    with pytest.raises(NotFoundError):
        set_story(desk, held.id, 1, "nobody")
    with pytest.raises(NotFoundError):
        set_story(desk, held.id, 2, cost.id)


def test_an_answer_becomes_a_story_of_the_bank(desk: Desk) -> None:
    held = mock(desk)
    give_answer(desk, held.id, 1, COST)
    kept, change = keep_as_story(desk, held.id, 1)
    assert change
    assert get_story(desk, kept.id).content.ninety == COST
    assert get_story(desk, kept.id).content.prompt == held.questions[0].question
    take = see_mock(desk, held.id).answers[0].take
    assert take
    assert take.story == kept.id


def test_answers_to_follow_ups_are_no_tellings_of_a_story(desk: Desk) -> None:
    cost = story(desk)
    held = mock(desk)
    give_answer(desk, held.id, 1, SAID)
    follow_up = number_now(desk, held.id)
    give_answer(desk, held.id, follow_up, COST)
    go_on(desk, held.id, NOWHERE)
    assert len(takes(desk, cost.id, None, 9)) == 1


ANSWERS = (COST, SAID, "I usually talk to people first.", "We did it and it went well.", "")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(data=st.data())
def test_no_question_comes_twice_whatever_is_answered(desk: Desk, data: st.DataObject) -> None:
    known = [competency.id for competency in load.competencies(desk.workspace.sources)]
    held = mock(
        desk,
        seed=data.draw(st.integers(0, 2**31 - 1)),
        competencies=tuple(data.draw(st.lists(st.sampled_from(known), max_size=4, unique=True))),
        style=data.draw(st.sampled_from(["", "fast", "standard", "senior-ml"])),
        length=data.draw(st.integers(1, 6)),
    )
    for _ in range(30):
        view = go_on(desk, held.id, NOWHERE)
        if view.now is None:
            break
        said = data.draw(st.sampled_from(ANSWERS))
        if said:
            give_answer(desk, held.id, view.now.number, said)
        else:
            skip(desk, held.id, view.now.number)
    view = see_mock(desk, held.id)
    assert view.mock.ended_at
    assert view.asked == held.length
    seen = [plain(question) for question in questions(view)]
    assert len(set(seen)) == len(seen)
    probes = [answer.question.probe for answer in view.answers if answer.question.probe]
    assert len(set(probes)) == len(probes)
