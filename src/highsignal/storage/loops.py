"""Loops that are being planned."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from highsignal.storage.schema import LoopRow


class LoopRecord(NamedTuple):
    """A planned loop; `interviewers` is the plan as the planner writes it, plain data for JSON."""

    id: str
    name: str
    held_on: date | None
    interviewers: list[Any]
    created_at: datetime
    updated_at: datetime


def save_loop(session: Session, person: str, loop: LoopRecord) -> None:
    """Add a loop, or change the one with the same id."""
    session.merge(LoopRow(person_id=person, **loop._asdict()))
    session.flush()


def find_loop(session: Session, person: str, loop: str) -> LoopRecord | None:
    """One loop of `person`'s."""
    row = session.scalar(select(LoopRow).where(LoopRow.person_id == person, LoopRow.id == loop))
    return _record(row) if row else None


def list_loops(session: Session, person: str) -> tuple[LoopRecord, ...]:
    """The loops of `person`, the one held next first; those without a date last."""
    rows = session.scalars(select(LoopRow).where(LoopRow.person_id == person))
    records = [_record(row) for row in rows]
    return tuple(sorted(records, key=lambda r: (r.held_on or date.max, r.created_at)))


def remove_loop(session: Session, person: str, loop: str) -> None:
    """Remove a loop."""
    session.execute(delete(LoopRow).where(LoopRow.person_id == person, LoopRow.id == loop))


def _record(row: LoopRow) -> LoopRecord:
    return LoopRecord(row.id, row.name, row.held_on, row.interviewers, row.created_at, row.updated_at)
