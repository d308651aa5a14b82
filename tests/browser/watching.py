"""What no page may do, whatever its test is about: fail, break the policy, call another host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError, WebSocket

# Only the browser knows which rule was broken where; its own message on the console has no line.
REPORT_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event => console.error(
  `broken policy: ${event.effectiveDirective} forbids ${event.blockedURI} ` +
  `at ${event.sourceFile}:${event.lineNumber} ${event.sample}`))
"""
INSIDE = frozenset(("data", "blob", "about", "chrome-error"))


class Watch:
    """Collects the problems of every page of the contexts it follows.

    `allowed` holds regular expressions; a problem that one of them is found in is expected by the test.
    """

    def __init__(self, hosts: frozenset[str] = frozenset({"127.0.0.1"})) -> None:
        self.hosts = hosts
        self.problems: list[str] = []
        self.allowed: list[str] = []

    def allow(self, *patterns: str) -> None:
        """Expect problems like these, for example "status of 409" or "ERR_CONNECTION_REFUSED"."""
        self.allowed.extend(patterns)

    def follow(self, context: BrowserContext) -> None:
        """Watch all pages of a browser context, also those it opens later."""
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._page_error)
        context.on("request", self._request)
        context.on("page", self._page)

    def unexpected(self) -> list[str]:
        """The problems that no test said it expects, each once."""
        return [
            problem
            for problem in dict.fromkeys(self.problems)
            if not any(re.search(pattern, problem) for pattern in self.allowed)
        ]

    def check(self) -> None:
        """Fail the test for the problems that it did not expect."""
        found = self.unexpected()
        if found:
            pytest.fail("The pages of this test did what no page may do:\n" + "\n".join(found), pytrace=False)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            place = message.location
            where = f"{place.get('url', '')}:{place.get('lineNumber', '')}"
            self.problems.append(f"console {message.type}: {message.text} ({where})")

    def _page_error(self, error: WebError) -> None:
        self.problems.append(f"uncaught: {error.error}")

    def _request(self, request: Request) -> None:
        self._address(request.url, request.resource_type)

    def _page(self, page: Page) -> None:
        page.on("websocket", self._socket)

    def _socket(self, socket: WebSocket) -> None:
        self._address(socket.url, "websocket")

    def _address(self, url: str, kind: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in INSIDE and parts.hostname not in self.hosts:
            self.problems.append(f"request to another host: {kind} {url}")
