"""A mock interview by keyboard, with typed answers; its pages on every screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect
from tests.browser.banks import empty_bank, sample_bank, stories
from tests.browser.test_every_page import look
from tests.servers.program import Program

# A voice of this machine, which a browser for tests does not have: it notes what it is told to say.
VOICE = """
  window.said = []
  const own = {name: 'Own', lang: 'en-GB', localService: true, default: true}
  const away = {name: 'Away', lang: 'en-US', localService: false, default: false}
  const synthesis = {
    getVoices: () => window.onlyAway ? [away] : [away, own],
    speak: words => window.said.push(`${words.voice.name}: ${words.text}`),
    cancel: () => {}, addEventListener: () => {}, removeEventListener: () => {},
  }
  Object.defineProperty(window, 'speechSynthesis', {value: synthesis})
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text }
  }
"""


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("mocks")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def begin(page: Page, questions: str = "2") -> None:
    page.goto("/mocks")
    page.get_by_label("Questions").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(questions)
    with page.expect_navigation(url="**/mocks/*"):
        page.keyboard.press("Enter")
    page.wait_for_load_state()


def type_answer(page: Page, words: str) -> None:
    press(page, "t")
    expect(page.locator("#f-typed")).to_be_focused()
    page.keyboard.insert_text(words)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.wait_for_load_state()


def test_a_mock_by_keyboard_from_the_first_question_to_the_report(page: Page) -> None:
    sample_bank(page)
    told = page.request.get(f"/api/v1/stories/{stories(page)[0]}").json()
    begin(page)
    expect(page.get_by_text("Question 1 of 2")).to_be_visible()
    first = page.locator("h1").inner_text()
    type_answer(page, told["ninety"])
    assert page.locator("h1").inner_text() != first
    expect(page.locator("#question-1 select")).to_have_value(told["id"])
    while page.get_by_text("Follow-up to question 1").is_visible():
        with page.expect_navigation():
            press(page, "x")
        page.wait_for_load_state()
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    with page.expect_navigation(url="**/report"):
        press(page, "x")
    expect(page.get_by_role("heading", name="Answer by answer")).to_be_visible()
    expect(page.locator(".mock-answer").first).to_contain_text("signals strong")
    expect(page.locator(".mock-answer").first.locator("select")).to_have_value(told["id"])


def test_a_mock_is_taken_up_where_it_was_with_what_was_typed(page: Page) -> None:
    empty_bank(page)
    begin(page)
    address, asked = page.url, page.locator("h1").inner_text()
    press(page, "t")
    page.keyboard.type("In March our ranking service")
    page.wait_for_timeout(500)  # what is typed is kept a moment later
    page.goto("/mocks")
    page.locator("[data-list] a").first.click()
    page.wait_for_url(address)
    expect(page.locator("h1")).to_have_text(asked)
    press(page, "t")
    expect(page.locator("#f-typed")).to_have_value("In March our ranking service")


def test_the_question_is_read_by_a_voice_of_this_machine(page: Page) -> None:
    empty_bank(page)
    page.add_init_script(VOICE)
    begin(page)
    asked = page.locator("h1").inner_text()
    press(page, "a")
    assert page.evaluate("window.said") == [f"Own: {asked}"]
    page.get_by_label("Read every question aloud").check()
    with page.expect_navigation():
        press(page, "x")
    page.wait_for_load_state()
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    assert page.evaluate("window.said") == [f"Own: {page.locator('h1').inner_text()}"]


def test_a_voice_elsewhere_is_not_used(page: Page) -> None:
    empty_bank(page)
    page.add_init_script(f"window.onlyAway = true; {VOICE}")
    begin(page)
    press(page, "a")
    expect(page.get_by_role("button", name="Read it aloud")).to_be_hidden()
    assert page.evaluate("window.said") == []


def test_every_page_of_a_mock_is_whole(page: Page) -> None:
    empty_bank(page)
    page.goto("/mocks")
    wrong = look(page, "/mocks, empty")
    sample_bank(page)
    begin(page)
    wrong += look(page, "question")
    type_answer(page, page.request.get(f"/api/v1/stories/{stories(page)[0]}").json()["ninety"])
    wrong += look(page, "follow-up")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="End it").click()
    with page.expect_navigation(url="**/report"):
        page.get_by_role("alertdialog").get_by_role("button", name="End it").click()
    wrong += look(page, "report")
    page.goto("/mocks")
    wrong += look(page, "/mocks")
    assert not wrong, "\n".join(wrong)
