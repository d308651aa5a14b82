"""Backups and exports: what is in them, what they bring back, and what happens to older ones."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.storage.filled import contents, fill

from highsignal import __version__
from highsignal.domain.bank import StoryContent
from highsignal.services import archives
from highsignal.services.archive_errors import (
    ArchiveNotWrittenError,
    FileInTheWayError,
    UnknownPersonError,
    WrongKindError,
)
from highsignal.services.archive_export import export
from highsignal.services.archive_reading import open_archive
from highsignal.services.archives import back_up_daily, backup, read_backup, restore
from highsignal.services.people import add_person
from highsignal.services.stories import create_story
from highsignal.services.workspace import Workspace, desk_of
from highsignal.storage.dump import read_rows, remove_everything
from highsignal.storage.migrate import known_revisions

SOUND = os.urandom(200_000)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    fill(workspace)
    take = contents(workspace.database)["take"][0]["id"]
    (workspace.folder / "recordings").mkdir()
    (workspace.folder / "recordings" / f"{take}.webm").write_bytes(SOUND)
    return workspace


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_a_backup_is_checked_private_and_says_what_it_is(filled: Workspace) -> None:
    before = contents(filled.database)
    written = backup(filled)
    assert written.path.parent == filled.folder / "backups"
    assert re.fullmatch(r"highsignal-\d{8}T\d{6}Z\.zip", written.path.name)
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600
    assert written.counts == {name: len(rows) for name, rows in before.items()}
    assert (written.recordings, written.size) == (1, written.path.stat().st_size)
    manifest = read_backup(written.path)
    assert (manifest.program, manifest.structure) == (__version__, known_revisions()[-1])
    with open_archive(written.path) as archive:
        assert {name: sorted(archive.rows(name), key=repr) for name in archive.tables()} == before
    assert not any("reading" in name for name in names(written.path))
    assert not list(written.path.parent.glob(".*"))


def test_a_restore_replaces_everything_and_backs_it_up_first(filled: Workspace) -> None:
    before = contents(filled.database)
    written = backup(filled)
    desk = fill(filled, "Ben")
    between = contents(filled.database)
    (filled.folder / "recordings" / "later.webm").write_bytes(b"later")
    done = restore(filled, written.path)
    assert contents(filled.database) == before
    assert [p.read_bytes() for p in (filled.folder / "recordings").iterdir()] == [SOUND]
    assert (done.counts, done.recordings) == (written.counts, 1)
    assert done.before
    assert desk_of(filled) != desk
    restore(filled, done.before)
    assert contents(filled.database) == between
    assert len(list((filled.folder / "recordings").iterdir())) == 2
    assert not list(filled.folder.glob(".recordings*"))


def test_a_restore_into_nothing_makes_no_backup(filled: Workspace, tmp_path: Path) -> None:
    written = backup(filled, tmp_path / "named.zip")
    before = contents(filled.database)
    with filled.database.writing() as session:
        remove_everything(session)
    (filled.folder / "recordings").rename(tmp_path / "gone")
    assert restore(filled, written.path).before is None
    assert contents(filled.database) == before


def test_a_restore_that_fails_changes_nothing(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    written = backup(filled)
    fill(filled, "Ben")
    before = contents(filled.database)
    monkeypatch.setattr("highsignal.services.archives._load", lambda *_: 1 / 0)
    (filled.folder / "recordings" / "later.webm").write_bytes(b"later")
    with pytest.raises(ZeroDivisionError):
        restore(filled, written.path)
    assert contents(filled.database) == before
    assert (filled.folder / "recordings" / "later.webm").read_bytes() == b"later"


def test_a_backup_goes_where_it_is_told(filled: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    assert backup(filled, folder).path.parent == folder
    named = backup(filled, folder / "mine.zip").path
    assert backup(filled, named).path == named  # our own is replaced
    assert len(list(folder.iterdir())) == 2
    letter = folder / "letter.txt"
    letter.write_text("mine")
    with pytest.raises(FileInTheWayError):
        backup(filled, letter)
    assert letter.read_text() == "mine"
    with pytest.raises(ArchiveNotWrittenError, match="no such file or directory"):
        backup(filled, tmp_path / "none" / "x.zip")
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith(".")) == []


def test_what_cannot_be_read_back_is_not_called_done(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("highsignal.services.archive_writing.os.fsync", broken)
    with pytest.raises(ArchiveNotWrittenError, match="no space left on device"):
        backup(filled, tmp_path / "x.zip")
    assert not list(tmp_path.glob("*x.zip*"))


def test_of_older_backups_the_last_of_each_day_stays_and_named_ones_always(filled: Workspace) -> None:
    folder = filled.folder / "backups"
    made = backup(filled).path.read_bytes()
    shutil.rmtree(folder)
    folder.mkdir()
    for day in range(1, 15):
        for hour in (8, 20):
            for kind in ("highsignal", "before-restore"):
                (folder / f"{kind}-202601{day:02}T{hour:02}0000Z.zip").write_bytes(made)
    # Named by the person: one by its name, one though it looks like ours, one that was renamed, one no ZIP.
    backup(filled, folder / "mine.zip")
    backup(filled, folder / "highsignal-20250101T000000Z.zip")
    (folder / "keep this.zip").write_bytes(made)
    (folder / "highsignal-20250102T000000Z.zip").write_text("a letter")
    later = datetime(2026, 1, 15, 8, tzinfo=UTC)
    backup(filled._replace(now=lambda: later))
    backup(filled._replace(now=lambda: later + timedelta(hours=1)))
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [
            *(f"highsignal-202601{day:02}T200000Z.zip" for day in range(6, 15)),
            "highsignal-20260115T080000Z.zip",
            "highsignal-20260115T090000Z.zip",
            *(f"before-restore-202601{day:02}T200000Z.zip" for day in range(5, 15)),
            "before-restore-20260114T080000Z.zip",
            "mine.zip",
            "highsignal-20250101T000000Z.zip",
            "keep this.zip",
            "highsignal-20250102T000000Z.zip",
        ]
    )


def test_the_first_start_of_a_day_backs_up_and_no_other(filled: Workspace) -> None:
    first = back_up_daily(filled)
    assert first
    assert read_backup(first.path).counts["story"] == first.counts["story"]
    assert back_up_daily(filled) is None
    tomorrow = filled.now() + timedelta(days=1)
    assert back_up_daily(filled._replace(now=lambda: tomorrow))


def test_an_empty_bank_is_not_backed_up(workspace: Workspace) -> None:
    assert back_up_daily(workspace) is None


def test_an_export_can_be_read_by_a_person(filled: Workspace, tmp_path: Path) -> None:
    written = export(filled, tmp_path)
    assert re.fullmatch(r"highsignal-export-\d{8}\.zip", written.path.name)
    there = names(written.path)
    assert [name for name in there if not name.startswith("data/")] == [
        "README.txt",
        "people.json",
        "stories/01-inference-cost.md",
        "history/01-inference-cost.json",
        "stories/02-b.md",
        "history/02-b.json",
        "stories/archive/01-untitled-story.md",
        "history/archive/01-untitled-story.json",
        "stories/archive/02-old.md",
        "history/archive/02-old.json",
        *(name for name in there if name.startswith("recordings/")),
        "manifest.json",
    ]
    with zipfile.ZipFile(written.path) as archive:
        story = archive.read("stories/01-inference-cost.md").decode()
        history = json.loads(archive.read("history/01-inference-cost.json"))
        (person,) = json.loads(archive.read("people.json"))
        readme = archive.read("README.txt").decode()
    lines = story.splitlines()
    assert re.fullmatch(r'id: "[0-9a-f]{12}"', lines[1])
    assert lines[2:14] == [
        'title: "Inference cost"',
        'headline: "I cut inference cost by 22 %."',
        'competencies: ["cost", "own word"]',
        'prompt: "Why?"',
        "state: landed",
        "---",
        "",
        "## 30 seconds",
        "",
        "Thirty.",
        "",
        "## 90 seconds",
    ]
    assert [r["number"] for r in history["revisions"]] == [3, 2, 1]
    assert (person["name"], person["target"]["companies"]) == ("Ana", ["Ä & Co"])
    assert "highsignal import" in readme
    assert max(map(len, readme.splitlines())) <= 115


def test_an_export_of_one_person_has_nothing_of_others(filled: Workspace, tmp_path: Path) -> None:
    ana = contents(filled.database)
    fill(filled, "Ben")
    (filled.folder / "recordings" / "unknown.webm").write_bytes(b"whose?")
    path = export(filled, tmp_path / "ana.zip", "ana").path
    with open_archive(path) as archive:
        assert {n: sorted(archive.rows(n), key=repr) for n in archive.tables()} == ana | {"workspace": []}
        assert len(archive.recordings()) == 1
    with zipfile.ZipFile(path) as everything:
        assert not any(b"Ben" in everything.read(name) for name in everything.namelist())
    both = names(export(filled, tmp_path / "all.zip").path)
    assert {"stories/ana/02-b.md", "stories/ben/archive/02-old.md"} <= set(both)


def test_people_are_named_without_doubt(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UnknownPersonError, match="nobody yet"):
        export(workspace, tmp_path / "x.zip", "Ana")
    first = add_person(workspace, "Ana")
    add_person(workspace, "ANA")
    add_person(workspace, "ana-2")
    with pytest.raises(
        UnknownPersonError, match=f"more than one person here is called 'ana'.*Ana .{first.id}"
    ):
        export(workspace, tmp_path / "x.zip", "ana")
    with pytest.raises(UnknownPersonError, match="nobody here is called 'Ben'"):
        export(workspace, tmp_path / "x.zip", "Ben")
    assert not list(tmp_path.glob("*.zip"))
    assert export(workspace, tmp_path / "x.zip", first.id).counts["person"] == 1
    for name in ("Ana", "ana-2", "", "株式会社"):
        add_person(workspace, name)
        desk = desk_of(workspace)
        assert desk
        create_story(desk, StoryContent(title="same"))
    there = names(export(workspace, tmp_path / "all.zip").path)
    assert len(set(there)) == len(there)


def test_an_export_is_not_restored(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WrongKindError, match="highsignal import"):
        restore(filled, export(filled, tmp_path / "x.zip").path)


def test_a_backup_is_one_state_though_others_write(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(filled)
    assert desk
    real = read_rows

    def disturbed(session: object, name: str, person: str | None = None) -> object:
        create_story(desk, StoryContent(title="meanwhile"))
        return real(session, name, person)  # type: ignore[arg-type]

    before = contents(filled.database)
    monkeypatch.setattr(archives, "read_rows", disturbed)
    path = backup(filled).path
    with open_archive(path) as archive:
        seen = {name: sorted(archive.rows(name), key=repr) for name in archive.tables()}
    # The first table was read after the first disturbance.
    assert len(seen["story"]) in (len(before["story"]), len(before["story"]) + 1)
    assert len(seen["revision"]) - len(before["revision"]) == len(seen["story"]) - len(before["story"])
    assert len(contents(filled.database)["story"]) > len(before["story"]) + 5
