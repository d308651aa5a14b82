"""Stories: made, saved, kept apart from another window's, ordered, archived, merged; on both databases."""

from __future__ import annotations

import pytest

from highsignal.domain.bank import RevisionKind, StoryContent, StoryRecord, StoryState, Tick
from highsignal.services.errors import InvalidInputError, NotFoundError, StoryConflictError
from highsignal.services.people import add_person
from highsignal.services.readings import glances
from highsignal.services.stories import (
    LONGEST,
    archive,
    create_story,
    delete_for_good,
    get_revision,
    get_story,
    mark,
    merge,
    reorder,
    restore_revision,
    revisions,
    save_story,
    unarchive,
)
from highsignal.services.undo import last_change
from highsignal.services.workspace import Desk, desk_of
from highsignal.storage.schema import ReadingRow
from highsignal.storage.stories import list_stories
from highsignal.storage.ticks import list_ticks, save_tick

ODD = StoryContent(
    title="  Ünïcode – “quotes” 🦜  ",
    headline="שלום עולם",
    thirty="line\r\nline\n",
    ninety="---\ntitle: no\n---\n## Result\n\ttab",
    full="\u2028\ufeff\x85 zero\u200bwidth 𝔘",
    competencies=("own word", "a,b", "quo\"te'"),
    prompt="Why?\n\nReally?",
)


def added(desk: Desk, title: str, **words: str) -> StoryRecord:
    return create_story(desk, StoryContent(title=title, **words))[0]  # type: ignore[arg-type]


def order(desk: Desk, archived: bool | None = False) -> list[str]:
    with desk.database.reading() as session:
        return [s.content.title for s in list_stories(session, desk.person.id, archived=archived)]


def test_a_story_keeps_every_sign(desk: Desk) -> None:
    story, change = create_story(desk, ODD, window="w1")
    assert get_story(desk, story.id) == story
    assert story.content == ODD
    assert (story.revision, story.position, story.state) == (1, 0, StoryState.DRAFTED)
    assert change
    assert change.label.startswith("Added “Ünïcode")
    (first,) = revisions(desk, story.id)
    assert (first.kind, first.window, first.base) == (RevisionKind.CREATED, "w1", 0)


def test_a_story_begun_and_never_written_is_taken_again(desk: Desk) -> None:
    first, change = create_story(desk, StoryContent(), reuse_empty=True)
    again, none = create_story(desk, StoryContent(), reuse_empty=True)
    assert again.id == first.id
    assert change
    assert none is None
    assert create_story(desk, StoryContent())[0].id != first.id


def test_saving_makes_revisions_and_a_raw_story_drafted(desk: Desk) -> None:
    story = added(desk, "a")
    assert story.state is StoryState.RAW
    saved = save_story(desk, story.id, story.content._replace(ninety="Told."), 1, "w")
    assert saved.changed
    assert (saved.story.revision, saved.story.state) == (2, StoryState.DRAFTED)
    assert get_story(desk, story.id) == saved.story
    assert saved.story.updated_at > story.updated_at
    mark(desk, [story.id], StoryState.REHEARSED)
    kept = save_story(desk, story.id, saved.story.content._replace(ninety="Told again."), 2)
    assert kept.story.state is StoryState.REHEARSED


def test_saving_the_same_twice_changes_nothing(desk: Desk) -> None:
    story = added(desk, "a")
    content = story.content._replace(full="b")
    assert save_story(desk, story.id, content, 1).changed
    again = save_story(desk, story.id, content, 1)
    assert not again.changed
    assert again.story.revision == 2


def test_a_save_from_an_old_base_is_a_conflict_and_changes_nothing(desk: Desk) -> None:
    story = added(desk, "a")
    first = save_story(desk, story.id, story.content._replace(full="mine"), 1, "w1").story
    with pytest.raises(StoryConflictError) as caught:
        save_story(desk, story.id, story.content._replace(full="yours"), 1, "w2")
    assert caught.value.current == first
    assert get_story(desk, story.id) == first


def test_a_window_goes_on_after_its_own_save_that_it_did_not_hear_of(desk: Desk) -> None:
    story = added(desk, "a")
    save_story(desk, story.id, story.content._replace(full="one"), 1, "w1")
    second = save_story(desk, story.id, story.content._replace(full="two"), 1, "w1")
    assert second.story.revision == 3
    assert [r.content.full for r in revisions(desk, story.id)] == ["two", "one", ""]
    # Without a name nobody can be told apart.
    with pytest.raises(StoryConflictError):
        save_story(desk, story.id, story.content._replace(full="three"), 1, "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 501),
        ("headline", "x" * 501),
        ("full", "x" * (LONGEST + 1)),
        ("full", "\n" * (LONGEST + 1)),
        ("prompt", "x" * 2001),
        ("competencies", ("x",) * 101),
        ("competencies", ("x" * 501,)),
        ("full", "NUL \0"),
        ("title", "half \ud83d"),
        ("competencies", ("\0",)),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field(desk: Desk, field: str, value: object) -> None:
    content = StoryContent()._replace(**{field: value})  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError) as caught:
        create_story(desk, content)
    assert set(caught.value.problems) == {field}
    assert order(desk) == []


def test_a_million_characters_are_kept(desk: Desk) -> None:
    words = "Ωmega 🦜 " * (LONGEST // 8)
    story = added(desk, "long", full=words)
    assert get_story(desk, story.id).content.full == words


def test_an_earlier_revision_comes_back_as_a_new_one(desk: Desk) -> None:
    story = added(desk, "a", full="one")
    save_story(desk, story.id, story.content._replace(full="two"), 1)
    record, change = restore_revision(desk, story.id, 1)
    assert (record.revision, record.content.full) == (3, "one")
    assert change.label == "Restored revision 1 of “a”"
    newest = get_revision(desk, story.id, 3)
    assert (newest.kind, newest.base) == (RevisionKind.RESTORED, 2)
    assert restore_revision(desk, story.id, 3)[0].revision == 3
    with pytest.raises(NotFoundError):
        restore_revision(desk, story.id, 9)


def test_history_is_read_page_by_page(desk: Desk) -> None:
    story = added(desk, "a")
    for number in range(1, 6):
        save_story(desk, story.id, story.content._replace(full=str(number)), number)
    assert [r.number for r in revisions(desk, story.id, limit=2)] == [6, 5]
    assert [r.number for r in revisions(desk, story.id, before=5, limit=2)] == [4, 3]


def test_archived_stories_leave_the_bank_and_come_back(desk: Desk) -> None:
    a, b = added(desk, "a"), added(desk, "b")
    change = archive(desk, [a.id, b.id, a.id])
    assert change.label == "Archived 2 stories"
    assert order(desk) == []
    assert order(desk, archived=True) == ["a", "b"]
    when = get_story(desk, a.id).archived_at
    archive(desk, [a.id])
    assert get_story(desk, a.id).archived_at == when
    unarchive(desk, [a.id])
    assert order(desk) == ["a"]
    with pytest.raises(InvalidInputError):
        archive(desk, [])


def test_merging_keeps_the_words_chosen_and_archives_the_other(desk: Desk) -> None:
    a, b = added(desk, "a"), added(desk, "b")
    record, change = merge(desk, a.id, b.id, StoryContent(title="both"), 1)
    assert (record.content.title, record.revision) == ("both", 2)
    assert change.label == "Merged two stories into “both”"
    other = get_story(desk, b.id)
    assert other.merged_into == a.id
    assert other.archived_at
    assert revisions(desk, a.id)[0].kind is RevisionKind.MERGED
    unarchive(desk, [b.id])
    assert get_story(desk, b.id).merged_into is None
    with pytest.raises(InvalidInputError):
        merge(desk, a.id, a.id, StoryContent(), 2)


def test_a_merge_from_an_old_base_changes_neither_story(desk: Desk) -> None:
    a, b = added(desk, "a"), added(desk, "b")
    save_story(desk, a.id, StoryContent(title="newer"), 1)
    with pytest.raises(StoryConflictError):
        merge(desk, a.id, b.id, StoryContent(title="both"), 1)
    assert order(desk) == ["newer", "b"]


def test_the_order_is_the_person_s(desk: Desk) -> None:
    stories = [added(desk, name).id for name in "abcd"]
    archive(desk, [stories[3]])
    reorder(desk, [stories[2], stories[0]])
    assert order(desk) == ["c", "a", "b"]
    assert order(desk, archived=None) == ["c", "a", "b", "d"]
    with pytest.raises(NotFoundError):
        reorder(desk, ["nobody"])
    added(desk, "e")
    assert order(desk)[-1] == "e"


def test_only_archived_stories_are_deleted_for_good_and_nothing_of_them_stays(desk: Desk) -> None:
    a, b = added(desk, "secret", ninety="I fixed it."), added(desk, "b")
    with pytest.raises(InvalidInputError, match="archive “secret” before"):
        delete_for_good(desk, [a.id])
    with desk.database.writing() as session:
        save_tick(session, desk.person.id, Tick(a.id, "line", True, "a note", desk.now()))
    glances(desk, [a])
    archive(desk, [a.id])
    assert delete_for_good(desk, [a.id, a.id]) == 1
    with pytest.raises(NotFoundError):
        get_story(desk, a.id)
    with desk.database.reading() as session:
        assert list_ticks(session, desk.person.id) == ()
        assert session.query(ReadingRow).count() == 0
    change = last_change(desk)
    assert change
    assert change.label == "Added “b”"  # those of the deleted story had its name in them
    assert order(desk) == ["b"]
    assert get_story(desk, b.id)


def test_nobody_reaches_another_person_s_stories(desk: Desk) -> None:
    story = added(desk, "a")
    add_person(desk.workspace, "Ben")
    other = desk_of(desk.workspace)
    assert other
    for act in (
        lambda: get_story(other, story.id),
        lambda: save_story(other, story.id, StoryContent(), 1),
        lambda: revisions(other, story.id),
        lambda: archive(other, [story.id]),
        lambda: reorder(other, [story.id]),
        lambda: restore_revision(other, story.id, 1),
    ):
        with pytest.raises(NotFoundError):
            act()
