"""The report on a mock: what each answer shows, and the mock beside those before it; on both databases."""

from __future__ import annotations

import pytest
from tests.services.mocking import COST, NOWHERE, SAID, hear, mock, record, story

from highsignal.domain.practice import Hearing, HearingKind
from highsignal.domain.signals import SignalName
from highsignal.services.errors import NotFoundError
from highsignal.services.mock_report import EARLIER, report_on
from highsignal.services.mocks import end, give_answer, go_on, skip
from highsignal.services.workspace import Desk
from highsignal.storage.hearings import add_hearing
from highsignal.storage.stories import new_id


def test_a_recorded_answer_is_measured_and_its_numbers_compared(desk: Desk) -> None:
    cost = story(desk)
    held = mock(desk, length=1)
    hear(desk, record(desk, held.id, 1), SAID)
    go_on(desk, held.id, NOWHERE)
    end(desk, held.id)
    report = report_on(desk, held.id)
    (told,) = report.threads
    assert told.story
    assert told.story.id == cost.id
    figures = told.figures
    assert figures
    assert figures.timed
    assert figures.seconds == pytest.approx(len(SAID.split()) / 2, abs=0.6)
    assert figures.first_outcome is not None
    assert figures.numbers
    (drifted,) = figures.numbers.drifted
    assert "25" in drifted
    assert "22" in drifted
    assert report.measures.drifted == 1
    assert (SignalName.LEARNING, 1) in report.lacking
    assert report.probed  # the follow-up that was asked and not answered


def test_a_typed_answer_is_counted_from_its_words(desk: Desk) -> None:
    held = mock(desk, length=1)
    give_answer(desk, held.id, 1, COST)
    follow_up = go_on(desk, held.id, NOWHERE).now
    assert follow_up
    give_answer(
        desk, held.id, follow_up.number, "It gave up two weeks, which we had planned for the next launch."
    )
    (told,) = report_on(desk, held.id).threads
    assert told.figures
    assert not told.figures.timed
    assert told.figures.numbers is None  # nobody knows which story it was
    assert told.figures.strong == sum(state == "strong" for state in told.figures.states.values())
    assert report_on(desk, held.id).threads == (told,)  # what was kept is read as it was made
    assert len(told.thread.follow_ups) >= 1


def test_answers_without_words_say_nothing(desk: Desk) -> None:
    held = mock(desk, length=2)
    give_answer(desk, held.id, 1, "", 61.5)
    go_on(desk, held.id, NOWHERE)
    skip(desk, held.id, 2)
    report = report_on(desk, held.id)
    measures = report.measures
    assert (measures.asked, measures.answered, measures.length) == (2, 0, 61.5)
    assert (measures.strong, measures.first_outcome, measures.clarity) == (None, None, None)
    assert report.lacking == ()


def test_a_mock_stands_beside_those_before_it_with_what_people_said_by_then(desk: Desk) -> None:
    cost = story(desk)

    def held() -> str:
        one = mock(desk, length=1)
        give_answer(desk, one.id, 1, COST)
        go_on(desk, one.id, NOWHERE)
        end(desk, one.id)
        report_on(desk, one.id)
        return one.id

    def heard(clarity: int, listener: str) -> None:
        at = desk.now()
        hearing = Hearing(new_id(), cost.id, HearingKind.LISTEN, "here", 1, "ninety", at)
        answered = hearing._replace(answered_at=at, clarity=clarity, listener=listener)
        with desk.database.writing() as session:
            add_hearing(session, desk.person.id, answered)

    first = held()
    heard(2, "Cleo")
    second = held()
    heard(4, "Dan")
    report = report_on(desk, second)
    assert report.measures.clarity
    assert (report.measures.clarity.mean, report.measures.clarity.listeners) == (3.0, 2)
    (before,) = report.earlier
    assert before.mock.id == first
    assert before.clarity
    assert before.clarity.mean == 2.0  # not what was said after the next mock
    for _ in range(EARLIER + 1):
        last = held()
    assert len(report_on(desk, last).earlier) == EARLIER
    assert report_on(desk, first).earlier == ()


def test_another_persons_mock_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        report_on(desk, "none")
