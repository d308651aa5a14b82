"""Pictures of every page with the sample candidate's bank, from the real program in a real browser.

`make screenshots` renews the chosen ones in docs/screenshots; `python -m docs.screenshots --all FOLDER`
writes every page, whole, on both screens and in both schemes to a folder outside the repository.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError
from tests.servers.chromium import DESKTOP, PHONE, Scheme, launch, open_context
from tests.servers.program import Program

CHOSEN_FOLDER = Path(__file__).with_name("screenshots")
SCREENS = {"wide": DESKTOP, "phone": PHONE}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Where an empty bank offers the sample candidate.
OFFER_PAGE, OFFER = "/stories", "form[action='/sample/load'] button"
LOADED = ".sample-bar"  # says on every page that this bank is an invented one
LINK_MS = 5000  # for a link that should be there at once
STORY = "main a[href^='/stories/']:not([href*='new'])"


class Shot(NamedTuple):
    """A page to show: its name, where it begins, the links to follow from there, and the variants to keep."""

    name: str
    path: str
    follow: tuple[str, ...] = ()  # CSS selectors, the first match of each is opened
    keep: tuple[str, ...] = ()  # "wide-light", "phone-dark", …
    status: int = 200


BEFORE_SAMPLE = (Shot("first-run", "/", keep=("phone-light",)),)
SHOTS = (
    Shot("today", "/", keep=("wide-light", "phone-light")),
    Shot("stories", "/stories", keep=("wide-light",)),
    Shot(
        "story",
        "/stories?signal=tradeoff",  # one that still has a question to answer
        follow=(STORY,),
        keep=("wide-light", "wide-dark", "phone-dark"),
    ),
    Shot("history", "/stories", follow=(STORY, "a[href$='/history']")),
    Shot("headline-path", "/stories", follow=(STORY, "a[href$='/headline']")),
    Shot("tell", "/stories", follow=(STORY, "a[href$='/tell']")),
    Shot("take", "/practice", follow=("main a[href^='/takes/']",)),
    Shot("recordings", "/recordings"),
    Shot("ten-seconds", "/stories", follow=(STORY, "a[href$='/scan']")),
    Shot("checklist", "/stories", follow=(STORY, "a[href$='/checklist']")),
    Shot("new-story", "/stories/new"),
    Shot("coverage", "/coverage", keep=("wide-light",)),
    Shot("loops", "/loops"),
    Shot("loop", "/loops", follow=("main a[href^='/loops/']",)),
    Shot("practice", "/practice"),
    Shot("rehearse", "/rehearse"),
    Shot("all-hearings", "/hearings"),
    Shot("hearings", "/hearings", follow=("main a[href$='/hearings'][data-open]",)),
    Shot("checklists", "/checklists"),
    Shot("bring-in", "/bring-in"),
    Shot("rules", "/rules"),
    Shot("bank-ten-seconds", "/scan"),
    Shot("target", "/target"),
    Shot("settings", "/settings"),
    Shot("nothing-here", "/nowhere", status=404),
)
NAMES = [shot.name for shot in (*BEFORE_SAMPLE, *SHOTS)]


class ShotError(Exception):
    """A page could not be shown."""

    def __init__(self, shot: Shot, reason: str) -> None:
        super().__init__(f"{shot.name} ({' → '.join((shot.path, *shot.follow))}): {reason}")


def open_shot(page: Page, shot: Shot) -> None:
    """Go to the page of a shot and wait until it looks as it stays. Raises ShotError."""
    try:
        answer = page.goto(shot.path)
        for selector in shot.follow:
            target = page.locator(selector).first.get_attribute("href", timeout=LINK_MS)
            answer = page.goto(target or "/")
        if answer is not None and answer.status != shot.status:
            raise ShotError(shot, f"the status is {answer.status}, not {shot.status}")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => null)")
    except BrowserError as error:
        raise ShotError(shot, first_line(error)) from None


def variants(browser: Browser, program: Program) -> Iterator[tuple[str, Page]]:
    """A signed-in page for each screen and scheme, with the variant's name."""
    name, value = program.cookie()
    for screen, scheme in product(SCREENS, SCHEMES):
        context = open_context(browser, SCREENS[screen], scheme, program.url)
        context.add_cookies([{"name": name, "value": value, "url": program.url}])
        yield f"{screen}-{scheme}", context.new_page()
        context.close()


def load_sample(browser: Browser, program: Program) -> None:
    """Fill the bank with the sample candidate, as a person does it. Raises ShotError when that fails."""
    page = next(page for _, page in variants(browser, program))
    try:
        page.goto(OFFER_PAGE)
        page.locator(OFFER).first.click(timeout=LINK_MS)
        page.locator(LOADED).wait_for()
    except BrowserError as error:
        raise ShotError(
            Shot("the sample candidate", OFFER_PAGE, (OFFER, LOADED)), first_line(error)
        ) from None
    page.context.close()


def first_line(error: BrowserError) -> str:
    """What went wrong, without the log of how it was tried."""
    return str(error.message).splitlines()[0]


def take(
    browser: Browser, program: Program, folder: Path, shots: Sequence[Shot], *, every: bool
) -> list[str]:
    """Write the pictures to a folder; answers a sentence for each page that could not be shown."""
    problems: dict[str, None] = {}
    folder.mkdir(parents=True, exist_ok=True)
    for variant, page in variants(browser, program):
        for shot in shots:
            if not every and variant not in shot.keep:
                continue
            try:
                open_shot(page, shot)
            except ShotError as error:
                problems[str(error)] = None
                continue
            path = folder / f"{shot.name}-{variant}.png"
            page.screenshot(path=path, full_page=every, animations="disabled", caret="hide")
            sys.stdout.write(f"{path}\n")
    return list(problems)


def main() -> int:
    """Take the pictures; 1 when a page could not be shown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page and variant, into this folder")
    parser.add_argument("--only", nargs="+", choices=NAMES, help="these pages only")
    given = parser.parse_args()
    before, after = (
        [s for s in shots if s.name in (given.only or NAMES)] for shots in (BEFORE_SAMPLE, SHOTS)
    )
    folder, every = given.all or CHOSEN_FOLDER, given.all is not None
    with (
        tempfile.TemporaryDirectory() as place,
        Program(Path(place, "data"), log=Path(place, "log")) as program,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        problems = take(browser, program, folder, before, every=every)
        try:
            load_sample(browser, program)
            problems += take(browser, program, folder, after, every=every)
        except ShotError as error:
            problems.append(str(error))
        browser.close()
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
