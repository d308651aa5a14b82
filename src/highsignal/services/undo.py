"""Undoing what was done to a bank; nothing is lost by it, since words come back as a new revision."""

from __future__ import annotations

from sqlalchemy.orm import Session

from highsignal.domain.bank import RevisionKind, StoryRecord
from highsignal.services.errors import NotFoundError, UndoConflictError
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change, find_change, latest_change, mark_undone
from highsignal.storage.stories import (
    Standing,
    add_revision,
    find_revision,
    find_story,
    lock_bank,
    set_standing,
    standing_of,
)


def undo(desk: Desk, change: str) -> Change:
    """Undo one change.

    Raises NotFoundError when there is no such change, UndoConflictError when a story it touched was
    changed again since, or when it was undone already.
    """
    with desk.database.writing() as session:
        lock_bank(session, desk.person.id)
        found = find_change(session, desk.person.id, change)
        if found is None:
            raise NotFoundError("change", change)
        if found.undone_at is not None:
            raise UndoConflictError(found.label)
        steps = list(zip(found.before, found.after, strict=True))
        present = [_present(session, desk, before, after, found.label) for before, after in steps]
        for record, (before, after) in zip(present, steps, strict=True):
            _bring_back(session, desk, record, before, after)
        mark_undone(session, change, desk.now())
    return found


def last_change(desk: Desk) -> Change | None:
    """The change that undo would take back, None when there is none."""
    with desk.database.reading() as session:
        return latest_change(session, desk.person.id)


def _present(session: Session, desk: Desk, before: Standing, after: Standing, label: str) -> StoryRecord:
    """The story as it stands; what the change altered must not have been altered again."""
    record = find_story(session, desk.person.id, after.story, lock=True)
    if record is None:
        raise UndoConflictError(label)
    present = standing_of(record)
    if any(getattr(present, field) != getattr(after, field) for field in _altered(before, after)):
        raise UndoConflictError(label)
    return record


def _bring_back(session: Session, desk: Desk, record: StoryRecord, before: Standing, after: Standing) -> None:
    altered = _altered(before, after)
    set_standing(session, standing_of(record)._replace(**{f: getattr(before, f) for f in altered}))
    if "revision" in altered:
        earlier = find_revision(session, record.id, before.revision)
        if earlier:
            kind = RevisionKind.UNDONE
            add_revision(session, record.id, earlier.content, kind, desk.now(), record.revision)


def _altered(before: Standing, after: Standing) -> tuple[str, ...]:
    """The fields in which two standings of one story differ."""
    return tuple(f for f in Standing._fields if getattr(before, f) != getattr(after, f))
