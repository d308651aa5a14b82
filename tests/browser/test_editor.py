"""The story editor under somebody's hands: reading while one types, findings, answers, versions, phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect
from tests.browser.editing import WEAK, begin, read, ready, saved, stored, text_of, type_at_end
from tests.servers.program import Program

FEEDBACK_MS = 1000  # a test on a busy machine; benchmarks/ hold the 150 ms


@pytest.fixture(scope="module")
def own_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One program for all tests of this module: each writes a story of its own and none kills it."""
    folder = tmp_path_factory.mktemp("editor")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


def test_the_margin_and_the_findings_follow_what_is_typed(page: Page, own_server: Program) -> None:
    begin(page)
    read(page)
    assert page.locator(".cm-role-bar").count() >= 4
    assert "D" in page.locator(".cm-role-letters").all_inner_texts()[0]
    # The text has a character of two UTF-16 units before all findings: a wrong count would shift them.
    underlined = page.locator("#pane-ninety .cm-lintRange").all_inner_texts()
    assert {"leveraged", "synergies", "great success"} <= set(underlined)
    type_at_end(page, " Next time I will measure calibration first.")
    read(page)
    assert int(page.get_attribute("#editor", "data-reading-ms") or 0) < FEEDBACK_MS
    expect(page.locator(".cm-role-letters").last).to_contain_text("L")


def test_a_finding_is_answered_by_keys_alone_and_undone(page: Page, own_server: Program) -> None:
    begin(page)
    read(page)
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    opened = page.locator(".finding-open")
    expect(opened).to_be_visible()
    first = opened.inner_text()
    page.keyboard.press("F8")
    expect(opened).not_to_have_text(first)
    page.keyboard.press("Shift+F8")
    page.keyboard.press("Alt+Enter")
    expect(opened.locator("textarea")).to_be_focused()
    page.keyboard.type("without it the launch would have slipped")
    page.keyboard.press("Control+Enter")
    expect(text_of(page)).to_contain_text("Without it the launch would have slipped.")
    expect(text_of(page)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(text_of(page)).not_to_contain_text("slipped")


def test_an_answer_in_the_panel_goes_where_it_belongs(page: Page, own_server: Program) -> None:
    begin(page)
    read(page)
    form = page.locator("#panel form[data-answer]").first
    place = int(form.get_attribute("data-at") or 0)
    # Typed after the reading the form came with: the place has to move along.
    text_of(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Well. ")
    form.locator("textarea").fill("The launch was at stake.")
    form.locator("textarea").press("Control+Enter")
    expect(text_of(page)).to_contain_text("The launch was at stake.")
    saved(page)
    assert stored(page)["ninety"] == f"Well. {WEAK[:place]} The launch was at stake.{WEAK[place:]}"


def test_a_half_written_answer_survives_a_reading(page: Page, own_server: Program) -> None:
    begin(page)
    read(page)
    page.locator("#panel form[data-answer] textarea").nth(1).fill("half an ans")
    type_at_end(page, " And so on.")
    read(page)
    values = [box.input_value() for box in page.locator("#panel form[data-answer] textarea").all()]
    assert "half an ans" in values


def test_evidence_in_the_panel_selects_its_words(page: Page, own_server: Program) -> None:
    begin(page)
    read(page)
    page.locator("#panel .question [data-start]").filter(has_text="This tells an assignment").click()
    assert page.evaluate("getSelection().toString()") == "I worked on"


def test_every_version_has_its_own_text_and_its_own_undo(page: Page, own_server: Program) -> None:
    begin(page)
    page.keyboard.press("Alt+1")
    page.keyboard.type("Cut inference cost by 22%.")
    page.keyboard.press("Alt+4")
    page.keyboard.type("All of it.")
    page.fill("#story-title", "Cost")
    page.keyboard.press("Enter")  # from the title into the text
    page.keyboard.press("Control+z")
    expect(text_of(page, "full")).not_to_contain_text("All of it.")
    saved(page)
    found = stored(page)
    assert (found["title"], found["headline"], found["full"]) == ("Cost", "Cut inference cost by 22%.", "")
    assert found["ninety"] == WEAK


def test_versions_side_by_side(page: Page, own_server: Program, axe: Callable[[Page], None]) -> None:
    begin(page)
    page.get_by_role("button", name="Side by side").click()
    for version in ("headline", "thirty", "ninety", "full"):
        expect(text_of(page, version)).to_be_visible()
    type_at_end(page, "Half a minute of it.", "thirty")
    expect(page.locator("#tab-thirty")).to_have_attribute("aria-selected", "true")
    saved(page)
    assert stored(page)["thirty"] == "Half a minute of it."
    axe(page)
    page.reload()
    ready(page)
    expect(text_of(page, "full")).to_be_visible()


def test_the_editor_is_no_trap_for_the_keyboard(page: Page, own_server: Program) -> None:
    begin(page)
    text_of(page).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(text_of(page)).not_to_be_focused()


def test_the_keys_are_listed(page: Page, own_server: Program) -> None:
    begin(page)
    page.get_by_role("tab", name="Full").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Next, previous finding")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    text_of(page).click()
    page.keyboard.type("?")
    expect(dialog).to_be_hidden()


def test_nothing_serious_for_axe(
    page: Page, dark_phone: Page, own_server: Program, axe: Callable[[Page], None]
) -> None:
    address = begin(page)
    read(page)
    axe(page)
    page.keyboard.press("F8")
    axe(page)
    dark_phone.goto(address)
    ready(dark_phone)
    axe(dark_phone)


def test_on_a_phone(phone: Page, own_server: Program) -> None:
    begin(phone)
    read(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.locator("#pane-ninety .cm-lintRange", has_text="leveraged").tap()
    box = phone.locator(".finding-open")
    expect(box.locator("textarea")).to_be_focused()
    edges = box.bounding_box()
    assert edges is not None
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= 390
    box.locator("textarea").fill("I cut the depth of the student by half")
    box.get_by_role("button", name="Put it in").tap()
    expect(text_of(phone)).to_contain_text("I cut the depth of the student by half.")
