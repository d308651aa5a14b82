"""The fixtures for the browser: they see what a page may not do; a killed server starts again."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser import axe as axe_core
from tests.browser.conftest import OpenPage
from tests.browser.watching import Watch
from tests.servers.program import Program, ProgramError

TINY = (sys.executable, str(Path(__file__).with_name("tiny_program.py")))


@pytest.fixture(scope="module")
def command() -> Sequence[str]:
    return TINY


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("tiny")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


@pytest.fixture
def own_server(command: Sequence[str], tmp_path: Path) -> Iterator[Program]:
    with Program(tmp_path / "data", log=tmp_path / "log", command=command) as program:
        yield program


def test_a_page_is_signed_in_and_wide(page: Page) -> None:
    page.goto("/good")
    assert page.inner_text("h1") == "Tiny"
    assert page.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [1440, False]


def test_a_phone_is_small_touched_and_may_be_dark(phone: Page, dark_phone: Page, dark_page: Page) -> None:
    for page in (phone, dark_phone, dark_page):
        page.goto("/good")
    assert phone.evaluate("[screen.width, navigator.maxTouchPoints > 0]") == [390, True]
    for page in (dark_phone, dark_page):
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_profiles_share_nothing_but_two_windows_of_one_do(open_page: OpenPage) -> None:
    first, second = open_page(), open_page()
    window = first.context.new_page()
    for page in (first, second, window):
        page.goto("/good")
    first.evaluate("localStorage.setItem('word', 'kept')")
    assert window.evaluate("localStorage.getItem('word')") == "kept"
    assert second.evaluate("localStorage.getItem('word')") is None


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/throws", "uncaught.*thrown"),
        ("/logs", "console error: complaint"),
        ("/inline-script", "broken policy: script-src-elem forbids inline"),
        ("/inline-style", "broken policy: style-src-attr forbids inline"),
        ("/other-host", "request to another host: image http://elsewhere.example/dot.png"),
        ("/socket", "broken policy: connect-src forbids ws://elsewhere.example"),
        ("/missing", "status of 404"),
    ],
)
def test_what_a_page_may_not_do_is_seen(page: Page, watched: Watch, path: str, problem: str) -> None:
    page.goto(path, wait_until="networkidle")
    page.wait_for_timeout(50)
    found = watched.unexpected()
    assert found, f"{path}: nothing was seen"
    watched.allow(problem)
    assert len(watched.unexpected()) < len(found), found
    watched.allow(".")


def test_a_second_window_is_watched_too(page: Page, watched: Watch) -> None:
    page.context.new_page().goto("/logs")
    page.wait_for_timeout(50)
    assert [problem for problem in watched.unexpected() if "complaint" in problem]
    watched.allow("complaint")


def test_a_test_fails_for_what_its_page_did_unless_it_allowed_it() -> None:
    watch = Watch()
    watch.problems += ["console error: a", "console error: b", "console error: a"]
    watch.allow("error: b")
    with pytest.raises(pytest.fail.Exception, match=r"no page may do:\nconsole error: a$"):
        watch.check()
    watch.allow("error: a")
    watch.check()


def test_a_killed_server_starts_again_at_its_place_with_its_data(
    page: Page, own_server: Program, watched: Watch
) -> None:
    watched.allow("ERR_CONNECTION_REFUSED")
    page.goto("/good")
    assert page.evaluate("fetch('/note/kept', {method: 'PUT'}).then(r => r.ok)")
    own_server.kill()
    assert page.evaluate("fetch('/note').then(() => 'answered', () => 'refused')") == "refused"
    own_server.restart()
    assert page.evaluate("fetch('/note').then(r => r.text())") == "kept"


def test_a_program_that_does_not_start_shows_its_last_lines(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "raise SystemExit('no database here')")
    with pytest.raises(ProgramError, match=r"status 1\.(?s:.)*no database here"):
        Program(tmp_path / "data", log=tmp_path / "log", command=command)


def test_axe_passes_a_good_page(page: Page) -> None:
    page.goto("/good")
    axe_core.check(page)


def test_axe_names_rule_place_and_markup(page: Page) -> None:
    page.goto("/nameless")
    found = "\n".join(axe_core.findings(page))
    for rule in ("button-name (critical)", "image-alt (critical)", "label (critical)", "<button></button>"):
        assert rule in found
    with pytest.raises(AssertionError, match="button-name"):
        axe_core.check(page)
    axe_core.check(page, without=("button-name", "image-alt", "label"))
