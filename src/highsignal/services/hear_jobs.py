"""The job on a whole recording: it is heard, and what was heard is kept, once, however often it is begun."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from highsignal.analysis.text.words import spoken_words
from highsignal.domain.practice import Recording, Stage, TakeTranscript
from highsignal.domain.speech import Sound, Transcript
from highsignal.services.landing import land_by_take
from highsignal.services.recording_errors import RecordingLostError
from highsignal.services.recording_files import whole_file
from highsignal.services.workspace import Workspace, desk_for
from highsignal.speech.errors import SpeechError
from highsignal.storage.errors import StorageError
from highsignal.storage.recordings import (
    find_recording,
    find_recording_of_anybody,
    find_transcript,
    list_recordings,
    save_recording,
    save_transcript,
)
from highsignal.storage.tellings import find_take, save_take

_SECONDS_BETWEEN = 0.5  # between two reports of progress; each is a write to the disk
_PARTIAL = 4000  # characters of the text so far that are kept while somebody watches
_NOBODY_SPEAKS = 0.995  # share of the time; less than half a second of a take of ninety
_log = logging.getLogger("highsignal")

Progress = Callable[[float, str], None]
"""Called with the share done (0 to 1) and the text so far."""
Hearer = Callable[[Path, Progress], tuple[Transcript, Sound]]
"""Hears a file; raises SpeechError for what is wrong with it. It is `speech.hear` with a recogniser."""


class _NotWantedError(Exception):
    """The recording was deleted or begun anew while it was heard: what was heard of it goes nowhere."""


def hear_take(workspace: Workspace, take: str, attempt: int, hear: Hearer) -> None:
    """Hear the recording of `take` and keep what was heard; nothing if this attempt is done or not wanted.

    What is wrong with the recording, or with the recogniser, is kept as its problem. Raises StorageError
    when that cannot be kept either; the job is then to be done again.
    """
    path = _begun(workspace, take, attempt)
    if path is None:
        return
    try:
        if not path.is_file():
            raise RecordingLostError
        transcript, sound = hear(path, _reporter(workspace, take, attempt))
    except _NotWantedError:
        return
    except StorageError:
        raise
    except (SpeechError, RecordingLostError) as error:
        # Its file has a name of ours that says nothing to the person.
        fail(workspace, take, attempt, _sentence(str(error).replace(path.name, "this recording")))
    except Exception as error:
        number = secrets.token_hex(4)
        _log.error("fault %s while hearing %s", number, take, exc_info=error)
        fail(
            workspace, take, attempt,
            f"This is a fault of the program, not yours; the recording is kept. Its number is {number}: "
            "the terminal in which highsignal runs says more under it.",
        )  # fmt: skip
    else:
        _keep(workspace, take, attempt, transcript, sound)
        _land(workspace, take)


def unheard(workspace: Workspace) -> tuple[Recording, ...]:
    """Everybody's recordings that are whole and neither heard nor given up, those that came first first."""
    with workspace.database.reading() as session:
        return list_recordings(session, stages=(Stage.WAITING, Stage.LISTENING))[::-1]


def fail(workspace: Workspace, take: str, attempt: int, problem: str) -> None:
    """Write down why a recording could not be heard, unless it was heard or is not wanted any more."""
    with workspace.database.writing() as session:
        found = _wanted(session, take, attempt)
        if found:
            failed = found[1]._replace(
                stage=Stage.FAILED, problem=problem, progress=0.0, partial="", changed_at=workspace.now()
            )
            save_recording(session, failed)


def queue_anew(workspace: Workspace, take: str, attempt: int) -> None:
    """Count one attempt further, where the queue says that this one is over and the recording says not."""
    with workspace.database.writing() as session:
        found = _wanted(session, take, attempt)
        if found:
            again = found[1]._replace(stage=Stage.WAITING, attempt=attempt + 1, changed_at=workspace.now())
            save_recording(session, again)


def _begun(workspace: Workspace, take: str, attempt: int) -> Path | None:
    """Say that somebody is at it; where its file is, None where there is nothing to do."""
    with workspace.database.writing() as session:
        found = _wanted(session, take, attempt)
        if found is None:
            return None
        recording = found[1]
        save_recording(
            session,
            recording._replace(stage=Stage.LISTENING, progress=0.0, partial="", changed_at=workspace.now()),
        )
    return whole_file(workspace.folder, take, recording.media_type)


def _wanted(session: Session, take: str, attempt: int) -> tuple[str, Recording] | None:
    """Whose recording it is, and the recording, locked; None once it is heard, deleted or begun anew."""
    owner = find_recording_of_anybody(session, take)
    recording = find_recording(session, owner[0], take, lock=True) if owner else None
    if owner is None or recording is None or recording.attempt != attempt:
        return None
    waits = recording.stage in (Stage.WAITING, Stage.LISTENING) and recording.removed_at is None
    return (owner[0], recording) if waits else None


def _reporter(workspace: Workspace, take: str, attempt: int) -> Progress:
    """Writes progress into the recording, not more often than anybody could read it."""
    last = time.monotonic()

    def report(share: float, text: str) -> None:
        nonlocal last
        if time.monotonic() - last < _SECONDS_BETWEEN:
            return
        last = time.monotonic()
        with workspace.database.writing() as session:
            found = _wanted(session, take, attempt)
            if found is None:
                raise _NotWantedError
            now = min(1.0, max(found[1].progress, share))
            heard = found[1]._replace(progress=now, partial=text[-_PARTIAL:], changed_at=workspace.now())
            save_recording(session, heard)

    return report


def _keep(workspace: Workspace, take: str, attempt: int, transcript: Transcript, sound: Sound) -> None:
    """Keep what was heard, all in one transaction: after it the job is done, before it nothing is."""
    silence = "" if transcript.words else _silence(sound)
    with workspace.database.writing() as session:
        found = _wanted(session, take, attempt)
        if found is None:
            return
        person, recording = found
        done = recording._replace(
            stage=Stage.FAILED if silence else Stage.HEARD,
            problem=silence,
            progress=0.0 if silence else 1.0,
            partial="",
            sound=sound,
            changed_at=workspace.now(),
        )
        save_recording(session, done)
        if silence:
            return
        before = find_transcript(session, take)
        kept = TakeTranscript(take, transcript)
        if before is not None and before.corrected is not None:
            kept = kept._replace(corrected=before.corrected, corrected_at=before.corrected_at)
        save_transcript(session, kept)
        told = find_take(session, person, take)
        if told:
            words = len(spoken_words(kept.text))
            save_take(session, told._replace(seconds=spoken_seconds(transcript), words=words, text=kept.text))


def _land(workspace: Workspace, take: str) -> None:
    """Mark the story of a take that was heard as landed where this telling was what it lacked."""
    with workspace.database.reading() as session:
        owner = find_recording_of_anybody(session, take)
    desk = desk_for(workspace, owner[0]) if owner else None
    if desk:
        land_by_take(desk, take)


def spoken_seconds(transcript: Transcript) -> float | None:
    """From the first word to the end of the last one; the recording's length where no word was heard."""
    words = transcript.words
    seconds = words[-1].end - words[0].start if words else transcript.seconds
    return round(seconds, 1) or None


def _silence(sound: Sound) -> str:
    """What to say of a recording in which nobody speaks, empty where somebody does."""
    if sound.silent < _NOBODY_SPEAKS:
        return ""
    return (
        f"Nobody speaks in this recording of {sound.seconds:.0f}\u202fs (level {sound.level:.0f}\u202fdB); "
        "see whether the right microphone is chosen and not muted, and record it again."
    )


def _sentence(text: str) -> str:
    capital = text[:1].upper() + text[1:]
    return capital if capital.endswith((".", "?", "!")) else capital + "."
