"""Hands on the story editor: how the tests of it begin a story, type, and look at what the server has."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

WEAK = (
    "Our ranking service 🎉 handled a lot of traffic and it was pretty slow. We decided to do something "
    "about it. I worked on distillation and I helped the team ship it.\n\n"
    "We improved latency significantly and everyone was happy. I leveraged synergies to deliver a 22% "
    "reduction. It was a great success."
)
STATE = "#save-state"


def begin(page: Page, text: str = WEAK) -> str:
    """Start a bank and a story with this text for ninety seconds; the story's address."""
    page.goto("/welcome")
    if page.get_by_role("button", name="Begin").count():  # else an earlier test has begun the bank
        page.get_by_role("button", name="Begin").click()
    page.goto("/stories/new")
    ready(page)
    page.keyboard.press("Alt+3")
    page.keyboard.insert_text(text)
    saved(page)
    return page.url


def ready(page: Page) -> None:
    """Wait until the editor takes keys."""
    page.wait_for_selector("#editor[data-ready]")


def text_of(page: Page, version: str = "ninety") -> Locator:
    """The text of a version."""
    return page.locator(f"#pane-{version} .cm-content")


def type_at_end(page: Page, words: str, version: str = "ninety") -> None:
    """Type after the last word."""
    text_of(page, version).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def read(page: Page) -> None:
    """Wait until the text as it stands has been read."""
    page.wait_for_selector("#editor[data-reading=fresh]")


def saved(page: Page) -> None:
    """Wait until the server has the text as it stands."""
    page.keyboard.press("Control+s")
    expect(page.locator(STATE)).to_have_attribute("data-state", "saved", timeout=10_000)


def stored(page: Page, number: int | None = None) -> dict[str, Any]:
    """The story as the server has it, or one revision of it."""
    story = re.sub(r".*/stories/(\w+).*", r"\1", page.url)
    path = f"/api/v1/stories/{story}" + (f"/revisions/{number}" if number else "")
    answer = page.request.get(path)
    assert answer.ok, answer.text()
    found: dict[str, Any] = answer.json()
    return found


def kept_here(page: Page) -> list[str]:
    """The names of the texts that this browser keeps because the server has not confirmed them."""
    names: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('story:'))")
    return names
