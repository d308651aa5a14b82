"""The database: SQLite in the data folder by default, PostgreSQL by URL; one transaction a session."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session

from highsignal.storage.errors import (
    BusyDatabaseError,
    DamagedDatabaseError,
    DatabaseUnavailableError,
    DiskFullError,
    StorageError,
    UnstorableTextError,
)

FILE = "highsignal.sqlite3"
_BUSY_MS = 5000  # how long a writer waits for another one; a save takes a few milliseconds
_POOL = 10
_OVERFLOW = 20
# SQLite says FULL only for ENOSPC; a quota, a limit on files or no room for the shared memory say these.
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")


class Database:
    """One database and its connections.

    `writing()` and `reading()` give a session in a transaction of its own: it is committed when the
    block ends and rolled back when the block raises. What a block has done is on the disk when it ends.
    """

    def __init__(self, url: str) -> None:
        """Prepare to use the database at `url`; nothing is opened yet.

        Raises DatabaseUnavailableError for a URL that names no known database.
        """
        try:
            self.url = _with_driver(make_url(url))
            self._engine = _engine(self.url)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise DatabaseUnavailableError(_hidden(url), f"its URL is not understood ({error})") from None
        self._writer = self._engine.execution_options(writes=True)
        # Two statements of one page must not see two states; SQLite's transactions are like that anyway.
        self._reader = (
            self._engine if self.sqlite else self._engine.execution_options(isolation_level="REPEATABLE READ")
        )

    @property
    def sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """SQLite's file, None for a server."""
        return Path(self.url.database) if self.sqlite and self.url.database else None

    @property
    def place(self) -> str:
        """Where the data is, without a password, as people are told."""
        return str(self.file) if self.file else self.url.render_as_string(hide_password=True)

    @property
    def engine(self) -> Engine:
        """The engine, for counting queries and for migrations."""
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database."""
        with self._session(self._reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that may change the database; writers take turns from the first statement on."""
        with self._session(self._writer) as session:
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A writing connection, for migrations."""
        with self._translated(), self._writer.begin() as connection:
            yield connection

    def check(self) -> None:
        """Ask SQLite whether its file is whole.

        Raises DamagedDatabaseError when it is not, DatabaseUnavailableError when it cannot be opened.
        """
        if not self.sqlite:
            with self.reading() as session:
                session.connection()
            return
        with self.reading() as session:
            answers = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalars().all()
        if answers != ["ok"]:
            raise DamagedDatabaseError(self.place, str(answers[0]) if answers else "no answer")

    def copy_to(self, target: Path) -> None:
        """Copy SQLite's database, as it is at this moment, to a new file `target`."""
        with self._translated(), closing(self._engine.raw_connection()) as connection:
            # Outside a transaction, which SQLAlchemy would begin.
            connection.cursor().execute("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        with self._translated(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            if known := _known(error, self.place):
                raise known from error
            raise
        except UnicodeEncodeError as error:
            raise UnstorableTextError from error


def sqlite_url(folder: Path) -> str:
    """The URL of the database in the data folder `folder`."""
    return URL.create("sqlite", database=str(folder / FILE)).render_as_string()


def _with_driver(url: URL) -> URL:
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _hidden(url: str) -> str:
    with suppress(ArgumentError):
        return make_url(url).render_as_string(hide_password=True)
    return repr(url)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        # A connection a thread at a time; the pool only bounds how many files are open.
        engine = create_engine(url, pool_size=_POOL, max_overflow=_OVERFLOW, connect_args={"timeout": 5})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "before_cursor_execute", _refuse_nul)
        return engine
    return create_engine(url, pool_size=_POOL, max_overflow=_OVERFLOW, pool_pre_ping=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver opens no transactions by itself: `_begin_sqlite` does, with the kind that is needed.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what a person deletes for good is overwritten
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _refuse_nul(
    _connection: Connection, _cursor: object, _statement: str, parameters: Any, _context: object, many: bool
) -> None:
    # SQLite would keep it and PostgreSQL does not: such a bank could not move there.
    for row in parameters if many else (parameters,):
        for value in row.values() if isinstance(row, dict) else row:
            if isinstance(value, str) and "\0" in value:
                raise UnstorableTextError


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer; one that says so
    # at its beginning can.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _known(error: SQLAlchemyError | sqlite3.Error, place: str) -> StorageError | None:
    """What a driver's error means to a person, None for what only a fault of the program can cause."""
    if isinstance(error, NoConnectionError):
        return BusyDatabaseError()
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = str(cause).strip().lower()
    if isinstance(cause, sqlite3.Error):
        known = _known_of_sqlite(getattr(cause, "sqlite_errorname", ""), text, place)
    else:
        known = _known_of_postgres(getattr(cause, "sqlstate", None), text)
    if known:
        return known
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if lost or type(cause).__name__ == "OperationalError":
        return DatabaseUnavailableError(place, text.splitlines()[0] if text else "no connection")
    return None


def _known_of_sqlite(name: str, text: str, place: str) -> StorageError | None:
    if name in _NO_ROOM:
        return DiskFullError()
    if name.startswith("SQLITE_IOERR"):
        return DatabaseUnavailableError(place, f"the disk reports an error ({name}); see whether it is whole")
    if "is locked" in text:
        return BusyDatabaseError()
    if "malformed" in text or "not a database" in text:
        return DamagedDatabaseError(place, text)
    if "readonly" in text:
        return DatabaseUnavailableError(
            place, "it may not be written to; check who owns the file and its folder"
        )
    if "unable to open" in text:
        return DatabaseUnavailableError(
            place, "the file cannot be opened; check that its folder exists and may be written to"
        )
    return None


def _known_of_postgres(state: str | None, text: str) -> StorageError | None:
    if state == "53100":
        return DiskFullError()
    if state in ("55P03", "40P01", "40001"):
        return BusyDatabaseError()
    if state == "22021" or "nul (0x00)" in text:
        return UnstorableTextError()
    return None


def private_folder(folder: Path) -> Path:
    """`folder`, made if need be so that only its owner can look into it.

    A folder that was there is closed to others only if it is empty or holds our database: it may be
    somebody's home folder. Raises DatabaseUnavailableError when it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = folder.stat().st_mode & 0o777
        if os.name == "posix" and mode & 0o077 and _is_ours(folder):
            folder.chmod(mode & 0o700)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DatabaseUnavailableError(
            str(folder), f"its folder cannot be made ({reason}); name another with HIGHSIGNAL_DATA"
        ) from None
    return folder


def _is_ours(folder: Path) -> bool:
    if folder.stat().st_uid != os.getuid():
        return False
    return (folder / FILE).exists() or not any(folder.iterdir())
