"""When a person last moved something."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from highsignal.storage.schema import (
    ChangeRow,
    LoopRow,
    RevisionRow,
    RoundRow,
    SourceRow,
    StoryRow,
    TakeRow,
    TickRow,
)

_OWNER: BindParameter[str] = bindparam("person")
_WRITTEN = (
    select(func.max(RevisionRow.at))
    .join(StoryRow, StoryRow.id == RevisionRow.story_id)
    .where(StoryRow.person_id == _OWNER)
)
_OTHERS = (
    select(func.max(column)).where(row.person_id == _OWNER)
    for row, column in (
        (TakeRow, TakeRow.at),
        (RoundRow, RoundRow.held_at),
        (TickRow, TickRow.at),
        (SourceRow, SourceRow.added_at),
        (LoopRow, LoopRow.updated_at),
        (ChangeRow, ChangeRow.at),
    )
)
# Made once: putting it together takes longer than running it.
_MOVED = select(*(query.scalar_subquery() for query in (_WRITTEN, *_OTHERS)))


def last_moved(session: Session, person: str) -> datetime | None:
    """The latest of everything a person wrote, told, decided or brought in; None before the first."""
    found = session.execute(_MOVED, {"person": person}).one()
    return max((at for at in found if at is not None), default=None)
