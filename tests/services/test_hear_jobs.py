"""The job on a recording: real speech, what is wrong with one, and recordings that nobody wants any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.servers.writes import watch_writes, writes
from tests.services.sounds import silence, speech

from highsignal.domain.bank import StoryContent
from highsignal.domain.practice import Recording, Stage
from highsignal.domain.speech import Sound, Transcript
from highsignal.services.hear_jobs import Progress, fail, hear_take, queue_anew, unheard
from highsignal.services.recordings import (
    add_part,
    begin,
    discard_take,
    finish,
    get_recording,
    remove_sound,
    sound_of,
    try_again,
)
from highsignal.services.stories import create_story
from highsignal.services.takes import correct_transcript, view_take
from highsignal.services.workspace import Desk
from highsignal.speech.hear import hear_recording
from highsignal.speech.moonshine import MoonshineRecogniser
from highsignal.storage.errors import BusyDatabaseError
from highsignal.storage.recordings import save_recording
from highsignal.storage.tellings import spoken_pace

RECOGNISER = MoonshineRecogniser()


def hear(path: Path, on_progress: Progress) -> tuple[Transcript, Sound]:
    return hear_recording(path, RECOGNISER, on_progress)


def recorded(desk: Desk, data: bytes, seconds: float = 80.0) -> str:
    story = create_story(desk, StoryContent(title="Cost", ninety="I cut the cost by 22 %."))[0].id
    take = begin(desk, story, "audio/wav")
    add_part(desk, take, 0, data)
    finish(desk, take, seconds)
    return take


def heard(desk: Desk, take: str) -> Recording:
    hear_take(desk.workspace, take, get_recording(desk, take).attempt, hear)
    return get_recording(desk, take)


def test_a_recording_is_heard_and_its_take_is_filled(desk: Desk) -> None:
    take = recorded(desk, speech())
    recording = heard(desk, take)
    assert (recording.stage, recording.progress, recording.partial) == (Stage.HEARD, 1.0, "")
    assert recording.sound
    assert len(recording.sound.peaks) == 600
    view = view_take(desk, take)
    assert view.text.startswith("Ever tried")
    assert view.take.words == len(view.words) > 8
    assert view.delivery
    assert view.take.seconds == pytest.approx(view.delivery.spoken_seconds, abs=0.06)
    with desk.database.reading() as session:
        pace = spoken_pace(session, desk.person.id)
    assert pace
    assert pace[1] == pytest.approx(view.delivery.words_per_minute, abs=1.0)


def test_a_job_that_is_done_again_does_nothing(desk: Desk) -> None:
    watch_writes(desk.database)
    take = recorded(desk, speech(3.0))
    heard(desk, take)
    before = get_recording(desk, take)
    hear_take(desk.workspace, take, 1, hear)
    assert (get_recording(desk, take), writes(desk.database)) == (before, {take: 1})


def test_silence_is_said_and_no_transcript_is_kept(desk: Desk) -> None:
    take = recorded(desk, silence(5.0))
    recording = heard(desk, take)
    assert recording.stage is Stage.FAILED
    assert recording.problem.startswith("Nobody speaks in this recording of 5\u202fs")
    assert recording.sound
    assert view_take(desk, take).transcript is None


@pytest.mark.parametrize("data", [b"this is no sound at all", speech(1.0)[:40]], ids=["text", "cut"])
def test_what_cannot_be_read_fails_with_a_sentence_and_stays(desk: Desk, data: bytes) -> None:
    take = recorded(desk, data)
    recording = heard(desk, take)
    assert recording.stage is Stage.FAILED
    assert recording.problem.startswith("This recording ")
    assert recording.problem.endswith(".")
    assert take not in recording.problem
    assert sound_of(desk, take)[0].read_bytes() == data
    try_again(desk, take)
    assert heard(desk, take).stage is Stage.FAILED


def test_a_file_that_went_is_said(desk: Desk) -> None:
    take = recorded(desk, speech(1.0))
    sound_of(desk, take)[0].unlink()
    assert "not in the data folder any more" in heard(desk, take).problem


def test_a_fault_has_a_number_and_can_be_tried_again(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_path: Path, _report: Progress) -> tuple[Transcript, Sound]:
        raise ZeroDivisionError

    take = recorded(desk, speech(3.0))
    hear_take(desk.workspace, take, 1, broken)
    recording = get_recording(desk, take)
    number = recording.problem.split("Its number is ")[1].split(":")[0]
    assert number in caplog.text
    try_again(desk, take)
    assert heard(desk, take).stage is Stage.HEARD


def test_a_database_that_is_away_leaves_the_job_to_be_done_again(desk: Desk) -> None:
    def away(_path: Path, _report: Progress) -> tuple[Transcript, Sound]:
        raise BusyDatabaseError

    take = recorded(desk, speech(3.0))
    with pytest.raises(BusyDatabaseError):
        hear_take(desk.workspace, take, 1, away)
    assert get_recording(desk, take).stage is Stage.LISTENING
    assert heard(desk, take).stage is Stage.HEARD


@pytest.mark.parametrize("act", [discard_take, remove_sound])
def test_what_is_deleted_while_it_is_heard_stays_deleted(desk: Desk, act: object) -> None:
    take = recorded(desk, speech(3.0))

    def deleted(path: Path, on_progress: Progress) -> tuple[Transcript, Sound]:
        done = hear(path, on_progress)
        assert callable(act)
        act(desk, take)
        return done

    watch_writes(desk.database)
    hear_take(desk.workspace, take, 1, deleted)
    assert writes(desk.database) == {}
    assert unheard(desk.workspace) == ()


def test_an_attempt_that_was_overtaken_is_forgotten(desk: Desk) -> None:
    take = recorded(desk, speech(3.0))
    fail(desk.workspace, take, 1, "No.")
    try_again(desk, take)
    hear_take(desk.workspace, take, 1, hear)
    fail(desk.workspace, take, 1, "Late.")
    queue_anew(desk.workspace, take, 1)
    recording = get_recording(desk, take)
    assert (recording.stage, recording.attempt, recording.problem) == (Stage.WAITING, 2, "")


def test_a_correction_outlives_hearing_once_more(desk: Desk) -> None:
    take = recorded(desk, speech(3.0))
    heard(desk, take)
    correct_transcript(desk, take, "Ever tried.")
    with desk.database.writing() as session:
        save_recording(session, get_recording(desk, take)._replace(stage=Stage.WAITING, attempt=2))
    heard(desk, take)
    view = view_take(desk, take)
    assert (view.text, view.take.text) == ("Ever tried.", "Ever tried.")
    assert [word.span.text(view.text) for word in view.words] == ["Ever", "tried"]
