"""`highsignal export`: everything in files that a person can read."""

from __future__ import annotations

from pathlib import Path

from highsignal.interfaces.cli.asking import counted, sized
from highsignal.interfaces.cli.opening import opened
from highsignal.interfaces.cli.output import write_lines
from highsignal.services.archive_export import export


def run_export(file: Path | None, person: str | None, folder: Path | None) -> int:
    """Write an export and say where it is; raises ArchiveError and StorageError."""
    with opened(folder) as workspace:
        written = export(workspace, file, person)
    write_lines(
        [
            f"{written.path}",
            f"{counted(written.counts, written.recordings)}; {sized(written.size)}, read back and checked",
        ]
    )
    return 0
