"""Recordings: their parts come while somebody speaks, then they are whole and wait to be heard."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy.orm import Session

from highsignal.domain.bank import VERSIONS, Take
from highsignal.domain.practice import Recording, Stage
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.recording_errors import (
    EmptyRecordingError,
    NotToBeHeardAgainError,
    PartMissingError,
    RecordingFinishedError,
    RecordingLostError,
    TooLargeSoundError,
)
from highsignal.services.recording_files import (
    append_part,
    make_whole,
    media_type_of,
    remove_files,
    unfinished_file,
    whole_file,
)
from highsignal.services.workspace import Desk, Workspace
from highsignal.storage.mocks import find_mock, find_question_of, save_question
from highsignal.storage.recordings import add_recording, find_recording, list_recordings, save_recording
from highsignal.storage.stories import find_story, list_stories, new_id
from highsignal.storage.tellings import add_take, find_take, list_takes, remove_take, save_take

LARGEST_PART = 4_000_000  # bytes; a second of the best sound that a browser sends has 200 kB
LARGEST_SOUND = 700_000_000  # bytes; an hour in a WAV file of a good recorder
_LONGEST = 3600.0  # seconds, as for every take
_PIECE = 1 << 20  # bytes of an uploaded file copied at a time


class Arrived(NamedTuple):
    """How much of a recording has come: parts, and their bytes together."""

    parts: int
    bytes: int


class Finished(NamedTuple):
    """A recording that is whole: its take, and the mock that it answers, empty for none."""

    take: str
    mock: str


class Kept(NamedTuple):
    """A recording with its take and the name of its story, empty where there is none."""

    recording: Recording
    take: Take
    story: str


def begin(
    desk: Desk,
    story: str,
    media_type: str,
    *,
    version: str = "ninety",
    mock: str = "",
    question: int = 0,
) -> str:
    """Begin to record a take of `story`, or the answer to a mock's question; the take's id.

    An answer takes the place of the one before, which stays as a take. Raises NotFoundError,
    InvalidInputError, UnsupportedSoundError.
    """
    kind = media_type_of(media_type)
    if version not in VERSIONS:
        raise InvalidInputError({"version": f"one of {', '.join(VERSIONS)}"})
    if not story and not mock:
        raise InvalidInputError({"story": "name the story that is told, or the mock that is answered"})
    with desk.database.writing() as session:
        take = _new_take(session, desk, story, version)
        add_recording(session, desk.person.id, _new_recording(take.id, kind, take.at))
        if mock:
            _answer(session, desk, mock, question, take.id)
    desk.workspace.wake()
    return take.id


def add_part(desk: Desk, take: str, number: int, data: bytes) -> Arrived:
    """Keep the next part of a recording; it is on the disk when this returns.

    A part that has come already is no fault and changes nothing. Raises PartMissingError when one before
    it has not come, RecordingFinishedError, RecordingLostError, TooLargeSoundError, NotFoundError,
    DiskFullError.
    """
    if len(data) > LARGEST_PART:
        raise TooLargeSoundError(len(data), LARGEST_PART)
    with desk.database.writing() as session:
        recording = _found(session, desk, take, lock=True)
        if number < recording.parts:
            return Arrived(recording.parts, recording.bytes)
        if recording.stage is not Stage.ARRIVING:
            raise RecordingFinishedError
        if number > recording.parts:
            raise PartMissingError(number, recording.parts)
        size = recording.bytes + len(data)
        if size > LARGEST_SOUND:
            raise TooLargeSoundError(size, LARGEST_SOUND)
        append_part(unfinished_file(desk.workspace.folder, take, recording.media_type), recording.bytes, data)
        save_recording(session, recording._replace(parts=number + 1, bytes=size, changed_at=desk.now()))
    return Arrived(number + 1, size)


def finish(desk: Desk, take: str, seconds: float | None = None) -> Finished:
    """Say that a recording is whole, so that it will be heard; what was unfinished is used that way too.

    `seconds` is how long it is, as far as the browser knows. Finishing twice is no fault. Raises
    NotFoundError, EmptyRecordingError, RecordingLostError.
    """
    with desk.database.writing() as session:
        recording = _found(session, desk, take, lock=True)
        found = find_question_of(session, take)
        finished = Finished(take, found[0] if found else "")
        if recording.stage is not Stage.ARRIVING:
            return finished
        if not recording.bytes:
            raise EmptyRecordingError
        place = (desk.workspace.folder, take, recording.media_type)
        make_whole(unfinished_file(*place), whole_file(*place), recording.bytes)
        save_recording(session, _waiting(recording, desk.now()))
        told = find_take(session, desk.person.id, take)
        if told and seconds is not None and 0 < seconds <= _LONGEST:
            save_take(session, told._replace(seconds=round(seconds, 1)))
    desk.workspace.wake()
    return finished


def keep_upload(
    desk: Desk, story: str, file: IO[bytes], *, name: str, media_type: str, version: str = "ninety"
) -> str:
    """Keep a sound file that was made elsewhere as a take of `story`, to be heard; the take's id.

    Raises NotFoundError, UnsupportedSoundError, EmptyRecordingError, TooLargeSoundError, DiskFullError.
    """
    kind = media_type_of(media_type, name)
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise EmptyRecordingError
    if size > LARGEST_SOUND:
        raise TooLargeSoundError(size, LARGEST_SOUND)
    take = begin(desk, story, kind, version=version)
    number = 0
    while data := file.read(_PIECE):
        add_part(desk, take, number, data)
        number += 1
    finish(desk, take)
    return take


def try_again(desk: Desk, take: str) -> None:
    """Let a recording be heard once more that could not be.

    Raises NotFoundError, NotToBeHeardAgainError, RecordingLostError when its file is gone.
    """
    with desk.database.writing() as session:
        recording = _found(session, desk, take, lock=True)
        if recording.stage is not Stage.FAILED:
            raise NotToBeHeardAgainError
        if not whole_file(desk.workspace.folder, take, recording.media_type).is_file():
            raise RecordingLostError
        save_recording(session, _waiting(recording, desk.now()))
    desk.workspace.wake()


def discard_take(desk: Desk, take: str) -> None:
    """Delete a take with its sound and what was heard; so is a recording abandoned. Raises NotFoundError."""
    with desk.database.writing() as session:
        if find_take(session, desk.person.id, take) is None:
            raise NotFoundError("take", take)
        remove_take(session, take)
        session.flush()
        # Before the transaction ends: should the program die in between, the take is still listed and can
        # be deleted again. The other way round its sound would stay, seen by nobody.
        remove_files(desk.workspace.folder, (take,))


def remove_sound(desk: Desk, take: str) -> None:
    """Delete the sound of a take and keep the take with what was heard; raises NotFoundError."""
    with desk.database.writing() as session:
        forget_sound(session, desk.workspace.folder, _found(session, desk, take, lock=True), desk.now())


def remove_all_sounds(desk: Desk) -> int:
    """Delete the sound of every take that was heard or failed, and keep the takes; how many."""
    with desk.database.writing() as session:
        there = [r for r in list_recordings(session, desk.person.id) if is_removable(r)]
        for recording in there:
            forget_sound(session, desk.workspace.folder, recording, desk.now())
    return len(there)


def is_removable(recording: Recording) -> bool:
    """Whether there is a sound that nobody waits for any more."""
    return recording.removed_at is None and recording.stage in (Stage.HEARD, Stage.FAILED)


def forget_sound(session: Session, folder: Path, recording: Recording, now: datetime) -> None:
    """Delete a recording's file and write down when; one that was not heard by then never will be."""
    heard = recording.stage is Stage.HEARD
    gone = recording._replace(
        stage=recording.stage if heard else Stage.FAILED,
        problem="" if heard else "Its sound was deleted before it was heard; record it again.",
        partial="",
        removed_at=recording.removed_at or now,
        changed_at=now,
    )
    save_recording(session, gone)
    session.flush()
    remove_files(folder, (recording.take,))


def are_waiting(workspace: Workspace) -> bool:
    """Whether recordings wait to be heard, anybody's."""
    with workspace.database.reading() as session:
        return bool(list_recordings(session, stages=(Stage.WAITING, Stage.LISTENING)))


def get_recording(desk: Desk, take: str) -> Recording:
    """The recording of a take; raises NotFoundError."""
    with desk.database.reading() as session:
        return _found(session, desk, take)


def sound_of(desk: Desk, take: str) -> tuple[Path, str]:
    """The file of a whole recording and its media type; raises NotFoundError, RecordingLostError."""
    recording = get_recording(desk, take)
    if recording.removed_at is not None or recording.stage is Stage.ARRIVING:
        raise NotFoundError("sound of take", take)
    path = whole_file(desk.workspace.folder, take, recording.media_type)
    if not path.is_file():
        raise RecordingLostError
    return path, recording.media_type


def kept_recordings(desk: Desk) -> tuple[Kept, ...]:
    """All of a person's recordings, latest first, also those whose sound was deleted."""
    with desk.database.reading() as session:
        return _kept(session, desk, list_recordings(session, desk.person.id))


def _kept(session: Session, desk: Desk, recordings: tuple[Recording, ...]) -> tuple[Kept, ...]:
    if not recordings:
        return ()
    takes = {take.id: take for take in list_takes(session, desk.person.id)}
    stories = {s.id: s.content.name for s in list_stories(session, desk.person.id, archived=None)}
    return tuple(
        Kept(recording, takes[recording.take], stories.get(takes[recording.take].story, ""))
        for recording in recordings
    )


def _new_take(session: Session, desk: Desk, story: str, version: str) -> Take:
    revision = 0
    if story:
        record = find_story(session, desk.person.id, story)
        if record is None:
            raise NotFoundError("story", story)
        revision = record.revision
    take = Take(new_id(), story, desk.now(), "spoken", version, revision, None, 0, "")
    add_take(session, desk.person.id, take)
    return take


def _new_recording(take: str, media_type: str, now: datetime) -> Recording:
    return Recording(take, Stage.ARRIVING, media_type, 0, 0, now, now)


def _waiting(recording: Recording, now: datetime) -> Recording:
    return recording._replace(
        stage=Stage.WAITING,
        problem="",
        progress=0.0,
        partial="",
        attempt=recording.attempt + 1,
        changed_at=now,
    )


def _answer(session: Session, desk: Desk, mock: str, number: int, take: str) -> None:
    asked = find_mock(session, desk.person.id, mock, lock=True)
    if asked is None:
        raise NotFoundError("mock", mock)
    question = next((q for q in asked.questions if q.number == number), None)
    if question is None:
        raise NotFoundError("question of this mock", str(number))
    save_question(session, mock, question._replace(take=take, skipped=False))


def _found(session: Session, desk: Desk, take: str, *, lock: bool = False) -> Recording:
    found = find_recording(session, desk.person.id, take, lock=lock)
    if found is None:
        raise NotFoundError("recording of take", take)
    return found
