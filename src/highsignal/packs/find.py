"""Where packs lie: the packaged ones, then the user's folders, the later one winning."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from highsignal.packs.errors import MissingPackFolderError
from highsignal.packs.model import PackKind

PACKAGED = Path(__file__).parent / "data"
ENVIRONMENT_VARIABLE = "HIGHSIGNAL_PACKS"


class PackSources(NamedTuple):
    """The folders packs come from: `packaged` first, then `folders` in order, a later one winning.

    Each folder has a subfolder per kind: roles, ladders, checklists, prompts, competencies, loops.
    """

    folders: tuple[Path, ...] = ()
    packaged: Path = PACKAGED

    def all(self) -> tuple[Path, ...]:
        """Every folder, in the order in which a later one overrides an earlier one."""
        return (self.packaged, *self.folders)


class PackFile(NamedTuple):
    """A file that holds a pack.

    `modified` and `size` are part of its identity, so that a changed file is read again by a program
    that runs for days.
    """

    kind: PackKind
    path: Path
    packaged: bool
    modified: int
    size: int

    @property
    def id(self) -> str:
        """The pack's id, which is the file's name."""
        return self.path.stem


def default_sources(environ: Mapping[str, str], folders: Iterable[Path] = ()) -> PackSources:
    """The packaged packs, the folders in `HIGHSIGNAL_PACKS`, then `folders`, the last one winning.

    `environ` is usually `os.environ`. Several folders in the variable are separated as in `PATH`; a
    leading `~` is the home folder. This is the only place where packs look at the environment.
    """
    named = environ.get(ENVIRONMENT_VARIABLE, "").split(os.pathsep)
    from_environment = (Path(name.strip()).expanduser() for name in named if name.strip())
    return PackSources((*from_environment, *folders))


def find(kind: PackKind, pack_id: str, sources: PackSources) -> PackFile | None:
    """The file of the pack with this id, from the last folder that has it; None when none has."""
    if not pack_id or Path(pack_id).name != pack_id:  # an id is never a path into another folder
        return None
    for folder in reversed(sources.all()):
        found = _file(kind, folder / kind.folder / f"{pack_id}.toml", folder == sources.packaged)
        if found is not None:
            return found
    return None


def files(kind: PackKind, sources: PackSources) -> tuple[PackFile, ...]:
    """Every file of a kind, folder by folder in the order of `sources`, each folder's by name."""
    found = (
        _file(kind, path, folder == sources.packaged)
        for folder in sources.all()
        for path in sorted((folder / kind.folder).glob("[!.]*.toml"))  # not what editors hide
    )
    return tuple(f for f in found if f is not None)


def missing_folders(sources: PackSources) -> tuple[MissingPackFolderError, ...]:
    """An error for each folder of `sources` that is not there."""
    return tuple(MissingPackFolderError(f) for f in sources.folders if not f.is_dir())


def _file(kind: PackKind, path: Path, packaged: bool) -> PackFile | None:
    try:
        status = path.stat()
    except OSError:
        # A file that vanished, or a dangling link: for a lookup it is not there.
        return None
    return PackFile(kind, path, packaged, status.st_mtime_ns, status.st_size)
