"""`highsignal serve`: the workbench in the browser."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from highsignal.interfaces.cli.output import write_lines
from highsignal.services.errors import UsageError

if TYPE_CHECKING:
    from highsignal.services.workspace import Workspace

LOOPBACK = "127.0.0.1"
_READY_AFTER = 1.5  # seconds; a browser needs about one to show the first page
PORT = 8321  # any other would do; a fixed one keeps open windows valid from start to start


def run_serve(
    port: int | None,
    host: str,
    *,
    browser: bool,
    folder: Path | None = None,
    workspace: Workspace | None = None,
) -> int:
    """Serve until interrupted; says the link that opens it on standard output.

    `workspace` is one that is open already, instead of the one in `folder`.

    Raises UsageError when the port is taken, a StorageError when the database cannot be used.
    """
    # What is imported stays: looking through it for cycles to free would take a tenth of the start now, and
    # hold up a page now and then later.
    gc.disable()
    import uvicorn

    from highsignal.interfaces.cli.chores import start_chores
    from highsignal.interfaces.cli.worker_keeper import WorkerKeeper
    from highsignal.interfaces.web.access import Access, loopback_hosts, session_secret
    from highsignal.interfaces.web.app import create_app
    from highsignal.services.workspace import open_workspace

    own = workspace is None
    workspace = workspace or open_workspace(folder)
    listening = _listen(host, port)
    number: int = listening.getsockname()[1]
    hosts = loopback_hosts(number) | _named_hosts(os.environ.get("HIGHSIGNAL_HOSTS", ""), host, number)
    access = Access(session_secret(workspace.folder), hosts)
    link = f"http://{host}:{number}/launch?token={access.launch_token()}"

    def started() -> None:
        gc.freeze()
        gc.enable()
        write_lines([link])
        sys.stdout.flush()
        # Behind the first page: what only the next ones need is there before anybody has read this one.
        later = threading.Timer(_READY_AFTER, app.state.rest.ready)
        later.daemon = True
        later.start()
        if browser:
            threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()

    keeper = WorkerKeeper(workspace)
    workspace = workspace._replace(wake=keeper.wake)
    app = create_app(workspace, access, started)
    # A fault is written once, with its number, where the answer is made; the server would write it again.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="on")
    stopped = start_chores(workspace, keeper, back_up=own)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        stopped.set()
        keeper.close()
    return 0


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens on `port`, or near the usual one when none is named."""
    wanted = [port] if port is not None else [PORT, *range(PORT + 1, PORT + 20), 0]
    for number in wanted:
        made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, number))
        except OSError as error:
            made.close()
            reason = (error.strerror or str(error)).lower()
        else:
            made.listen(128)
            return made
    raise UsageError(
        f"port {wanted[0]} of {host} cannot be used ({reason}); "
        "name another with --port, or stop the other program"
    )


def _named_hosts(names: str, host: str, port: int) -> frozenset[str]:
    """Further names the server answers to: the one it listens on, and HIGHSIGNAL_HOSTS with commas."""
    given = [name.strip().lower() for name in names.split(",") if name.strip()]
    listed = [name if ":" in name else f"{name}:{port}" for name in given]
    return frozenset((*given, *listed, f"{host}:{port}"))
