"""Bringing a database's structure up to this program's, and refusing one from a newer program."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from highsignal.storage.database import Database
from highsignal.storage.errors import NewerDatabaseError

_SCRIPTS = Path(__file__).parent / "migrations"


def known_revisions() -> tuple[str, ...]:
    """The structures this program knows, oldest first; a migration's file begins with its number."""
    return tuple(sorted(p.stem.split("_")[0] for p in (_SCRIPTS / "versions").glob("[0-9]*.py")))


def present_revision(database: Database) -> str | None:
    """The structure that `database` has, None when it is empty."""
    with database.reading() as session:
        return _present(session.connection())


def upgrade(database: Database, now: datetime) -> str | None:
    """Bring `database` up to date in one transaction; the path of the copy made before, if one was needed.

    An SQLite file with data in it is copied beside itself first. Raises NewerDatabaseError for a structure
    this program does not know, in which case nothing is changed.
    """
    known = known_revisions()
    present = present_revision(database)
    if present is not None and present not in known:
        raise NewerDatabaseError(database.place, present)
    if present == known[-1]:
        return None
    copy = _copy(database, present, now) if present else None
    _run(database)
    return copy


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _copy(database: Database, present: str, now: datetime) -> str | None:
    if database.file is None:
        return None
    folder = database.file.parent / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"before-upgrade-from-{present}-{now:%Y%m%d-%H%M%S}.sqlite3"
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    return str(target)


def _run(database: Database) -> None:
    # Imported here: it takes longer than the rest of the start, and is needed once a version.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with database.connection() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(7411508)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
