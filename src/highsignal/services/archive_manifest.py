"""The first thing read of an archive: what it is, who wrote it, and what every file in it adds up to."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from highsignal.services.archive_errors import DamagedArchiveError, NewerArchiveError, NotAnArchiveError
from highsignal.storage.migrate import known_revisions

NAME = "manifest.json"
VERSION = 1  # of the archive's layout; the structure of the tables has a number of its own


class ArchiveKind(StrEnum):
    """What an archive is for: to bring everything back, or to be read and to be added elsewhere."""

    BACKUP = "backup"
    EXPORT = "export"


class Member(NamedTuple):
    """A file of the archive as it was written: its size in bytes and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


class Manifest(NamedTuple):
    """What an archive says of itself; `person` is the id of the only one in it, None for everybody."""

    kind: ArchiveKind
    program: str
    structure: str
    created_at: datetime
    person: str | None
    counts: dict[str, int]
    members: dict[str, Member]

    def to_json(self) -> bytes:
        """The manifest as it stands in the archive."""
        written = {
            "highsignal": self.kind.value,
            "version": VERSION,
            "program": self.program,
            "structure": self.structure,
            "created_at": self.created_at.isoformat(),
            "person": self.person,
            "counts": self.counts,
            "members": {
                name: {"bytes": member.size, "sha256": member.sha256} for name, member in self.members.items()
            },
        }
        return json.dumps(written, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def read_manifest(path: Path, content: bytes) -> Manifest:
    """The manifest of the archive at `path`.

    Raises NotAnArchiveError, NewerArchiveError for one of a later program, DamagedArchiveError.
    """
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        raise DamagedArchiveError(path, NAME, "is not JSON") from None
    if not isinstance(values, dict) or values.get("highsignal") not in set(ArchiveKind):
        raise NotAnArchiveError(path, f"its {NAME} is another program's")
    _refuse_newer(path, values)
    try:
        return _manifest(values)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedArchiveError(path, NAME, "misses something that it must say") from None


def _refuse_newer(path: Path, values: dict[str, Any]) -> None:
    program = str(values.get("program", "unknown"))
    version, structure = values.get("version"), values.get("structure")
    if not isinstance(version, int) or version > VERSION:
        raise NewerArchiveError(path, "layout", version, program)
    if structure not in known_revisions():
        raise NewerArchiveError(path, "structure", structure, program)


def _manifest(values: dict[str, Any]) -> Manifest:
    created = datetime.fromisoformat(values["created_at"])
    if created.tzinfo is None:
        raise ValueError(created)
    person = values["person"]
    return Manifest(
        ArchiveKind(values["highsignal"]),
        str(values["program"]),
        str(values["structure"]),
        created,
        None if person is None else str(person),
        {str(name): int(count) for name, count in values["counts"].items()},
        {
            str(name): Member(int(member["bytes"]), str(member["sha256"]))
            for name, member in values["members"].items()
        },
    )
