"""Rehearsing by keys alone, from the practice page to the last card, and what a reader of screens is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect
from tests.browser.banks import empty_bank, sample_bank
from tests.browser.conftest import OpenPage
from tests.servers.chromium import PHONE
from tests.servers.program import Program

QUESTION = ".recall-question"


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("rehearse")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


def begin(page: Page) -> str:
    """Open the sample candidate's cards, none answered yet; the first question."""
    sample_bank(page)
    page.goto("/rehearse")
    return page.locator(QUESTION).inner_text()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def answers(page: Page) -> int:
    """How many answers the program has of today."""
    done: int = page.request.get("/api/v1/cards/session").json()["done"]
    return done


def rated(page: Page, key: str, count: int) -> None:
    """Look at both sides of the card, rate it by a key, and wait for the next."""
    press(page, " ", " ", key)
    expect(page.locator(".lead")).to_contain_text(f"{count} answer")


def test_a_card_by_keys_alone(page: Page, axe: Callable[[Page], None]) -> None:
    first = begin(page)
    story, line = page.locator(".reveal-story"), page.locator(".reveal-words")
    expect(story).to_be_hidden()
    press(page, "3")  # nothing is shown yet, so there is nothing to rate
    press(page, " ")
    expect(story).to_be_visible()
    expect(line).to_be_hidden()
    press(page, "3")
    press(page, " ")
    expect(line).to_be_visible()
    axe(page)
    assert answers(page) == 0
    press(page, "1")
    expect(page.locator(".lead")).to_contain_text("1 answer today")
    second = page.locator(QUESTION).inner_text()
    assert second != first
    expect(page.locator("[data-recall]")).to_be_focused()  # what came is read out
    axe(page)

    press(page, "u")
    expect(page.locator(QUESTION)).to_have_text(first)
    assert answers(page) == 0
    press(page, "s")
    expect(page.get_by_role("status").filter(has_text="Put aside")).to_be_visible()
    expect(page.locator(QUESTION)).not_to_have_text(first)
    press(page, "u")
    expect(page.locator(QUESTION)).to_have_text(first)


def test_the_time_to_think_is_kept(page: Page) -> None:
    begin(page)
    page.wait_for_timeout(1200)
    press(page, " ", " ")
    field = page.locator("[data-recall-seconds]")
    expect(field).not_to_have_value("0")  # written once the browser says that the line was opened
    assert float(field.input_value()) >= 1.2


def test_a_whole_session_by_keys_and_the_take_in_it(page: Page) -> None:
    begin(page)
    took, count = False, 0
    for _ in range(60):
        heading = page.locator(QUESTION).inner_text()
        if heading.startswith("That is all"):
            break
        if "aloud" in heading:
            if took:
                break
            took = True
            press(page, "s")  # after the cards
            expect(page.locator(QUESTION)).not_to_have_text(heading)
            continue
        count += 1
        rated(page, "4", count)
    assert took
    assert answers(page) == count > 5
    with page.expect_navigation(url=re.compile(r"/stories/\w+/tell$")):
        press(page, "t")


def test_buttons_do_all_that_keys_do(phone: Page) -> None:
    first = begin(phone)
    phone.get_by_text("Which story?").click()
    phone.get_by_text("How does it open?").click()
    phone.get_by_role("button", name="Good").click()
    expect(phone.locator(".lead")).to_contain_text("1 answer today")
    phone.get_by_role("button", name="Undo").click()
    expect(phone.locator(QUESTION)).to_have_text(first)
    phone.get_by_role("button", name="Put aside").click()
    phone.get_by_role("button", name="Bring it back").click()
    expect(phone.locator(QUESTION)).to_have_text(first)


def test_nothing_jumps_when_the_answer_is_shown(page: Page) -> None:
    begin(page)
    before = page.locator(".recall").bounding_box()
    press(page, " ", " ")
    expect(page.locator(".reveal-words")).to_be_visible()
    assert page.locator(".recall").bounding_box() == before


def test_g_p_leads_to_practice_and_it_leads_on(page: Page, axe: Callable[[Page], None]) -> None:
    sample_bank(page)
    page.goto("/")
    with page.expect_navigation(url=re.compile(r"/practice$")):
        press(page, "g", "p")
    axe(page)
    rows = page.locator(".come")
    assert rows.count() > 5
    press(page, "j")
    expect(rows.first).to_be_focused()
    rows.first.locator("summary").click()
    expect(rows.first.locator(".come-whys > li")).to_have_count(4)
    with page.expect_navigation(url=re.compile(r"/rehearse$")):
        page.get_by_role("link", name="Begin", exact=True).click()


@pytest.mark.parametrize("address", ["/rehearse", "/practice"])
def test_empty_and_on_a_phone(open_page: OpenPage, axe: Callable[[Page], None], address: str) -> None:
    page = open_page(PHONE, "dark")
    empty_bank(page)
    page.goto(address)
    axe(page)
    expect(page.get_by_role("link", name="Bring in what you have")).to_be_visible()
