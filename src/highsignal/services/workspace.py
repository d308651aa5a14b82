"""The workspace: a database that is ready, the packs, and the clock; and one person's desk in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.analysis.analyzer import Standard
from highsignal.analysis.timing import WORDS_PER_MINUTE
from highsignal.domain.bank import Person
from highsignal.domain.targets import Target
from highsignal.packs.errors import PackError
from highsignal.packs.find import PackSources, default_sources
from highsignal.services.standards import standard_for
from highsignal.storage.database import Database, private_folder, sqlite_url
from highsignal.storage.migrate import upgrade
from highsignal.storage.people import find_current, find_person, find_target
from highsignal.storage.tellings import spoken_pace

DATA_VARIABLE = "HIGHSIGNAL_DATA"
DATABASE_VARIABLE = "HIGHSIGNAL_DATABASE_URL"
BACKUPS = "backups"  # the folder for them in the data folder
RECORDINGS = "recordings"  # the folder for them in the data folder, and in an archive
_TAKES_FOR_A_PACE = 3  # fewer spoken takes than this say little about how fast a person talks


class Workspace(NamedTuple):
    """An open database with the packs in use; `folder` holds what is not in the database, `now` is UTC.

    `wake` is called when a recording begins and when one is whole, so that somebody is there to hear it.
    """

    database: Database
    sources: PackSources
    folder: Path
    now: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None


class Desk(NamedTuple):
    """One person's place in a workspace: who it is, what they aim at and the signal they tighten first.

    `targeted` is False as long as the person has not said what they aim at; `target` then is a default.
    """

    workspace: Workspace
    person: Person
    target: Target
    signal: str = ""
    targeted: bool = True

    @property
    def database(self) -> Database:
        """The workspace's database."""
        return self.workspace.database

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self.workspace.now()

    def standard(self) -> Standard:
        """What the person's stories are held against; the default target's where its packs are gone."""
        try:
            return standard_for(self.target, self.workspace.sources)
        except PackError:
            pace = self.target.words_per_minute
            return standard_for(Target(words_per_minute=pace), self.workspace.sources)


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder for the user's data: `HIGHSIGNAL_DATA`, else where the system keeps such things."""
    named = environ.get(DATA_VARIABLE, "").strip()
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("highsignal", appauthor=False)


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def open_workspace(
    folder: Path | None = None,
    url: str | None = None,
    sources: PackSources | None = None,
    now: Callable[[], datetime] = utc_now,
    environ: Mapping[str, str] = os.environ,
) -> Workspace:
    """Open the database, whole and up to date; what is not given comes from the environment.

    Raises a StorageError: DatabaseUnavailableError, DamagedDatabaseError or NewerDatabaseError.
    """
    folder = private_folder(folder or data_folder(environ))
    database = Database(url or environ.get(DATABASE_VARIABLE, "").strip() or sqlite_url(folder))
    if database.file:
        private_folder(database.file.parent)
    try:
        upgrade(database, now(), folder / BACKUPS)
        database.check()
    except BaseException:
        database.close()
        raise
    if database.file and os.name == "posix":
        database.file.chmod(0o600)
    return Workspace(database, sources or default_sources(os.environ), folder, now)


def desk_of(workspace: Workspace) -> Desk | None:
    """The desk of the person whose bank is open; None before the first one came."""
    with workspace.database.reading() as session:
        found = find_current(session)
        return _desk(workspace, session, *found) if found else None


def desk_for(workspace: Workspace, person: str) -> Desk | None:
    """The desk of a person by id, whoever's bank is open; None when there is no such person."""
    with workspace.database.reading() as session:
        found = find_person(session, person)
        return _desk(workspace, session, found, find_target(session, person)) if found else None


def _desk(workspace: Workspace, session: Session, person: Person, aim: tuple[Target, str] | None) -> Desk:
    measured = None if person.words_per_minute else spoken_pace(session, person.id)
    target, signal = aim or (Target(), "")
    pace = pace_of(person, measured)
    return Desk(workspace, person, target._replace(words_per_minute=pace), signal, aim is not None)


def pace_of(person: Person, measured: tuple[int, float] | None) -> float:
    """Words a minute to count with: what the person set, else their own measured pace, else the usual."""
    if person.words_per_minute:
        return person.words_per_minute
    if measured and measured[0] >= _TAKES_FOR_A_PACE:
        return round(measured[1])
    return WORDS_PER_MINUTE
