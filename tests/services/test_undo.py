"""Undo takes back one act; it never takes back what came after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from highsignal.domain.bank import RevisionKind, StoryContent, StoryRecord, StoryState
from highsignal.services.errors import NotFoundError, UndoConflictError
from highsignal.services.stories import (
    archive,
    create_story,
    delete_for_good,
    get_story,
    mark,
    merge,
    reorder,
    restore_revision,
    revisions,
    save_story,
    unarchive,
)
from highsignal.services.undo import last_change, undo
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change
from highsignal.storage.stories import list_stories

Acts = dict[str, Callable[[Desk, list[str]], Change]]

ACTS: Acts = {
    "archive": lambda desk, ids: archive(desk, ids[:2]),
    "unarchive": lambda desk, ids: unarchive(desk, ids[3:]),
    "mark": lambda desk, ids: mark(desk, ids[:2], StoryState.LANDED),
    "reorder": lambda desk, ids: reorder(desk, [ids[2], ids[0]]),
    "restore": lambda desk, ids: restore_revision(desk, ids[0], 1)[1],
    "merge": lambda desk, ids: merge(desk, ids[0], ids[1], StoryContent(title="both"), 2)[1],
}


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    """Four stories: the first was changed once, the last one is archived."""
    made = [create_story(desk, StoryContent(title=name))[0].id for name in "abcd"]
    save_story(desk, made[0], StoryContent(title="a", full="more"), 1)
    archive(desk, [made[3]])
    return made


def standing(desk: Desk) -> list[tuple[object, ...]]:
    """What a person sees of the bank: everything but the numbers of revisions."""
    with desk.database.reading() as session:
        stories = list_stories(session, desk.person.id, archived=None)
    return [(s.id, s.position, s.state, s.content, s.archived_at, s.merged_into) for s in stories]


@pytest.mark.parametrize("act", ACTS)
def test_undo_brings_back_what_stood_before(desk: Desk, ids: list[str], act: str) -> None:
    before = standing(desk)
    change = ACTS[act](desk, ids)
    assert standing(desk) != before
    latest = last_change(desk)
    assert latest
    assert latest.id == change.id
    assert undo(desk, change.id).label == change.label
    assert standing(desk) == before
    with pytest.raises(UndoConflictError):
        undo(desk, change.id)


def test_undoing_a_new_story_archives_it(desk: Desk) -> None:
    story, change = create_story(desk, StoryContent(title="a"))
    assert change
    undo(desk, change.id)
    assert get_story(desk, story.id).archived_at


def test_undone_words_come_back_as_a_revision(desk: Desk, ids: list[str]) -> None:
    undo(desk, ACTS["merge"](desk, ids).id)
    newest, merged, *_ = revisions(desk, ids[0])
    assert (newest.kind, newest.base, newest.content.full) == (RevisionKind.UNDONE, 3, "more")
    assert merged.content.title == "both"


AFTER: dict[str, Callable[[Desk, StoryRecord], object]] = {
    "archive": lambda desk, story: unarchive(desk, [story.id]),
    "mark": lambda desk, story: mark(desk, [story.id], StoryState.DRAFTED),
    "restore": lambda desk, story: save_story(desk, story.id, StoryContent(title="z"), story.revision),
    "merge": lambda desk, story: save_story(desk, story.id, StoryContent(title="z"), story.revision),
    "reorder": lambda desk, story: reorder(desk, [story.id]),
}


@pytest.mark.parametrize("act", AFTER)
def test_what_was_changed_again_is_not_undone(desk: Desk, ids: list[str], act: str) -> None:
    change = ACTS[act](desk, ids)
    AFTER[act](desk, get_story(desk, ids[0]))
    before = standing(desk)
    with pytest.raises(UndoConflictError, match="cannot be undone any more"):
        undo(desk, change.id)
    assert standing(desk) == before


def test_words_written_since_are_kept_when_an_archiving_is_undone(desk: Desk, ids: list[str]) -> None:
    change = archive(desk, [ids[0]])
    save_story(desk, ids[0], StoryContent(title="while archived"), 2)
    undo(desk, change.id)
    story = get_story(desk, ids[0])
    assert story.archived_at is None
    assert story.content.title == "while archived"


def test_a_change_of_a_deleted_story_is_gone(desk: Desk, ids: list[str]) -> None:
    change = archive(desk, [ids[1]])
    delete_for_good(desk, [ids[1]])
    with pytest.raises(NotFoundError):
        undo(desk, change.id)


def test_undo_goes_further_back_each_time(desk: Desk, ids: list[str]) -> None:
    seen = []
    while (change := last_change(desk)) is not None:
        seen.append(change.label)
        undo(desk, change.id)
    assert seen == ["Archived “d”", "Added “d”", "Added “c”", "Added “b”", "Added “a”"]
