"""Every page, empty and full, light and dark, wide and on a phone: readable, and nothing out of place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect
from tests.browser import axe as axe_core
from tests.browser.banks import addresses, empty_bank, sample_bank, stories
from tests.browser.conftest import OpenPage
from tests.browser.watching import Watch
from tests.servers.chromium import PHONE
from tests.servers.program import Program

MOST_BYTES = 400_000  # of a first load, as they come over the wire
# What is wider than its window, its places in the markup; a box that scrolls by itself may be.
TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth
  if (wide <= 0) return []
  const scrolling = ['auto', 'scroll', 'hidden']
  const scrolls = e => e && (scrolling.includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement))
  const found = [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement))
    .map(e => e.outerHTML.slice(0, 120))
  return found.length ? found : [`the page is ${wide} px too wide`]
}"""
ZOOMED = (720, 320)  # CSS pixels: what is left of 1440 at 200 %, and of 1280 at 400 % (WCAG 1.4.10)
# The cursor of the editor blinks by its own rules.
MOVING = """() => [...document.querySelectorAll('*:not(.cm-cursorLayer)')]
  .map(e => [e, getComputedStyle(e)])
  .filter(([_, s]) => parseFloat(s.transitionDuration) > 0 || parseFloat(s.animationDuration) > 0)
  .map(([e]) => e.outerHTML.slice(0, 90))"""
TOO_SMALL = """() => [...document.querySelectorAll('body *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => e.checkVisibility() && !e.closest('svg, .visually-hidden'))
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 12.9)
  .map(e => getComputedStyle(e).fontSize + ' ' + e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("every-page")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


WAYS = (("light", 1440, 900), ("dark", PHONE.width, PHONE.height))


def look(page: Page, address: str, axe_on: tuple[int, ...] = (0, 1)) -> list[str]:
    """What is wrong with a page, in both schemes, on both screens; axe on the ways of these numbers."""
    wrong = []
    for number, (scheme, width, height) in enumerate(WAYS):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found = axe_core.findings(page) if number in axe_on else []
        found += page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL)
        wrong += [f"{address} {scheme} {width}: {one}" for one in found]
    for width in ZOOMED:
        page.set_viewport_size({"width": width, "height": 600})
        wrong += [f"{address} zoomed to {width}: {one}" for one in page.evaluate(TOO_WIDE)]
    return wrong


def test_before_the_first_run(page: Page) -> None:
    page.goto("/welcome")
    wrong = look(page, "/welcome")
    page.goto("/launch?token=old")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("bank", [empty_bank, sample_bank])
def test_every_page_is_whole(page: Page, bank: Callable[[Page], None], watched: Watch) -> None:
    bank(page)
    wrong = []
    # axe takes a second a page: by turns on either way, and for the other bank the other way about.
    turn = 0 if bank is sample_bank else 1
    for place, address in enumerate(addresses(page)):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        if page.locator("#editor").count():
            page.wait_for_selector("#editor[data-ready]")
            page.wait_for_selector("#editor[data-reading=fresh]")
        wrong += look(page, address, ((place + turn) % 2,))
    assert not wrong, "\n".join(wrong)


def test_a_page_that_is_not_there(page: Page, watched: Watch) -> None:
    watched.allow("status of 404")
    page.goto("/nowhere")
    wrong = look(page, "/nowhere")
    assert not wrong, "\n".join(wrong)


def test_no_page_is_heavier_than_it_may_be(page: Page) -> None:
    sample_bank(page)
    story = stories(page)[0]
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    session = page.context.new_cdp_session(page)
    for address in ("/", "/stories", "/coverage", f"/stories/{story}"):
        session.send("Network.clearBrowserCache")
        sizes.clear()
        page.goto(address, wait_until="networkidle")
        assert 20_000 < sum(sizes) < MOST_BYTES, (address, sum(sizes))


def test_the_theme_is_chosen_and_kept(page: Page) -> None:
    sample_bank(page)
    page.goto("/settings")
    page.get_by_role("group", name="Colours on this page and all others").get_by_role(
        "button", name="Dark"
    ).click()
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.goto("/stories")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark


def test_without_motion_nothing_moves(open_page: OpenPage) -> None:
    page = open_page()
    page.emulate_media(reduced_motion="reduce")
    sample_bank(page)
    for address in ("/", "/stories", f"/stories/{stories(page)[0]}"):
        page.goto(address, wait_until="networkidle")
        moving = page.evaluate(MOVING)
        assert not moving, (address, moving[:5])
