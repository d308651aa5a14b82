"""Killed in the middle of saving: whatever was confirmed is there, and the database is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from tests.servers.killed import instants, run_killed
from tests.storage.filled import contents, fill

from highsignal.domain.bank import StoryContent
from highsignal.packs.find import PackSources
from highsignal.services.archives import backup
from highsignal.services.people import add_person
from highsignal.services.stories import create_story, get_story, revisions, save_story
from highsignal.services.workspace import Workspace, desk_of, utc_now
from highsignal.storage.database import Database

WRITER = """
import sys
from pathlib import Path
from highsignal.packs.find import PackSources
from highsignal.services.stories import get_story, save_story
from highsignal.services.workspace import Workspace, desk_of, utc_now
from highsignal.storage.database import Database

url, folder, story = sys.argv[1:]
desk = desk_of(Workspace(Database(url), PackSources(), Path(folder), utc_now))
number = get_story(desk, story).revision
content = get_story(desk, story).content
print("ready", flush=True)
while True:
    words = content._replace(title=f"Revision {number + 1}", full=f"{number + 1} " * 3000)
    number = save_story(desk, story, words, number, "w").story.revision
    print(number, flush=True)
"""
RESTORER = """
import sys
from pathlib import Path
from highsignal.packs.find import PackSources
from highsignal.services.archives import restore
from highsignal.services.workspace import Workspace, utc_now
from highsignal.storage.database import Database

url, folder, *archives = sys.argv[1:]
workspace = Workspace(Database(url), PackSources(), Path(folder), utc_now)
print("ready", flush=True)
while True:
    for number, archive in enumerate(archives):
        restore(workspace, Path(archive))
        print(number, flush=True)
"""
SEEDS = (1, 2, 3, 4)


def is_whole(database: Database) -> bool:
    if not database.sqlite:
        return True
    with database.reading() as session:
        sound = session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        return sound and not session.execute(text("PRAGMA foreign_key_check")).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_writer_loses_nothing_that_was_confirmed(bank: Database, tmp_path: Path, seed: int) -> None:
    workspace = Workspace(bank, PackSources(), tmp_path, utc_now)
    add_person(workspace, "Ana")
    desk = desk_of(workspace)
    assert desk
    story = create_story(desk, StoryContent(title="Revision 1"))[0].id
    # Twenty kills on SQLite, where the writer is the database; five on PostgreSQL, whose server goes on.
    kills = 5 if bank.sqlite else 1 + (seed == 1)
    url = bank.url.render_as_string(hide_password=False)
    confirmed = 1
    for moment in instants(seed, kills, latest=0.4):
        killed = run_killed(WRITER, moment, url, str(tmp_path), story)
        numbers = [int(number) for number in killed.acknowledged]
        assert numbers == list(range(confirmed + 1, confirmed + 1 + len(numbers)))
        confirmed += len(numbers)
        bank.check()
        assert is_whole(bank)
        present = get_story(desk, story)
        # What was on its way may have come through; nothing more, and nothing of it in part.
        assert confirmed <= present.revision <= confirmed + 1
        confirmed = present.revision
    past = revisions(desk, story, limit=100_000)
    assert [r.number for r in past] == list(range(confirmed, 0, -1))
    assert all(r.content.title == f"Revision {r.number}" for r in past)
    assert save_story(desk, story, StoryContent(title="after"), confirmed).changed


def test_a_killed_restore_has_brought_back_all_or_nothing(bank: Database, tmp_path: Path) -> None:
    workspace = Workspace(bank, PackSources(), tmp_path, utc_now)
    fill(workspace)
    states = [contents(bank)]
    archives = [str(backup(workspace, tmp_path / "one.zip").path)]
    fill(workspace, "Ben")
    states.append(contents(bank))
    archives.append(str(backup(workspace, tmp_path / "two.zip").path))
    url = bank.url.render_as_string(hide_password=False)
    for moment in instants(6, 3 if bank.sqlite else 1, latest=0.5):
        before = contents(bank)
        killed = run_killed(RESTORER, moment, url, str(tmp_path), *archives)
        bank.check()
        assert is_whole(bank)
        done = int(killed.acknowledged[-1]) if killed.acknowledged else states.index(before)
        # The one after the last confirmed may have come through; nothing of it in part.
        following = (done + 1) % 2 if killed.acknowledged else 0
        assert contents(bank) in (states[done], states[following])
