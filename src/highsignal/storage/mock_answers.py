"""The takes that answer the questions of mocks, and how far each has been heard."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from highsignal.domain.bank import Take
from highsignal.domain.practice import Stage
from highsignal.storage.practice_schema import RecordingRow
from highsignal.storage.schema import TakeRow


class Progress(NamedTuple):
    """How far the recording of a take has come; `problem` says why it could not be heard."""

    stage: Stage
    problem: str


def find_takes(session: Session, person: str, takes: Collection[str]) -> dict[str, Take]:
    """Those of `person`'s takes that are asked for, by id."""
    if not takes:
        return {}
    query = select(TakeRow).where(TakeRow.id.in_(list(takes)), TakeRow.person_id == person)
    return {row.id: _take(row) for row in session.scalars(query)}


def find_stages(session: Session, takes: Collection[str]) -> dict[str, Progress]:
    """How far these takes have been heard; those without a recording are left out."""
    if not takes:
        return {}
    query = select(RecordingRow.take_id, RecordingRow.stage, RecordingRow.problem)
    rows = session.execute(query.where(RecordingRow.take_id.in_(list(takes))))
    return {take: Progress(Stage(stage), problem) for take, stage, problem in rows}


def _take(row: TakeRow) -> Take:
    return Take(
        id=row.id,
        story=row.story_id or "",
        at=row.at,
        kind=row.kind,
        version=row.version,
        revision=row.revision,
        seconds=row.seconds,
        words=row.words,
        text=row.text,
    )
