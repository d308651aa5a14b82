"""Fixtures for tests in a real browser.

`page`, `phone`, `dark_page` and `dark_phone` are signed in to `own_server` when the test asks for it too,
else to `live_server`; `open_page` makes more. Paths are relative to that server: `page.goto("/stories")`.
After the test, `watched` fails it for whatever a page may never do; `watched.allow(…)` names what the test
expects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser import axe as axe_core
from tests.browser.watching import Watch
from tests.servers.chromium import DESKTOP, PHONE, Scheme, Screen, launch, open_context
from tests.servers.program import SERVE, Program


class OpenPage(Protocol):
    """Opens a page in a new browser profile."""

    def __call__(
        self, screen: Screen = DESKTOP, scheme: Scheme = "light", server: Program | None = None
    ) -> Page:
        """A page signed in to `server`, by default to the server of the test."""
        ...


# Package and not session: while Playwright runs, no other test in this process could call asyncio.run().
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker process."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def command() -> Sequence[str]:
    """What `live_server` and `own_server` run; a test of the fixtures runs a program of its own."""
    return SERVE


@pytest.fixture(scope="session")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program for tests that only read, shared by those of a worker process; its bank is empty."""
    folder = tmp_path_factory.mktemp("live-server")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


@pytest.fixture
def own_server(command: Sequence[str], tmp_path: Path) -> Iterator[Program]:
    """The program with a data folder of its own, for tests that change something or kill it."""
    with Program(tmp_path / "data", log=tmp_path / "server.log", command=command) as program:
        yield program


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Program:
    """The program that the pages of this test belong to."""
    name = "own_server" if "own_server" in request.fixturenames else "live_server"
    program = request.getfixturevalue(name)
    assert isinstance(program, Program)
    return program


@pytest.fixture
def watched() -> Iterator[Watch]:
    """What the pages of this test did wrong; fails the test at its end unless it allowed it."""
    watch = Watch()
    yield watch
    watch.check()


@pytest.fixture
def open_page(browser: Browser, server: Program, watched: Watch) -> Iterator[OpenPage]:
    """Opens pages, each in a browser profile of its own, all of them watched."""
    home = server
    contexts = []

    def opened(screen: Screen = DESKTOP, scheme: Scheme = "light", server: Program | None = None) -> Page:
        program = server or home
        context = open_context(browser, screen, scheme, program.url)
        contexts.append(context)
        name, value = program.cookie()
        context.add_cookies(
            [{"name": name, "value": value, "url": program.url, "httpOnly": True, "sameSite": "Strict"}]
        )
        watched.follow(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a screen of 1440 × 900 pixels, light."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page on a phone of 390 × 844 pixels with touch, light."""
    return open_page(PHONE)


@pytest.fixture
def dark_page(open_page: OpenPage) -> Page:
    """A page on a screen of 1440 × 900 pixels, dark."""
    return open_page(DESKTOP, "dark")


@pytest.fixture
def dark_phone(open_page: OpenPage) -> Page:
    """A page on a phone, dark."""
    return open_page(PHONE, "dark")


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails the test for findings of axe-core that are serious or critical."""
    return partial(axe_core.check)
