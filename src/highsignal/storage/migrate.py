"""Bringing a database's structure up to this program's, and refusing one from a newer program."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from highsignal.storage.database import Database, private_folder
from highsignal.storage.errors import NewerDatabaseError

_SCRIPTS = Path(__file__).parent / "migrations"


def known_revisions() -> tuple[str, ...]:
    """The structures this program knows, oldest first; a migration's file begins with its number."""
    return tuple(sorted(p.stem.split("_")[0] for p in (_SCRIPTS / "versions").glob("[0-9]*.py")))


def present_revision(database: Database) -> str | None:
    """The structure that `database` has, None when it is empty."""
    with database.reading() as session:
        return _present(session.connection())


def upgrade(database: Database, now: datetime, backups: Path | None = None) -> Path | None:
    """Bring `database` up to date in one transaction; the copy made before, if one was needed.

    An SQLite file with data in it is first copied into the folder `backups`, by default one beside it.
    Raises NewerDatabaseError for a structure this program does not know, in which case nothing is changed.
    """
    known = known_revisions()
    present = present_revision(database)
    if present is not None and present not in known:
        raise NewerDatabaseError(database.place, present)
    if present == known[-1]:
        return None
    copy = _copy(database, present, now, backups) if present else None
    _run(database)
    return copy


def _present(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _copy(database: Database, present: str, now: datetime, backups: Path | None) -> Path | None:
    if database.file is None:
        return None
    folder = private_folder(backups or database.file.parent / "backups")
    target = folder / f"before-upgrade-from-{present}-{now:%Y%m%dT%H%M%SZ}-{os.getpid()}.sqlite3"
    database.copy_to(target)
    target.chmod(0o600)
    return target


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
