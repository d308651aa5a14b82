"""Recordings, transcripts, mocks, cards and hearings are read as they were written, on both databases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.storage.filled import fill
from tests.storage.filled_practice import HEARD, THEN

from highsignal.domain.practice import HearingKind, MockQuestion, Stage
from highsignal.packs.find import PackSources
from highsignal.services.workspace import Desk, Workspace, utc_now
from highsignal.storage.cards import count_due, list_cards, list_reviews, save_card
from highsignal.storage.database import Database
from highsignal.storage.hearings import list_hearings, save_hearing
from highsignal.storage.mocks import add_question, find_mock, find_question_of, list_mocks, save_question
from highsignal.storage.recordings import (
    find_recording,
    find_recording_of_anybody,
    find_transcript,
    list_recordings,
    save_recording,
)
from highsignal.storage.tellings import find_take, list_takes, remove_take, save_take, told_counts


@pytest.fixture
def desk(bank: Database, tmp_path: Path) -> Desk:
    return fill(Workspace(bank, PackSources(), tmp_path, utc_now))


def test_a_recording_and_its_transcript(desk: Desk) -> None:
    with desk.database.writing() as session:
        (recording,) = list_recordings(session, desk.person.id)
        assert recording.sound
        assert recording.sound.peaks == (0.5, 0.125)
        assert find_recording(session, "nobody", recording.take) is None
        assert list_recordings(session, stages=[Stage.WAITING]) == ()
        save_recording(session, recording._replace(stage=Stage.FAILED, problem="No.", sound=None))
        assert find_recording_of_anybody(session, recording.take) == (
            desk.person.id,
            find_recording(session, desk.person.id, recording.take),
        )
        transcript = find_transcript(session, recording.take)
        assert transcript
        assert (transcript.heard, transcript.text) == (HEARD, "I did cut it.")


def test_a_take_whose_story_is_found_later(desk: Desk) -> None:
    with desk.database.writing() as session:
        (take,) = (t for t in list_takes(session, desk.person.id) if not t.story)
        told = told_counts(session, desk.person.id)
        assert "" not in told
        story = next(iter(told))
        save_take(session, take._replace(story=story, seconds=2.5))
        assert find_take(session, desk.person.id, take.id) == take._replace(story=story, seconds=2.5)
        assert told_counts(session, desk.person.id)[story].takes == told[story].takes + 1
        remove_take(session, take.id)
        assert find_transcript(session, take.id) is None
        assert list_recordings(session) == ()
        (mock,) = list_mocks(session, desk.person.id)
        assert mock.questions[0].take == ""  # the question stays without its answer


def test_a_mock_grows_by_a_question(desk: Desk) -> None:
    with desk.database.writing() as session:
        (mock,) = list_mocks(session, desk.person.id)
        assert find_question_of(session, mock.questions[0].take) == (mock.id, 1)
        added = MockQuestion(3, "p", "How do you know?", ("x",))
        add_question(session, mock.id, added)
        save_question(session, mock.id, added._replace(skipped=True))
        found = find_mock(session, desk.person.id, mock.id, lock=True)
        assert found
        assert found.questions == (*mock.questions, added._replace(skipped=True))


def test_cards_and_hearings(desk: Desk) -> None:
    with desk.database.writing() as session:
        one = next(card for card in list_cards(session, desk.person.id) if not card.suspended)
        assert [r.rating for r in list_reviews(session, desk.person.id, one.id)] == [3]
        assert count_due(session, desk.person.id, THEN) == 1
        save_card(session, one._replace(due_at=THEN + timedelta(days=1)))
        assert count_due(session, desk.person.id, THEN) == 0
        scan = next(h for h in list_hearings(session, desk.person.id) if h.kind is HearingKind.SCAN)
        save_hearing(session, scan._replace(answers={"sentence": "They cut it."}, answered_at=THEN))
        found = next(h for h in list_hearings(session, desk.person.id, scan.story) if h.id == scan.id)
        assert found.answers == {"sentence": "They cut it."}
