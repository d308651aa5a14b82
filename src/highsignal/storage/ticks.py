"""What a person says of checklist lines."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from highsignal.domain.bank import Tick
from highsignal.storage.schema import TickRow


def save_tick(session: Session, person: str, tick: Tick) -> None:
    """Keep what `person` says of a line, in place of what they said before."""
    session.merge(
        TickRow(
            person_id=person,
            story_id=tick.story,
            line=tick.line,
            met=tick.met,
            note=tick.note,
            at=tick.at,
        )
    )
    session.flush()


def remove_tick(session: Session, person: str, story: str, line: str) -> None:
    """Leave a line undecided again."""
    session.execute(
        delete(TickRow).where(TickRow.person_id == person, TickRow.story_id == story, TickRow.line == line)
    )


def list_ticks(session: Session, person: str, story: str | None = None) -> tuple[Tick, ...]:
    """Everything `person` said, or what they said of one story (empty: of the whole bank)."""
    query = select(TickRow).where(TickRow.person_id == person).order_by(TickRow.story_id, TickRow.line)
    if story is not None:
        query = query.where(TickRow.story_id == story)
    return tuple(Tick(row.story_id, row.line, row.met, row.note, row.at) for row in session.scalars(query))
