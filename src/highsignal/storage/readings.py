"""What the analyzer said of texts, kept so that lists need not ask again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, delete, select
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
    rows = [{"key": key, "person_id": person, "at": at, "value": value} for key, value in readings.items()]
    if not rows:
        return
    # Two windows may have read the same text at once.
    session.execute(_insert_or_leave(session), rows)


def forget_readings(session: Session, person: str, before: datetime | None = None) -> None:
    """Drop readings, only those made before a moment if one is given: they can be made again."""
    query = delete(ReadingRow).where(ReadingRow.person_id == person)
    session.execute(query.where(ReadingRow.at < before) if before else query)


def _insert_or_leave(session: Session) -> Insert:
    # Imported here: the start should not wait for the dialect of a database that is not in use.
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        return sqlite_insert(ReadingRow).on_conflict_do_nothing()
    from sqlalchemy.dialects.postgresql import insert as postgres_insert

    return postgres_insert(ReadingRow).on_conflict_do_nothing()
