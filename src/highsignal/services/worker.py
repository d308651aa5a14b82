"""A worker: takes recordings from a durable queue (DBOS) and hears them, one at a time.

What waits is written in the recordings themselves, in the same transaction that makes them whole. Workers
look there and put each into the queue under the id of its take and attempt, so that however many look it is
one job. The queue hands a job to one worker. The job of a worker that died is handed on by those that live,
or by the next one to start: a living worker holds a lock.

Only the worker's process imports this: no page needs the queue, and it takes a second to import.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from dbos import DBOS, DBOSConfig, SetWorkflowID

from highsignal.services.hear_jobs import Hearer, fail, hear_take, queue_anew, unheard
from highsignal.services.job_queue import SCHEMA, prepare_file, queue_file, queue_url
from highsignal.services.retention import tidy
from highsignal.services.worker_locks import WorkerLock, forget, is_alive
from highsignal.services.workspace import Workspace
from highsignal.storage.errors import StorageError
from highsignal.storage.stories import new_id

_QUEUE = "recordings"
_VERSION = "1"  # of the job; one that was begun under another version is not taken up again
_DEATHS = 4  # how often a job is handed on because its worker died; then the recording is the cause
_LOOK = 0.3  # seconds between two looks at what waits
_LOOK_ROUND = 2.0  # seconds between two looks at the other workers and at what the queue has given up
_FAILED = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_DIED = (
    "The program that hears ended {} times while it was at this recording; the recording is kept: try again."
)
_GIVEN_UP = "What was heard could not be kept, since the database was away; the recording is kept: try again."
_log = logging.getLogger("highsignal")

Job = Callable[[str, int], None]
"""Hears a take, at an attempt of this number."""


def run_worker(
    workspace: Workspace,
    hearer: Callable[[], Hearer],
    *,
    idle: float | None = None,
    ended: threading.Event | None = None,
) -> None:
    """Hear what waits until `ended` is set, or until there was nothing to do for `idle` seconds.

    `hearer` is called once, at once, while the queue is prepared. A process can run one worker at a time.
    Raises StorageError when the database cannot be used.
    """
    tidy(workspace)
    with WorkerLock(workspace.folder, new_id()) as lock, _queue(workspace, lock.name, hearer()) as job:
        Worker(workspace, lock.name, job).work(idle, ended or threading.Event())


class Worker:
    """What one worker does beside hearing: it fills the queue and looks after the others' jobs."""

    def __init__(self, workspace: Workspace, name: str, job: Job) -> None:
        self._workspace = workspace
        self._name = name
        self._job = job
        self._known: set[tuple[str, int]] = set()  # takes and attempts that are in the queue
        self._looked_round = 0.0

    def work(self, idle: float | None, ended: threading.Event) -> None:
        """Look what waits until `ended`, or until nothing waited for `idle` seconds."""
        busy = time.monotonic()
        while not ended.wait(_LOOK):
            try:
                if self.look():
                    busy = time.monotonic()
                elif idle is not None and time.monotonic() - busy >= idle:
                    return
            except StorageError as error:  # it is away for a moment; the queue waits likewise
                _log.warning("the worker waits: %s", error)

    def look(self) -> bool:
        """Put what waits into the queue and see after what is in it; whether anything waits."""
        waiting = [(recording.take, recording.attempt) for recording in unheard(self._workspace)]
        new = [wanted for wanted in waiting if wanted not in self._known]
        states = _states(new)
        for wanted in new:
            if wanted not in states:
                with SetWorkflowID(_job_id(wanted)):
                    DBOS.enqueue_workflow(_QUEUE, self._job, *wanted)
        self._known = set(waiting)
        if waiting and time.monotonic() - self._looked_round >= _LOOK_ROUND:
            self._looked_round = time.monotonic()
            self._settle(waiting)
            self._hand_on()
        return bool(waiting)

    def _settle(self, waiting: Sequence[tuple[str, int]]) -> None:
        """Deal with recordings that wait though the queue has done with them."""
        for wanted, state in _states(waiting).items():
            if state == "SUCCESS":  # a backup brought back a recording from before it was heard
                queue_anew(self._workspace, *wanted)
            elif state in _FAILED:
                died = state == "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
                fail(self._workspace, *wanted, _DIED.format(_DEATHS + 1) if died else _GIVEN_UP)

    def _hand_on(self) -> None:
        """Put the jobs of workers that died back into the queue."""
        begun = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        for name in {one.executor_id for one in begun if one.executor_id} - {self._name}:
            if not is_alive(self._workspace.folder, name):
                # A job that another worker took up meanwhile has that one's name by now and stays with it.
                DBOS._recover_pending_workflows([name])
                forget(self._workspace.folder, name)


@contextmanager
def _queue(workspace: Workspace, name: str, hear: Hearer) -> Iterator[Job]:
    """The queue, open for the worker `name`, and its job."""
    config = DBOSConfig(
        name="highsignal",
        system_database_url=queue_url(workspace.database).render_as_string(hide_password=False),
        dbos_system_schema=SCHEMA,
        executor_id=name,
        application_version=_VERSION,
        use_listen_notify=False,
        max_executor_threads=4,
        sys_db_pool_size=4,
        log_level="ERROR",
        enable_otlp=False,
    )
    one_at_a_time = threading.Lock()

    # The models use every core by themselves, and what is kept after a try is kept in one transaction: the
    # job is a single step that is simply done again.
    @DBOS.step(name="hear", retries_allowed=True, max_attempts=4, interval_seconds=1.0)
    def step(take: str, attempt: int) -> None:
        with one_at_a_time:
            hear_take(workspace, take, attempt, hear)

    @DBOS.workflow(name="hear", max_recovery_attempts=_DEATHS)
    def job(take: str, attempt: int) -> None:
        step(take, attempt)

    if workspace.database.file:
        prepare_file(queue_file(workspace.database.file))
    DBOS(config=config)
    DBOS.listen_queues([_QUEUE])
    try:
        DBOS.launch()
        DBOS.register_queue(_QUEUE, worker_concurrency=1, polling_interval_sec=_LOOK)
        yield job
    finally:
        DBOS.destroy(destroy_registry=True)


def _states(wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What the queue says of these takes and attempts; those that it does not know are left out."""
    ids = {_job_id(one): one for one in wanted}
    if not ids:
        return {}
    known = DBOS.list_workflows(workflow_ids=list(ids), load_input=False, load_output=False)
    return {ids[status.workflow_id]: status.status for status in known}


def _job_id(wanted: tuple[str, int]) -> str:
    return f"{wanted[0]}-{wanted[1]}"
