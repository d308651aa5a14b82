"""An application that is put together when it is first asked for, so that a start need not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send


class Later:
    """Stands for the application that `make` gives; it is made once, whichever thread asks first."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make = make
        self._made: ASGIApp | None = None
        self._lock = threading.Lock()

    def ready(self) -> ASGIApp:
        """The application, made now if it is not there yet."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        made = self._made
        if made is None:
            made = await to_thread.run_sync(self.ready)
        await made(scope, receive, send)
