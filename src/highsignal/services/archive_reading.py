"""Reading an archive that somebody handed in: a ZIP, or the folder it was unpacked into; none is trusted."""

from __future__ import annotations

import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Protocol, Self

from highsignal.services.archive_errors import (
    DamagedArchiveError,
    NotAnArchiveError,
    UnsafeArchiveError,
)
from highsignal.services.archive_manifest import NAME, ArchiveKind, Manifest, read_manifest

# Far above any bank: a year of daily use is about 10 MB of data and, recorded, a few gigabytes of sound.
_MOST_MEMBERS = 100_000
_LARGEST = 64 << 30  # bytes of everything in it, unpacked
_LARGEST_DATA = 4 << 30  # bytes of one table
_LARGEST_MANIFEST = 32 << 20  # bytes
_LONGEST_LINE = 128 << 20  # bytes; three versions of a million characters, each escaped, take 18 MB
_PIECE = 1 << 20  # bytes read at a time

# Left in a ZIP by the programs people repack it with.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)")
_REQUIRED = ("data/", "recordings/")


class _Files(Protocol):
    """The files of an archive by name, with `/` between folders."""

    def sizes(self) -> Mapping[str, int]:
        """Every file's size in bytes."""

    def open(self, name: str) -> IO[bytes]:
        """A file, to be read."""

    def close(self) -> None:
        """Let go of them."""


class Archive:
    """An open archive whose names, sizes and manifest are in order; `verify` looks at every byte."""

    def __init__(self, path: Path, files: _Files) -> None:
        self.path = path
        self._files = files
        self._opened: list[IO[bytes]] = []
        self._root = _root_of(path, files.sizes())
        self.sizes = {
            name.removeprefix(self._root): size
            for name, size in files.sizes().items()
            if name.startswith(self._root)
        }
        self.manifest = self._read_manifest()
        self._check_members()

    def read(self, name: str, longest: int = _LARGEST_MANIFEST) -> bytes:
        """A small file. Raises DamagedArchiveError."""
        if self.sizes[name] > longest:
            raise UnsafeArchiveError(self.path, f"{name} is larger than {longest >> 20} MB")
        return b"".join(self._pieces(name))

    def open(self, name: str) -> IO[bytes]:
        """A file of the archive."""
        file = self._files.open(self._root + name)
        self._opened = [*(other for other in self._opened if not other.closed), file]
        return file

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table, none when the archive does not have it. Raises DamagedArchiveError."""
        name = f"data/{table}.jsonl"
        if name not in self.sizes:
            return
        with self.open(name) as file:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE + 1), b""), start=1):
                try:
                    row = json.loads(line) if len(line) <= _LONGEST_LINE else None
                except (ValueError, RecursionError):
                    row = None
                if not isinstance(row, dict):
                    raise DamagedArchiveError(self.path, f"{name}:{number}", "is not a row")
                yield row

    def tables(self) -> tuple[str, ...]:
        """The tables that the archive has."""
        return tuple(
            name[5:-6] for name in self.sizes if name.startswith("data/") and name.endswith(".jsonl")
        )

    def changed(self) -> tuple[str, ...]:
        """Stories' Markdown files that are not as they were written, or that were added by hand."""
        names = (name for name in self.sizes if name.startswith("stories/") and name.endswith(".md"))
        return tuple(sorted(name for name in names if not self._is_as_written(name)))

    def recordings(self) -> tuple[str, ...]:
        """The names of recordings."""
        return tuple(sorted(name for name in self.sizes if name.startswith("recordings/")))

    def verify(self) -> None:
        """Read what must be as it was written; raises DamagedArchiveError when a byte of it is not."""
        for name in self.manifest.members:
            if self._is_required(name) and not self._is_as_written(name):
                raise DamagedArchiveError(self.path, name, "is not as it was written")

    def close(self) -> None:
        """Let go of the file, also of what was not read to its end."""
        for file in self._opened:
            file.close()
        self._files.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_manifest(self) -> Manifest:
        if NAME not in self.sizes:
            raise NotAnArchiveError(self.path, f"it has no {NAME}")
        return read_manifest(self.path, self.read(NAME))

    def _check_members(self) -> None:
        for name in self.manifest.members:
            if self._is_required(name) and name not in self.sizes:
                raise DamagedArchiveError(self.path, name, "is missing")
        for name, size in self.sizes.items():
            if name.startswith(_REQUIRED) and name not in self.manifest.members:
                raise DamagedArchiveError(self.path, name, f"is not in its {NAME}")
            if name.startswith("data/") and size > _LARGEST_DATA:
                raise UnsafeArchiveError(self.path, f"{name} is larger than {_LARGEST_DATA >> 30} GB")

    def _is_required(self, name: str) -> bool:
        """Whether a file must be as it was written: people may edit what an export has for them to read."""
        return self.manifest.kind is ArchiveKind.BACKUP or name.startswith(_REQUIRED)

    def _is_as_written(self, name: str) -> bool:
        written = self.manifest.members.get(name)
        if written is None or self.sizes.get(name) != written.size:
            return False
        digest = sha256()
        for piece in self._pieces(name):
            digest.update(piece)
        return digest.hexdigest() == written.sha256

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            with self.open(name) as file:
                yield from iter(lambda: file.read(_PIECE), b"")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise DamagedArchiveError(self.path, name, "cannot be unpacked") from None


def open_archive(path: Path) -> Archive:
    """The archive at `path`, a ZIP or a folder that one was unpacked into.

    Raises NotAnArchiveError, UnsafeArchiveError, NewerArchiveError or DamagedArchiveError.
    """
    files: _Files = _Folder(path) if path.is_dir() else _Zip(path)
    try:
        return Archive(path, files)
    except BaseException:
        files.close()
        raise


class _Zip:
    """The files in a ZIP."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise NotAnArchiveError(path, "there is no such file") from None
        except OSError as error:
            raise NotAnArchiveError(path, (error.strerror or str(error)).lower()) from None
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError):
            raise NotAnArchiveError(path, "it is not a ZIP, or not all of one") from None
        try:
            self._sizes = _checked(path, self._zip.infolist())
        except BaseException:
            self._zip.close()
            raise

    def sizes(self) -> Mapping[str, int]:
        return self._sizes

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def close(self) -> None:
        self._zip.close()


class _Folder:
    """The files in a folder; links are not followed."""

    def __init__(self, path: Path) -> None:
        self._folder = path
        self._sizes = {
            found.relative_to(path).as_posix(): found.stat().st_size
            for found in sorted(path.rglob("*"))
            if found.is_file() and not found.is_symlink() and not _leads_outside(path, found)
        }
        self._sizes = {name: size for name, size in self._sizes.items() if not _LITTER.search(name)}

    def sizes(self) -> Mapping[str, int]:
        return self._sizes

    def open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("rb")

    def close(self) -> None:
        pass


def _leads_outside(folder: Path, path: Path) -> bool:
    return not path.resolve().is_relative_to(folder.resolve())


def _checked(path: Path, entries: list[zipfile.ZipInfo]) -> dict[str, int]:
    """The sizes of a ZIP's files; raises UnsafeArchiveError for what no archive of ours has."""
    if len(entries) > _MOST_MEMBERS:
        raise UnsafeArchiveError(path, f"it has more than {_MOST_MEMBERS} files in it")
    sizes: dict[str, int] = {}
    for entry in entries:
        name = entry.filename
        _check_name(path, name)
        if name in sizes:
            raise UnsafeArchiveError(path, f"two files in it are called {name}")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnsafeArchiveError(path, f"{name} in it is a link")
        if entry.flag_bits & 0x1:
            raise NotAnArchiveError(path, "it needs a password; unpack it and name the folder")
        if not entry.is_dir() and not _LITTER.search(name):
            sizes[name] = entry.file_size
    if sum(sizes.values()) > _LARGEST:
        raise UnsafeArchiveError(path, f"unpacked it would be larger than {_LARGEST >> 30} GB")
    return sizes


def _check_name(path: Path, name: str) -> None:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise UnsafeArchiveError(path, f"a file in it is called {name!r}, which leads out of it")


def _root_of(path: Path, names: Mapping[str, int]) -> str:
    """The folder in the archive that everything is in, with its `/`; empty for none."""
    if NAME in names:
        return ""
    nested = [name for name in names if name.endswith(f"/{NAME}") and name.count("/") == 1]
    if len(nested) != 1:
        raise NotAnArchiveError(path, f"it has no {NAME}")
    return nested[0].removesuffix(NAME)
