"""Recordings come in parts, survive being cut off, and are deleted with their sound; on both databases."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from highsignal.domain.bank import StoryContent
from highsignal.domain.practice import Mock, MockQuestion, Stage
from highsignal.services.erasing import erase, plan_erase_person
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.people import add_person
from highsignal.services.recording_errors import (
    EmptyRecordingError,
    NotToBeHeardAgainError,
    PartMissingError,
    RecordingFinishedError,
    RecordingLostError,
    TooLargeSoundError,
    UnsupportedSoundError,
)
from highsignal.services.recordings import (
    LARGEST_PART,
    Arrived,
    add_part,
    are_waiting,
    begin,
    discard_take,
    finish,
    get_recording,
    keep_upload,
    kept_recordings,
    remove_all_sounds,
    remove_sound,
    sound_of,
    try_again,
)
from highsignal.services.sample import load_sample, remove_sample
from highsignal.services.stories import archive, create_story, delete_for_good
from highsignal.services.tellings import takes
from highsignal.services.workspace import Desk, desk_of
from highsignal.storage.mocks import add_mock, find_mock
from highsignal.storage.recordings import save_recording

WEBM = "audio/webm;codecs=opus"


def a_story(desk: Desk) -> str:
    return create_story(desk, StoryContent(title="Cost", ninety="I cut the cost by 22 %."))[0].id


def begun(desk: Desk, *parts: bytes) -> str:
    take = begin(desk, a_story(desk), WEBM)
    for number, part in enumerate(parts):
        add_part(desk, take, number, part)
    return take


def files(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.workspace.folder / "recordings").glob("*"))


def failed(desk: Desk, take: str) -> None:
    with desk.database.writing() as session:
        save_recording(session, get_recording(desk, take)._replace(stage=Stage.FAILED, problem="Too dark."))


def test_parts_are_put_together_in_their_order(desk: Desk) -> None:
    take = begun(desk, b"one ", b"two ")
    assert files(desk) == [f"{take}.webm.part"]
    assert add_part(desk, take, 2, b"three") == Arrived(3, 13)
    assert finish(desk, take, 2.94).take == take
    path, media_type = sound_of(desk, take)
    assert (path.read_bytes(), media_type) == (b"one two three", "audio/webm")
    assert files(desk) == [f"{take}.webm"]
    recording = get_recording(desk, take)
    assert (recording.stage, recording.attempt, recording.bytes) == (Stage.WAITING, 1, 13)
    assert takes(desk, None, None, 1)[0].seconds == 2.9
    assert are_waiting(desk.workspace)


def test_a_part_that_is_sent_again_is_no_fault_and_a_gap_is_told(desk: Desk) -> None:
    take = begun(desk, b"one ", b"two ")
    assert add_part(desk, take, 0, b"one ") == Arrived(2, 8)
    with pytest.raises(PartMissingError, match="part 4 of the recording came before part 2") as caught:
        add_part(desk, take, 4, b"five")
    assert caught.value.expected == 2
    finish(desk, take)
    assert add_part(desk, take, 1, b"two ") == Arrived(2, 8)  # its answer had been lost
    with pytest.raises(RecordingFinishedError):
        add_part(desk, take, 2, b"late")
    assert sound_of(desk, take)[0].read_bytes() == b"one two "


def test_what_was_written_but_never_confirmed_is_overwritten(desk: Desk) -> None:
    take = begun(desk, b"one ", b"two ")
    part = desk.workspace.folder / "recordings" / f"{take}.webm.part"
    part.write_bytes(part.read_bytes() + b"half of thr")  # killed before it was written down
    add_part(desk, take, 2, b"three")
    part.write_bytes(part.read_bytes() + b"half of fo")
    finish(desk, take)
    assert sound_of(desk, take)[0].read_bytes() == b"one two three"


def test_killed_between_naming_the_file_and_writing_it_down(desk: Desk) -> None:
    take = begun(desk, b"one ")
    folder = desk.workspace.folder / "recordings"
    (folder / f"{take}.webm.part").rename(folder / f"{take}.webm")
    assert finish(desk, take).take == take
    assert get_recording(desk, take).stage is Stage.WAITING


def test_finishing_twice_is_one_job(desk: Desk) -> None:
    take = begun(desk, b"one ")
    assert finish(desk, take) == finish(desk, take)
    assert get_recording(desk, take).attempt == 1


def test_a_recording_whose_file_went_says_so(desk: Desk) -> None:
    take = begun(desk, b"one ")
    (desk.workspace.folder / "recordings" / f"{take}.webm.part").unlink()
    with pytest.raises(RecordingLostError, match="bring back a backup"):
        add_part(desk, take, 1, b"two ")
    with pytest.raises(RecordingLostError):
        finish(desk, take)
    assert get_recording(desk, take).stage is Stage.ARRIVING


def test_what_cannot_be_recorded_is_said(desk: Desk) -> None:
    story = a_story(desk)
    with pytest.raises(UnsupportedSoundError, match="application/pdf is no sound"):
        begin(desk, story, "application/pdf")
    with pytest.raises(NotFoundError):
        begin(desk, "nobody", WEBM)
    with pytest.raises(InvalidInputError):
        begin(desk, "", WEBM)
    take = begin(desk, story, WEBM)
    with pytest.raises(EmptyRecordingError):
        finish(desk, take)
    with pytest.raises(TooLargeSoundError):
        add_part(desk, take, 0, bytes(LARGEST_PART + 1))


def test_a_recording_belongs_to_its_person(desk: Desk) -> None:
    take = begun(desk, b"one ")
    add_person(desk.workspace, "Ben", "UTC")
    other = desk_of(desk.workspace)
    assert other is not None
    for act in (finish, discard_take, remove_sound, get_recording, sound_of, try_again):
        with pytest.raises(NotFoundError):
            act(other, take)
    with pytest.raises(NotFoundError):
        add_part(other, take, 1, b"two ")
    assert files(desk) == [f"{take}.webm.part"]


def test_an_uploaded_file_is_a_recording_by_its_name_too(desk: Desk) -> None:
    take = keep_upload(desk, a_story(desk), io.BytesIO(b"x" * 2_500_000), name="a.M4A", media_type="")
    assert (files(desk), get_recording(desk, take).parts) == ([f"{take}.m4a"], 3)
    with pytest.raises(UnsupportedSoundError, match=r"“notes\.txt” is no sound"):
        keep_upload(desk, a_story(desk), io.BytesIO(b"x"), name="notes.txt", media_type="text/plain")
    with pytest.raises(EmptyRecordingError):
        keep_upload(desk, a_story(desk), io.BytesIO(b""), name="a.wav", media_type="audio/wav")


def test_the_answer_of_a_mock_is_tied_to_its_question(desk: Desk) -> None:
    asked = (MockQuestion(1, "", "Why?"), MockQuestion(2, "", "And then?"))
    mock = Mock("m1", desk.now(), None, 7, "general", (), 2, 30, asked)
    with desk.database.writing() as session:
        add_mock(session, desk.person.id, mock)
    take = begin(desk, "", WEBM, mock="m1", question=2)
    add_part(desk, take, 0, b"one")
    assert finish(desk, take).mock == "m1"
    with desk.database.reading() as session:
        found = find_mock(session, desk.person.id, "m1")
    assert found
    assert [question.take for question in found.questions] == ["", take]
    for wrong in ({"mock": "m2", "question": 1}, {"mock": "m1", "question": 3}):
        with pytest.raises(NotFoundError):
            begin(desk, "", WEBM, **wrong)  # type: ignore[arg-type]
    assert len(kept_recordings(desk)) == 1


def test_only_what_failed_is_tried_again(desk: Desk) -> None:
    take = begun(desk, b"one ")
    finish(desk, take)
    with pytest.raises(NotToBeHeardAgainError):
        try_again(desk, take)
    failed(desk, take)
    try_again(desk, take)
    recording = get_recording(desk, take)
    assert (recording.stage, recording.attempt, recording.problem) == (Stage.WAITING, 2, "")
    failed(desk, take)
    sound_of(desk, take)[0].unlink()
    with pytest.raises(RecordingLostError):
        try_again(desk, take)


def test_deleting_a_take_deletes_its_sound_whole_or_not(desk: Desk) -> None:
    for whole in (False, True):
        take = begun(desk, b"one ")
        if whole:
            finish(desk, take)
        discard_take(desk, take)
        assert (files(desk), kept_recordings(desk)) == ([], ())
        with pytest.raises(NotFoundError):
            get_recording(desk, take)


def test_deleting_only_the_sound_keeps_the_take(desk: Desk) -> None:
    take, other = begun(desk, b"one "), begun(desk, b"one ")
    finish(desk, take)
    remove_sound(desk, take)
    recording = get_recording(desk, take)
    assert recording.removed_at is not None
    assert (recording.stage, "deleted before it was heard" in recording.problem) == (Stage.FAILED, True)
    with pytest.raises(NotFoundError):
        sound_of(desk, take)
    finish(desk, other)
    failed(desk, other)
    assert remove_all_sounds(desk) == 1
    assert (files(desk), len(kept_recordings(desk))) == ([], 2)
    with pytest.raises(RecordingLostError):
        try_again(desk, other)


def test_deleting_a_story_for_good_deletes_the_sound_of_its_takes(desk: Desk) -> None:
    take, other = begun(desk, b"one "), begun(desk, b"two ")
    story = takes(desk, None, None, 9)[-1].story
    archive(desk, [story])
    with pytest.raises(InvalidInputError):
        delete_for_good(desk, [story, takes(desk, None, None, 9)[0].story])
    assert len(files(desk)) == 2  # nothing was deleted, so nothing of it was
    delete_for_good(desk, [story])
    assert [name.split(".")[0] for name in files(desk)] == [other]
    assert take != other


def test_erasing_a_person_deletes_their_sounds_also_one_that_came_meanwhile(desk: Desk) -> None:
    begun(desk, b"one ")
    plan = plan_erase_person(desk.workspace, "Ana")
    begun(desk, b"two ")
    erase(plan)
    assert files(desk) == []


def test_removing_the_sample_deletes_what_was_recorded_in_it(desk: Desk) -> None:
    take = begun(desk, b"one ")
    load_sample(desk.workspace)
    sample = desk_of(desk.workspace)
    assert sample
    assert sample.person.sample
    begun(sample, b"two ")
    assert len(files(desk)) == 2
    remove_sample(desk.workspace)
    assert files(desk) == [f"{take}.webm.part"]


def test_a_full_disk_loses_nothing_that_was_confirmed(desk: Desk, tmp_path: Path) -> None:
    import resource

    from highsignal.storage.errors import DiskFullError

    take = begun(desk, b"one ")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
        with pytest.raises(DiskFullError):
            add_part(desk, take, 1, bytes(2_000_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, usual)
    assert add_part(desk, take, 1, b"two") == Arrived(2, 7)
    finish(desk, take)
    assert sound_of(desk, take)[0].read_bytes() == b"one two"
