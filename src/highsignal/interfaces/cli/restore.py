"""`highsignal restore`: a backup in the place of what is here."""

from __future__ import annotations

from pathlib import Path

from highsignal.interfaces.cli.asking import DECLINED, confirmed, counted
from highsignal.interfaces.cli.opening import opened
from highsignal.interfaces.cli.output import write_lines
from highsignal.services.archive_manifest import Manifest
from highsignal.services.archives import counts_here, read_backup, recordings_in, restore
from highsignal.services.rescue import damaged_file, put_aside
from highsignal.storage.errors import DamagedDatabaseError


def run_restore(file: Path, folder: Path | None, *, yes: bool) -> int:
    """Say what will be replaced, ask unless `yes`, and do it; raises ArchiveError and StorageError."""
    manifest = read_backup(file)
    damaged: Path | None = None
    try:
        here = _what_is_here(folder)
    except DamagedDatabaseError:
        damaged = damaged_file(folder)
        if damaged is None:
            raise
        here = f"{damaged} is damaged; it is kept in the backups, and a new database begun."
    write_lines([here, _what_comes(manifest), "What is here is backed up first."])
    if not yes and not confirmed("restore"):
        write_lines(["Nothing was changed."])
        return DECLINED
    if damaged:
        write_lines([f"The damaged database is now {put_aside(damaged, folder)}"])
    with opened(folder) as workspace:
        done = restore(workspace, file)
    lines = [f"Brought back: {counted(done.counts, done.recordings)}."]
    if done.before:
        lines.append(f"What was here before: {done.before}")
    write_lines(lines)
    return 0


def _what_is_here(folder: Path | None) -> str:
    with opened(folder) as workspace:
        recordings = len(recordings_in(workspace.folder))
        return f"In {workspace.database.place}: {counted(counts_here(workspace), recordings)}."


def _what_comes(manifest: Manifest) -> str:
    recordings = sum(name.startswith("recordings/") for name in manifest.members)
    day = f"{manifest.created_at:%Y-%m-%d %H:%M} (UTC)"
    return f"All of it is replaced by the backup of {day}: {counted(manifest.counts, recordings)}."
