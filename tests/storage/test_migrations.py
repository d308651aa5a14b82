"""The structure: a new database has exactly the program's; an older one is brought up, a newer refused."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from tests.storage.filled import contents, fill

from highsignal.packs.find import PackSources
from highsignal.services.workspace import Workspace
from highsignal.storage import migrate
from highsignal.storage.database import Database, sqlite_url
from highsignal.storage.errors import NewerDatabaseError
from highsignal.storage.migrate import known_revisions, present_revision, upgrade
from highsignal.storage.tables import Base

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SOURCES = PackSources()
LATER = """
import sqlalchemy as sa
from alembic import op
revision = "9000"
down_revision = {before!r}
branch_labels = depends_on = None
def upgrade():
    op.add_column("story", sa.Column("colour", sa.Text(), nullable=False, server_default="blue"))
    {more}
"""


def later_program(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "pass") -> None:
    """From now on the program has a structure more, `9000`."""
    scripts = folder / "migrations"
    shutil.copytree(migrate._SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    script = LATER.format(before=known_revisions()[-1], more=more)
    (scripts / "versions" / "9000_later.py").write_text(script)
    monkeypatch.setattr(migrate, "_SCRIPTS", scripts)


def filled(database: Database, folder: Path) -> dict[str, list[dict[str, object]]]:
    return contents(fill(Workspace(database, SOURCES, folder, lambda: NOW)).database)


def columns(database: Database) -> set[str]:
    return {column["name"] for column in inspect(database.engine).get_columns("story")}


def test_a_new_database_has_exactly_the_tables_of_the_program(database_url: str) -> None:
    database = Database(database_url)
    assert present_revision(database) is None
    assert upgrade(database, NOW) is None
    assert present_revision(database) == known_revisions()[-1]
    with database.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert upgrade(database, NOW) is None
    database.close()


def test_a_newer_structure_is_refused_and_nothing_changed(bank: Database, tmp_path: Path) -> None:
    before = filled(bank, tmp_path)
    with bank.connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("ALTER TABLE story ADD COLUMN colour TEXT"))
    with pytest.raises(NewerDatabaseError) as caught:
        upgrade(bank, NOW)
    sentence = str(caught.value)
    assert "written by a newer highsignal (its structure is 9999, unknown here)" in sentence
    assert "Nothing was changed" in sentence
    assert present_revision(bank) == "9999"
    assert "colour" in columns(bank)
    assert contents(bank) == before
    assert not list(tmp_path.glob("backups/*"))


def test_an_older_one_is_brought_up_after_a_copy_was_made(
    bank: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = known_revisions()[-1]
    before = filled(bank, tmp_path)
    later_program(tmp_path, monkeypatch)
    copy = upgrade(bank, NOW, tmp_path / "copies")
    assert present_revision(bank) == "9000"
    assert contents(bank) == before
    with bank.reading() as session:
        assert set(session.execute(text("SELECT colour FROM story")).scalars()) == {"blue"}
    assert (copy is not None) == bank.sqlite
    if copy:
        assert copy.name.startswith(f"before-upgrade-from-{older}-20260301T123000Z-")
        with sqlite3.connect(copy) as old:
            assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(older,)]
            names = {row[1] for row in old.execute("PRAGMA table_info(story)")}
            assert old.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert old.execute("SELECT count(*) FROM story").fetchone() == (len(before["story"]),)
        old.close()
        assert "colour" not in names


def test_an_upgrade_that_fails_changes_nothing(
    bank: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(bank, tmp_path)
    later_program(tmp_path, monkeypatch, more="raise ArithmeticError")
    with pytest.raises(ArithmeticError):
        upgrade(bank, NOW, tmp_path / "copies")
    assert present_revision(bank) != "9000"
    assert "colour" not in columns(bank)
    assert contents(bank) == before


def test_programs_that_start_at_once_make_the_tables_once(database_url: str) -> None:
    failed: list[BaseException] = []
    together = threading.Barrier(4)

    def start() -> None:
        database = Database(database_url)
        try:
            together.wait()
            upgrade(database, NOW)
            database.check()
        except BaseException as error:
            failed.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    database = Database(database_url)
    assert present_revision(database) == known_revisions()[-1]
    database.close()


def test_the_structure_of_a_path_with_odd_signs(tmp_path: Path) -> None:
    folder = tmp_path / "100 %41 #?"
    folder.mkdir()
    database = Database(sqlite_url(folder))
    upgrade(database, NOW)
    database.close()
    assert [path.name for path in folder.iterdir()] == ["highsignal.sqlite3"]
