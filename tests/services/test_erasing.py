"""Erasing says what it will delete, deletes that, and nothing else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.storage.filled import contents, fill

from highsignal.packs.find import PackSources
from highsignal.services.archive_errors import DatabaseInUseError, UnknownPersonError
from highsignal.services.archives import backup
from highsignal.services.erasing import ErasePlan, erase, plan_erase, plan_erase_person
from highsignal.services.workspace import Workspace, open_workspace
from highsignal.storage.database import FILE, Database
from highsignal.storage.errors import NewerDatabaseError

SOURCES = PackSources()


@pytest.fixture
def filled(tmp_path: Path, database_url: str) -> Iterator[Workspace]:
    """A workspace in a data folder with everything that the program puts there."""
    workspace = open_workspace(tmp_path / "data", database_url, SOURCES, environ={})
    fill(workspace)
    take = contents(workspace.database)["take"][0]["id"]
    (workspace.folder / "recordings").mkdir()
    (workspace.folder / "recordings" / f"{take}.webm").write_bytes(b"x" * 1000)
    (workspace.folder / "recordings" / "other.webm").write_bytes(b"y" * 500)
    (workspace.folder / "session.key").write_text("key")
    backup(workspace)
    yield workspace
    workspace.database.close()


def plan(workspace: Workspace, *, keep_backups: bool = False) -> ErasePlan:
    url = workspace.database.url.render_as_string(hide_password=False)
    return plan_erase(workspace.folder, url, keep_backups=keep_backups, environ={})


def test_everything_goes_and_was_said_before(filled: Workspace) -> None:
    rows = {name: len(found) for name, found in contents(filled.database).items()}
    sqlite = filled.database.sqlite
    filled.database.close()
    planned = plan(filled)
    assert planned.counts == rows
    places = {place.path.name: (place.size, place.files) for place in planned.places}
    assert places.pop("recordings") == (1500, 2)
    assert places.pop("session.key") == (3, 1)
    assert places.pop("backups")[1] == 1
    assert set(places) == ({FILE} if sqlite else set())
    assert planned.left == ()
    erase(planned)
    assert not filled.folder.exists()
    if sqlite:
        assert not list(filled.folder.parent.glob("highsignal*"))
    else:
        assert not any(contents(filled.database).values())


def test_backups_may_stay(filled: Workspace) -> None:
    filled.database.close()
    planned = plan(filled, keep_backups=True)
    assert planned.kept_backups == 1
    erase(planned)
    assert [p.name for p in filled.folder.iterdir()] == ["backups"]
    assert plan(filled, keep_backups=True).places == ()


def test_what_is_not_the_program_s_stays_and_is_named(filled: Workspace, tmp_path: Path) -> None:
    filled.database.close()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "dear.txt").write_text("dear")
    (filled.folder / "letter.txt").write_text("mine")
    (filled.folder / "recordings" / "link").symlink_to(outside)
    (filled.folder / "backups" / "link").symlink_to(outside / "dear.txt")
    planned = plan(filled)
    assert [p.name for p in planned.left] == ["letter.txt"]
    erase(planned)
    assert [p.name for p in filled.folder.iterdir()] == ["letter.txt"]
    assert (outside / "dear.txt").read_text() == "dear"


def test_a_folder_that_is_a_link_goes_and_what_it_leads_to_stays(filled: Workspace, tmp_path: Path) -> None:
    filled.database.close()
    moved = tmp_path / "sounds"
    (filled.folder / "recordings").rename(moved)
    (filled.folder / "recordings").symlink_to(moved)
    erase(plan(filled))
    assert not filled.folder.exists()
    assert len(list(moved.iterdir())) == 2


def test_one_person_goes_with_their_recordings(filled: Workspace) -> None:
    before = contents(filled.database)
    ben = fill(filled, "Ben").person.id
    planned = plan_erase_person(filled, "ana")
    assert planned.counts == {n: len(r) for n, r in before.items()} | {"workspace": 0}
    assert [(p.size, p.files) for p in planned.places] == [(1000, 1)]
    assert planned.kept_backups == 1
    erase(planned)
    after = contents(filled.database)
    assert [row["id"] for row in after["person"]] == [ben]
    assert before["person"][0]["id"] not in repr(after)
    assert [p.name for p in (filled.folder / "recordings").iterdir()] == ["other.webm"]
    with pytest.raises(UnknownPersonError):
        plan_erase_person(filled, "ana")


def test_nothing_goes_while_another_program_has_the_file_open(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "data", None, SOURCES, environ={})
    fill(workspace)
    before = contents(workspace.database)  # its connections stay open, as a server's do
    planned = plan_erase(tmp_path / "data", environ={})
    with pytest.raises(DatabaseInUseError, match=r"stop it .+ Nothing was deleted"):
        erase(planned)
    assert contents(workspace.database) == before
    workspace.database.close()
    erase(planned)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("trouble", ["damaged", "newer"])
def test_a_database_that_cannot_be_read_is_erased_unread(tmp_path: Path, trouble: str) -> None:
    workspace = open_workspace(tmp_path, None, SOURCES, environ={})
    fill(workspace)
    workspace.database.close()
    if trouble == "damaged":
        (tmp_path / FILE).write_bytes(os.urandom(20_000))
    else:
        with sqlite3.connect(tmp_path / FILE) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
    planned = plan_erase(tmp_path, environ={})
    assert planned.counts is None
    assert trouble in planned.trouble
    erase(planned)
    assert not (tmp_path / FILE).exists()


def test_a_newer_database_on_a_server_is_left(tmp_path: Path, postgres_bank_url: str) -> None:
    database = Database(postgres_bank_url)
    with database.connection() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(NewerDatabaseError):
        plan_erase(tmp_path, postgres_bank_url, environ={})


def test_there_may_be_nothing(tmp_path: Path) -> None:
    planned = plan_erase(tmp_path / "none", environ={})
    assert (planned.counts, planned.places) == (None, ())
    erase(planned)
    assert not (tmp_path / "none").exists()
