"""Writing an archive: into a temporary file beside its place, on the disk, checked, and only then named."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from highsignal.services.archive_errors import ArchiveError, ArchiveNotWrittenError, FileInTheWayError
from highsignal.services.archive_manifest import NAME, Manifest, Member
from highsignal.services.archive_reading import open_archive

_PIECE = 1 << 20  # bytes copied at a time
AUTOMATIC = b"highsignal automatic backup"  # the ZIP's comment: it may be deleted when newer ones are there


class ArchiveWriter:
    """Takes an archive's files one after the other and adds up what they are."""

    def __init__(self, file: IO[bytes], moment: tuple[int, int, int, int, int, int]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._moment = moment
        self.members: dict[str, Member] = {}

    def add(self, name: str, pieces: Iterable[bytes], *, packed: bool = True) -> None:
        """Add a file; `packed` False for what is compressed already, such as a recording."""
        digest, size = sha256(), 0
        info = zipfile.ZipInfo(name, self._moment)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        self.members[name] = Member(size, digest.hexdigest())

    def add_rows(self, name: str, rows: Iterable[dict[str, Any]]) -> int:
        """Add rows as JSON, one a line; how many."""
        count = 0

        def lines() -> Iterator[bytes]:
            nonlocal count
            for count, row in enumerate(rows, start=1):  # noqa: B007 - read after the loop
                yield json_bytes(row) + b"\n"

        self.add(name, lines())
        return count

    def add_copy(self, name: str, path: Path) -> None:
        """Add a file from the disk as it is."""
        with path.open("rb") as file:
            self.add(name, iter(lambda: file.read(_PIECE), b""), packed=False)

    def finish(self, manifest: Manifest, comment: bytes) -> None:
        """Add the manifest and close the archive."""
        with self._zip:
            self._zip.writestr(zipfile.ZipInfo(NAME, self._moment), manifest.to_json(), zipfile.ZIP_DEFLATED)
            self._zip.comment = comment


def json_bytes(value: object, indent: int | None = None) -> bytes:
    """`value` as JSON in UTF-8, readable in every script; half a surrogate pair stays an escape."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent).encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent).encode()


def write_archive(
    path: Path, manifest: Manifest, fill: Callable[[ArchiveWriter], dict[str, int]], comment: bytes
) -> Manifest:
    """Write an archive to `path` and read it back; `fill` adds its files and counts what is in it.

    What had this name before is replaced when it is an archive of ours, in one step at the very end.
    Raises FileInTheWayError when it is something else, ArchiveNotWrittenError.
    """
    if path.exists():
        _refuse_foreign(path)
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as file:
            temporary = Path(file.name)
            writer = ArchiveWriter(file.file, manifest.created_at.timetuple()[:6])
            counts = fill(writer)
            done = manifest._replace(counts=counts, members=writer.members)
            writer.finish(done, comment)
            file.flush()
            os.fsync(file.fileno())
        with open_archive(temporary) as written:
            written.verify()
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise ArchiveNotWrittenError(path, (error.strerror or str(error)).lower()) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return done


def copy_into(file: IO[bytes], path: Path) -> None:
    """Write what `file` holds to a new file at `path`, all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as target:
            shutil.copyfileobj(file, target, _PIECE)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _refuse_foreign(path: Path) -> None:
    try:
        open_archive(path).close()
    except ArchiveError:
        raise FileInTheWayError(path) from None


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
