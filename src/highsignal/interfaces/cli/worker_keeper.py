"""The worker that the workbench starts, in a process of its own, when somebody records."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from highsignal.services.workspace import DATA_VARIABLE, DATABASE_VARIABLE

if TYPE_CHECKING:
    from highsignal.services.workspace import Workspace

IDLE = 300  # seconds; it takes three to start and 200 MB while it waits
_COMMAND = (sys.executable, "-m", "highsignal.interfaces.cli.start", "worker", "--with-parent")
_PAUSES = (1.0, 5.0, 30.0, 300.0)  # seconds before the next try of a worker that ends with a fault
_END = 2.0  # seconds that a worker has to end


class WorkerKeeper:
    """Starts a worker when `wake` is called, and again when one died over its work."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._wanted = threading.Event()
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def wake(self) -> None:
        """See that a worker runs; returns at once."""
        self._wanted.set()
        with self._lock:
            if self._thread is None and not self._closing.is_set():
                self._thread = threading.Thread(target=self._keep, daemon=True)
                self._thread.start()

    def wake_for_what_waits(self) -> None:
        """Wake if a recording was left waiting when the program last ended."""
        if self._waits():
            self.wake()

    def close(self) -> None:
        """End the worker; what it is at is heard after the next start."""
        self._closing.set()
        self._wanted.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep(self) -> None:
        failed = 0
        while not self._closing.is_set():
            self._wanted.wait()
            self._wanted.clear()
            if self._closing.is_set():
                return
            failed = failed + 1 if self._run() else 0
            if failed and self._closing.wait(_PAUSES[min(failed, len(_PAUSES)) - 1]):
                return
            # It may have ended for lack of work in the moment in which something came, or over its work.
            if self._waits():
                self._wanted.set()

    def _run(self) -> int:
        """Run one worker until it ends; its exit status."""
        with subprocess.Popen(
            [*_COMMAND, "--idle", str(IDLE)],
            env=os.environ | _place(self._workspace),
            stdin=subprocess.PIPE,  # it ends with this, so that it also ends when this process is killed
            stdout=subprocess.DEVNULL,
        ) as self._process:
            if self._closing.is_set():
                self._process.terminate()
            return self._process.wait()

    def _waits(self) -> bool:
        from highsignal.services.recordings import are_waiting
        from highsignal.storage.errors import StorageError

        try:
            return are_waiting(self._workspace)
        except StorageError:
            return False


def _place(workspace: Workspace) -> dict[str, str]:
    """Where the worker finds the same bank."""
    url = workspace.database.url.render_as_string(hide_password=False)
    return {DATA_VARIABLE: str(workspace.folder), DATABASE_VARIABLE: url}
