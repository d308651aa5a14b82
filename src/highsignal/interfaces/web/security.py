"""What every request passes: host and origin checks, the session, and the headers of a strict answer.

A page of another site may send requests to a server on this machine, and a name of its own may be made to
point here (DNS rebinding). So a request must name this server as its host, one that changes something
must come from a page of this server, and everything private needs the session's cookie.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from highsignal.interfaces.web.access import COOKIE, Access

# What may be seen without a session: nothing of the person's.
_OPEN = frozenset(
    ("/launch", "/healthz", "/readyz", "/api/v1/openapi.json", "/api/v1/analyze", "/favicon.ico")
)
_OPEN_FOLDER = "/static/"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
LARGEST_ARCHIVE = 2_000_000_000  # bytes; an export may hold a year of recordings
_ARCHIVES = "/data/import"
LARGEST_SOUND = 710_000_000  # bytes of a form with a recording of `recordings.LARGEST_SOUND` in it
_UPLOAD = "/upload"
LARGEST_BODY = 12_000_000  # bytes; a file that is brought in is refused above one megabyte of text

Answer = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[Scope, int, str, str], Answer]
Fault = Callable[[Scope, Exception], Answer]


class Guard:
    """Lets a request through to `app`, or answers with what `refuse` makes of status, code and sentence.

    What `app` raises is answered with what `fault` makes of it: a framework would do so too, but without
    the headers that every answer carries.
    """

    def __init__(self, app: ASGIApp, access: Access, refuse: Refuse, fault: Fault) -> None:
        self.app = app
        self.access = access
        self.refuse = refuse
        self.fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        headers = Headers(scope=scope)
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        session = cookie if cookie and self.access.is_session(cookie) else ""
        scope.setdefault("state", {}).update(nonce=nonce, session=session)
        problem = self._problem(scope, headers, session)
        answer = self.refuse(scope, *problem) if problem else self.app
        begun = False

        async def begin(message: Message) -> None:
            nonlocal begun
            begun = True
            await send_with_headers(message)

        send_with_headers = _with_headers(send, scope, nonce)
        try:
            await answer(scope, receive, begin)
        except Exception as error:
            if begun:  # half an answer is out already
                raise
            await self.fault(scope, error)(scope, receive, send_with_headers)

    def _problem(self, scope: Scope, headers: Headers, session: str) -> tuple[int, str, str] | None:
        host = headers.get("host", "").lower()
        if self.access.hosts and host not in self.access.hosts:
            return 421, "wrong-host", f"This server does not answer to the host {host!r}."
        if scope["method"] not in _SAFE and not self._same_origin(headers, host):
            return 403, "cross-origin", "A page of another site may not send this."
        if not session and not _is_open(scope["path"]):
            return (
                401,
                "no-session",
                "Open highsignal with the link that the program printed when it started.",
            )
        if _too_long(headers, scope["path"]):
            return 413, "too-large", "This is more than can be taken at once; send it in parts."
        return None

    def _same_origin(self, headers: Headers, host: str) -> bool:
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or origin.lower() in (f"http://{host}", f"https://{host}")


def _too_long(headers: Headers, path: str) -> bool:
    """Whether a request is longer than may be sent there; one that does not say its length counts as that.

    The server holds a request to the length it gives, so nothing longer gets in.
    """
    if "transfer-encoding" in headers:
        return True
    said = headers.get("content-length", "0")
    return said.isdigit() and int(said) > _largest(path)


def _largest(path: str) -> int:
    """The bytes that a request to `path` may have."""
    if path == _ARCHIVES:
        return LARGEST_ARCHIVE
    return LARGEST_SOUND if path.startswith("/stories/") and path.endswith(_UPLOAD) else LARGEST_BODY


def _is_open(path: str) -> bool:
    return path in _OPEN or path.startswith(_OPEN_FOLDER)


def _with_headers(send: Send, scope: MutableMapping[str, Any], nonce: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = policy(nonce)
            headers["X-Content-Type-Options"] = "nosniff"
            headers["X-Frame-Options"] = "DENY"
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
            if not scope["path"].startswith(_OPEN_FOLDER):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return send_with_headers


def policy(nonce: str) -> str:
    """The content policy: only files of this server, no inline script, styles only with the nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "media-src 'self' blob:",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )
