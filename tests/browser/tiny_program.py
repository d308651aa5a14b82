"""A program as small as can be that starts, prints its link and keeps data as the real one does.

`python tiny_program.py --port N`; the tests of the fixtures use it, so that they show only
faults of the fixtures.
"""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import uvicorn
from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src * data:"
PAGE = (
    "<!doctype html><html lang=en><head><title>Tiny</title><link rel=icon href=data:,><script src=/{name}.js>"
    "</script></head><body><main><h1>Tiny</h1>{body}</main></body></html>"
)
# Pages by name: the body and the script.
PAGES = {
    "good": ("<p>Nothing wrong.</p><button>Save</button>", ""),
    "throws": ("", "setTimeout(() => { throw new Error('thrown') })"),
    "logs": ("", "console.error('complaint')"),
    "inline-script": ("<script>document.title = 'changed'</script>", ""),
    "inline-style": ("<p style='color: red'>Red</p>", ""),
    "other-host": ("<img src='http://elsewhere.example/dot.png' alt=dot>", ""),
    "socket": ("", "try { new WebSocket('ws://elsewhere.example/') } catch {}"),
    "missing": ("", "fetch('/nowhere')"),
    "nameless": ("<button></button><img src=data:,><input>", ""),
}


def application(data: Path, token: str) -> FastAPI:
    """Pages with faults, and a note in the data folder that a request changes."""
    app = FastAPI(openapi_url=None)

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        inside = request.url.path == "/launch" or request.cookies.get("tiny_session") == "in"
        response = await call_next(request) if inside else PlainTextResponse("no session", 401)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @app.get("/launch")
    def launch(given: Annotated[str, Query(alias="token")]) -> Response:
        if given != token:
            return PlainTextResponse("no", 401)
        response = RedirectResponse("/good", 303)
        response.set_cookie("tiny_session", "in", httponly=True, samesite="strict")
        return response

    @app.get("/note")
    def note() -> Response:
        path = data / "note"
        return PlainTextResponse(path.read_text() if path.exists() else "")

    @app.put("/note/{word}")
    def keep(word: str) -> Response:
        (data / "note").write_text(word)
        return PlainTextResponse(word)

    @app.get("/{name}.js")
    def script(name: str) -> Response:
        return Response(PAGES[name][1], media_type="text/javascript")

    @app.get("/{name}")
    def page(name: str) -> Response:
        if name not in PAGES:
            return PlainTextResponse("nothing here", 404)
        return HTMLResponse(PAGE.format(name=name, body=PAGES[name][0]))

    return app


def main() -> None:
    """Listen, print the link, serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", parser.parse_args().port))
    listener.listen()  # who has read the link is answered, even when the pages are not ready yet
    token = os.urandom(8).hex()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/launch?token={token}", flush=True)
    app = application(Path(os.environ["HIGHSIGNAL_DATA"]), token)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run([listener])


if __name__ == "__main__":
    main()
