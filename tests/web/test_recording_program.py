"""The real program: it starts a worker when somebody records, and goes on where one was killed."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.servers.program import Program
from tests.services.sounds import speech

from highsignal.domain.bank import StoryContent
from highsignal.services.people import add_person
from highsignal.services.stories import create_story
from highsignal.services.workspace import desk_of, open_workspace

PATIENCE = 120.0  # seconds


def a_bank(folder: Path) -> str:
    """A bank with one story; its id."""
    workspace = open_workspace(folder, environ={})
    add_person(workspace, "Ana", "UTC")
    desk = desk_of(workspace)
    assert desk
    story = create_story(desk, StoryContent(title="Cost", ninety="I cut the cost by 22 %."))[0].id
    workspace.database.close()
    return story


def ask(program: Program, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> Any:
    connection = HTTPConnection("127.0.0.1", program.port, timeout=60)
    name, value = program.cookie()
    headers = {"Cookie": f"{name}={value}", "Content-Type": kind, "Content-Length": str(len(body))}
    connection.request(method, f"/api/v1{path}", body, headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    assert answer.status < 300, said
    return json.loads(said)


def record(program: Program, story: str) -> str:
    begun = {"story": story, "media_type": "audio/wav"}
    take = str(ask(program, "POST", "/recordings", json.dumps(begun).encode())["take"])
    ask(program, "PUT", f"/recordings/{take}/parts/0", speech(), "application/octet-stream")
    ask(program, "POST", f"/recordings/{take}/finish", b'{"seconds": 8}')
    return take


def until(program: Program, take: str, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while not reached(found := ask(program, "GET", f"/takes/{take}/progress")):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return dict(found)


def workers(program: Program) -> list[int]:
    """The processes that the program has started, from whichever of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{program.pid}/task").iterdir():
        with suppress(OSError):
            found += [int(one) for one in (task / "children").read_text().split()]
    return found


def alive(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_recording_is_heard_by_a_worker_that_the_program_starts_and_ends(tmp_path: Path) -> None:
    story = a_bank(tmp_path / "data")
    with Program(tmp_path / "data", log=tmp_path / "log") as program:
        assert workers(program) == []
        take = record(program, story)
        until(program, take, lambda found: found["stage"] == "heard")
        (worker,) = workers(program)
        text = ask(program, "GET", f"/takes/{take}")["text"]
    assert text.startswith("Ever tried")
    assert not alive(worker)
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_killed_worker_is_started_again_and_finishes(tmp_path: Path) -> None:
    story = a_bank(tmp_path / "data")
    with Program(tmp_path / "data", log=tmp_path / "log") as program:
        take = record(program, story)
        until(program, take, lambda found: found["stage"] == "listening")
        for worker in workers(program):
            os.kill(worker, signal.SIGKILL)
        until(program, take, lambda found: found["stage"] == "heard")


def test_a_killed_program_takes_its_worker_along_and_goes_on_after_its_start(tmp_path: Path) -> None:
    story = a_bank(tmp_path / "data")
    with Program(tmp_path / "data", log=tmp_path / "log") as program:
        take = record(program, story)
        until(program, take, lambda found: found["stage"] == "listening")
        (worker,) = workers(program)
        program.kill()
        end = time.monotonic() + PATIENCE
        while alive(worker) and time.monotonic() < end:
            time.sleep(0.05)
        assert not alive(worker)
        program.start()
        until(program, take, lambda found: found["stage"] == "heard")
