"""Erasing: first what there is to delete, to the byte; then all of it, and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from highsignal.domain.bank import Person
from highsignal.services.archive_errors import DatabaseInUseError
from highsignal.services.archive_export import person_called, recordings_of
from highsignal.services.archives import counts_here
from highsignal.services.job_queue import queue_file, remove_queue_tables
from highsignal.services.recording_files import remove_files
from highsignal.services.worker_locks import FOLDER as WORKERS
from highsignal.services.workspace import (
    BACKUPS,
    DATABASE_VARIABLE,
    RECORDINGS,
    Workspace,
    data_folder,
    open_workspace,
)
from highsignal.storage.database import Database, sqlite_url
from highsignal.storage.dump import remove_everything
from highsignal.storage.errors import DamagedDatabaseError, NewerDatabaseError
from highsignal.storage.people import remove_person
from highsignal.storage.tellings import list_takes

_FOLDERS = (RECORDINGS, BACKUPS, WORKERS)
_FILES = ("session.key",)
_UNFINISHED = (".recordings-*", ".session.key.*")  # left by a program that was killed
_SIDE_FILES = ("", "-wal", "-shm", "-journal")  # what SQLite puts beside a database
_IN_USE = ("locked", "busy")


class Place(NamedTuple):
    """A file or folder to delete: its size in bytes and how many files it has."""

    path: Path
    size: int
    files: int


class ErasePlan(NamedTuple):
    """What erasing will delete.

    `counts` are rows by table, None when the database cannot be read (then `trouble` says why); `places` are
    files and folders; `left` is what is in the data folder and is not the program's. `person` is whom it is
    about, None for everybody.
    """

    database: Database
    folder: Path
    counts: dict[str, int] | None
    trouble: str
    places: tuple[Place, ...]
    left: tuple[Path, ...]
    kept_backups: int
    person: Person | None


def plan_erase(
    folder: Path | None = None,
    url: str | None = None,
    *,
    keep_backups: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> ErasePlan:
    """What erasing everything in a data folder and its database would delete.

    A database that is damaged or newer is deleted unread. Raises DatabaseUnavailableError,
    and NewerDatabaseError on a server.
    """
    folder = folder or data_folder(environ)
    address = url or environ.get(DATABASE_VARIABLE, "").strip() or sqlite_url(folder)
    counts, trouble = None, ""
    if not _is_missing(address):
        try:
            workspace = open_workspace(folder, address)
            counts = counts_here(workspace)
            workspace.database.close()
        except (DamagedDatabaseError, NewerDatabaseError) as error:
            if not Database(address).sqlite:
                raise
            trouble = str(error)
    database = Database(address)
    places = [_place(path) for path in _ours(folder, database, keep_backups=keep_backups)]
    doomed = {place.path for place in places}
    return ErasePlan(
        database,
        folder,
        counts,
        trouble,
        tuple(places),
        tuple(p for p in _entries(folder) if p not in doomed and not (keep_backups and p.name == BACKUPS)),
        _backups(folder) if keep_backups else 0,
        None,
    )


def plan_erase_person(workspace: Workspace, name: str) -> ErasePlan:
    """What erasing one person would delete; backups keep what they have. Raises UnknownPersonError."""
    person = person_called(workspace, name)
    places = tuple(_place(path) for path in recordings_of(workspace, person))
    counts = counts_here(workspace, person.id)
    kept = _backups(workspace.folder)
    return ErasePlan(workspace.database, workspace.folder, counts, "", places, (), kept, person)


def erase(plan: ErasePlan) -> None:
    """Delete what the plan names.

    Raises DatabaseInUseError, and deletes nothing, while another program has an SQLite database open.
    """
    if plan.person is not None:
        with plan.database.writing() as session:
            takes = [take.id for take in list_takes(session, plan.person.id)]  # one may have come since
            remove_person(session, plan.person.id)
            session.flush()
            remove_files(plan.folder, takes)
        _delete(place.path for place in plan.places)
        return
    with _nobody_else(plan.database):
        if not plan.database.sqlite:
            with plan.database.writing() as session:
                remove_everything(session)
            remove_queue_tables(plan.database)
        plan.database.close()
        _delete(place.path for place in plan.places)
    with suppress(OSError):  # it is not empty, or a place where something is mounted
        plan.folder.rmdir()


@contextmanager
def _nobody_else(database: Database) -> Iterator[None]:
    """Hold an SQLite file alone; what another program wrote into a deleted file would be lost."""
    file = database.file
    if file is None or not file.exists():
        yield
        return
    with closing(sqlite3.connect(file, timeout=0.5, isolation_level=None)) as connection:
        try:
            # Leaving WAL needs every other connection to be closed, also one that does nothing.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if any(word in str(error) for word in _IN_USE):
                raise DatabaseInUseError(str(file)) from None
            # A damaged file, which nobody can use either.
        if os.name == "nt":
            connection.close()  # an open file cannot be deleted there
        yield


def _ours(folder: Path, database: Database, *, keep_backups: bool) -> Iterator[Path]:
    """What the program has put into the data folder, and the database's file wherever it was named."""
    if database.file:
        for file in (database.file, queue_file(database.file)):
            yield from (p for side in _SIDE_FILES if (p := Path(f"{file}{side}")).exists())
    for name in _FOLDERS:
        there = (folder / name).is_symlink() or (folder / name).exists()
        if there and not (keep_backups and name == BACKUPS):
            yield folder / name
    yield from (folder / name for name in _FILES if (folder / name).exists())
    for pattern in _UNFINISHED:
        yield from sorted(folder.glob(pattern))


def _place(path: Path) -> Place:
    if path.is_symlink() or not path.is_dir():
        return Place(path, path.lstat().st_size, 1)
    files = [found.lstat().st_size for found in path.rglob("*") if found.is_symlink() or found.is_file()]
    return Place(path, sum(files), len(files))


def _delete(paths: Iterator[Path]) -> None:
    for path in paths:
        if path.is_symlink() or not path.is_dir():  # a link goes, what it leads to stays
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path)


def _is_missing(url: str) -> bool:
    file = Database(url).file
    return file is not None and not file.exists()


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _backups(folder: Path) -> int:
    place = folder / BACKUPS
    return sum(1 for path in place.iterdir() if path.is_file()) if place.is_dir() else 0
