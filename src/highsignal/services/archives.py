"""Backups of everything, and bringing one back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from highsignal import __version__
from highsignal.services.archive_errors import ArchiveNotWrittenError, DamagedArchiveError, WrongKindError
from highsignal.services.archive_manifest import ArchiveKind, Manifest
from highsignal.services.archive_reading import Archive, open_archive
from highsignal.services.archive_writing import AUTOMATIC, ArchiveWriter, copy_into, write_archive
from highsignal.services.backup_folder import delete_old
from highsignal.services.recording_files import UNFINISHED
from highsignal.services.workspace import BACKUPS, RECORDINGS, Workspace
from highsignal.storage.database import private_folder
from highsignal.storage.dump import add_rows, count_rows, read_rows, remove_everything, table_names
from highsignal.storage.dump_steps import brought_up
from highsignal.storage.migrate import known_revisions

_STAGED = ".recordings-coming"
_REPLACED = ".recordings-going"


class Written(NamedTuple):
    """An archive that was written and checked: where, how many bytes, and how many rows of each table."""

    path: Path
    size: int
    counts: dict[str, int]
    recordings: int


class Restored(NamedTuple):
    """What a restore did: `before` is the backup of what was there, None when nothing was."""

    counts: dict[str, int]
    recordings: int
    before: Path | None


def backup(workspace: Workspace, path: Path | None = None) -> Written:
    """Write everything into `path`, a file or a folder, by default into the data folder's backups.

    Of those written by default the older ones are deleted (see `backup_folder`). Raises ArchiveError when it
    cannot be written.
    """
    name = f"highsignal-{_stamp(workspace.now())}.zip"
    if path is None:
        folder = private_folder(workspace.folder / BACKUPS)
        written = _write_backup(workspace, folder / name, AUTOMATIC)
        delete_old(folder)
        return written
    return _write_backup(workspace, path / name if path.is_dir() else path.absolute(), b"")


def back_up_daily(workspace: Workspace) -> Written | None:
    """The day's first backup into the data folder; None when there is one, or nothing to back up.

    Raises ArchiveError when it cannot be written.
    """
    today = f"{workspace.now().astimezone(UTC):%Y%m%d}"
    there = (workspace.folder / BACKUPS).glob(f"highsignal-{today}T*.zip")
    if any(there) or not counts_here(workspace)["person"]:
        return None
    return backup(workspace)


def read_backup(path: Path) -> Manifest:
    """What the backup at `path` says of itself, after every byte of it was checked.

    Raises ArchiveError: no archive, an export, newer, unsafe or damaged.
    """
    with open_archive(path) as archive:
        _refuse_export(archive)
        archive.verify()
        return archive.manifest


def restore(workspace: Workspace, path: Path) -> Restored:
    """Put what the backup at `path` holds in the place of everything that is here.

    What was here is backed up first. All is done in one transaction: when anything cannot be used, nothing
    is changed. Raises ArchiveError and StorageError.
    """
    with open_archive(path) as archive:
        _refuse_export(archive)
        archive.verify()
        before = _backup_before(workspace)
        with _recordings_replaced(workspace, archive), workspace.database.writing() as session:
            remove_everything(session)
            counts = _load(session, archive)
        return Restored(counts, len(archive.recordings()), before)


def counts_here(workspace: Workspace, person: str | None = None) -> dict[str, int]:
    """How many rows of each table are here, or are one person's."""
    with workspace.database.reading() as session:
        return {name: count_rows(session, name, person) for name in table_names()}


def manifest_for(workspace: Workspace, kind: ArchiveKind, person: str | None = None) -> Manifest:
    """The beginning of an archive's manifest: who writes it, when, with which structure."""
    return Manifest(kind, __version__, known_revisions()[-1], workspace.now(), person, {}, {})


def dump_into(writer: ArchiveWriter, session: Session, person: str | None = None) -> dict[str, int]:
    """Add every table's rows, or those of one person; how many of each."""
    return {
        name: writer.add_rows(f"data/{name}.jsonl", read_rows(session, name, person))
        for name in table_names()
    }


def recordings_in(folder: Path, wanted: Callable[[Path], bool] = lambda _: True) -> list[Path]:
    """The recordings in a data folder that are wanted; links are not followed."""
    place = folder / RECORDINGS
    if place.is_symlink():
        return []
    return [
        path for path in sorted(place.rglob("*")) if path.is_file() and not path.is_symlink() and wanted(path)
    ]


def add_recordings(writer: ArchiveWriter, folder: Path, recordings: Iterable[Path]) -> int:
    """Add recordings of the data folder under their names there; how many.

    One that is still being made keeps the name of an unfinished one, and may end after what the database
    knows of it. One that went meanwhile, since it was deleted or finished, is added as it is now or not.
    """
    added = 0
    for recording in recordings:
        for path in dict.fromkeys((recording, recording.with_name(recording.name.removesuffix(UNFINISHED)))):
            with suppress(FileNotFoundError):
                writer.add_copy(path.relative_to(folder).as_posix(), path)
                added += 1
                break
    return added


def current_rows(archive: Archive, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table as this program's structure has them."""
    for row in archive.rows(table):
        present = brought_up(table, row, archive.manifest.structure)
        if present is not None:
            yield present


def refuse_unknown_tables(archive: Archive) -> None:
    """Raise DamagedArchiveError for a table that there is not."""
    for name in archive.tables():
        if name not in table_names():
            raise DamagedArchiveError(archive.path, f"data/{name}.jsonl", "is no table of highsignal")


def _write_backup(workspace: Workspace, path: Path, comment: bytes) -> Written:
    recordings = 0

    def fill(writer: ArchiveWriter) -> dict[str, int]:
        nonlocal recordings
        with workspace.database.reading() as session:
            counts = dump_into(writer, session)
        recordings = add_recordings(writer, workspace.folder, recordings_in(workspace.folder))
        return counts

    manifest = write_archive(path, manifest_for(workspace, ArchiveKind.BACKUP), fill, comment)
    return Written(path, path.stat().st_size, manifest.counts, recordings)


def _backup_before(workspace: Workspace) -> Path | None:
    """A backup of what is there, None when there is nothing yet."""
    if not counts_here(workspace)["person"] and not recordings_in(workspace.folder):
        return None
    folder = private_folder(workspace.folder / BACKUPS)
    path = folder / f"before-restore-{_stamp(workspace.now())}.zip"
    written = _write_backup(workspace, path, AUTOMATIC)
    delete_old(folder)
    return written.path


def _load(session: Session, archive: Archive) -> dict[str, int]:
    refuse_unknown_tables(archive)
    return {name: add_rows(session, name, current_rows(archive, name)) for name in table_names()}


def _refuse_export(archive: Archive) -> None:
    if archive.manifest.kind is not ArchiveKind.BACKUP:
        raise WrongKindError(archive.path)


@contextmanager
def _recordings_replaced(workspace: Workspace, archive: Archive) -> Iterator[None]:
    """The archive's recordings in the place of those here once the block ends; as before when it raises.

    They are unpacked beside the others first, so that what can fail has been done before anything changes.
    """
    present, staged, replaced = (workspace.folder / name for name in (RECORDINGS, _STAGED, _REPLACED))
    _remove(staged)
    _remove(replaced)
    try:
        for name in archive.recordings():
            with archive.open(name) as file:
                copy_into(file, staged / name.removeprefix(f"{RECORDINGS}/"))
        moved = _moved(present, replaced)
        try:
            _moved(staged, present)
            yield
        except BaseException:
            _remove(present)
            if moved:
                replaced.rename(present)
            raise
        _remove(replaced)
    except OSError as error:
        raise ArchiveNotWrittenError(present, (error.strerror or str(error)).lower()) from None
    finally:
        with suppress(OSError):
            _remove(staged)


def _moved(path: Path, target: Path) -> bool:
    if not path.exists():
        return False
    path.rename(target)
    return True


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
