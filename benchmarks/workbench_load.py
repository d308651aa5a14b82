"""Fifty people at once: what each does is drawn from a day's mix of reading, writing and looking around."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Self

from benchmarks.workbench_bank import Addresses, addresses
from benchmarks.workbench_server import HEADER
from benchmarks.workbench_start import process_cpu, process_memory
from highsignal.interfaces.cli.serve import LOOPBACK
from highsignal.interfaces.web.access import COOKIE
from highsignal.services.workspace import open_workspace
from highsignal.storage.people import list_people

PEOPLE = 50
# How often each thing is done, in a hundred; a guess at a day's work, since nobody has been watched yet.
MIX = {
    "editor: reading": 30,
    "editor: save": 10,
    "today": 14,
    "stories, table": 12,
    "one story": 14,
    "coverage": 4,
    "coverage with a question": 2,
    "checklists, bank": 3,
    "ten seconds, bank": 2,
    "history": 2,
    "tell": 2,
    "one loop": 2,
    "target": 1,
    "settings": 1,
    "one rule": 1,
}


class Load(NamedTuple):
    """One load: requests a second, milliseconds, how many failed, and what the server used meanwhile.

    `busy` is how many cores the server's processes had on average, `memory` the megabytes of the largest one.
    """

    rate: float
    median: float
    p95: float
    p99: float
    failed: int
    busy: float
    memory: float


class Line:
    """A connection that stays open, as a browser's does."""

    def __init__(self, port: int, cookie: str, token: str) -> None:
        self._port = port
        self._shared = (
            f"Host: {LOOPBACK}:{port}\r\nCookie: {COOKIE}={cookie}\r\nX-CSRF-Token: {token}\r\n"
            "Accept-Encoding: gzip, deflate, br\r\nContent-Type: application/json\r\n"
        )
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, address: str, person: str, body: bytes = b"") -> tuple[int, bytes]:
        """Status and content of an answer."""
        head = f"{method} {address} HTTP/1.1\r\n{self._shared}{HEADER}: {person}\r\n"
        request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        if self._streams and self._streams[0].at_eof():  # the server closes a line that was idle for seconds
            self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(LOOPBACK, self._port)
        reader, writer = self._streams
        writer.write(request)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        lengths = [int(line[15:]) for line in lines if line.startswith("content-length:")]
        content = await reader.readexactly(lengths[0]) if lengths else b""
        return int(lines[0].split()[1]), content

    def close(self) -> None:
        """Close it."""
        if self._streams:
            self._streams[1].close()
        self._streams = None


class Visitor:
    """One person with a window of the workbench."""

    def __init__(self, person: str, found: Addresses, line: Line, seed: int) -> None:
        self._person = person
        self._found = found
        self._line = line
        self._chance = random.Random(f"load {seed}")
        self._base = found.story.revision
        self._count = 0
        self.times: list[float] = []
        self.failed = 0

    async def visit(self) -> None:
        """Everything once, as if the person had been here today."""
        for name in MIX:
            await self._do(name)
        self.times.clear()

    async def work(self, until: float, think: float) -> None:
        """One thing after the other, with `think` seconds between them on average, until a moment."""
        await asyncio.sleep(self._chance.uniform(0, think))
        while time.perf_counter() < until:
            (name,) = self._chance.choices(list(MIX), list(MIX.values()))
            await self._do(name)
            if think:
                await asyncio.sleep(self._chance.uniform(0.5, 1.5) * think)

    async def _do(self, name: str) -> None:
        self._count += 1
        method, address, body = "GET", self._found.pages.get(name, ""), b""
        if name == "editor: reading":
            method, address = "POST", self._found.reading
            body = json.dumps(self._found.text(self._count)).encode()
        elif name == "editor: save":
            method, address = "PUT", self._found.saving
            body = json.dumps(self._found.edit(self._base, self._count)).encode()
        begun = time.perf_counter()
        try:
            status, _ = await self._line.ask(method, address, self._person, body)
        except (OSError, asyncio.IncompleteReadError):
            self._line.close()
            status = 0
        self.times.append((time.perf_counter() - begun) * 1000)
        self.failed += status != 200
        if method == "PUT" and status == 200:
            self._base += 1


class Server:
    """The server in a process of its own; ends with the block. What it says of faults goes to a log."""

    def __init__(self, folder: Path, url: str) -> None:
        command = [sys.executable, "-m", "benchmarks.workbench_server", str(folder), url]
        with (folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout is not None
        port, self.cookie, self.token = self.process.stdout.readline().split()
        self.port = int(port)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.communicate()


def load(folder: Path, url: str, think: float, seconds: float, processes: int) -> Load:
    """Fifty people for so many seconds, after each has seen everything once, on so many server processes."""
    workspace = open_workspace(folder, url, environ={})
    with workspace.database.reading() as session:
        people = [person.id for person in list_people(session)][:PEOPLE]
    found = {person: addresses(workspace, person) for person in people}
    workspace.database.close()
    with ExitStack() as running:
        servers = [running.enter_context(Server(folder, url)) for _ in range(processes)]
        return asyncio.run(_load(servers, found, think, seconds))


async def _load(servers: list[Server], found: dict[str, Addresses], think: float, seconds: float) -> Load:
    ours = [servers[n % len(servers)] for n in range(len(found))]
    lines = [Line(server.port, server.cookie, server.token) for server in ours]
    visitors = [
        Visitor(person, pages, line, seed)
        for seed, ((person, pages), line) in enumerate(zip(found.items(), lines, strict=True))
    ]
    await asyncio.gather(*(visitor.visit() for visitor in visitors))
    processes = [server.process.pid for server in servers]
    cpu, begun = sum(map(process_cpu, processes)), time.perf_counter()
    await asyncio.gather(*(visitor.work(begun + seconds, think) for visitor in visitors))
    spent = time.perf_counter() - begun
    busy = (sum(map(process_cpu, processes)) - cpu) / spent
    for line in lines:
        line.close()
    times = sorted(at for visitor in visitors for at in visitor.times)
    return Load(
        rate=len(times) / spent,
        median=times[len(times) // 2],
        p95=times[int(0.95 * len(times))],
        p99=times[int(0.99 * len(times))],
        failed=sum(visitor.failed for visitor in visitors),
        busy=busy,
        memory=max(map(process_memory, processes)),
    )
