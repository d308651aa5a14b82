"""`highsignal import`: what another program or machine has, added to what is here; archives are one kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from highsignal.interfaces.cli.asking import counted
from highsignal.interfaces.cli.opening import opened
from highsignal.interfaces.cli.output import write_lines
from highsignal.services.archive_errors import NotAnArchiveError
from highsignal.services.archive_import import import_archive, looks_like_archive
from highsignal.services.workspace import Workspace

Bring = Callable[[Workspace, Path], int]


def run_import(file: Path, folder: Path | None) -> int:
    """Bring in a file or folder of a kind that is known; raises ArchiveError and StorageError."""
    for is_of_kind, bring in _KINDS:
        if is_of_kind(file):
            with opened(folder) as workspace:
                return bring(workspace, file)
    if not file.exists():
        raise NotAnArchiveError(file, "there is no such file")
    raise NotAnArchiveError(file, "it has no manifest.json in it")


def _bring_archive(workspace: Workspace, file: Path) -> int:
    done = import_archive(workspace, file)
    lines = [
        f"From the bank of {', '.join(done.people) or 'nobody'}:",
        f"added    {counted(done.added, done.recordings)}",
        f"changed  {counted(done.changed)}",
        f"as here  {counted(done.kept)}",
    ]
    if done.edited:
        lines.append(f"{_stories(done.edited)} came in as edited by hand.")
    if done.both:
        lines.append(
            f"{_stories(done.both)} had changed here too: the later words stand, both are in the history."
        )
    write_lines(lines)
    return 0


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number} stories"


# The first kind that knows the file takes it.
_KINDS: tuple[tuple[Callable[[Path], bool], Bring], ...] = ((looks_like_archive, _bring_archive),)
