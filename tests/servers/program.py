"""The real program as a process of its own, for tests in a browser and for screenshots."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

SERVE = (sys.executable, "-m", "highsignal.interfaces.cli.start", "serve", "--no-browser")
LAUNCH = re.compile(r"https?://[\w.:\[\]]+/launch\?token=\S+")
START_SECONDS = 90.0  # two seconds on a quiet machine; many times that beside other work
STOP_SECONDS = 30.0
# What belongs to the person at this machine has no say in a test.
OURS = "HIGHSIGNAL_"


class ProgramError(Exception):
    """The program did not start, did not stop, or did not let us in."""

    def __init__(self, what: str, log: Path) -> None:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:] if log.exists() else []
        super().__init__(f"{what} Its last lines ({log}):\n" + "\n".join(lines))


class Program:
    """`highsignal serve` on a free port and a data folder; starts at once, also as a context manager.

    `command` is what to run, to which `--port N` is added; `prefix` goes before it (see SmallDisk.prefix);
    `environment` is added to it, for example HIGHSIGNAL_DATABASE_URL. All output is in `log`.
    Raises ProgramError when the program prints no launch link within START_SECONDS.
    """

    def __init__(
        self,
        data: Path,
        *,
        log: Path,
        command: Sequence[str] = SERVE,
        prefix: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.data = data
        self.log = log
        self.port = 0
        self.launch_url = ""
        self._command = (*_ends_with_us(), *prefix, *command)
        self._environment = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        self._environment |= {"HIGHSIGNAL_DATA": str(data), **(environment or {})}
        self._cookie = ""
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process's number. Raises ProgramError when it does not run."""
        if self._process is None:
            raise ProgramError("The program does not run.", self.log)
        return self._process.pid

    def start(self) -> None:
        """Start it, after the first time on the port it had before, and wait for its launch link."""
        self.data.mkdir(parents=True, exist_ok=True)
        seen = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, "--port", str(self.port)],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.launch_url = self._launch_link(self._process, seen)
        self.port = urlsplit(self.launch_url).port or 0

    def _launch_link(self, process: subprocess.Popen[bytes], seen: int) -> str:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            # Asked before the output is read, so that the last words of a program that ended are not missed.
            ended = process.poll() is not None
            with self.log.open("rb") as log:
                log.seek(seen)
                found = LAUNCH.search(log.read().decode("utf-8", "replace"))
            if found:
                return found.group()
            if ended:
                self._process = None
                raise ProgramError(f"The program ended with status {process.returncode}.", self.log)
            time.sleep(0.02)
        self.kill()
        raise ProgramError(f"The program printed no launch link within {START_SECONDS:.0f} s.", self.log)

    def cookie(self) -> tuple[str, str]:
        """Name and value of a session's cookie, from opening the launch link once; kept over restarts."""
        if not self._cookie:
            link = urlsplit(self.launch_url)
            connection = HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
            try:
                connection.request("GET", f"{link.path}?{link.query}")
                reply = connection.getresponse()
                self._cookie = reply.getheader("set-cookie", "")
            finally:
                connection.close()
            if not self._cookie:
                raise ProgramError(f"The launch link gave no session (status {reply.status}).", self.log)
        name, morsel = next(iter(SimpleCookie(self._cookie).items()))
        return name, morsel.value

    def kill(self) -> None:
        """End it with SIGKILL, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl-C does, and wait. Does nothing when it does not run."""
        self._end(signal.SIGINT)

    def restart(self) -> None:
        """Stop it if it runs and start it again: same port, same data, a new launch link."""
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise ProgramError(f"The program did not end within {STOP_SECONDS:.0f} s.", self.log) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _ends_with_us() -> tuple[str, ...]:
    """Words before a command that let the kernel end it when this process is killed."""
    found = shutil.which("setpriv")
    return (found, "--pdeathsig", "KILL", "--") if found else ()
