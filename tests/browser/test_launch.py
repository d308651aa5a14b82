"""The launch link of the real program: good once, for one browser; a session outlives the program's death."""

from __future__ import annotations

from playwright.sync_api import Browser
from tests.browser.watching import Watch
from tests.servers.program import Program


def test_the_launch_link_lets_one_browser_in_once(
    browser: Browser, own_server: Program, watched: Watch
) -> None:
    watched.allow("status of 401")
    first, second = browser.new_context(), browser.new_context()
    for context in (first, second):
        watched.follow(context)
    first.new_page().goto(own_server.launch_url)
    assert [cookie["httpOnly"] for cookie in first.cookies()] == [True]
    refused = second.new_page().goto(own_server.launch_url)
    assert refused is not None
    assert refused.status == 401
    assert second.cookies() == []
    for context in (first, second):
        context.close()


def test_a_session_outlives_a_killed_program(browser: Browser, own_server: Program) -> None:
    context = browser.new_context(base_url=own_server.url)
    page = context.new_page()
    page.goto(own_server.launch_url)
    for after_death in (False, True):
        if after_death:
            own_server.kill()
            own_server.restart()
        answer = page.goto("/stories")
        assert answer is not None
        assert answer.status == 200
    context.close()
