"""One private PostgreSQL cluster for a whole test run; each test has a database of its own in it.

The first process that needs the cluster starts its keeper (`keeper.py`, which says how it is stopped again,
whatever happens to the tests). The others find it through a file in the run's own folder.
"""

from __future__ import annotations

import fcntl
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO, Self
from uuid import uuid4

import psycopg
from psycopg import sql
from tests.servers import leftovers
from tests.servers.installed import postgres_programs

PREFIX = "highsignal-postgres-"
WAIT_SECONDS = 90.0
LONGEST_NAME = 63  # PostgreSQL cuts longer names
KEEPER = Path(__file__).with_name("keeper.py")


class ClusterError(Exception):
    """PostgreSQL did not start."""

    def __init__(self, log: Path) -> None:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        super().__init__("PostgreSQL for the tests did not start. Its last lines:\n" + "\n".join(lines))


class Cluster:
    """A running cluster as one process sees it; makes and drops databases. Close it at the end."""

    def __init__(self, server: str, lock: IO[bytes]) -> None:
        self._server = server
        self._lock = lock
        self._admin = psycopg.connect(f"{server}/postgres", autocommit=True)
        self._names = (f"test_{uuid4().hex[:12]}_{number}" for number in count(1))

    @classmethod
    def of_run(cls, shared: Path) -> Self:
        """The cluster of the test run whose processes share this folder; starts it when it is not there yet.

        Raises MissingProgramError without PostgreSQL, ClusterError when it does not start.
        """
        note = shared / "postgres"
        with (shared / "postgres.lock").open("wb") as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            if note.exists():
                folder = Path(note.read_text(encoding="utf-8"))
                # Nobody may have used it for a moment, and then its keeper has deleted it: start another one.
                with suppress(FileNotFoundError):
                    return cls._joined(folder, leftovers.join(folder))
            leftovers.delete_unused(PREFIX)
            folder, lock = leftovers.new_folder(PREFIX)
            start_keeper(folder)
            note.write_text(str(folder), encoding="utf-8")
            return cls._joined(folder, lock)

    @classmethod
    def _joined(cls, folder: Path, lock: IO[bytes]) -> Self:
        return cls((folder / "ready").read_text(encoding="ascii"), lock)

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of a database of this cluster."""
        return f"{self._server.replace('postgresql:', 'postgresql+psycopg:', 1)}/{name}"

    def create(self, template: str = "template1") -> str:
        """Create a database, by default an empty one; answers its name."""
        name = next(self._names)
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
        self._admin.execute(words)
        return name

    def drop(self, name: str) -> None:
        """Delete a database, also when somebody is still connected to it."""
        self._admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """The name of a database that `build(url)` has filled, once for the whole run, to create others from.

        `build` must close its connections: PostgreSQL copies only a database that nobody uses.
        """
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or len(name) > LONGEST_NAME:
            raise ValueError(f"{name!r} is no plain name for a database.")
        key = f"hashtext('{name}')"
        # An advisory lock and not a file: the other processes wait in the server and are freed by our end.
        self._admin.execute(f"SELECT pg_advisory_lock({key})".encode())
        try:
            found = self._admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if found is None:
                made = self.create()
                build(self.url(made))
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                self._admin.execute(rename.format(sql.Identifier(made), sql.Identifier(name)))
        finally:
            self._admin.execute(f"SELECT pg_advisory_unlock({key})".encode())
        return name

    def close(self) -> None:
        """Say that this process is done; when all are, the keeper stops the cluster."""
        self._admin.close()
        self._lock.close()


def start_keeper(folder: Path) -> None:
    """Start the keeper of a new cluster in this folder and wait until PostgreSQL answers."""
    programs = postgres_programs()
    log = folder / "log"
    with log.open("wb") as written:
        # A session of its own: Ctrl-C ends the tests first, and the keeper sees that.
        keeper = subprocess.Popen(
            [sys.executable, str(KEEPER), str(folder), str(programs)],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    end = time.monotonic() + WAIT_SECONDS
    while not (folder / "ready").exists():
        if keeper.poll() is not None or time.monotonic() > end:
            keeper.kill()
            raise ClusterError(log)
        time.sleep(0.02)
    # It outlives this process on purpose; without this Python would warn that it was not waited for.
    keeper.returncode = 0
