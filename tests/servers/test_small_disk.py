"""The small disk: a child runs out of room, on both kinds, and has room again; nothing is left mounted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.servers import leftovers
from tests.servers.small_disk import PREFIX, SmallDisk, small_disk

MEGABYTE = 1 << 20
# Appends a kilobyte for each line it is sent, and says whether there was room.
WRITER = """
import os, sys
file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY | os.O_APPEND)
for line in sys.stdin:
    try:
        written = os.write(file, b"x" * 1024 * int(line))
        print("kept" if written == 1024 * int(line) else "part", flush=True)
    except OSError as error:
        print("full", flush=True)
"""


@pytest.fixture(params=["the best there is here", "limit on files"])
def disk(request: pytest.FixtureRequest) -> Iterator[SmallDisk]:
    with small_disk(2 * MEGABYTE, mount=request.param != "limit on files") as made:
        yield made


class Writer:
    """The child that writes."""

    def __init__(self, disk: SmallDisk) -> None:
        words = [*disk.prefix, sys.executable, "-c", WRITER, str(disk.folder / "file")]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def write(self, kilobytes: int) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(kilobytes, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()


@pytest.fixture
def writer(disk: SmallDisk) -> Iterator[Writer]:
    writer = Writer(disk)
    yield writer
    writer.process.communicate()


def test_it_is_full_at_its_size(disk: SmallDisk, writer: Writer) -> None:
    assert writer.write(1000) == "kept"
    assert writer.write(3000) in ("part", "full")
    assert writer.write(10) == "full"


def test_a_running_writer_finds_it_full_and_later_has_room_again(disk: SmallDisk, writer: Writer) -> None:
    assert writer.write(100) == "kept"
    disk.full(writer.process.pid)
    assert writer.write(10) == "full"
    disk.roomy(writer.process.pid)
    assert writer.write(10) == "kept"


def test_nothing_is_left(tmp_path: Path) -> None:
    with small_disk(MEGABYTE) as disk:
        (disk.folder / "file").write_bytes(b"x")
    assert not disk.folder.parent.exists()
    assert str(disk.folder) not in Path("/proc/mounts").read_text(encoding="utf-8")


def test_the_disk_of_a_killed_run_is_removed_by_the_next() -> None:
    script = "from tests.servers.small_disk import *\nimport os\n"
    script += "with small_disk(1 << 20) as disk:\n"
    script += "    print(disk.folder, flush=True)\n    os.kill(os.getpid(), 9)"
    run = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, check=False)
    folder = Path(run.stdout.strip())
    assert folder.exists()
    with small_disk(MEGABYTE):
        assert not folder.exists()
    assert folder.parent not in leftovers.unused_folders(PREFIX)
