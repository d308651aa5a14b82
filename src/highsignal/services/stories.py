"""Writing, ordering, archiving and merging stories; every act can be undone or restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.domain.bank import Revision, RevisionKind, StoryContent, StoryRecord, StoryState
from highsignal.services.errors import InvalidInputError, NotFoundError, StoryConflictError
from highsignal.services.recording_files import remove_files
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change, add_change
from highsignal.storage.readings import forget_readings
from highsignal.storage.stories import (
    Standing,
    add_revision,
    add_story,
    find_revision,
    find_story,
    list_revisions,
    list_stories,
    lock_bank,
    remove_story,
    set_order,
    set_standing,
    standing_of,
)
from highsignal.storage.tellings import list_takes

LONGEST = 1_000_000  # characters of one version; as for a file on the command line
LONGEST_LINE = 500  # characters of a title, a headline, a competency
_LONGEST_FIELDS = {
    "title": LONGEST_LINE,
    "headline": LONGEST_LINE,
    "thirty": LONGEST,
    "ninety": LONGEST,
    "full": LONGEST,
    "prompt": 4 * LONGEST_LINE,  # an interviewer's question with its context
}
_MOST_COMPETENCIES = 100
_PAGE = 50


class Saved(NamedTuple):
    """A story as it stands after a save; `changed` is False when it stood so already."""

    story: StoryRecord
    changed: bool


def create_story(
    desk: Desk,
    content: StoryContent,
    window: str = "",
    kind: RevisionKind = RevisionKind.CREATED,
    *,
    reuse_empty: bool = False,
) -> tuple[StoryRecord, Change | None]:
    """Put a new story into the bank; undoing that archives it.

    With `reuse_empty` a story that was begun and never written is taken instead, without a change.
    Raises InvalidInputError for words that are too long.
    """
    check_content(content)
    with desk.database.writing() as session:
        lock_bank(session, desk.person.id)
        if reuse_empty:
            for record in list_stories(session, desk.person.id):
                if record.content.empty and record.revision == 1:
                    return record, None
        story = add_story(session, desk.person.id, content, first_state(content), desk.now(), window, kind)
        before = standing_of(story)._replace(archived_at=desk.now())
        label = f"Added “{content.name}”"
        change = add_change(session, desk.person.id, label, [before], [standing_of(story)], desk.now())
    return story, change


def get_story(desk: Desk, story: str) -> StoryRecord:
    """One story; raises NotFoundError."""
    with desk.database.reading() as session:
        return _found(session, desk, story)


def list_page(
    desk: Desk, *, archived: bool, after: tuple[int, str] | None, limit: int
) -> tuple[StoryRecord, ...]:
    """Stories in the order of the bank, from behind the (position, id) `after`."""
    with desk.database.reading() as session:
        return list_stories(session, desk.person.id, archived=archived, after=after, limit=limit)


def save_story(desk: Desk, story: str, content: StoryContent, base: int, window: str = "") -> Saved:
    """Save new words of a story, written from revision `base`.

    Saving what stands there already changes nothing, so a save that was sent twice is made once. A
    window that did not hear of its own last save may go on from the base of that one.

    Raises StoryConflictError when another window saved since `base`, NotFoundError, InvalidInputError.
    """
    check_content(content)
    with desk.database.writing() as session:
        current = _found(session, desk, story, lock=True)
        if current.content == content:
            return Saved(current, changed=False)
        if base != current.revision and not _own_last_save(session, current, base, window):
            raise StoryConflictError(current)
        saved = add_revision(session, story, content, RevisionKind.EDITED, desk.now(), base, window)
        return Saved(_promoted(session, saved), changed=True)


def revisions(desk: Desk, story: str, before: int | None = None, limit: int = _PAGE) -> tuple[Revision, ...]:
    """The revisions of a story, latest first; raises NotFoundError."""
    with desk.database.reading() as session:
        _found(session, desk, story)
        return list_revisions(session, story, before=before, limit=limit)


def get_revision(desk: Desk, story: str, number: int) -> Revision:
    """One revision; raises NotFoundError."""
    with desk.database.reading() as session:
        _found(session, desk, story)
        found = find_revision(session, story, number)
    if found is None:
        raise NotFoundError("revision", str(number))
    return found


def restore_revision(desk: Desk, story: str, number: int) -> tuple[StoryRecord, Change]:
    """Make an earlier revision the present one, as a new revision; raises NotFoundError."""
    earlier = get_revision(desk, story, number)

    def back(session: Session, current: StoryRecord) -> StoryRecord:
        if current.content == earlier.content:
            return current
        kind = RevisionKind.RESTORED
        return add_revision(session, story, earlier.content, kind, desk.now(), current.revision)

    (record,), change = _change(desk, [story], f"Restored revision {number} of {{name}}", back)
    return record, change


def mark(desk: Desk, stories: Sequence[str], state: StoryState) -> Change:
    """Say how far stories have come; raises NotFoundError."""
    return _change(
        desk, stories, f"Marked {{name}} as {state.value}", lambda _, record: record._replace(state=state)
    )[1]


def archive(desk: Desk, stories: Sequence[str]) -> Change:
    """Take stories out of the bank; they stay in the archive. Raises NotFoundError."""
    now = desk.now()
    return _change(
        desk, stories, "Archived {name}", lambda _, r: r._replace(archived_at=r.archived_at or now)
    )[1]


def unarchive(desk: Desk, stories: Sequence[str]) -> Change:
    """Bring stories back from the archive; raises NotFoundError."""
    return _change(
        desk,
        stories,
        "Brought back {name}",
        lambda _, record: record._replace(archived_at=None, merged_into=None),
    )[1]


def delete_for_good(desk: Desk, stories: Sequence[str]) -> int:
    """Delete archived stories with their history, takes and recordings; how many. Nothing brings them back.

    Raises NotFoundError, and InvalidInputError for a story that is not in the archive.
    """
    with desk.database.writing() as session:
        lock_bank(session, desk.person.id)
        forget_readings(session, desk.person.id)  # they quote the stories they were made of
        takes: list[str] = []
        for story in dict.fromkeys(stories):
            record = _found(session, desk, story, lock=True)
            if record.archived_at is None:
                raise InvalidInputError({"story": f"archive “{record.content.name}” before you delete it"})
            takes += (take.id for take in list_takes(session, desk.person.id, story=story))
            remove_story(session, story)
        session.flush()
        # Before the transaction ends: should the program die in between, the story is still there and can be
        # deleted again. The other way round its sound would stay, seen by nobody.
        remove_files(desk.workspace.folder, takes)
    return len(set(stories))


def reorder(desk: Desk, order: Sequence[str]) -> Change:
    """Put the bank into this order; stories that are not named keep their order behind those that are.

    Raises NotFoundError for a story that is not in the bank.
    """
    with desk.database.writing() as session:
        lock_bank(session, desk.person.id)
        before = list_stories(session, desk.person.id, archived=None)
        known = {record.id for record in before}
        for story in order:
            if story not in known:
                raise NotFoundError("story", story)
        named = list(dict.fromkeys(order))
        full = named + [record.id for record in before if record.id not in set(named)]
        set_order(session, desk.person.id, full)
        after = [standing_of(r)._replace(position=full.index(r.id)) for r in before]
        standings = [standing_of(record) for record in before]
        return add_change(session, desk.person.id, "Changed the order", standings, after, desk.now())


def edit_story(
    desk: Desk, story: str, content: StoryContent, base: int, label: str, kind: RevisionKind
) -> tuple[StoryRecord, Change]:
    """Change a story's words as one act that can be undone; `label` may hold {name}.

    Raises StoryConflictError when the story changed since `base`, NotFoundError, InvalidInputError.
    """
    check_content(content)

    def write(session: Session, record: StoryRecord) -> StoryRecord:
        if record.revision != base:
            raise StoryConflictError(record)
        return _promoted(session, add_revision(session, story, content, kind, desk.now(), base))

    (record,), change = _change(desk, [story], label, write)
    return record, change


def merge(desk: Desk, keep: str, other: str, content: StoryContent, base: int) -> tuple[StoryRecord, Change]:
    """Make `content` the words of `keep` and archive `other` as merged into it.

    Raises StoryConflictError when `keep` changed since `base`, NotFoundError, InvalidInputError.
    """
    check_content(content)
    if keep == other:
        raise InvalidInputError({"other": "a story cannot be merged with itself; choose another one"})
    now = desk.now()

    def join(session: Session, record: StoryRecord) -> StoryRecord:
        if record.id == other:
            return record._replace(archived_at=now, merged_into=keep)
        if record.revision != base:
            raise StoryConflictError(record)
        return add_revision(session, keep, content, RevisionKind.MERGED, now, base)

    records, change = _change(desk, [keep, other], "Merged two stories into {name}", join)
    return records[0], change


def _change(
    desk: Desk, stories: Sequence[str], label: str, alter: Callable[[Session, StoryRecord], StoryRecord]
) -> tuple[list[StoryRecord], Change]:
    """Alter stories in one transaction and keep what stood before, so that it can be undone."""
    before: list[Standing] = []
    records: list[StoryRecord] = []
    with desk.database.writing() as session:
        lock_bank(session, desk.person.id)
        for story in dict.fromkeys(stories):
            record = _found(session, desk, story, lock=True)
            before.append(standing_of(record))
            altered = alter(session, record)
            set_standing(session, standing_of(altered))
            records.append(altered)
        if not records:
            raise InvalidInputError({"stories": "choose at least one story"})
        name = (
            f"“{records[0].content.name}”"
            if len(records) == 1 or "Merged" in label
            else (f"{len(records)} stories")
        )
        after = [standing_of(record) for record in records]
        change = add_change(session, desk.person.id, label.format(name=name), before, after, desk.now())
    return records, change


def _found(session: Session, desk: Desk, story: str, *, lock: bool = False) -> StoryRecord:
    found = find_story(session, desk.person.id, story, lock=lock)
    if found is None:
        raise NotFoundError("story", story)
    return found


def _own_last_save(session: Session, current: StoryRecord, base: int, window: str) -> bool:
    last = find_revision(session, current.id, current.revision)
    return bool(window) and last is not None and last.window == window and last.base == base


def first_state(content: StoryContent) -> StoryState:
    """How far a new story has come: it is drafted once there is a version to tell."""
    return StoryState.DRAFTED if content.text("ninety") else StoryState.RAW


def _promoted(session: Session, record: StoryRecord) -> StoryRecord:
    """A raw story is drafted as soon as there is a version to tell."""
    if record.state is not StoryState.RAW or first_state(record.content) is StoryState.RAW:
        return record
    drafted = record._replace(state=StoryState.DRAFTED)
    set_standing(session, standing_of(drafted))
    return drafted


def check_content(content: StoryContent) -> None:
    """Raise InvalidInputError, with a sentence for each field, for words that cannot be kept."""
    problems = {
        name: f"this is {len(words)} characters long; at most {longest} can be kept"
        for name, longest in _LONGEST_FIELDS.items()
        if len(words := getattr(content, name)) > longest
    }
    competencies = content.competencies
    if len(competencies) > _MOST_COMPETENCIES or any(len(name) > LONGEST_LINE for name in competencies):
        problems["competencies"] = f"at most {_MOST_COMPETENCIES}, none longer than {LONGEST_LINE} characters"
    for name, value in content._asdict().items():
        if not all(is_storable(words) for words in ([value] if isinstance(value, str) else value)):
            problems[name] = "this has a sign in it that cannot be kept (a NUL or half a sign); delete it"
    if problems:
        raise InvalidInputError(problems)


def is_storable(words: str) -> bool:
    """Whether every database keeps these words: no NUL, no half of a pair of surrogates."""
    try:
        return b"\0" not in words.encode()
    except UnicodeEncodeError:
        return False
