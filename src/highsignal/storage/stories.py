"""Stories and their revisions in the database; every function works inside the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from highsignal.domain.bank import Revision, RevisionKind, StoryContent, StoryRecord, StoryState
from highsignal.storage.schema import ChangeRow, FoundStoryRow, PersonRow, RevisionRow, StoryRow, TickRow


class Standing(NamedTuple):
    """How one story stood: its place, state and words (by the number of their revision)."""

    story: str
    position: int
    state: StoryState
    revision: int
    archived_at: datetime | None
    merged_into: str | None


def standing_of(record: StoryRecord) -> Standing:
    """How `record` stands."""
    return Standing(
        record.id, record.position, record.state, record.revision, record.archived_at, record.merged_into
    )


def new_id() -> str:
    """A new identifier of twelve hexadecimal digits."""
    return secrets.token_hex(6)


def add_story(
    session: Session,
    person: str,
    content: StoryContent,
    state: StoryState,
    at: datetime,
    window: str = "",
    kind: RevisionKind = RevisionKind.CREATED,
    story: str | None = None,
) -> StoryRecord:
    """Put a new story at the end of `person`'s bank, under the id `story` if one is given."""
    last = session.scalar(select(func.max(StoryRow.position)).where(StoryRow.person_id == person))
    row = StoryRow(
        id=story or new_id(),
        person_id=person,
        position=0 if last is None else last + 1,
        state=state.value,
        revision=1,
        created_at=at,
        updated_at=at,
        archived_at=None,
        merged_into=None,
    )
    session.add(row)
    session.flush()
    first = _revision_row(Revision(row.id, 1, at, kind, window, 0, content))
    session.add(first)
    session.flush()
    return _record(row, first)


def add_histories(
    session: Session, person: str, stories: Sequence[StoryRecord], revisions: Sequence[Revision]
) -> None:
    """Put whole stories into `person`'s bank as they stand, with all their revisions, ids and times."""
    rows = [record._asdict() | {"person_id": person, "state": record.state.value} for record in stories]
    for row in rows:
        del row["content"]
    if rows:
        session.execute(insert(StoryRow), rows)
    if revisions:
        session.execute(insert(RevisionRow), [_revision_values(revision) for revision in revisions])


def add_revision(
    session: Session,
    story: str,
    content: StoryContent,
    kind: RevisionKind,
    at: datetime,
    base: int,
    window: str = "",
) -> StoryRecord:
    """Add a revision of `story`, which then is how it stands."""
    row = session.get_one(StoryRow, story)
    row.revision += 1
    row.updated_at = at
    revision = _revision_row(Revision(story, row.revision, at, kind, window, base, content))
    session.add(revision)
    session.flush()
    return _record(row, revision)


def lock_bank(session: Session, person: str) -> None:
    """Let acts on several stories of `person`'s take turns, so that no two wait for each other."""
    session.execute(select(PersonRow.id).where(PersonRow.id == person).with_for_update(key_share=True))


def find_story(session: Session, person: str, story: str, *, lock: bool = False) -> StoryRecord | None:
    """A story of `person`'s, locked against other writers until the transaction ends if wanted."""
    if lock:
        # A statement of its own: one that had to wait for the lock would look for the new revision in the
        # state of the database from before it waited, and find nothing.
        session.execute(select(StoryRow.id).where(StoryRow.id == story).with_for_update())
    found = session.execute(_STORIES.where(StoryRow.id == story), {"person": person}).first()
    return _as_read(*found) if found else None


def list_stories(
    session: Session,
    person: str,
    *,
    archived: bool | None = False,
    after: tuple[int, str] | None = None,
    limit: int | None = None,
) -> tuple[StoryRecord, ...]:
    """Stories in the order of the bank; `archived` None gives all, `after` is the (position, id) before."""
    query = _IN_ORDER
    if archived is not None:
        query = query.where(StoryRow.archived_at.is_not(None) if archived else StoryRow.archived_at.is_(None))
    if after:
        position, story = after
        query = query.where(
            (StoryRow.position > position) | ((StoryRow.position == position) & (StoryRow.id > story))
        )
    found = session.execute(query if limit is None else query.limit(limit), {"person": person})
    return tuple(_as_read(*row) for row in found)


def list_revisions(
    session: Session, story: str, *, before: int | None = None, limit: int | None = None
) -> tuple[Revision, ...]:
    """The revisions of a story, latest first; those numbered below `before` only when it is given."""
    query = select(RevisionRow).where(RevisionRow.story_id == story).order_by(RevisionRow.number.desc())
    if before is not None:
        query = query.where(RevisionRow.number < before)
    return tuple(_revision(row) for row in session.scalars(query.limit(limit)))


def find_revision(session: Session, story: str, number: int) -> Revision | None:
    """One revision of a story."""
    row = session.get(RevisionRow, (story, number))
    return _revision(row) if row else None


def set_standing(session: Session, standing: Standing) -> None:
    """Set where a story stands, leaving its words as they are."""
    session.execute(
        update(StoryRow)
        .where(StoryRow.id == standing.story)
        .values(
            state=standing.state.value,
            position=standing.position,
            archived_at=standing.archived_at,
            merged_into=standing.merged_into,
        )
    )


def remove_story(session: Session, story: str) -> None:
    """Remove a story with its revisions, takes, tellings and ticks, and the changes that name it.

    None of those changes could be undone any more. A candidate that was kept as this story is discarded.
    """
    session.execute(delete(TickRow).where(TickRow.story_id == story))
    person = select(StoryRow.person_id).where(StoryRow.id == story).scalar_subquery()
    for change in session.scalars(select(ChangeRow).where(ChangeRow.person_id == person)):
        if any(standing["story"] == story for standing in change.before):
            session.delete(change)
    session.flush()
    session.execute(
        update(FoundStoryRow).where(FoundStoryRow.story_id == story).values(state="discarded", story_id=None)
    )
    session.execute(delete(StoryRow).where(StoryRow.id == story))


def set_order(session: Session, person: str, stories: Sequence[str]) -> None:
    """Number the positions of `person`'s stories as listed."""
    places = {story: place for place, story in enumerate(stories)}
    rows = session.scalars(select(StoryRow).where(StoryRow.person_id == person, StoryRow.id.in_(places)))
    for row in rows:
        row.position = places[row.id]
    session.flush()


# Columns and not rows of the mapped classes: most pages read the whole bank, and building those takes half
# the time of it. Made once, since putting a query together takes as long as running it.
_STANDING = (
    StoryRow.id,
    StoryRow.position,
    StoryRow.state,
    StoryRow.revision,
    StoryRow.created_at,
    StoryRow.updated_at,
    StoryRow.archived_at,
    StoryRow.merged_into,
)
_WORDS = (
    RevisionRow.title,
    RevisionRow.headline,
    RevisionRow.thirty,
    RevisionRow.ninety,
    RevisionRow.full,
    RevisionRow.competencies,
    RevisionRow.prompt,
)
_STORIES = (
    select(*_STANDING, *_WORDS)
    .join(RevisionRow, (RevisionRow.story_id == StoryRow.id) & (RevisionRow.number == StoryRow.revision))
    .where(StoryRow.person_id == bindparam("person"))
)
_IN_ORDER = _STORIES.order_by(StoryRow.position, StoryRow.id)


def _as_read(
    story: str,
    position: int,
    state: str,
    revision: int,
    created_at: datetime,
    updated_at: datetime,
    archived_at: datetime | None,
    merged_into: str | None,
    *words: Any,
) -> StoryRecord:
    """A story from a row of `_STORIES`."""
    title, headline, thirty, ninety, full, competencies, prompt = words
    content = StoryContent(title, headline, thirty, ninety, full, tuple(competencies), prompt)
    return StoryRecord(
        story,
        position,
        StoryState(state),
        content,
        revision,
        created_at,
        updated_at,
        archived_at,
        merged_into,
    )


def _record(row: StoryRow, revision: RevisionRow) -> StoryRecord:
    return StoryRecord(
        id=row.id,
        position=row.position,
        state=StoryState(row.state),
        content=_content(revision),
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        archived_at=row.archived_at,
        merged_into=row.merged_into,
    )


def _revision(row: RevisionRow) -> Revision:
    kind = RevisionKind(row.kind)
    return Revision(row.story_id, row.number, row.at, kind, row.window, row.base, _content(row))


def _content(row: RevisionRow) -> StoryContent:
    return StoryContent(
        title=row.title,
        headline=row.headline,
        thirty=row.thirty,
        ninety=row.ninety,
        full=row.full,
        competencies=tuple(row.competencies),
        prompt=row.prompt,
    )


def _revision_row(revision: Revision) -> RevisionRow:
    return RevisionRow(**_revision_values(revision))


def _revision_values(revision: Revision) -> dict[str, Any]:
    content = revision.content._asdict() | {"competencies": list(revision.content.competencies)}
    return content | {
        "story_id": revision.story,
        "number": revision.number,
        "at": revision.at,
        "kind": revision.kind.value,
        "window": revision.window,
        "base": revision.base,
    }
