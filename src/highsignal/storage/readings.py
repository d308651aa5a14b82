"""What the analyzer said of texts, kept so that lists need not ask again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from highsignal.storage.schema import ReadingRow


def find_readings(session: Session, keys: Collection[str]) -> dict[str, dict[str, Any]]:
    """The readings kept under `keys`, for those that are there."""
    query = select(ReadingRow).where(ReadingRow.key.in_(keys))
    return {row.key: row.value for row in session.scalars(query)}


def save_readings(
    session: Session, person: str, readings: Mapping[str, dict[str, Any]], at: datetime
) -> None:
    """Keep readings; one that is there already stays."""
    there = set(session.scalars(select(ReadingRow.key).where(ReadingRow.key.in_(readings))))
    for key, value in readings.items():
        if key not in there:
            session.merge(ReadingRow(key=key, person_id=person, at=at, value=value))
    session.flush()


def forget_readings(session: Session, person: str, before: datetime) -> None:
    """Drop readings made before a moment: they can be made again."""
    session.execute(delete(ReadingRow).where(ReadingRow.person_id == person, ReadingRow.at < before))
