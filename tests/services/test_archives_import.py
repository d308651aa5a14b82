"""Importing adds and brings up to date; it overwrites nothing, and twice is as good as once."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.storage.filled import TOLD, contents, fill

from highsignal.domain.bank import Outcome, RevisionKind, StoryContent, StoryRecord, StoryState
from highsignal.services.archive_errors import DamagedArchiveError, StoryFileError
from highsignal.services.archive_export import export
from highsignal.services.archive_import import Imported, import_archive, looks_like_archive
from highsignal.services.archives import backup
from highsignal.services.people import add_person, open_bank_of
from highsignal.services.stories import (
    archive,
    create_story,
    delete_for_good,
    get_story,
    mark,
    revisions,
    save_story,
)
from highsignal.services.undo import last_change, undo
from highsignal.services.workspace import Desk, Workspace, desk_of
from highsignal.storage.dump import remove_everything
from highsignal.storage.errors import UnusableRowError
from highsignal.storage.schema import FoundStoryRow, RoundRow, SourceRow, StoryRow, TakeRow
from highsignal.storage.stories import list_stories


@pytest.fixture
def ana(workspace: Workspace) -> Desk:
    return fill(workspace)


def stories(desk: Desk) -> list[StoryRecord]:
    with desk.database.reading() as session:
        return list(list_stories(session, desk.person.id, archived=None))


def counts(done: Imported) -> tuple[int, int, int]:
    """Added, changed, and of changed stories those that were changed on both sides."""
    return sum(done.added.values()), sum(done.changed.values()), done.both


def emptied(workspace: Workspace) -> Workspace:
    with workspace.database.writing() as session:
        remove_everything(session)
    return workspace


def unpacked(path: Path) -> Path:
    folder = path.with_suffix("")
    with zipfile.ZipFile(path) as found:
        found.extractall(folder)
    return folder


@pytest.mark.parametrize("how", [export, backup])
def test_into_an_empty_bank_everything_comes_as_it_was(
    ana: Desk, tmp_path: Path, how: Callable[[Workspace, Path], object]
) -> None:
    before = contents(ana.database)
    how(ana.workspace, tmp_path / "x.zip")
    done = import_archive(emptied(ana.workspace), tmp_path / "x.zip")
    assert contents(ana.database) == before
    assert done.added == {name: len(rows) for name, rows in before.items()}
    assert done.people == ("Ana",)
    change = last_change(ana)
    assert change
    undo(ana, change.id)


def test_twice_changes_nothing(ana: Desk, tmp_path: Path) -> None:
    path = export(ana.workspace, tmp_path).path
    before = contents(ana.database)
    assert counts(import_archive(ana.workspace, path)) == (0, 0, 0)
    assert contents(ana.database) == before


def test_beside_another_bank_it_becomes_a_person_more(ana: Desk, tmp_path: Path) -> None:
    path = export(ana.workspace, tmp_path / "ana.zip", "Ana").path
    before = contents(ana.database)
    ben = fill(emptied(ana.workspace), "Ben")
    here = contents(ana.database)
    import_archive(ana.workspace, path)
    everything = contents(ana.database)
    assert everything == {
        name: sorted(before[name] + here[name], key=repr) if name != "workspace" else here[name]
        for name in before
    }
    now = desk_of(ana.workspace)
    assert now
    assert now.person == ben.person
    open_bank_of(ana.workspace, ana.person.id)


def test_one_person_s_export_opens_their_bank_where_there_was_none(ana: Desk, tmp_path: Path) -> None:
    path = export(ana.workspace, tmp_path / "ana.zip", "Ana").path
    import_archive(emptied(ana.workspace), path)
    assert desk_of(ana.workspace) == ana._replace(
        target=(desk_of(ana.workspace) or ana).target, signal="stakes", targeted=True
    )


def test_what_went_on_elsewhere_comes_with_its_own_numbers(ana: Desk, tmp_path: Path) -> None:
    old = export(ana.workspace, tmp_path / "old.zip").path
    story = stories(ana)[0]
    save_story(ana, story.id, story.content._replace(full="later"), story.revision, "w9")
    mark(ana, [story.id], StoryState.REHEARSED)
    new = stories(ana)
    later = contents(ana.database)
    path = export(ana.workspace, tmp_path / "new.zip").path
    import_archive(emptied(ana.workspace), old)
    done = import_archive(ana.workspace, path)
    assert done.changed["story"] == 1
    assert done.both == 0
    assert stories(ana) == new
    assert contents(ana.database)["revision"] == later["revision"]
    # And what is older comes to nothing.
    assert counts(import_archive(ana.workspace, old)) == (0, 0, 0)
    assert stories(ana) == new


@pytest.mark.parametrize("later", ["here", "there"])
def test_a_story_changed_on_both_sides_keeps_both(ana: Desk, tmp_path: Path, later: str) -> None:
    story = stories(ana)[0]
    old = export(ana.workspace, tmp_path / "old.zip").path

    def there() -> Path:
        first = save_story(ana, story.id, TOLD._replace(full="there 1"), story.revision, "w2").story
        save_story(ana, story.id, TOLD._replace(full="there 2"), first.revision, "w2")
        made = export(ana.workspace, tmp_path / "there.zip").path
        import_archive(emptied(ana.workspace), old)
        return made

    def here() -> None:
        save_story(ana, story.id, TOLD._replace(full="here"), story.revision, "w3")

    if later == "here":
        path = there()
        here()
    else:
        here()
        ours = export(ana.workspace, tmp_path / "ours.zip").path
        import_archive(emptied(ana.workspace), old)
        path = there()
        import_archive(ana.workspace, ours)
    done = import_archive(ana.workspace, path)
    assert done.both == 1
    now = get_story(ana, story.id)
    assert now.content.full == ("here" if later == "here" else "there 2")
    past = revisions(ana, story.id)
    assert [r.number for r in past] == list(range(now.revision, 0, -1))
    said = [r.content.full for r in past][: -story.revision]
    assert said == (["here"] if later == "here" else []) + ["there 2", "there 1", "here"]
    kinds = {r.content.full: r.kind for r in reversed(past)}
    assert kinds["there 1"] is RevisionKind.IMPORTED
    assert kinds["here"] is (RevisionKind.RESTORED if later == "here" else RevisionKind.EDITED)
    before = contents(ana.database)
    assert counts(import_archive(ana.workspace, path)) == (0, 0, 0)
    assert counts(import_archive(ana.workspace, old)) == (0, 0, 0)
    assert contents(ana.database) == before


def test_takes_of_a_story_changed_on_both_sides_name_the_right_revision(ana: Desk, tmp_path: Path) -> None:
    story = stories(ana)[0]
    take = next(t for t in contents(ana.database)["take"] if t["story_id"] == story.id)
    old = backup(ana.workspace, tmp_path / "old.zip").path
    save_story(ana, story.id, TOLD._replace(full="told in a take"), story.revision)
    with ana.database.writing() as session:
        session.get_one(TakeRow, take["id"]).revision = story.revision + 1
    path = export(ana.workspace, tmp_path / "there.zip").path
    import_archive(emptied(ana.workspace), old)
    with ana.database.writing() as session:
        session.delete(session.get_one(TakeRow, take["id"]))
    save_story(ana, story.id, TOLD._replace(full="here"), story.revision)
    import_archive(ana.workspace, path)
    (told,) = [t for t in contents(ana.database)["take"] if t["id"] == take["id"]]
    by_number = {r.number: r.content.full for r in revisions(ana, story.id)}
    assert by_number[told["revision"]] == "told in a take"


def test_what_was_deleted_here_comes_back_behind_the_others(ana: Desk, tmp_path: Path) -> None:
    path = backup(ana.workspace, tmp_path / "x.zip").path
    gone = next(s for s in stories(ana) if s.content.title == "Old")
    delete_for_good(ana, [gone.id])
    create_story(ana, StoryContent(title="new"))
    done = import_archive(ana.workspace, path)
    assert done.added["story"] == 1
    assert [s.content.title for s in stories(ana)][-2:] == ["new", "Old"]
    assert get_story(ana, gone.id).archived_at == gone.archived_at


def test_an_outcome_heard_later_is_taken_over(ana: Desk, tmp_path: Path) -> None:
    then = ana.now()
    old = backup(ana.workspace, tmp_path / "old.zip").path
    with ana.database.writing() as session:
        pending = session.query(RoundRow).filter_by(outcome="pending").one()
        pending.outcome, pending.outcome_at = Outcome.FAILED.value, then
    new = contents(ana.database)
    path = backup(ana.workspace, tmp_path / "new.zip").path
    import_archive(emptied(ana.workspace), old)
    assert import_archive(ana.workspace, path).changed == {"round": 1}
    assert contents(ana.database) == new
    assert counts(import_archive(ana.workspace, old)) == (0, 0, 0)


def test_a_source_brought_in_on_both_sides_is_there_once(ana: Desk, tmp_path: Path) -> None:
    path = export(ana.workspace, tmp_path / "x.zip").path
    with ana.database.writing() as session:
        source = session.query(SourceRow).one()
        same = {c.name: getattr(source, c.name) for c in SourceRow.__table__.columns} | {"id": "other"}
        session.query(FoundStoryRow).delete()
        session.delete(source)
        session.flush()
        session.add(SourceRow(**same))
    done = import_archive(ana.workspace, path)
    after = contents(ana.database)
    assert [row["id"] for row in after["source"]] == ["other"]
    assert after["found_story"] == []
    assert done.kept["source"] == 1


def test_markdown_edited_by_hand_becomes_a_revision(ana: Desk, tmp_path: Path) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    assert looks_like_archive(folder)
    assert looks_like_archive(folder.parent / "x.zip")
    file = folder / "stories" / "01-inference-cost.md"
    text = file.read_text(encoding="utf-8")
    edited = text.replace("I fixed it. 🦜", "I fixed it.\n\n\\## Full\n\nNot a version.").replace(
        "landed", "raw"
    )
    file.write_text(edited.replace("\n", "\r\n"), encoding="utf-8-sig")
    story = stories(ana)[0]
    done = import_archive(ana.workspace, folder)
    assert (done.edited, done.added) == (1, {})
    now = get_story(ana, story.id)
    assert now.content == story.content._replace(ninety="I fixed it.\n\n## Full\n\nNot a version.")
    assert now.state is StoryState.RAW
    newest = revisions(ana, story.id)[0]
    assert (newest.kind, newest.base) == (RevisionKind.IMPORTED, story.revision)
    before = contents(ana.database)
    assert import_archive(ana.workspace, folder).edited == 0
    save_story(ana, story.id, now.content._replace(full="went on"), now.revision)
    after = contents(ana.database)
    assert import_archive(ana.workspace, folder).edited == 0
    assert contents(ana.database) == after != before
    # Into an empty bank the edit comes as well.
    assert import_archive(emptied(ana.workspace), folder).edited == 1
    assert get_story(ana, story.id).content == now.content


def test_a_state_edited_by_hand_counts_unless_the_story_moved_on_here(ana: Desk, tmp_path: Path) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    file = folder / "stories" / "01-inference-cost.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("state: landed", "state: rehearsed"), encoding="utf-8")
    story = stories(ana)[0]
    assert import_archive(ana.workspace, folder).edited == 1
    assert get_story(ana, story.id) == story._replace(state=StoryState.REHEARSED)
    mark(ana, [story.id], StoryState.DRAFTED)
    assert import_archive(ana.workspace, folder).edited == 0
    assert get_story(ana, story.id).state is StoryState.DRAFTED


def test_white_space_and_line_ends_are_no_edit(ana: Desk, tmp_path: Path) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    for file in folder.rglob("*.md"):
        file.write_text(file.read_text(encoding="utf-8") + "\n\n", encoding="utf-8", newline="\r\n")
    before = contents(ana.database)
    assert import_archive(ana.workspace, folder).edited == 0
    assert contents(ana.database) == before


def test_a_version_taken_out_by_hand_is_empty_and_a_file_taken_out_is_nothing(
    ana: Desk, tmp_path: Path
) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    file = folder / "stories" / "01-inference-cost.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("## 90 seconds")], encoding="utf-8")
    (folder / "stories" / "02-b.md").unlink()
    (folder / "README.txt").unlink()
    story = stories(ana)[0]
    assert import_archive(ana.workspace, folder).edited == 1
    assert get_story(ana, story.id).content == story.content._replace(ninety="", full="")
    assert len(stories(ana)) == 4


def test_new_files_become_stories_once(ana: Desk, tmp_path: Path) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    (folder / "stories" / "mine.md").write_text("---\ntitle: Mine\n---\nI did it.\n")
    (folder / "stories" / "archive" / "older.md").write_text("## Full\n\nLong ago.\n")
    (folder / "stories" / "empty.md").write_text("")
    (folder / "stories" / ".DS_Store").write_bytes(b"\0")
    (folder / "notes.txt").write_text("not a story")
    done = import_archive(ana.workspace, folder)
    assert (done.edited, done.added) == (2, {"story": 2})
    archived, mine = stories(ana)[-2:]
    assert (mine.content, mine.state) == (StoryContent(title="Mine", ninety="I did it."), StoryState.DRAFTED)
    assert (archived.content, bool(archived.archived_at)) == (StoryContent(full="Long ago."), True)
    assert counts(import_archive(ana.workspace, folder)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\ntitle: [a\n---\n", r"stories/01-inference-cost.md:\d: .*not valid YAML"),
        ("---\nid: x\nstate: finished\n---\n", "there is no state 'finished'; one of raw, drafted"),
        ("words\n## Full\nmore", "words before the first version"),
        ("## Full\na\n## Full\nb", r"md:3: the version “Full” is there twice"),
        ("---\ntitle: " + "x" * 501 + "\n---\n", "a title|title: this is 501 characters long"),
        ("## Full\n\nNUL \0", "cannot be kept"),
        ("---\nid: 02\n---\n", "it has the id of"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_changes_nothing(
    ana: Desk, tmp_path: Path, text: str, words: str
) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    other = stories(ana)[1].id
    file = folder / "stories" / "01-inference-cost.md"
    file.write_text(text.replace("id: 02", f'id: "{other}"'), encoding="utf-8")
    refused_edit(ana, folder, words)
    file.write_bytes("ä".encode("latin-1"))
    refused_edit(ana, folder, "it is not UTF-8")


def refused_edit(desk: Desk, folder: Path, words: str) -> None:
    before = contents(desk.database)
    with pytest.raises(StoryFileError, match=words) as caught:
        import_archive(desk.workspace, folder)
    assert "mend it and import again. Nothing was changed" in str(caught.value)
    assert contents(desk.database) == before


def test_data_edited_by_hand_is_refused(ana: Desk, tmp_path: Path) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    file = folder / "data" / "story.jsonl"
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(DamagedArchiveError):
        import_archive(ana.workspace, folder)


def test_an_export_packed_again_by_hand_is_one_too(ana: Desk, tmp_path: Path) -> None:
    folder = unpacked(export(ana.workspace, tmp_path / "x.zip").path)
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(again, "w") as packed:
        packed.mkdir("my bank")
        for file in sorted(folder.rglob("*")):
            packed.write(file, Path("my bank") / file.relative_to(folder))
        packed.writestr("__MACOSX/my bank/._README.txt", b"\0")
    assert looks_like_archive(again)
    before = contents(ana.database)
    import_archive(emptied(ana.workspace), again)
    assert contents(ana.database) == before


def test_recordings_come_too_and_overwrite_nothing(ana: Desk, tmp_path: Path) -> None:
    sounds = ana.workspace.folder / "recordings"
    sounds.mkdir()
    (sounds / "a.webm").write_bytes(b"a")
    (sounds / "b.webm").write_bytes(b"b")
    path = export(ana.workspace, tmp_path / "x.zip").path
    (sounds / "a.webm").write_bytes(b"mine")
    (sounds / "b.webm").unlink()
    assert import_archive(ana.workspace, path).recordings == 1
    assert {p.name: p.read_bytes() for p in sounds.iterdir()} == {"a.webm": b"mine", "b.webm": b"b"}


def test_a_story_of_another_person_is_refused(ana: Desk, tmp_path: Path) -> None:
    path = export(ana.workspace, tmp_path / "x.zip").path
    ben = add_person(ana.workspace, "Ben")
    with ana.database.writing() as session:
        session.query(StoryRow).update({"person_id": ben.id})
    before = contents(ana.database)
    with pytest.raises(UnusableRowError, match="belongs to another person here"):
        import_archive(ana.workspace, path)
    assert contents(ana.database) == before


def test_an_import_leaves_a_running_archive_alone(ana: Desk, tmp_path: Path) -> None:
    """What is only archived or marked here since stays so: it is no change of words."""
    path = export(ana.workspace, tmp_path / "x.zip").path
    story = stories(ana)[0]
    archive(ana, [story.id])
    import_archive(ana.workspace, path)
    assert get_story(ana, story.id).archived_at
