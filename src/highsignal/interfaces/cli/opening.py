"""A workspace for the length of one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from highsignal.services.workspace import Workspace, open_workspace


@contextmanager
def opened(folder: Path | None) -> Iterator[Workspace]:
    """The workspace in a data folder, by default the usual one, closed again; raises a StorageError."""
    workspace = open_workspace(folder)
    try:
        yield workspace
    finally:
        workspace.database.close()
