"""Writers that are killed at any instant: what they had confirmed has to be found again afterwards.

SIGKILL shows what the death of the process loses. It does not show a power cut: what the kernel has been
given is kept.
"""

from __future__ import annotations

import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
READY = "ready"
START_SECONDS = 60.0


class Killed(NamedTuple):
    """What a killed writer had confirmed, in order, and how many seconds it had after it was ready."""

    acknowledged: tuple[str, ...]
    seconds: float


class WriterError(Exception):
    """A writer ended before it was killed, or was never ready."""

    def __init__(self, what: str, errors: str) -> None:
        super().__init__(f"The writer {what}. Its errors:\n{errors[-4000:]}")


def run_killed(
    script: str,
    after_seconds: float,
    *arguments: str,
    prefix: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Killed:
    """Run Python source in a process, kill it with SIGKILL, and answer what it had confirmed.

    The script prints `ready` in a line of its own when it begins to write, then a line for each write
    *after* it was confirmed; all with `flush=True`. It goes on until it is killed.

    Args:
        script: Python source; `tests` and `highsignal` can be imported, `sys.argv[1:]` are the arguments.
        after_seconds: From `ready` to the kill; `instants` makes such numbers.
        arguments: For the script.
        prefix: Words before the command, see SmallDisk.prefix.
        environment: Added to this process's.

    Raises:
        WriterError: It ended by itself, or was not ready within START_SECONDS.

    """
    writer = subprocess.Popen(
        [*prefix, sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    lines, errors, readers = _read(writer)
    try:
        began = _wait_until_ready(lines, errors)
        time.sleep(max(0.0, began + after_seconds - time.monotonic()))
        ended = writer.poll()
        seconds = time.monotonic() - began
    finally:
        _kill(writer)
        for reader in readers:
            reader.join()
    if ended is not None:
        raise WriterError(f"ended by itself with status {ended}", "".join(errors))
    return Killed(tuple(iter(lines.get, None)), seconds)


def instants(seed: int, count: int, latest: float, earliest: float = 0.0) -> list[float]:
    """`count` instants between `earliest` and `latest`, in seconds; the same seed gives the same ones.

    Also the short ones are tried: half of them lie in the first tenth.
    """
    chance = random.Random(seed)
    early = earliest + (latest - earliest) / 10
    return [chance.uniform(earliest, early if number % 2 else latest) for number in range(count)]


def _read(
    writer: subprocess.Popen[str],
) -> tuple[queue.Queue[str | None], list[str], list[threading.Thread]]:
    """Read both outputs in threads, so that no pipe is ever full; None ends the lines."""
    lines: queue.Queue[str | None] = queue.Queue()
    errors: list[str] = []
    output, complaints = writer.stdout, writer.stderr
    assert output is not None
    assert complaints is not None

    def read_output() -> None:
        with output:
            for line in output:
                # The last line may be cut off by the kill: then its confirmation was not given.
                if line.endswith("\n"):
                    lines.put(line.rstrip("\n"))
        lines.put(None)

    def read_errors() -> None:
        with complaints:
            errors.extend(complaints)

    readers = [threading.Thread(target=read) for read in (read_output, read_errors)]
    for reader in readers:
        reader.start()
    return lines, errors, readers


def _wait_until_ready(lines: queue.Queue[str | None], errors: list[str]) -> float:
    try:
        first = lines.get(timeout=START_SECONDS)
    except queue.Empty:
        raise WriterError(f"was not ready within {START_SECONDS:.0f} s", "".join(errors)) from None
    if first != READY:
        time.sleep(0.2)  # its traceback may come a moment later
        raise WriterError(f"printed {first!r} before {READY!r}", "".join(errors))
    return time.monotonic()


def _kill(writer: subprocess.Popen[str]) -> None:
    """Kill the writer and whatever it has started."""
    with suppress(ProcessLookupError):
        os.killpg(writer.pid, signal.SIGKILL)
    writer.wait()
