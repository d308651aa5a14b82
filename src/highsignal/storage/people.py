"""People, their targets, and what holds for the whole workspace."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from highsignal.domain.bank import Person
from highsignal.domain.targets import Target
from highsignal.storage.schema import PersonRow, TargetRow, WorkspaceRow

CURRENT = "current-person"


def save_person(session: Session, person: Person) -> None:
    """Add `person`, or change who is there under the same id."""
    session.merge(PersonRow(**person._asdict()))
    session.flush()


def add_person_once(session: Session, person: Person) -> bool:
    """Add `person`; False when somebody is there under the same id, who then stays as they are."""
    try:
        with session.begin_nested():
            session.add(PersonRow(**person._asdict()))
    except IntegrityError:
        return False
    return True


def find_person(session: Session, person: str) -> Person | None:
    """The person with this id."""
    row = session.get(PersonRow, person)
    return _person(row) if row else None


def list_people(session: Session) -> tuple[Person, ...]:
    """Everybody, in the order in which they came."""
    return tuple(
        _person(row)
        for row in session.scalars(select(PersonRow).order_by(PersonRow.created_at, PersonRow.id))
    )


def remove_person(session: Session, person: str) -> None:
    """Remove a person and everything that is theirs."""
    session.execute(delete(PersonRow).where(PersonRow.id == person))


def save_target(session: Session, person: str, target: Target, signal: str, at: datetime) -> None:
    """Keep what `person` aims at; `signal` is the one they tighten first, empty for none chosen."""
    session.merge(
        TargetRow(
            person_id=person,
            role=target.role,
            level=target.level,
            ladder=target.ladder,
            loop=target.loop,
            companies=list(target.companies),
            interview_on=date.fromisoformat(target.date) if target.date else None,
            signal=signal,
            updated_at=at,
        )
    )
    session.flush()


def find_target(session: Session, person: str) -> tuple[Target, str] | None:
    """What `person` aims at and the signal they tighten first; None before they said so."""
    row = session.get(TargetRow, person)
    return _target(row) if row else None


_OPEN = (
    select(PersonRow, TargetRow)
    .join(WorkspaceRow, WorkspaceRow.value == PersonRow.id)
    .outerjoin(TargetRow, TargetRow.person_id == PersonRow.id)
    .where(WorkspaceRow.key == CURRENT)
)


def find_current(session: Session) -> tuple[Person, tuple[Target, str] | None] | None:
    """The person whose bank is open, with what `find_target` says of them; every page begins with this."""
    found = session.execute(_OPEN).first()
    if found is None:
        return None
    person, target = found
    return _person(person), _target(target) if target else None


def workspace_value(session: Session, key: str) -> str | None:
    """What the workspace has under `key`."""
    row = session.get(WorkspaceRow, key)
    return row.value if row else None


def set_workspace_value(session: Session, key: str, value: str) -> None:
    """Keep `value` under `key`."""
    session.merge(WorkspaceRow(key=key, value=value))
    session.flush()


def forget_workspace_value(session: Session, key: str) -> None:
    """Keep nothing under `key` any more."""
    session.execute(delete(WorkspaceRow).where(WorkspaceRow.key == key))


def _person(row: PersonRow) -> Person:
    return Person(
        row.id, row.name, row.headline, row.time_zone, row.words_per_minute, row.created_at, row.sample
    )


def _target(row: TargetRow) -> tuple[Target, str]:
    when = row.interview_on.isoformat() if row.interview_on else None
    return Target(row.role, row.level, row.ladder, row.loop, tuple(row.companies), when), row.signal
