"""What is typed is never lost: the program killed, the window closed, two windows with two texts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import OpenPage
from tests.browser.editing import STATE, begin, kept_here, ready, saved, stored, text_of, type_at_end
from tests.browser.watching import Watch
from tests.servers.program import Program

STORY = "I cut the cost of inference by 22%."
BACK = 15_000  # ms: the longest wait before a retry that these tests meet


@pytest.fixture(autouse=True)
def expected(watched: Watch) -> None:
    """The browser itself writes on the console when a request fails."""
    watched.allow("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "status of 409")
    watched.allow("ERR_CONTENT_LENGTH_MISMATCH")  # killed in the middle of an answer


def test_typing_goes_on_while_the_program_is_dead(page: Page, own_server: Program) -> None:
    begin(page, STORY)
    own_server.kill()
    type_at_end(page, " Typed while it was down.")
    expect(page.locator(STATE)).to_contain_text(
        "Not saved: the program is not running. Kept in this browser.", timeout=BACK
    )
    assert kept_here(page)
    own_server.start()
    expect(page.locator(STATE)).to_contain_text("Saved", timeout=BACK)
    assert stored(page)["ninety"].endswith("Typed while it was down.")
    assert not kept_here(page)


def test_a_closed_window_loses_nothing(page: Page, own_server: Program) -> None:
    address = begin(page, STORY)
    own_server.kill()
    type_at_end(page, " Then closed.")
    context = page.context
    page.close()
    own_server.start()
    again = context.new_page()
    again.goto(address)
    ready(again)
    expect(text_of(again)).to_contain_text("Then closed.")
    expect(again.locator(".editor-note")).to_contain_text("had not been saved. It is back.")
    saved(again)
    assert stored(again)["ninety"].endswith("Then closed.")
    assert not kept_here(again)


def test_a_reload_in_the_middle_of_a_word_loses_nothing(page: Page, own_server: Program) -> None:
    begin(page, STORY)
    type_at_end(page, " Reload")
    page.reload()
    ready(page)
    expect(text_of(page)).to_contain_text("Reload")
    expect(page.locator("#conflict")).to_have_count(0)
    saved(page)
    assert stored(page)["ninety"].endswith("Reload")


def test_a_second_window_follows_when_nothing_is_typed_in_it(page: Page, own_server: Program) -> None:
    address = begin(page, STORY)
    second = page.context.new_page()
    second.goto(address)
    ready(second)
    type_at_end(page, " More of it.")
    saved(page)
    expect(text_of(second)).to_contain_text("More of it.")
    type_at_end(second, " And from here.")
    saved(second)
    expect(text_of(page)).to_contain_text("And from here.")
    expect(page.locator("#conflict")).to_have_count(0)


def two_texts(page: Page, other: Page, server: Program) -> tuple[Page, Page]:
    """Type in two windows while neither can save; the one that shows the conflict, the one that saved."""
    address = begin(page, STORY)
    other.goto(address)
    ready(other)
    server.kill()
    type_at_end(page, " From one.")
    type_at_end(other, " From two.")
    server.start()
    for window in (page, other):
        window.keyboard.press("Control+s")
    page.wait_for_timeout(3000)
    windows = sorted((page, other), key=lambda window: window.locator("#conflict").count(), reverse=True)
    assert [window.locator("#conflict").count() for window in windows] == [1, 0]
    return windows[0], windows[1]


def endings(page: Page, count: int) -> list[str]:
    """How the last revisions end, the oldest first."""
    last = stored(page)["revision"]
    return [stored(page, n)["ninety"].removeprefix(STORY).strip() for n in range(last - count + 1, last + 1)]


@pytest.mark.parametrize("same_browser", [True, False])
def test_two_texts_and_mine_is_kept(
    page: Page, open_page: OpenPage, own_server: Program, same_browser: bool
) -> None:
    other = page.context.new_page() if same_browser else open_page()
    torn, _ = two_texts(page, other, own_server)
    dialog = torn.locator("#conflict")
    assert sorted(dialog.locator("mark").all_inner_texts()) == ["From one.", "From two."]
    dialog.get_by_role("button", name="Keep mine").click()
    saved(torn)
    expect(dialog).to_have_count(0)
    assert sorted(endings(torn, 2)) == ["From one.", "From two."]
    assert stored(torn)["ninety"] == torn.locator("#pane-ninety .cm-line").first.inner_text()


def test_two_texts_and_the_other_is_taken(page: Page, open_page: OpenPage, own_server: Program) -> None:
    torn, first = two_texts(page, open_page(), own_server)
    theirs = text_of(first).inner_text()
    mine = text_of(torn).inner_text()
    torn.locator("#conflict").get_by_role("button", name="Take the other").click()
    expect(text_of(torn)).to_have_text(theirs)
    saved(torn)
    history = [STORY + " " + ending for ending in endings(torn, 3)]
    assert history == [theirs, mine, theirs]


def test_two_texts_and_none_is_chosen(page: Page, open_page: OpenPage, own_server: Program) -> None:
    torn, _ = two_texts(page, open_page(), own_server)
    before = stored(torn)["revision"]
    torn.keyboard.press("Escape")
    torn.keyboard.type(" Going on.")
    expect(torn.locator(STATE)).to_contain_text("another window changed this story")
    torn.wait_for_timeout(1500)
    assert stored(torn)["revision"] == before
    torn.reload()
    ready(torn)
    expect(torn.locator("#conflict")).to_be_visible()
    expect(text_of(torn)).to_contain_text("Going on.")


def test_leaving_is_warned_about_only_when_nothing_keeps_the_text(page: Page, own_server: Program) -> None:
    begin(page, STORY)
    own_server.kill()
    type_at_end(page, " Kept.")
    leaving = "!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.evaluate(leaving) is False
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    page.keyboard.type(" Not kept.")
    assert page.evaluate(leaving) is True
    expect(page.locator(STATE)).to_contain_text("leave this page open", timeout=BACK)
