"""`highsignal worker`: hears the recordings that wait."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from highsignal.interfaces.cli.opening import opened

if TYPE_CHECKING:
    from highsignal.domain.speech import Sound, Transcript
    from highsignal.services.hear_jobs import Hearer, Progress

_END = 8.0  # seconds in which a worker that is told to end closes what it has open


def run_command(folder: Path | None, idle: float | None, *, with_parent: bool) -> int:
    """Hear what waits until told to end, or until there was nothing to do for `idle` seconds.

    `with_parent` also ends when standard input does: when whoever started this is gone. Raises StorageError
    when the database cannot be used.
    """
    logging.basicConfig(level=logging.WARNING, format="highsignal: %(message)s")
    ended = threading.Event()
    threading.Thread(target=_end_in_time, args=(ended,), daemon=True).start()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda _number, _frame: ended.set())
    if with_parent:
        threading.Thread(target=_end_with_parent, args=(ended,), daemon=True).start()
    with opened(folder) as workspace:
        from highsignal.services.worker import run_worker

        run_worker(workspace, _hearer, idle=idle, ended=ended)
    if ended.is_set():
        _leave()
    return 0


def _hearer() -> Hearer:
    """Hears with the recogniser of the settings, which is the packaged model without any."""
    from highsignal.speech.choosing import recogniser_for
    from highsignal.speech.hear import hear_recording

    recogniser = recogniser_for(os.environ)

    def hear(path: Path, on_progress: Progress) -> tuple[Transcript, Sound]:
        return hear_recording(path, recogniser, on_progress)

    return hear


def _end_with_parent(ended: threading.Event) -> None:
    sys.stdin.buffer.read()
    ended.set()


def _end_in_time(ended: threading.Event) -> None:
    """End the process a moment after it was told to, also where it waits for a database that is silent."""
    ended.wait()
    time.sleep(_END)
    _leave()


def _leave() -> NoReturn:
    # The interpreter would wait for the recording in hand; the next worker hears it again, and once.
    logging.shutdown()
    os._exit(0)
