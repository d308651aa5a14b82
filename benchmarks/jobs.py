"""Two hundred recordings for two workers, one of which is killed with SIGKILL in the middle of its work.

Everything is the program's own: recordings of two seconds of real speech, the durable queue, two processes
`highsignal worker`, the packaged model. The database itself counts by a trigger how often what was heard in a
recording was written. The one that is killed has a recording in hand, which the other one takes over.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from tests.servers.writes import watch_writes, writes
from tests.services.sounds import speech

from benchmarks.tables import Row
from benchmarks.workbench_bank import POSTGRESQL, SQLITE, postgres
from highsignal.domain.bank import StoryContent
from highsignal.domain.practice import Stage
from highsignal.services.job_queue import SCHEMA, queue_url
from highsignal.services.people import add_person
from highsignal.services.recordings import add_part, begin, finish
from highsignal.services.stories import create_story
from highsignal.services.worker_locks import is_alive
from highsignal.services.workspace import Desk, desk_of, open_workspace

JOBS, WORKERS = 200, 2
_KILL_AT = JOBS // 5  # recordings heard
_PATIENCE = 1800.0  # seconds
_COMMAND = (sys.executable, "-m", "highsignal.interfaces.cli.start", "worker", "--with-parent")


def run() -> list[Row]:
    """One row for each database."""
    with tempfile.TemporaryDirectory() as name, postgres(Path(name)) as url:
        return [_measured(SQLITE, Path(name) / "sqlite", None), _measured(POSTGRESQL, Path(name) / "pg", url)]


def _measured(system: str, folder: Path, url: str | None) -> Row:
    workspace = open_workspace(folder, url, environ={})
    add_person(workspace, "Ana", "UTC")
    desk = desk_of(workspace)
    assert desk is not None
    watch_writes(desk.database)
    _record(desk)
    seconds, taken_over = _heard(desk)
    written = writes(desk.database)
    states = _begun(desk)
    row: Row = {
        "database": system,
        "jobs": JOBS,
        "workers": WORKERS,
        "heard": _stages(desk)[Stage.HEARD],
        "written twice": sum(count > 1 for count in written.values()),
        "never written": JOBS - len(written),
        "jobs in the queue": len(states),
        "in hand when killed": taken_over,
        "begun twice": sum(attempts > 1 for attempts in states.values()),
        "seconds": seconds,
        "jobs a minute": 60 * JOBS / seconds,
    }
    desk.database.close()
    return row


def _record(desk: Desk) -> None:
    story = create_story(desk, StoryContent(title="Cost"))[0].id
    sound = speech(2.0)
    for _ in range(JOBS):
        take = begin(desk, story, "audio/wav")
        add_part(desk, take, 0, sound)
        finish(desk, take)


def _heard(desk: Desk) -> tuple[float, int]:
    """Seconds until all were heard, and how many recordings the killed worker had in hand."""
    environment = os.environ | {
        "HIGHSIGNAL_DATA": str(desk.workspace.folder),
        "HIGHSIGNAL_DATABASE_URL": desk.database.url.render_as_string(hide_password=False),
    }
    begun = time.monotonic()
    workers = [subprocess.Popen(_COMMAND, env=environment, stdin=subprocess.PIPE) for _ in range(WORKERS)]
    try:
        _wait(desk, begun, _is_time_to_kill)
        workers[0].kill()
        workers[0].wait()
        in_hand = sum(not is_alive(desk.workspace.folder, worker) for worker in _in_hand(desk).values())
        _wait(desk, begun, lambda stages: stages[Stage.HEARD] + stages[Stage.FAILED] == JOBS)
        return time.monotonic() - begun, in_hand
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def _is_time_to_kill(stages: Counter[Stage]) -> bool:
    return stages[Stage.HEARD] >= _KILL_AT and stages[Stage.LISTENING] >= WORKERS


def _wait(desk: Desk, begun: float, reached: Callable[[Counter[Stage]], bool]) -> None:
    while not reached(_stages(desk)):
        if time.monotonic() - begun > _PATIENCE:
            raise TimeoutError(str(_stages(desk)))
        time.sleep(0.1)


def _stages(desk: Desk) -> Counter[Stage]:
    with desk.database.reading() as session:
        found = session.execute(sa.text("SELECT stage, count(*) FROM recording GROUP BY stage")).all()
    return Counter({Stage(stage): count for stage, count in found})


def _in_hand(desk: Desk) -> dict[str, str]:
    """Which worker has begun each job that is not done."""
    rows = _rows(desk, "SELECT workflow_uuid, executor_id FROM {} WHERE status = 'PENDING'")
    return {str(job): str(worker) for job, worker in rows}


def _begun(desk: Desk) -> dict[str, int]:
    """How often each job was begun."""
    rows = _rows(desk, "SELECT workflow_uuid, recovery_attempts FROM {}")
    return {str(job): int(times) for job, times in rows}


def _rows(desk: Desk, statement: str) -> list[tuple[Any, Any]]:
    """What the queue's own table says."""
    table = "workflow_status" if desk.database.sqlite else f'"{SCHEMA}".workflow_status'
    engine = sa.create_engine(queue_url(desk.database))
    try:
        with engine.connect() as connection:
            found = connection.execute(sa.text(statement.format(table)))
            return [(first, second) for first, second in found.tuples()]
    finally:
        engine.dispose()
