"""The workbench for fifty people, each with a bank of their own: run as a process by `workbench_load`.

The program itself opens one bank at a time. Here, and only here, a request says in a header whose bank it
is for; everything else is the program's own: guards, sessions, pages, services and the database.
`python -m benchmarks.workbench_server FOLDER URL` prints its port and a session.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import Request

from highsignal.domain.targets import Target
from highsignal.interfaces.cli.serve import LOOPBACK
from highsignal.interfaces.web.access import Access, loopback_hosts
from highsignal.interfaces.web.app import create_app
from highsignal.interfaces.web.needs import the_desk
from highsignal.services.workspace import Desk, open_workspace, pace_of
from highsignal.storage.people import find_person, find_target
from highsignal.storage.tellings import spoken_pace

HEADER = "x-benchmark-person"


def main(folder: Path, url: str) -> None:
    """Serve until the process is ended."""
    workspace = open_workspace(folder, url, environ={})

    def desk(request: Request) -> Desk:
        identifier = request.headers[HEADER]
        with workspace.database.reading() as session:
            person, aim = find_person(session, identifier), find_target(session, identifier)
            measured = spoken_pace(session, identifier)
        assert person is not None
        target, signal = aim or (Target(), "")
        pace = pace_of(person, measured)
        return Desk(workspace, person, target._replace(words_per_minute=pace), signal, aim is not None)

    listening = socket.create_server((LOOPBACK, 0))
    port: int = listening.getsockname()[1]
    access = Access(os.urandom(32), loopback_hosts(port))
    session = access.new_session()

    def started() -> None:
        gc.freeze()
        sys.stdout.write(f"{port} {session} {access.form_token(session)}\n")
        sys.stdout.flush()

    app = create_app(workspace, access, started)
    app.dependency_overrides[the_desk] = desk
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
