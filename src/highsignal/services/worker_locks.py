"""Which workers are alive: each holds a lock that the system lets go when its process ends, however it ends.

The lock is on a small SQLite file of its own, since SQLite locks files in the same way on every system. All
workers of a bank run on the machine that has its recordings, so that they see each other's.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from highsignal.storage.database import private_folder

FOLDER = "workers"  # in the data folder


class WorkerLock:
    """Says that the worker called `name` is alive, as long as the block runs."""

    def __init__(self, folder: Path, name: str) -> None:
        """`folder` is the data folder."""
        self.name = name
        self._path = _path(folder, name)
        self._held: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        private_folder(self._path.parent)
        self._held = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self._held.execute("BEGIN EXCLUSIVE")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._held is not None:
            self._held.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def is_alive(folder: Path, name: str) -> bool:
    """Whether the worker called `name` runs; `folder` is the data folder."""
    path = _path(folder, name)
    if not path.exists():
        return False
    held = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return True
    finally:
        held.close()
    return False


def forget(folder: Path, name: str) -> None:
    """Remove what a dead worker left."""
    with suppress(OSError):
        _path(folder, name).unlink(missing_ok=True)


def _path(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name}.lock"
