"""A disk that gets full: a file system of a few megabytes as root, else a limit on the size of files.

Both are used in the same way, and no test is skipped. The writing is done by a child process, which is run
with `prefix` before its command: `run_killed(…, prefix=disk.prefix)`, `Program(…, prefix=disk.prefix)`.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import leftovers

PREFIX = "highsignal-small-disk-"
BALLAST = "ballast"
PAGE = 4096  # bytes; a tmpfs gives space by pages


class SmallDisk:
    """A folder whose space is limited. `full` and `roomy` change the space that a running child finds."""

    def __init__(self, folder: Path, size: int, *, mounted: bool) -> None:
        self.folder = folder
        self.size = size
        self.mounted = mounted

    @property
    def prefix(self) -> tuple[str, ...]:
        """Words before the command of the child that writes here. A soft limit: `roomy` may lift it again."""
        return () if self.mounted else ("prlimit", f"--fsize={self.size}:unlimited", "--")

    def full(self, pid: int, left: int = 0) -> None:
        """From now on there is no room, also not in what the process `pid` writes already.

        On the file system `left` bytes stay free; the limit of the other kind is on the size of each file.
        """
        if not self.mounted:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (max(left, 1), resource.RLIM_INFINITY))
            return
        space = os.statvfs(self.folder)
        free = space.f_bavail * space.f_frsize - left
        if free > 0:
            with (self.folder / BALLAST).open("ab") as ballast:
                os.posix_fallocate(ballast.fileno(), ballast.tell(), free // PAGE * PAGE)

    def roomy(self, pid: int) -> None:
        """There is room again, as after somebody has tidied up."""
        if self.mounted:
            (self.folder / BALLAST).unlink(missing_ok=True)
        else:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def small_disk(size: int, *, mount: bool = True) -> Iterator[SmallDisk]:
    """A small disk of `size` bytes; `mount=False` takes the limit on files even where root may mount."""
    for left in leftovers.unused_folders(PREFIX):
        subprocess.run(["umount", "--quiet", str(left / "disk")], check=False)
        shutil.rmtree(left, ignore_errors=True)
    around, lock = leftovers.new_folder(PREFIX)
    folder = around / "disk"
    folder.mkdir()
    mounted = mount and os.geteuid() == 0 and _mounted(folder, size)
    try:
        yield SmallDisk(folder, size, mounted=mounted)
    finally:
        if mounted:
            # Lazily: a child that was just killed may still be named as a user of it.
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        lock.close()
        shutil.rmtree(around)


def _mounted(folder: Path, size: int) -> bool:
    """Mount a file system there; False where even root may not, as in most containers."""
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "highsignal-small-disk", str(folder)]
    return subprocess.run(words, check=False, stderr=subprocess.DEVNULL).returncode == 0
