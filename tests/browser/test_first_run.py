"""The first ten minutes in the browser, and by keys alone; the sample candidate comes and goes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.banks import titles
from tests.browser.editing import ready, saved
from tests.browser.watching import Watch
from tests.servers.program import Program

BRAG = """# 2026 brag document

## Ranking cost
In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. I decided to
distil the model instead of quantising it, which gave up two weeks. Inference cost fell by 22 % at the same
accuracy, and the launch kept its date.

## Fraud labels
In June I found that our fraud labels were made by the model itself. I stopped the retraining for a week and
had 400 orders labelled by hand. We won back 1.8 million dollars of good orders a year.
"""


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the element of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const e = document.activeElement; return e.getAttribute('aria-label') || "
            "(e.labels && e.labels[0] && e.labels[0].textContent) || e.textContent })()"
        )
        if name in " ".join(found.split()):
            return
    raise AssertionError(f"{name!r} is not reached by Tab")


def test_three_stories_and_one_next_step_by_keys_alone(page: Page, own_server: Program) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="What do you aim at?")).to_be_visible()
    tab_to(page, "Companies")
    page.keyboard.type("Acme")
    tab_to(page, "Begin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What do you have already?")).to_be_visible()
    tab_to(page, "Text")
    page.keyboard.insert_text(BRAG)
    tab_to(page, "Find stories")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 story candidates")).to_be_visible()
    tab_to(page, "Keep all 2")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("[data-toast]")).to_contain_text("Kept 2 stories")

    page.keyboard.press("n")  # and a third one, written
    ready(page)
    page.locator("#story-title").focus()
    page.keyboard.type("On-call")
    page.keyboard.press("Enter")
    page.keyboard.type(
        "In October I rewrote the alerts with two engineers. Pages fell from 120 to 9 a month."
    )
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.locator("body").press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert page.locator(".card.step").count() == 1
    assert titles(page)[-1] == "On-call"
    tab_to(page, "Your answer")
    page.keyboard.type("the launch would have been cut without it")
    tab_to(page, "Put it in")
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("Answered a question in")
    page.keyboard.press("u")
    expect(page.locator("[data-toast]")).to_contain_text("Undone:")


def test_a_file_is_dropped_and_one_that_is_no_text_is_refused_at_once(
    page: Page, own_server: Program, tmp_path: Path
) -> None:
    page.goto("/welcome")
    page.get_by_role("button", name="Begin").click()
    (tmp_path / "brag.md").write_text(BRAG, encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff")
    page.get_by_label("Or files").set_input_files([tmp_path / "brag.md", tmp_path / "photo.png"])
    expect(page.get_by_role("alert")).to_contain_text("photo.png is not a text file")
    expect(page.locator(".drop-list li")).to_have_count(1)
    page.get_by_role("button", name="Find stories").click()
    expect(page.get_by_role("heading", name="2 story candidates")).to_be_visible()
    page.get_by_role("button", name="Keep", exact=True).first.click()
    page.get_by_role("button", name="Discard", exact=True).first.click()
    expect(page.locator("body")).to_contain_text("1 discarded")
    assert len(titles(page)) == 1


def test_the_sample_is_loaded_by_one_click_and_removed_by_one(page: Page, own_server: Program) -> None:
    page.goto("/")
    page.get_by_role("button", name="Load the sample candidate").click()
    expect(page.locator(".sample-bar")).to_contain_text("invented candidate")
    expect(page.locator(".card.step")).to_have_count(1)
    assert len(titles(page)) > 6
    page.get_by_role("button", name="Remove the sample").click()
    expect(page.get_by_role("heading", name="What do you aim at?")).to_be_visible()


def test_what_was_typed_outlives_a_program_that_died(page: Page, own_server: Program, watched: Watch) -> None:
    watched.allow("ERR_CONNECTION")
    page.goto("/welcome")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Text", exact=True).fill(BRAG)
    page.wait_for_timeout(500)
    own_server.kill()
    page.get_by_role("button", name="Find stories").click()
    page.wait_for_url("chrome-error://**")
    own_server.start()
    page.goto("/bring-in")
    expect(page.get_by_role("status").filter(has_text="What you had typed here is back")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value(BRAG)
    page.get_by_role("button", name="Find stories").click()
    expect(page.get_by_role("heading", name="2 story candidates")).to_be_visible()
    page.goto("/bring-in")
    expect(page.get_by_label("Text", exact=True)).to_have_value("")
