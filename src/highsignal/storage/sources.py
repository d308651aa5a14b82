"""What a person brought in, and the story candidates found in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from highsignal.domain.bank import StoryContent
from highsignal.domain.spans import Span
from highsignal.storage.schema import FoundStoryRow, SourceRow

NEW, KEPT, DISCARDED = "new", "kept", "discarded"


class SourceRecord(NamedTuple):
    """Something brought in, as it was; `left_over` are stretches in no story, each with the reason."""

    id: str
    name: str
    kind: str
    digest: str
    text: str
    remarks: tuple[str, ...]
    added_at: datetime
    left_over: tuple[tuple[Span, str], ...] = ()


class FoundRecord(NamedTuple):
    """A story candidate: `state` is new, kept (then `story` is its story) or discarded."""

    id: str
    source: str
    position: int
    state: str
    story: str | None
    content: StoryContent
    spans: tuple[Span, ...]
    confidence: float
    why: str
    details: tuple[tuple[str, str], ...]


def add_source(session: Session, person: str, source: SourceRecord, found: Sequence[FoundRecord]) -> None:
    """Keep a source and what was found in it."""
    values = source._asdict() | {
        "remarks": list(source.remarks),
        "left_over": [[span.start, span.end, why] for span, why in source.left_over],
    }
    session.add(SourceRow(person_id=person, **values))
    session.flush()
    for candidate in found:
        values = candidate._asdict() | {
            "content": candidate.content._asdict(),
            "details": [list(detail) for detail in candidate.details],
            "spans": [list(span) for span in candidate.spans],
        }
        session.add(FoundStoryRow(source_id=values.pop("source"), story_id=values.pop("story"), **values))
    session.flush()


def source_with_digest(session: Session, person: str, digest: str) -> SourceRecord | None:
    """The source with these very words, if it was brought in before."""
    row = session.scalar(select(SourceRow).where(SourceRow.person_id == person, SourceRow.digest == digest))
    return _source(row) if row else None


def find_source(session: Session, person: str, source: str) -> SourceRecord | None:
    """One source of `person`'s."""
    row = session.scalar(select(SourceRow).where(SourceRow.person_id == person, SourceRow.id == source))
    return _source(row) if row else None


def list_sources(session: Session, person: str) -> tuple[SourceRecord, ...]:
    """What `person` brought in, latest first."""
    query = select(SourceRow).where(SourceRow.person_id == person).order_by(SourceRow.added_at.desc())
    return tuple(_source(row) for row in session.scalars(query))


def list_found(session: Session, source: str) -> tuple[FoundRecord, ...]:
    """The candidates of one source, in its order."""
    query = select(FoundStoryRow).where(FoundStoryRow.source_id == source).order_by(FoundStoryRow.position)
    return tuple(_found(row) for row in session.scalars(query))


def find_found(session: Session, person: str, found: str) -> FoundRecord | None:
    """One candidate of `person`'s."""
    query = (
        select(FoundStoryRow)
        .join(SourceRow, SourceRow.id == FoundStoryRow.source_id)
        .where(SourceRow.person_id == person, FoundStoryRow.id == found)
    )
    row = session.scalar(query)
    return _found(row) if row else None


def count_waiting(session: Session, person: str) -> dict[str, int]:
    """How many candidates wait to be kept or discarded, by source."""
    query = (
        select(FoundStoryRow.source_id, func.count())
        .join(SourceRow, SourceRow.id == FoundStoryRow.source_id)
        .where(SourceRow.person_id == person, FoundStoryRow.state == NEW)
        .group_by(FoundStoryRow.source_id)
    )
    return {source: count for source, count in session.execute(query)}  # noqa: C416 - rows, not pairs


def decide(session: Session, found: str, state: str, story: str | None) -> None:
    """Note that a candidate was kept as `story`, discarded, or is new again."""
    row = session.get_one(FoundStoryRow, found)
    row.state, row.story_id = state, story
    session.flush()


def _source(row: SourceRow) -> SourceRecord:
    return SourceRecord(
        row.id,
        row.name,
        row.kind,
        row.digest,
        row.text,
        tuple(row.remarks),
        row.added_at,
        tuple((Span(start, end), str(why)) for start, end, why in row.left_over),
    )


def _found(row: FoundStoryRow) -> FoundRecord:
    content: dict[str, Any] = row.content | {"competencies": tuple(row.content["competencies"])}
    return FoundRecord(
        row.id,
        row.source_id,
        row.position,
        row.state,
        row.story_id,
        StoryContent(**content),
        tuple(Span(start, end) for start, end in row.spans),
        row.confidence,
        row.why,
        tuple((str(label), str(words)) for label, words in row.details),
    )
