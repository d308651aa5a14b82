"""What the workbench does behind its pages: recordings left waiting, the day's backup, old sounds."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highsignal.interfaces.cli.worker_keeper import WorkerKeeper
    from highsignal.services.workspace import Workspace

# Seconds after the start; behind the first pages, which should not share the processor with it.
_LOOK_AFTER = 5.0
_FIRST_AFTER = 20.0
_EVERY = 3600.0


def start_chores(workspace: Workspace, keeper: WorkerKeeper, *, back_up: bool) -> threading.Event:
    """Do them in a thread until the event that this answers is set; `back_up` also makes the day's backup."""
    stopped = threading.Event()

    def work() -> None:
        if stopped.wait(_LOOK_AFTER):
            return
        keeper.wake_for_what_waits()
        pause = _FIRST_AFTER - _LOOK_AFTER
        while not stopped.wait(pause):
            pause = _EVERY
            if back_up:
                _back_up(workspace)
            _tidy(workspace)

    threading.Thread(target=work, daemon=True).start()
    return stopped


def _back_up(workspace: Workspace) -> None:
    """The day's backup; that it could not be made is said and keeps nobody from working."""
    from highsignal.services.archives import back_up_daily
    from highsignal.services.errors import UsageError
    from highsignal.storage.errors import StorageError

    try:
        back_up_daily(workspace)
    except (UsageError, StorageError, OSError) as error:
        sys.stderr.write(f"highsignal: today's backup could not be made: {error}\n")


def _tidy(workspace: Workspace) -> None:
    from highsignal.services.retention import tidy
    from highsignal.storage.errors import StorageError

    try:
        tidy(workspace)
    except (StorageError, OSError) as error:
        sys.stderr.write(f"highsignal: old recordings could not be deleted: {error}\n")
