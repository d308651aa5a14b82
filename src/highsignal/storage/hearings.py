"""What listeners said they heard."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from highsignal.domain.practice import Hearing, HearingKind
from highsignal.storage.practice_schema import HearingRow


def add_hearing(session: Session, person: str, hearing: Hearing) -> None:
    """Keep a new hearing, answered or not."""
    session.execute(insert(HearingRow), [_values(hearing) | {"person_id": person}])


def save_hearing(session: Session, hearing: Hearing) -> None:
    """Change a hearing that is there, such as when its answer came."""
    session.execute(update(HearingRow).where(HearingRow.id == hearing.id).values(_values(hearing)))


def remove_hearing(session: Session, hearing: str) -> None:
    """Remove a hearing."""
    session.execute(delete(HearingRow).where(HearingRow.id == hearing))


def find_hearing(session: Session, person: str, hearing: str, *, lock: bool = False) -> Hearing | None:
    """One hearing of one of `person`'s stories; `lock` holds it for this transaction."""
    query = select(HearingRow).where(HearingRow.id == hearing, HearingRow.person_id == person)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    return _hearing(row) if row else None


def list_hearings(session: Session, person: str, story: str | None = None) -> tuple[Hearing, ...]:
    """Hearings of a person's stories, or of one of them, latest first."""
    query = select(HearingRow).where(HearingRow.person_id == person)
    if story is not None:
        query = query.where(HearingRow.story_id == story)
    rows = session.scalars(query.order_by(HearingRow.asked_at.desc(), HearingRow.id))
    return tuple(_hearing(row) for row in rows)


def _values(hearing: Hearing) -> dict[str, Any]:
    values = hearing._asdict() | {"kind": hearing.kind.value, "answers": dict(hearing.answers)}
    values["story_id"] = values.pop("story")
    return values


def _hearing(row: HearingRow) -> Hearing:
    return Hearing(
        id=row.id,
        story=row.story_id,
        kind=HearingKind(row.kind),
        way=row.way,
        revision=row.revision,
        version=row.version,
        asked_at=row.asked_at,
        listener=row.listener,
        answered_at=row.answered_at,
        answers=row.answers,
        clarity=row.clarity,
    )
