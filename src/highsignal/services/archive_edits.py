"""Stories of an export that were edited or added by hand, in any editor, before it is imported."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.domain.bank import RevisionKind, StoryContent, StoryRecord, StoryState
from highsignal.services.archive_errors import StoryFileError
from highsignal.services.archive_reading import Archive
from highsignal.services.archive_stories import StoryFile, edited, read_story
from highsignal.services.archives import current_rows
from highsignal.services.errors import InvalidInputError
from highsignal.services.stories import check_content
from highsignal.storage.dump_stories import StoryMerge
from highsignal.storage.stories import (
    add_revision,
    add_story,
    find_revision,
    find_story,
    list_revisions,
    set_standing,
    standing_of,
)

_WINDOW = "import"


class Edit(NamedTuple):
    """One file: its name, what it says, whose story it is, and the story's number of the last revision.

    `revision` is None for a story that the archive's data does not have: then it is a new one.
    """

    name: str
    file: StoryFile
    person: str
    revision: int | None
    state: StoryState | None


Edits = tuple[Edit, ...]


def read_edits(archive: Archive) -> Edits:
    """The stories' files that are not as they were written; raises StoryFileError."""
    changed = archive.changed()
    if not changed:
        return ()
    files = {name: _read(archive, name) for name in _story_files(archive)}
    stories = {str(row["id"]): row for row in current_rows(archive, "story")}
    seen: dict[str, str] = {}
    for name, file in files.items():
        if file.id is not None and seen.setdefault(file.id, name) != name:
            raise StoryFileError(
                name,
                2,
                f"it has the id of {seen[file.id]}; delete the line `id` to make it a story of its own",
            )
    people = [str(row["id"]) for row in current_rows(archive, "person")]
    edits = []
    for name in changed:
        file = files[name]
        row = stories.get(file.id or "")
        if row:
            state = StoryState(row["state"])
            edits.append(Edit(name, file, str(row["person_id"]), int(row["revision"]), state))
        elif people:
            near = (files[n].id for n in files if _folder(n) == _folder(name))
            owners = [str(stories[story]["person_id"]) for story in near if story in stories]
            edits.append(Edit(name, file, (owners or people)[0], None, None))
    return tuple(edits)


def apply_edits(session: Session, edits: Edits, merge: StoryMerge, at: datetime) -> tuple[int, int]:
    """Make each edited file a new revision of its story; how many stories are new, and how many changed.

    Importing the same files again changes nothing. Raises StoryFileError for words that cannot be kept.
    """
    new = changed = 0
    for edit in edits:
        if edit.revision is None:
            new += _add(session, edit, at)
        else:
            changed += _change(session, edit, merge.number_here(edit.file.id or "", edit.revision), at)
    return new, changed


def _add(session: Session, edit: Edit, at: datetime) -> bool:
    content = _checked(edit.name, edited(StoryContent(), edit.file))
    # The same file gives the same id, so that it is added once.
    parts = "\0".join((edit.person, edit.name, *content[:5]))
    story = blake2b(parts.encode(), digest_size=6).hexdigest()
    if content.empty or find_story(session, edit.person, story):
        return False
    state = edit.file.state or _first_state(content)
    record = add_story(session, edit.person, content, state, at, _WINDOW, RevisionKind.IMPORTED, story)
    if "/archive/" in edit.name:
        set_standing(session, standing_of(record)._replace(archived_at=at))
    return True


def _change(session: Session, edit: Edit, number: int, at: datetime) -> bool:
    story = edit.file.id or ""
    before = find_revision(session, story, number)
    record = find_story(session, edit.person, story, lock=True)
    if before is None or record is None:
        return False
    content = _checked(edit.name, edited(before.content, edit.file))
    if content == before.content:
        # Only its state was edited: that counts unless the story has moved on here.
        if edit.file.state in (None, edit.state) or record.state is not edit.state:
            return False
    elif _was_imported(session, story, number, content):
        return False
    else:
        record = add_revision(session, story, content, RevisionKind.IMPORTED, at, number, _WINDOW)
    set_standing(session, standing_of(record)._replace(state=_state(edit, record)))
    return True


def _was_imported(session: Session, story: str, number: int, content: StoryContent) -> bool:
    return any(
        revision.kind is RevisionKind.IMPORTED and revision.base == number and revision.content == content
        for revision in list_revisions(session, story)
    )


def _state(edit: Edit, record: StoryRecord) -> StoryState:
    """The state that the file was given by hand, else a raw story is drafted once it can be told."""
    if edit.file.state not in (None, edit.state):
        return edit.file.state or record.state
    return _first_state(record.content) if record.state is StoryState.RAW else record.state


def _first_state(content: StoryContent) -> StoryState:
    return StoryState.DRAFTED if content.text("ninety") else StoryState.RAW


def _checked(name: str, content: StoryContent) -> StoryContent:
    try:
        check_content(content)
    except InvalidInputError as error:
        raise StoryFileError(name, 1, str(error)) from None
    return content


def _read(archive: Archive, name: str) -> StoryFile:
    try:
        return read_story(name, archive.read(name).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise StoryFileError(name, 1, "it is not UTF-8; save it as that") from None


def _story_files(archive: Archive) -> list[str]:
    return sorted(name for name in archive.sizes if name.startswith("stories/") and name.endswith(".md"))


def _folder(name: str) -> str:
    return name.replace("/archive/", "/").rpartition("/")[0]
