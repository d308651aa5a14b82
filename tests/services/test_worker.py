"""Workers as processes: killed in the middle the job is finished, once, by another or after a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.servers.silent import SilentWay
from tests.servers.writes import watch_writes, writes
from tests.services.sounds import speech

from highsignal.domain.bank import StoryContent
from highsignal.domain.practice import Stage
from highsignal.services.job_queue import SCHEMA, queue_url
from highsignal.services.recordings import add_part, begin, finish, get_recording, try_again
from highsignal.services.stories import create_story
from highsignal.services.worker_locks import WorkerLock, is_alive
from highsignal.services.workspace import Desk, Workspace
from highsignal.storage.database import Database
from highsignal.storage.recordings import save_recording

# Each of these starts a worker several times; what differs between the two databases is seen by the others.
ON_SQLITE = pytest.mark.parametrize("bank", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("bank", ["postgresql"], indirect=True)
PATIENCE = 120.0  # seconds; a worker starts within three on a quiet machine
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(desk: Desk) -> Iterator[Start]:
    """Starts a worker on the desk's bank; what still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []
    place = desk.database.url.render_as_string(hide_password=False)
    environment = os.environ | {"HIGHSIGNAL_DATA": str(desk.workspace.folder)}

    def run(*more: str, place: str = place) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "highsignal.interfaces.cli.start", "worker", *more]
        here = environment | {"HIGHSIGNAL_DATABASE_URL": place}
        started.append(subprocess.Popen(command, env=here, stdin=subprocess.DEVNULL))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def recorded(desk: Desk, seconds: float | None = 2.0) -> str:
    take = begin(desk, create_story(desk, StoryContent(title="Cost"))[0].id, "audio/wav")
    add_part(desk, take, 0, speech(seconds))
    finish(desk, take)
    return take


def until(desk: Desk, takes: list[str], *stages: Stage) -> None:
    end = time.monotonic() + PATIENCE
    while {get_recording(desk, take).stage for take in takes} - set(stages):
        assert time.monotonic() < end, [get_recording(desk, take) for take in takes]
        time.sleep(0.01)


def ended(process: subprocess.Popen[bytes]) -> int:
    return process.wait(PATIENCE)


def test_a_worker_hears_what_waits_and_ends_when_there_is_nothing_to_do(desk: Desk, start: Start) -> None:
    watch_writes(desk.database)
    takes = [recorded(desk) for _ in range(3)]
    assert ended(start("--idle", "1")) == 0
    until(desk, takes, Stage.HEARD)
    assert writes(desk.database) == dict.fromkeys(takes, 1)
    assert list((desk.workspace.folder / "workers").glob("*")) == []


def test_killed_in_the_middle_the_next_one_finishes_the_job_once(desk: Desk, start: Start) -> None:
    watch_writes(desk.database)
    takes = [recorded(desk, None), recorded(desk)]
    first = start()
    until(desk, takes[:1], Stage.LISTENING)
    first.kill()
    first.wait()
    assert get_recording(desk, takes[0]).stage is Stage.LISTENING
    assert ended(start("--idle", "3")) == 0
    until(desk, takes, Stage.HEARD)
    assert writes(desk.database) == dict.fromkeys(takes, 1)
    assert get_recording(desk, takes[0]).attempt == 1


def test_killed_in_the_middle_a_living_one_takes_the_job_over(desk: Desk, start: Start) -> None:
    watch_writes(desk.database)
    takes = [recorded(desk, None) for _ in range(4)]
    workers = [start(), start()]
    until(desk, takes[:2], Stage.LISTENING, Stage.HEARD)
    workers[0].kill()
    until(desk, takes, Stage.HEARD)
    assert writes(desk.database) == dict.fromkeys(takes, 1)
    assert workers[1].poll() is None


@ON_SQLITE
def test_told_to_end_it_ends_soon_and_the_next_one_goes_on(desk: Desk, start: Start) -> None:
    take = recorded(desk, None)
    first = start()
    until(desk, [take], Stage.LISTENING)
    first.send_signal(signal.SIGTERM)
    assert first.wait(20.0) == 0
    ended(start("--idle", "3"))
    until(desk, [take], Stage.HEARD)


@ON_SQLITE
def test_a_recording_that_a_backup_brought_back_is_heard_again(desk: Desk, start: Start) -> None:
    take = recorded(desk)
    before = get_recording(desk, take)
    ended(start("--idle", "1"))
    with desk.database.writing() as session:
        save_recording(session, before)  # it waits at an attempt that the queue has done with
    ended(start("--idle", "4"))
    recording = get_recording(desk, take)
    assert (recording.stage, recording.attempt) == (Stage.HEARD, 2)


@ON_POSTGRESQL
def test_a_recording_over_which_workers_die_again_and_again_is_given_up(desk: Desk, start: Start) -> None:
    take = recorded(desk, None)
    first = start()
    until(desk, [take], Stage.LISTENING)
    first.kill()
    first.wait()
    table = "workflow_status" if desk.database.file else f'"{SCHEMA}".workflow_status'
    queue = Database(queue_url(desk.database).render_as_string(hide_password=False))
    with queue.connection() as connection:
        connection.execute(text(f"UPDATE {table} SET recovery_attempts = 5"))
    queue.close()
    ended(start("--idle", "2"))
    recording = get_recording(desk, take)
    assert (recording.stage, "ended 5 times" in recording.problem) == (Stage.FAILED, True)
    try_again(desk, take)
    ended(start("--idle", "2"))
    assert get_recording(desk, take).stage is Stage.HEARD


@ON_SQLITE
def test_a_queue_that_was_deleted_is_made_again(bank: Database, desk: Desk, start: Start) -> None:
    take = recorded(desk)
    ended(start("--idle", "1"))
    place = Path(queue_url(bank).database or "")
    assert place.stat().st_mode & 0o077 == 0
    place.unlink()
    again = recorded(desk)
    ended(start("--idle", "1"))
    until(desk, [take, again], Stage.HEARD)


@ON_SQLITE
def test_a_worker_ends_with_the_program_that_started_it(desk: Desk, start: Start) -> None:
    # Standard input of the tests' workers is at its end from the beginning.
    assert start("--with-parent").wait(PATIENCE) == 0


@ON_POSTGRESQL
def test_the_queue_of_a_server_has_a_schema_of_its_own(bank: Database, desk: Desk, start: Start) -> None:
    ended(start("--idle", "1"))
    with bank.connection() as connection:
        found = connection.execute(text("SELECT DISTINCT table_schema FROM information_schema.tables")).all()
    assert {str(row[0]) for row in found} == {"public", "highsignal_jobs", "information_schema", "pg_catalog"}


def test_a_lock_tells_the_living_from_the_dead(workspace: Workspace) -> None:
    assert not is_alive(workspace.folder, "a")
    with WorkerLock(workspace.folder, "a"):
        asked = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from pathlib import Path\n"
                "from highsignal.services.worker_locks import is_alive\n"
                "sys.exit(3 if is_alive(Path(sys.argv[1]), 'a') else 4)",
                str(workspace.folder),
            ],
            check=False,
        )
        assert asked.returncode == 3
        assert not is_alive(workspace.folder, "b")
    assert not is_alive(workspace.folder, "a")


@ON_POSTGRESQL
def test_told_to_end_it_ends_also_when_its_database_has_fallen_silent(
    bank: Database, desk: Desk, start: Start
) -> None:
    way = SilentWay(bank.url.port or 0)
    take = recorded(desk, None)
    place = bank.url.set(port=way.port).render_as_string(hide_password=False)
    worker = start(place=place)
    until(desk, [take], Stage.LISTENING)
    way.silent.set()
    time.sleep(1.0)
    worker.send_signal(signal.SIGTERM)
    try:
        assert worker.wait(40.0) == 0
    finally:
        way.close()
