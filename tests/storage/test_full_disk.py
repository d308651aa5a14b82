"""A disk that gets full: a sentence, nothing lost, and it goes on once there is room again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.servers.killed import ROOT
from tests.servers.small_disk import SmallDisk, small_disk

from highsignal.packs.find import PackSources
from highsignal.services.stories import revisions
from highsignal.services.workspace import Workspace, desk_of, utc_now
from highsignal.storage.database import Database, sqlite_url
from highsignal.storage.stories import list_stories

# Saves or backs up as it is told, and says what came of it.
CHILD = """
import sys
from pathlib import Path
from highsignal.domain.bank import StoryContent
from highsignal.packs.find import PackSources
from highsignal.services.archive_errors import ArchiveNotWrittenError
from highsignal.services.archives import backup
from highsignal.services.people import add_person
from highsignal.services.stories import create_story, get_story, save_story
from highsignal.services.workspace import desk_of, open_workspace
from highsignal.storage.errors import DiskFullError

folder = Path(sys.argv[1])
workspace = open_workspace(folder, None, PackSources(), environ={})
add_person(workspace, "Ana")
desk = desk_of(workspace)
story = create_story(desk, StoryContent(title="1"))[0].id
print("ready", flush=True)
for line in sys.stdin:
    try:
        if line.strip() == "backup":
            print(backup(workspace).path.name, flush=True)
            continue
        number = get_story(desk, story).revision
        words = StoryContent(title=str(number + 1), full=f"{number + 1} " * 20_000)
        print(save_story(desk, story, words, number).story.revision, flush=True)
    except (DiskFullError, ArchiveNotWrittenError) as error:
        print(type(error).__name__, flush=True)
"""


@pytest.fixture(params=["the best there is here", "limit on files"])
def disk(request: pytest.FixtureRequest) -> Iterator[SmallDisk]:
    with small_disk(8 << 20, mount=request.param != "limit on files") as made:
        yield made


class Child:
    """A program with its data folder on the small disk."""

    def __init__(self, disk: SmallDisk) -> None:
        words = [*disk.prefix, sys.executable, "-c", CHILD, str(disk.folder / "data")]
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._line() == "ready"

    def tell(self, word: str) -> str:
        assert self.process.stdin is not None
        print(word, file=self.process.stdin, flush=True)
        return self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def test_saving_on_a_full_disk_loses_nothing_and_goes_on_with_room(disk: SmallDisk) -> None:
    child = Child(disk)
    saved = [int(child.tell("save")) for _ in range(5)]
    disk.full(child.process.pid)
    for _ in range(100):  # there is some slack in what SQLite has written already
        said = child.tell("save")
        if said == "DiskFullError":
            break
        saved.append(int(said))
    assert said == "DiskFullError"
    assert child.tell("save") == "DiskFullError"
    assert child.tell("backup") in ("ArchiveNotWrittenError", "DiskFullError")
    assert not list(disk.folder.glob("data/backups/*"))
    disk.roomy(child.process.pid)
    saved += [int(child.tell("save")) for _ in range(3)]
    assert child.tell("backup").startswith("highsignal-")
    child.process.communicate()
    assert saved == list(range(2, 2 + len(saved)))
    assert what_is_there(disk.folder / "data") == [1, *saved]


def what_is_there(folder: Path) -> list[int]:
    """The numbers of the revisions, after looking at each."""
    database = Database(sqlite_url(folder))
    database.check()
    desk = desk_of(Workspace(database, PackSources(), folder, utc_now))
    assert desk
    with database.reading() as session:
        (story,) = list_stories(session, desk.person.id)
    past = revisions(desk, story.id, limit=1000)
    assert all(r.content.title == str(r.number) for r in past)
    assert all(r.content.full == f"{r.number} " * 20_000 for r in past if r.number > 1)
    database.close()
    return [r.number for r in reversed(past)]
