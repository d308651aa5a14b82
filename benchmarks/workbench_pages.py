"""Server time of every page, run in a process of its own.

`python -m benchmarks.workbench_pages FOLDER [URL]` prints the numbers as JSON. The application is
asked in its own process, without a socket, so that the time is the server's alone.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from sqlalchemy import event, text
from starlette.middleware.gzip import GZipMiddleware

from benchmarks.workbench_bank import HOST, Addresses, addresses, new_access
from highsignal.interfaces.web.access import COOKIE
from highsignal.interfaces.web.app import create_app
from highsignal.services.workspace import Workspace, desk_of, open_workspace

ROUNDS = 40  # of requests to every page, after the first one
_EDITS = 30
_PEER_PAGE = "<!doctype html><title>peer</title>" + "<p>A line of a page.</p>" * 400  # ten kilobytes
Body = Mapping[str, Any]


class Answer(NamedTuple):
    """One answer: milliseconds on the clock and of the processor, statements, bytes on the wire."""

    wall: float
    cpu: float
    statements: int
    size: int


class Asker:
    """Asks one application as a browser with a session does."""

    def __init__(self, app: FastAPI, workspace: Workspace, session: str, token: str) -> None:
        self._app = app
        self._headers = [
            (b"host", HOST.encode()),
            (b"cookie", f"{COOKIE}={session}".encode()),
            (b"accept-encoding", b"gzip, deflate, br"),
            (b"x-csrf-token", token.encode()),
            (b"content-type", b"application/json"),
        ]
        self._statements = 0
        event.listen(workspace.database.engine, "before_cursor_execute", self._count)

    async def ask(self, method: str, address: str, body: Body | None = None) -> Answer:
        """One request; fails for an answer that is not a page."""
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": self._headers,
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 8321),
        }
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        content = json.dumps(body).encode() if body is not None else b""
        self._statements = 0
        wall, cpu = time.perf_counter(), time.process_time()
        await self._app(scope, receive, send)
        wall, cpu = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
        if sent[0]["status"] != 200:
            raise SystemExit(f"{method} {address} answered {sent[0]['status']}")
        return Answer(wall, cpu, self._statements, sum(len(m.get("body", b"")) for m in sent))

    def _count(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        self._statements += statement.split(" ", 1)[0] not in ("BEGIN", "SAVEPOINT", "RELEASE")


Request = Callable[[int], Awaitable[Answer]]


async def measure(asker: Asker, found: Addresses) -> dict[str, dict[str, float]]:
    """Every page and what the editor sends, by turns, so that a busy moment of the machine hits them all."""
    base = found.story.revision

    def page(address: str) -> Request:
        return lambda _: asker.ask("GET", address)

    requests: dict[str, Request] = {name: page(address) for name, address in found.pages.items()}
    requests["editor: reading"] = lambda n: asker.ask("POST", found.reading, found.text(n))
    answers: dict[str, list[Answer]] = {name: [await ask(0)] for name, ask in requests.items()}
    for number in range(1, ROUNDS + 1):
        for name, ask in requests.items():
            answers[name].append(await ask(number))
    after: dict[str, list[Answer]] = {}
    for number in range(_EDITS + 1):
        save = found.edit(base + number, number)
        after.setdefault("editor: save", []).append(await asker.ask("PUT", found.saving, save))
        for name in ("today", "stories, table", "coverage", "one loop"):
            again = await asker.ask("GET", found.pages[name])
            after.setdefault(f"{name}, after each edit", []).append(again)
    return {name: _summary(some) for name, some in (answers | after).items()}


def _summary(answers: list[Answer]) -> dict[str, float]:
    first, *warm = answers
    walls = sorted(answer.wall for answer in warm)
    return {
        "first": first.wall,
        "median": statistics.median(walls),
        "p95": walls[int(0.95 * (len(walls) - 1))],
        "cpu": statistics.median(answer.cpu for answer in warm),
        "statements": max(answer.statements for answer in warm),
        "bytes": max(answer.size for answer in warm),
    }


def peer_app(workspace: Workspace) -> FastAPI:
    """The least that a page can cost here: FastAPI, a thread, one statement, ten kilobytes packed."""
    app = FastAPI()
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)

    @app.get("/")
    def page() -> HTMLResponse:
        with workspace.database.reading() as session:
            session.execute(text("SELECT 1")).scalar()
        return HTMLResponse(_PEER_PAGE)

    return app


async def measure_peer(asker: Asker) -> dict[str, float]:
    """The peer's page, as often."""
    return _summary([await asker.ask("GET", "/") for _ in range(ROUNDS + 1)])


def main(folder: Path, url: str | None) -> dict[str, dict[str, float]]:
    """The numbers of one database."""
    workspace = open_workspace(folder, url, environ={})
    desk = desk_of(workspace)
    assert desk is not None
    access = new_access()
    session = access.new_session()
    token = access.form_token(session)
    found = addresses(workspace, desk.person.id)
    asker = Asker(create_app(workspace, access), workspace, session, token)
    numbers = asyncio.run(measure(asker, found))
    peer = Asker(peer_app(workspace), workspace, session, token)
    numbers["peer: a FastAPI page with one statement"] = asyncio.run(measure_peer(peer))
    workspace.database.close()
    return numbers


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)))
