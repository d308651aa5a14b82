"""Where the queue of jobs is kept; for those who delete it and do not want to import it."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL

from highsignal.storage.database import Database

SCHEMA = "highsignal_jobs"  # of the queue's tables on PostgreSQL


def queue_url(database: Database) -> URL:
    """Where the queue is: beside an SQLite file, which has room for one writer only, else in the database."""
    if database.file:
        return URL.create("sqlite", database=str(queue_file(database.file)))
    return database.url


def queue_file(bank: Path) -> Path:
    """The queue's file beside an SQLite database."""
    return bank.with_name(f"{bank.stem}.jobs.sqlite3")


def prepare_file(path: Path) -> None:
    """Make the queue's file so that only its owner can read it, if it is not there yet."""
    path.touch(mode=0o600)
    if os.name == "posix":
        path.chmod(0o600)


def remove_queue_tables(database: Database) -> None:
    """Delete the queue from a database on a server; it is made again when it is needed."""
    if not database.sqlite:
        with database.writing() as session:
            session.execute(text(f'DROP SCHEMA IF EXISTS "{SCHEMA}" CASCADE'))
