"""What can be wrong with a database; each builds its own sentence."""

from __future__ import annotations


class StorageError(Exception):
    """Anything that keeps the program from its database; the text is the whole message."""

    code = "storage"


class NewerDatabaseError(StorageError):
    """The database was written by a newer program."""

    code = "newer-database"

    def __init__(self, place: str, revision: str) -> None:
        super().__init__(
            f"{place} was written by a newer highsignal (its structure is {revision}, unknown here); "
            "install the newer program, or name another data folder with HIGHSIGNAL_DATA. Nothing was changed"
        )


class DamagedDatabaseError(StorageError):
    """The database's own check found it damaged."""

    code = "damaged-database"

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(
            f"{place} is damaged ({detail}); nothing was changed. Copy the file away, then bring back the "
            "latest backup with `highsignal restore`"
        )


class DatabaseUnavailableError(StorageError):
    """The database cannot be opened or reached."""

    code = "database-unavailable"

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(f"the database {place} cannot be used: {detail}")


class DiskFullError(StorageError):
    """There is no room to write; the change in hand was not made, everything confirmed before is kept."""

    code = "disk-full"

    def __init__(self) -> None:
        super().__init__(
            "the disk is full, so this was not saved; everything saved before is still there. "
            "Make some room and try again"
        )


class BusyDatabaseError(StorageError):
    """Another program held the database for too long."""

    code = "busy-database"

    def __init__(self) -> None:
        super().__init__(
            "the database was busy for too long, so this was not saved; try again, and close other programs "
            "that have it open"
        )


class UnstorableTextError(StorageError):
    """A text has a sign in it that no database keeps."""

    code = "unstorable-text"

    def __init__(self) -> None:
        super().__init__(
            "a text holds a NUL or half a sign of two, which cannot be kept, so nothing was saved; "
            "delete it (it often comes in with pasted text) and try again"
        )


class UnusableRowError(StorageError):
    """A row of an archive does not fit the database; nothing of the archive was kept."""

    code = "unusable-row"

    def __init__(self, table: str, why: str) -> None:
        self.table = table
        super().__init__(
            f"the archive has a row for “{table}” that cannot be used ({why}), so nothing was changed; "
            "use another archive, or mend this row"
        )
