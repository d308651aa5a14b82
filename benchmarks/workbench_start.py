"""How long the program takes from its start to the first page, and how much memory it has then."""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import IO, NamedTuple, Self
from urllib.parse import urlsplit

from highsignal.interfaces.cli.serve import LOOPBACK

COMMAND = (sys.executable, "-m", "highsignal.interfaces.cli.start", "serve", "--no-browser", "--port", "0")
STARTS = 7
_TICKS = os.sysconf("SC_CLK_TCK")


class Started(NamedTuple):
    """Seconds on the clock and of the processor from the process's start to the whole of the first page."""

    wall: float
    cpu: float


class Running:
    """A running `highsignal serve` with a session; stops at the end of the block."""

    def __init__(self, folder: Path, url: str = "", more: dict[str, str] | None = None) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HIGHSIGNAL_")}
        environment |= {"HIGHSIGNAL_DATA": str(folder), **(more or {})}
        if url:
            environment["HIGHSIGNAL_DATABASE_URL"] = url
        self.process = subprocess.Popen(COMMAND, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.link = _link(self.process.stdout)
        self.port = urlsplit(self.link).port or 0
        self.cookie = ""

    def enter(self) -> None:
        """Open the link, which gives the session."""
        connection = HTTPConnection(LOOPBACK, self.port, timeout=60)
        place = urlsplit(self.link)
        connection.request("GET", f"{place.path}?{place.query}")
        morsels = SimpleCookie(connection.getresponse().getheader("set-cookie", ""))
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in morsels.items())
        connection.close()

    def page(self, address: str) -> bytes:
        """A page, whole."""
        connection = HTTPConnection(LOOPBACK, self.port, timeout=60)
        connection.request("GET", address, headers={"Cookie": self.cookie, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
        return content

    @property
    def cpu(self) -> float:
        """Seconds of the processor so far."""
        return process_cpu(self.process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.communicate()


def process_cpu(pid: int) -> float:
    """Seconds of the processor that a process had so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def process_memory(pid: int) -> float:
    """Megabytes of a process that are in memory (VmRSS)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _link(output: IO[str]) -> str:
    for line in output:
        if found := re.search(r"https?://\S+/launch\?token=\S+", line):
            return found.group()
    raise SystemExit("the program ended before it printed its link")


def start(folder: Path, url: str = "", more: dict[str, str] | None = None) -> Started:
    """One start to the whole of the first page, which is today."""
    begun = time.perf_counter()
    with Running(folder, url, more) as program:
        program.enter()
        program.page("/")
        return Started(time.perf_counter() - begun, program.cpu)


def starts(folder: Path, url: str = "") -> tuple[Started, list[Started], list[Started]]:
    """The very first start (database never read), later ones, and later ones without compiled modules."""
    first = start(folder, url)
    warm = [start(folder, url) for _ in range(STARTS)]
    cold = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as empty:
            cold.append(start(folder, url, {"PYTHONPYCACHEPREFIX": empty}))
    return first, warm, cold


def bare_start() -> Started:
    """The peer: a Python process that imports FastAPI and Uvicorn and does nothing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import fastapi, uvicorn"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Started(time.perf_counter() - begun, spent)


def memory(folder: Path, pages: list[str], url: str = "") -> float:
    """Megabytes after every page was visited twice."""
    with Running(folder, url) as program:
        program.enter()
        for _ in range(2):
            for address in pages:
                program.page(address)
        return process_memory(program.process.pid)


def medians(some: list[Started]) -> Started:
    """The median of both, each by itself."""
    return Started(statistics.median(s.wall for s in some), statistics.median(s.cpu for s in some))
