"""The bank as a person uses it: list, keys, order, undo, merging, history, loops, checklists, the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.banks import sample_bank, stories, titles
from tests.browser.editing import read, ready, text_of
from tests.servers.chromium import PHONE
from tests.servers.program import Program


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("bank")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


@pytest.fixture
def bank(page: Page) -> list[str]:
    """The sample candidate's bank is open; the titles in its order."""
    sample_bank(page)
    return titles(page)


def rows(page: Page) -> list[str]:
    return page.locator("[data-open]").all_inner_texts()


def toast(page: Page, words: str) -> None:
    expect(page.locator("#toasts [data-toast]")).to_contain_text(words)


def test_cards_table_and_filters(page: Page, bank: list[str]) -> None:
    page.goto("/stories")
    assert rows(page) == bank
    page.get_by_role("link", name="Cards").click()
    expect(page.locator(".story-card")).to_have_count(len(bank))
    page.get_by_label("State").select_option("landed")  # sends the form by itself
    page.wait_for_url("**state=landed**")
    assert 0 < len(rows(page)) < len(bank)
    expect(page.locator(".story-card").first).to_be_visible()
    with page.expect_navigation():  # keys pressed while the page changes go nowhere
        page.get_by_role("link", name="All", exact=True).click()
    page.keyboard.press("/")
    page.keyboard.type("fraud")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=fraud**")
    assert len(rows(page)) == 1


def test_keys_lead_through_the_list(page: Page, bank: list[str]) -> None:
    page.goto("/stories")
    for key in "jjjk":
        page.keyboard.press(key)
    expect(page.locator("tbody tr").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/stories/{stories(page)[1]}")
    ready(page)
    page.get_by_role("link", name="Stories", exact=True).first.focus()
    for key in ("g", "c"):
        page.keyboard.press(key)
    page.wait_for_url("**/coverage")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_the_order_is_changed_by_keys_and_by_dragging(page: Page, bank: list[str]) -> None:
    page.goto("/stories", wait_until="networkidle")
    page.locator("tbody tr").nth(2).focus()
    with page.expect_response("**/stories/order"):
        page.keyboard.press("Alt+ArrowUp")
    assert titles(page)[:3] == [bank[0], bank[2], bank[1]]
    expect(page.locator("tbody tr").nth(1)).to_be_focused()
    with page.expect_response("**/stories/order"):
        page.locator("tbody tr").nth(3).locator("td").nth(4).drag_to(
            page.locator("tbody tr").nth(0).locator("td").nth(4)
        )
    assert titles(page)[0] == bank[3]
    page.reload()
    assert rows(page) == titles(page)


def test_a_change_of_order_can_be_undone_where_it_was_made(page: Page, bank: list[str]) -> None:
    page.goto("/stories", wait_until="networkidle")
    page.locator("tbody tr").nth(2).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#toasts").get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("u")
    toast(page, "Undone")
    assert titles(page) == bank


def test_archive_and_undo_by_toast_and_by_key(page: Page, bank: list[str]) -> None:
    for way in ("toast", "key"):
        page.goto("/stories")
        page.get_by_label(f"Choose {bank[0]}").check()
        page.get_by_role("button", name="Archive", exact=True).click()
        toast(page, "Archived")
        assert titles(page) == bank[1:]
        if way == "toast":
            page.locator("#toasts").get_by_role("button", name="Undo").click()
        else:
            page.wait_for_load_state()  # the toast is there before the keys are
            page.keyboard.press("u")
        toast(page, "Undone: Archived")
        assert sorted(titles(page)) == sorted(bank)


def test_deleting_for_good_is_asked_about_first(page: Page, bank: list[str]) -> None:
    page.goto("/stories?archived=1")
    before = page.locator("tbody tr").count()
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="Delete for good").click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert page.locator("tbody tr").count() == before
    page.get_by_role("button", name="Delete for good").click()
    dialog.get_by_role("button", name="Delete for good").click()
    toast(page, "Deleted 1 for good")


def test_two_are_merged_and_taken_apart_again(page: Page, bank: list[str]) -> None:
    page.goto("/stories")
    for title in bank[:2]:
        page.get_by_label(f"Choose {title}").check()
    page.get_by_role("button", name="Merge two").click()
    expect(page.get_by_role("heading", name="Merge two stories")).to_be_visible()
    page.get_by_label("Title").fill("Both of them")
    page.get_by_role("button", name="Merge", exact=True).click()
    toast(page, "Merged")
    assert "Both of them" in titles(page)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    toast(page, "Undone")
    assert sorted(titles(page)) == sorted(bank)


def test_the_headline_path_rebuilds_a_story(page: Page, bank: list[str]) -> None:
    story = f"/stories/{stories(page)[-1]}"
    page.goto(story)
    page.get_by_role("link", name="From the headline").click()
    page.get_by_label("What changed because of you").fill("Cut the wait for a GPU from nine days to one.")
    page.get_by_role("button", name="Go on from it").click()
    boxes = page.locator("ol.path textarea")
    expect(boxes).to_have_count(5)
    for number, box in enumerate(boxes.all()):
        box.fill(f"Answer number {number}")
    page.get_by_role("button", name="Show the story").click()
    expect(page.locator("#f-text")).to_have_value(re.compile("Answer number 4"))
    page.get_by_role("button", name="Keep it as the 90-second version").click()
    ready(page)
    expect(text_of(page)).to_contain_text("Answer number 0")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(text_of(page)).not_to_contain_text("Answer number 0")


def test_history_is_compared_and_restored(page: Page, bank: list[str]) -> None:
    page.goto(f"/stories/{stories(page)[0]}")
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Compare the two chosen").click()
    expect(page.locator("ins, del").first).to_be_visible()
    page.get_by_role("button", name="Restore revision").first.click()
    ready(page)
    toast(page, "Restored revision")


def unfold(place: Locator) -> None:
    """Show what can be changed at a question."""
    if not place.get_by_role("button", name="Settle").is_visible():
        place.locator("summary").first.click()


def test_a_loop_is_settled(page: Page, bank: list[str]) -> None:
    page.goto("/loops")
    page.get_by_label("Company or name").fill("Acme")
    page.get_by_role("button", name="Plan it").click()
    place = page.locator(".place").first
    unfold(place)
    place.get_by_label("Story for this question").select_option(label=bank[3][:60])
    place.get_by_role("button", name="Settle").click()
    expect(page.locator(".place").first).to_contain_text("settled by you")
    expect(page.locator(".place-story").first).to_contain_text(bank[3])
    told = page.locator(".place-story > a").all_inner_texts()
    assert len(told) == len(set(told)), "a story is told twice"
    prompt = page.locator(".place-prompt").first.inner_text()
    unfold(place)
    place.get_by_role("button", name="They will not ask this").click()
    expect(page.locator("body")).not_to_contain_text(prompt)


def test_a_question_of_ones_own_finds_its_story(page: Page, bank: list[str]) -> None:
    page.goto("/coverage")
    page.keyboard.press("/")
    page.keyboard.type("Tell me about a time you rolled back something you had shipped")
    page.keyboard.press("Enter")
    expect(page.locator(".answers a").first).to_contain_text("Rolling back")
    page.get_by_role("link", name="Only what nothing answers").click()
    assert page.locator(".prompt").count() > 0


def test_a_line_is_said_and_taken_back(page: Page, bank: list[str]) -> None:
    page.goto("/checklists")
    line = page.locator(".check-line.judge").first
    name = line.get_attribute("id")
    line.get_by_text("Say it yourself").click()
    line.get_by_placeholder("Why, in a few words").fill("I asked two recruiters.")
    line.get_by_role("button", name="It holds").click()
    said = page.locator(f"[id='{name}']")
    expect(said).to_contain_text("I asked two recruiters.")
    said.get_by_text("Change what you said").click()
    said.get_by_role("button", name="Leave it open").click()
    expect(page.locator(f"[id='{name}']")).not_to_contain_text("I asked two recruiters.")


def test_a_story_is_told_against_the_clock(page: Page, bank: list[str]) -> None:
    page.goto(f"/stories/{stories(page)[0]}/tell")
    takes = page.locator("tbody tr").count()
    page.get_by_text("Only the clock").click()
    expect(page.locator("[data-clock-start]")).to_be_focused()
    page.keyboard.press("Space")
    page.wait_for_timeout(1200)
    page.keyboard.press("Space")
    expect(page.locator("[data-clock-said]")).to_contain_text("1\u202fs")
    page.locator("[data-clock-form]").get_by_role("button", name="Keep this take").click()
    toast(page, "Kept")
    expect(page.locator("tbody tr").first).to_contain_text("just now")
    assert page.locator("tbody tr").count() in (takes + 1, 12)


def test_the_time_bar_and_the_panel_follow_what_is_typed(page: Page, bank: list[str]) -> None:
    page.goto(f"/stories/{stories(page)[0]}")
    ready(page)
    read(page)
    before = page.locator("#panel-time .figure").inner_text()
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(
        " We also measured it again in the summer with all the people of the other three teams."
    )
    expect(page.locator("#panel-time .figure")).not_to_have_text(before, timeout=3000)


def test_the_bank_on_a_phone(phone: Page) -> None:
    sample_bank(phone)
    for address in ("/", "/stories", f"/stories/{stories(phone)[0]}", "/coverage"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") == PHONE.width, address
    phone.goto("/stories")
    row = phone.locator("tbody tr").first
    assert all(
        (box := cell.bounding_box()) is None or box["x"] + box["width"] <= PHONE.width
        for cell in row.locator("td").all()
    )
    row.locator("a").first.tap()
    ready(phone)
