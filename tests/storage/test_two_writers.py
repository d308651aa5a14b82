"""Several writers at once, in threads and in processes: no update is lost, nobody waits for ever."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.servers.killed import ROOT

from highsignal.domain.bank import StoryContent, StoryState
from highsignal.packs.find import PackSources
from highsignal.services.errors import InvalidInputError, StoryConflictError, UndoConflictError
from highsignal.services.people import add_person
from highsignal.services.stories import (
    archive,
    create_story,
    get_story,
    mark,
    merge,
    reorder,
    revisions,
    save_story,
    unarchive,
)
from highsignal.services.undo import last_change, undo
from highsignal.services.workspace import Desk, Workspace, desk_of, utc_now
from highsignal.storage.database import Database
from highsignal.storage.stories import list_stories

PATIENCE = 60.0  # seconds; a deadlock would last longer
WRITER = """
import sys
from pathlib import Path
from highsignal.packs.find import PackSources
from highsignal.services.errors import StoryConflictError
from highsignal.services.stories import get_story, save_story
from highsignal.services.workspace import Workspace, desk_of, utc_now
from highsignal.storage.database import Database

url, folder, story, name, times = sys.argv[1:]
desk = desk_of(Workspace(Database(url), PackSources(), Path(folder), utc_now))
print("ready", flush=True)
sys.stdin.readline()
conflicts = 0
for number in range(int(times)):
    while True:
        current = get_story(desk, story)
        words = current.content._replace(full=f"{current.content.full}{name}{number} ")
        try:
            save_story(desk, story, words, current.revision, name)
            break
        except StoryConflictError:
            conflicts += 1
print(conflicts, flush=True)
"""


@pytest.fixture
def desk(bank: Database, tmp_path: Path) -> Desk:
    workspace = Workspace(bank, PackSources(), tmp_path, utc_now)
    add_person(workspace, "Ana")
    found = desk_of(workspace)
    assert found
    return found


def at_once(acts: Sequence[Callable[[], object]]) -> list[BaseException]:
    """Run all at the same moment; what they raised."""
    raised: list[BaseException] = []
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            together.wait()
            act()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(act,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "they wait for each other"
    return raised


def test_of_several_that_save_from_the_same_base_one_wins_and_the_others_hear_of_it(desk: Desk) -> None:
    story = create_story(desk, StoryContent(title="a"))[0]
    for turn in range(10):
        base = get_story(desk, story.id).revision

        def save(name: str, turn: int = turn, base: int = base) -> object:
            return save_story(desk, story.id, StoryContent(title="a", full=f"{turn} {name}"), base, name)

        raised = at_once([lambda name=name: save(name) for name in "abcd"])  # type: ignore[misc]
        assert [type(error) for error in raised] == [StoryConflictError] * 3
        now = get_story(desk, story.id)
        assert now.revision == base + 1
        assert {error.current for error in raised if isinstance(error, StoryConflictError)} == {now}


def test_threads_that_add_to_one_story_lose_nothing(desk: Desk) -> None:
    story = create_story(desk, StoryContent(title="a"))[0]

    def write(name: str) -> None:
        for number in range(6):
            while True:
                current = get_story(desk, story.id)
                words = current.content._replace(full=f"{current.content.full}{name}{number} ")
                try:
                    save_story(desk, story.id, words, current.revision, name)
                    break
                except StoryConflictError:
                    pass

    assert at_once([lambda name=name: write(name) for name in "abcd"]) == []  # type: ignore[misc]
    check_all_are_there(desk, story.id, "abcd", 6)


def test_processes_that_add_to_one_story_lose_nothing(desk: Desk, tmp_path: Path) -> None:
    story = create_story(desk, StoryContent(title="a"))[0]
    url = desk.database.url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(tmp_path), story.id, name, "15"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=PATIENCE)
        assert writer.returncode == 0
    check_all_are_there(desk, story.id, "ab", 15)


def check_all_are_there(desk: Desk, story: str, names: str, times: int) -> None:
    now = get_story(desk, story)
    assert sorted(now.content.full.split()) == sorted(f"{n}{i}" for n in names for i in range(times))
    past = revisions(desk, story, limit=1000)
    assert len(past) == now.revision == len(names) * times + 1
    assert all(r.base == r.number - 1 for r in past)


def test_acts_on_several_stories_take_turns(desk: Desk) -> None:
    ids = [create_story(desk, StoryContent(title=name))[0].id for name in "abcd"]

    def undo_last() -> None:
        if change := last_change(desk):
            undo(desk, change.id)

    def save(story: str) -> None:
        current = get_story(desk, story)
        save_story(desk, story, current.content._replace(full=current.content.full + "x"), current.revision)

    acts: list[Callable[[], object]] = [
        lambda: archive(desk, ids),
        lambda: unarchive(desk, ids[::-1]),
        lambda: mark(desk, [ids[2], ids[0]], StoryState.LANDED),
        lambda: reorder(desk, ids[::-1]),
        lambda: merge(desk, ids[0], ids[3], StoryContent(title="m"), get_story(desk, ids[0]).revision),
        lambda: merge(desk, ids[3], ids[0], StoryContent(title="m"), get_story(desk, ids[3]).revision),
        lambda: save(ids[0]),
        lambda: save(ids[3]),
        lambda: create_story(desk, StoryContent(title="n")),
        undo_last,
    ]
    for _ in range(4):
        for error in at_once(acts):
            assert isinstance(error, StoryConflictError | UndoConflictError | InvalidInputError), repr(error)
    with desk.database.reading() as session:
        everything = list_stories(session, desk.person.id, archived=None)
    assert len({story.position for story in everything}) == len(everything) == 8


def test_two_windows_that_begin_a_story_get_the_same_empty_one(desk: Desk) -> None:
    acts = [lambda: create_story(desk, StoryContent(), reuse_empty=True) for _ in range(5)]
    assert at_once(acts) == []
    with desk.database.reading() as session:
        assert len(list_stories(session, desk.person.id)) == 1


def test_a_page_sees_one_state_while_others_write(desk: Desk) -> None:
    with desk.database.reading() as session:
        assert list_stories(session, desk.person.id) == ()
        assert at_once([lambda: create_story(desk, StoryContent(title="new"))]) == []
        assert list_stories(session, desk.person.id) == ()
    with desk.database.reading() as session:
        assert len(list_stories(session, desk.person.id)) == 1
