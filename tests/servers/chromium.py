"""Debian's Chromium, driven by Playwright, cut off from every other machine."""

from __future__ import annotations

from typing import Literal, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Playwright
from tests.servers.installed import chromium

ARGUMENTS = (
    # Its sandbox works neither for root nor in most containers, and only our own pages are opened.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",  # in a container it is 64 MB, too small for a page
    # No other host has an address: whatever a page asks for, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--lang=en-GB",
    # Text looks the same on every machine.
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)


class Screen(NamedTuple):
    """A screen's size in CSS pixels, and whether fingers touch it."""

    width: int
    height: int
    touch: bool = False


DESKTOP = Screen(1440, 900)
PHONE = Screen(390, 844, touch=True)
Scheme = Literal["light", "dark"]


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window. Raises MissingProgramError when it is not installed."""
    return playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])


def open_context(browser: Browser, screen: Screen, scheme: Scheme, url: str | None = None) -> BrowserContext:
    """A browser profile with nothing stored, on this screen; `url` is what paths are relative to."""
    return browser.new_context(
        base_url=url,
        viewport={"width": screen.width, "height": screen.height},
        has_touch=screen.touch,
        is_mobile=screen.touch,
        color_scheme=scheme,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
