"""Recordings and what was heard in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from highsignal.domain.practice import Recording, Stage, TakeTranscript
from highsignal.domain.spans import Span
from highsignal.domain.speech import HeardFiller, Sound, SpokenWord, Transcript
from highsignal.storage.practice_schema import RecordingRow, TranscriptRow


def add_recording(session: Session, person: str, recording: Recording) -> None:
    """Keep a new recording."""
    session.add(RecordingRow(person_id=person, **_recording_values(recording)))
    session.flush()


def save_recording(session: Session, recording: Recording) -> None:
    """Change a recording that is there."""
    values = _recording_values(recording)
    session.execute(update(RecordingRow).where(RecordingRow.take_id == recording.take).values(values))


def find_recording(session: Session, person: str, take: str, *, lock: bool = False) -> Recording | None:
    """The recording of one of `person`'s takes; `lock` holds it for this transaction."""
    query = select(RecordingRow).where(RecordingRow.take_id == take, RecordingRow.person_id == person)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    return _recording(row) if row else None


def find_recording_of_anybody(session: Session, take: str) -> tuple[str, Recording] | None:
    """A recording and whose it is, for a worker, who serves everybody."""
    row = session.get(RecordingRow, take)
    return (row.person_id, _recording(row)) if row else None


def list_recordings(
    session: Session, person: str | None = None, *, stages: Iterable[Stage] | None = None
) -> tuple[Recording, ...]:
    """Recordings, latest first: one person's or everybody's, at some stages only if named."""
    query = select(RecordingRow).order_by(RecordingRow.created_at.desc(), RecordingRow.take_id)
    if person is not None:
        query = query.where(RecordingRow.person_id == person)
    if stages is not None:
        query = query.where(RecordingRow.stage.in_([stage.value for stage in stages]))
    return tuple(_recording(row) for row in session.scalars(query))


def save_transcript(session: Session, transcript: TakeTranscript) -> None:
    """Keep what was heard in a take, in the place of what was there."""
    heard = transcript.heard
    session.execute(delete(TranscriptRow).where(TranscriptRow.take_id == transcript.take))
    session.add(
        TranscriptRow(
            take_id=transcript.take,
            recogniser=heard.recogniser,
            heard=heard.text,
            words=[
                [*word.span, round(word.start, 3), round(word.end, 3), word.measured] for word in heard.words
            ],
            fillers=[list(filler) for filler in heard.fillers],
            fillers_why=heard.fillers_why,
            seconds=heard.seconds,
            corrected=transcript.corrected,
            corrected_at=transcript.corrected_at,
        )
    )
    session.flush()


def find_transcript(session: Session, take: str) -> TakeTranscript | None:
    """What was heard in a take."""
    row = session.get(TranscriptRow, take)
    return _transcript(row) if row else None


def list_transcripts(session: Session, takes: Iterable[str]) -> dict[str, TakeTranscript]:
    """What was heard in these takes, by take."""
    query = select(TranscriptRow).where(TranscriptRow.take_id.in_(list(takes)))
    return {row.take_id: _transcript(row) for row in session.scalars(query)}


def _recording_values(recording: Recording) -> dict[str, Any]:
    values = recording._asdict()
    values["take_id"] = values.pop("take")
    values["stage"] = recording.stage.value
    sound = recording.sound
    values["sound"] = sound._asdict() | {"peaks": [round(p, 3) for p in sound.peaks]} if sound else None
    return values


def _recording(row: RecordingRow) -> Recording:
    sound = Sound(**row.sound | {"peaks": tuple(row.sound["peaks"])}) if row.sound else None
    return Recording(
        take=row.take_id,
        stage=Stage(row.stage),
        media_type=row.media_type,
        bytes=row.bytes,
        parts=row.parts,
        created_at=row.created_at,
        changed_at=row.changed_at,
        problem=row.problem,
        progress=row.progress,
        partial=row.partial,
        attempt=row.attempt,
        sound=sound,
        removed_at=row.removed_at,
    )


def _transcript(row: TranscriptRow) -> TakeTranscript:
    words = tuple(SpokenWord(Span(a, b), start, end, measured) for a, b, start, end, measured in row.words)
    heard = Transcript(
        recogniser=row.recogniser,
        text=row.heard,
        words=words,
        seconds=row.seconds,
        fillers=tuple(HeardFiller(*filler) for filler in row.fillers),
        fillers_why=row.fillers_why,
    )
    return TakeTranscript(row.take_id, heard, row.corrected, row.corrected_at)
