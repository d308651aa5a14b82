"""Putting a damaged database aside, so that a backup can take its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from highsignal.services.workspace import BACKUPS, DATABASE_VARIABLE, data_folder, utc_now
from highsignal.storage.database import Database, private_folder, sqlite_url

_SIDE_FILES = ("", "-wal", "-shm", "-journal")


def damaged_file(folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The SQLite file that the program would open, None when it would use a server."""
    address = environ.get(DATABASE_VARIABLE, "").strip() or sqlite_url(folder or data_folder(environ))
    return Database(address).file


def put_aside(file: Path, folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Move a damaged SQLite file, with what belongs to it, into the backups; where it is now."""
    backups = private_folder((folder or data_folder(environ)) / BACKUPS)
    aside = backups / f"damaged-{utc_now():%Y%m%dT%H%M%SZ}.sqlite3"
    for side in _SIDE_FILES:
        part = Path(f"{file}{side}")
        if part.exists():
            part.rename(f"{aside}{side}")
    return aside
