"""`highsignal backup`: everything in one file."""

from __future__ import annotations

from pathlib import Path

from highsignal.interfaces.cli.asking import counted, sized
from highsignal.interfaces.cli.opening import opened
from highsignal.interfaces.cli.output import write_lines
from highsignal.services.archives import backup


def run_backup(file: Path | None, folder: Path | None) -> int:
    """Write a backup and say where it is; raises ArchiveError and StorageError."""
    with opened(folder) as workspace:
        written = backup(workspace, file)
    write_lines(
        [
            f"{written.path}",
            f"{counted(written.counts, written.recordings)}; {sized(written.size)}, read back and checked",
        ]
    )
    return 0
