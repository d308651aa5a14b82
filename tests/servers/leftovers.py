"""Folders in the machine's temporary folder that show by a lock whether their users are still alive."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

LOCK = "users"
# A folder without its lock is about to get one; after this many seconds its maker must have died before.
ABANDONED_SECONDS = 600.0


def new_folder(prefix: str) -> tuple[Path, IO[bytes]]:
    """A new folder and the shared lock that says that this process uses it.

    It lies in the machine's temporary folder, not in pytest's: another account has to reach what is in
    it, and the path of a Unix socket has at most 107 bytes. The lock gets its name when it is held, so
    that no other run takes the folder for a left-over in between.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o711)
    lock = (folder / "users.part").open("wb")
    fcntl.flock(lock, fcntl.LOCK_SH)
    Path(lock.name).rename(folder / LOCK)
    return folder, lock


def join(folder: Path) -> IO[bytes]:
    """A shared lock more on a folder that another process made."""
    lock = (folder / LOCK).open("rb")
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def is_used(folder: Path) -> bool:
    """Whether a living process holds the folder's lock, or is about to."""
    try:
        with (folder / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        with suppress(FileNotFoundError):
            return time.time() - folder.stat().st_mtime < ABANDONED_SECONDS
    return False


def unused_folders(prefix: str) -> Iterator[Path]:
    """Left-overs of runs that ended without cleaning up, as far as this account may see them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(PermissionError):
            if not is_used(folder):
                yield folder


def delete_unused(prefix: str) -> None:
    """Delete the left-overs with this prefix."""
    for folder in unused_folders(prefix):
        shutil.rmtree(folder, ignore_errors=True)
