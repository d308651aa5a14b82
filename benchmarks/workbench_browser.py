"""In Chromium: how soon after the last key the editor's marks are drawn, and what a first load weighs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.servers.chromium import DESKTOP, launch, open_context

from benchmarks.workbench_bank import Addresses
from benchmarks.workbench_start import Running

EDITS = 20
_WORDS = ("latency", "budget", "model", "team", "launch")
_KEY_GAP = 60  # milliseconds between two keys: 200 characters a minute, a fair typist
_TIMEOUT = 20_000  # milliseconds
# The time of the last key is the event's own, which is when the browser heard of it. The marks are drawn when
# the frame after the one that changed them begins: then the first of the two has been painted. An answer
# counts only if it is about the text with the last key in it, not about one before.
_WATCH = """() => {
  const editor = document.querySelector('#editor')
  const state = window.feedback = { key: 0, drawn: 0, typed: '', read: '' }
  const ask = window.fetch
  window.fetch = async (address, options) => {
    const answer = await ask(address, options)
    if (String(address).endsWith('/reading')) state.read = JSON.parse(options.body).text
    return answer
  }
  addEventListener('keydown', event => { state.key = event.timeStamp; state.drawn = 0 }, true)
  new MutationObserver(() => {
    if (editor.dataset.reading !== 'fresh' || !state.read.endsWith(state.typed)) return
    requestAnimationFrame(() => requestAnimationFrame(() => { state.drawn = performance.now() }))
  }).observe(editor, { attributes: true, attributeFilter: ['data-reading'] })
}"""
_DRAWN = "() => window.feedback.drawn > window.feedback.key && window.feedback.key > 0"
_SPENT = "() => window.feedback.drawn - window.feedback.key"


class Weight(NamedTuple):
    """The first load of a page: kilobytes of all answers as they came over the wire, and how many."""

    page: str
    kilobytes: float
    answers: int


@contextmanager
def browsing(program: Running) -> Iterator[tuple[Browser, str]]:
    """A browser and the address of the program."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser, f"http://127.0.0.1:{program.port}"
        browser.close()


def _context(browser: Browser, url: str, program: Running) -> BrowserContext:
    context = open_context(browser, DESKTOP, "light", url)
    name, _, value = program.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": url}])
    return context


def feedback(folder: Path, found: Addresses) -> list[float]:
    """Milliseconds from the last key to the marks on the screen, for each of twenty edits of one story."""
    with Running(folder) as program:
        program.enter()
        with browsing(program) as (browser, url):
            page = _context(browser, url, program).new_page()
            page.goto(found.pages["one story"])
            page.wait_for_selector("#editor[data-reading=fresh]", timeout=_TIMEOUT)
            page.evaluate(_WATCH)
            page.locator(f"#pane-{found.story.content.told_version} .cm-content").click()
            page.keyboard.press("Control+End")
            return [_edit(page, number) for number in range(EDITS)]


def _edit(page: Page, number: int) -> float:
    words = f" {_WORDS[number % len(_WORDS)]}{number}"
    page.evaluate("words => { window.feedback.typed = words }", words)
    page.keyboard.type(words, delay=_KEY_GAP)
    page.wait_for_function(_DRAWN, timeout=_TIMEOUT)
    spent: float = page.evaluate(_SPENT)
    return spent


def weights(folder: Path, found: Addresses) -> list[Weight]:
    """What the first load of every page weighs in a browser that has nothing yet, heaviest first."""
    with Running(folder) as program:
        program.enter()
        with browsing(program) as (browser, url):
            some = [_weight(browser, url, program, name, found.pages[name]) for name in found.pages]
    return sorted(some, key=lambda weight: -weight.kilobytes)


def _weight(browser: Browser, url: str, program: Running, name: str, address: str) -> Weight:
    context = _context(browser, url, program)
    page = context.new_page()
    network = context.new_cdp_session(page)
    sizes: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    context.close()
    return Weight(name, sum(sizes) / 1000, len(sizes))
