"""What was done to a bank, so that it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from highsignal.domain.bank import StoryState
from highsignal.storage.schema import ChangeRow
from highsignal.storage.stories import Standing, new_id


class Change(NamedTuple):
    """One act of a person's, such as “Archived 2 stories”, with every story it touched before and after."""

    id: str
    at: datetime
    label: str
    before: tuple[Standing, ...]
    after: tuple[Standing, ...]
    undone_at: datetime | None


def add_change(
    session: Session,
    person: str,
    label: str,
    before: Sequence[Standing],
    after: Sequence[Standing],
    at: datetime,
) -> Change:
    """Keep what was done."""
    row = ChangeRow(
        id=new_id(),
        person_id=person,
        at=at,
        label=label,
        before=[_written(standing) for standing in before],
        after=[_written(standing) for standing in after],
        undone_at=None,
    )
    session.add(row)
    session.flush()
    return _change(row)


def find_change(session: Session, person: str, change: str) -> Change | None:
    """One change of `person`'s."""
    row = session.scalar(select(ChangeRow).where(ChangeRow.person_id == person, ChangeRow.id == change))
    return _change(row) if row else None


def latest_change(session: Session, person: str) -> Change | None:
    """The last change that has not been undone."""
    query = (
        select(ChangeRow)
        .where(ChangeRow.person_id == person, ChangeRow.undone_at.is_(None))
        .order_by(ChangeRow.at.desc(), ChangeRow.id.desc())
        .limit(1)
    )
    row = session.scalar(query)
    return _change(row) if row else None


def mark_undone(session: Session, change: str, at: datetime) -> None:
    """Note that `change` was undone."""
    session.get_one(ChangeRow, change).undone_at = at
    session.flush()


def _written(standing: Standing) -> dict[str, object]:
    archived = standing.archived_at.isoformat() if standing.archived_at else None
    return standing._asdict() | {"archived_at": archived, "state": standing.state.value}


def _read(values: dict[str, object]) -> Standing:
    archived = values["archived_at"]
    when = datetime.fromisoformat(str(archived)) if archived else None
    known = values | {"archived_at": when, "state": StoryState(str(values["state"]))}
    return Standing(**known)  # type: ignore[arg-type]  # written by _written


def _change(row: ChangeRow) -> Change:
    return Change(
        row.id,
        row.at,
        row.label,
        tuple(_read(values) for values in row.before),
        tuple(_read(values) for values in row.after),
        row.undone_at,
    )
