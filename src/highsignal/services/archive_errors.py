"""What can be wrong with an archive that a person hands in or asks for; each builds its own sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from highsignal.services.errors import UsageError


class ArchiveError(UsageError):
    """An archive that cannot be used; nothing was changed by it."""

    code = "archive"


class NotAnArchiveError(ArchiveError):
    """The file is no archive of this program."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is no backup or export of highsignal ({why}), so nothing was changed; "
            "name a file that `highsignal backup` or `highsignal export` wrote"
        )


class DamagedArchiveError(ArchiveError):
    """The archive is not as it was written."""

    def __init__(self, path: Path, member: str, why: str) -> None:
        super().__init__(
            f"{path} is damaged: {member} {why}, so nothing was changed; use another copy or an older backup"
        )


class UnsafeArchiveError(ArchiveError):
    """The archive holds what no archive of this program does and what could do harm."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is not used, since {why}, which no archive of highsignal has; nothing was changed. "
            "Use it only if you know who made it, and then from a fresh copy"
        )


class NewerArchiveError(ArchiveError):
    """The archive was written by a newer program."""

    def __init__(self, path: Path, what: str, found: object, program: str) -> None:
        super().__init__(
            f"{path} was written by a newer highsignal ({program}; its {what} is {found}, unknown here); "
            "install the newer program. Nothing was changed"
        )


class WrongKindError(ArchiveError):
    """An export was given where a backup is needed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is an export, which replaces nothing; "
            f"add it to what is here with `highsignal import {path}`"
        )


class ArchiveNotWrittenError(ArchiveError):
    """There was no place to write the archive to."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} could not be written ({why}) and nothing of it is left; name another place, or make room"
        )


class FileInTheWayError(ArchiveError):
    """A file that is no archive of ours has the name that the archive should get."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is there already and is no archive of highsignal, so it was left as it is; "
            "name another file"
        )


class StoryFileError(ArchiveError):
    """A story's Markdown file in an export was edited so that it cannot be read."""

    def __init__(self, name: str, line: int, why: str) -> None:
        super().__init__(f"{name}:{line}: {why}; mend it and import again. Nothing was changed")


class UnknownPersonError(ArchiveError):
    """Nobody here, or more than one, has the name given."""

    code = "not-found"

    def __init__(self, name: str, known: Sequence[tuple[str, str]], *, several: bool) -> None:
        listed = ", ".join(f"{person or 'no name'} ({key})" for key, person in known) or "nobody yet"
        begin = (
            f"more than one person here is called {name!r}" if several else f"nobody here is called {name!r}"
        )
        super().__init__(f"{begin}; name one of these, or their id in brackets: {listed}")


class DatabaseInUseError(UsageError):
    """Another program has the database open, so its file must not be deleted under it."""

    code = "database-in-use"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"another program has {place} open, most likely the workbench; stop it (Ctrl-C where it runs) "
            "and erase again. Nothing was deleted"
        )
