"""Who may talk to the server: a launch token good once, the session it gives, the hosts answered to."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
import time
from pathlib import Path

COOKIE = "highsignal_session"
SESSION_SECONDS = 90 * 24 * 3600  # a search takes about a quarter; after that the link is opened again
_LAUNCH_SECONDS = 600  # to open the link that the program printed
_KEY_FILE = "session.key"


class Access:
    """Signs and checks launch tokens, sessions and form tokens with one secret; `hosts` are host:port."""

    def __init__(self, secret: bytes, hosts: frozenset[str]) -> None:
        self.hosts = hosts
        self._secret = secret
        self._opened: dict[str, float] = {}
        self._lock = threading.Lock()

    def launch_token(self) -> str:
        """A token for the link that opens the program; good once, for ten minutes."""
        return self._signed("launch", f"{secrets.token_urlsafe(16)}.{int(time.time()) + _LAUNCH_SECONDS}")

    def redeem(self, token: str) -> str | None:
        """A session for a launch token; None when it was opened before, is too old or is not ours."""
        body = self._body("launch", token)
        if body is None:
            return None
        nonce, expires = body.rsplit(".", 1)
        now = time.time()
        with self._lock:
            self._opened = {seen: until for seen, until in self._opened.items() if until > now}
            if float(expires) < now or nonce in self._opened:
                return None
            self._opened[nonce] = float(expires)
        return self.new_session()

    def new_session(self) -> str:
        """A session's cookie."""
        return self._signed("session", f"{secrets.token_urlsafe(18)}.{int(time.time()) + SESSION_SECONDS}")

    def is_session(self, cookie: str) -> bool:
        """Whether a cookie is a session of ours that has not run out."""
        body = self._body("session", cookie)
        return body is not None and float(body.rsplit(".", 1)[1]) > time.time()

    def form_token(self, cookie: str) -> str:
        """The token that forms of this session carry, so that no other site can send them."""
        return self._signature("form", cookie)

    def is_form_token(self, token: str, cookie: str) -> bool:
        """Whether `token` belongs to the session."""
        return hmac.compare_digest(token.encode(), self.form_token(cookie).encode())

    def _signed(self, purpose: str, body: str) -> str:
        return f"{body}.{self._signature(purpose, body)}"

    def _body(self, purpose: str, signed: str) -> str | None:
        body, _, signature = signed.rpartition(".")
        expected = self._signature(purpose, body)
        return body if body and hmac.compare_digest(signature.encode(), expected.encode()) else None

    def _signature(self, purpose: str, body: str) -> str:
        message = f"{purpose}:{body}".encode("utf-8", "replace")
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()


def session_secret(folder: Path) -> bytes:
    """The secret kept in the data folder, so that open windows stay open when the program starts again."""
    path = folder / _KEY_FILE
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
        if len(secret) >= 32:
            return secret
    except (FileNotFoundError, ValueError):
        pass
    secret = secrets.token_bytes(32)
    temporary = folder / f".{_KEY_FILE}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret.hex())
    temporary.replace(path)
    return secret


def loopback_hosts(port: int) -> frozenset[str]:
    """The names under which a server on `port` of this machine is reached."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
