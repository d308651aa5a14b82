"""Hearings in a real browser: the ten seconds, the file from a folder, and what comes back of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import axe as axe_core
from tests.browser.banks import empty_bank, sample_bank, send, stories
from tests.browser.conftest import OpenPage
from tests.browser.watching import Watch
from tests.servers.chromium import DESKTOP, PHONE, Screen, open_context
from tests.servers.program import Program
from tests.speech.sounds import encode, tone
from tests.web.conftest import TOLD, open_site

from highsignal.domain.practice import HearingKind, Recording, Stage
from highsignal.interfaces.web.hearing_documents import hearing_file
from highsignal.services.errors import NotFoundError
from highsignal.services.hearing_material import take_of
from highsignal.services.hearings import ask, playable_takes, take_in
from highsignal.services.recordings import remove_sound
from highsignal.services.tellings import keep_take
from highsignal.services.workspace import RECORDINGS
from highsignal.storage.recordings import add_recording

SAID = "They cut the cost of inference by about a fifth."
EXACT = 100  # milliseconds that ten seconds may be off
LONGEST = 14_000  # milliseconds until the questions are there
# Watches from outside of our script, frame by frame, for how long words stand in the place of the text.
WATCH_TEXT = """() => {
  const place = document.querySelector("[data-step='shown'] [data-text]")
  window.seen = { first: 0, last: 0, frames: 0 }
  const look = now => {
    if (place.checkVisibility() && place.textContent.trim()) {
      window.seen.first ||= now
      window.seen.last = now
      window.seen.frames++
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("hearings")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


@pytest.fixture
def story(page: Page) -> str:
    """A story of the sample candidate that has a headline and ninety seconds."""
    sample_bank(page)
    for story in stories(page):
        content = page.request.get(f"/api/v1/stories/{story}").json()
        if content["headline"] and content["ninety"]:
            return story
    raise AssertionError


def hand_over(page: Page, story: str, kind: str) -> None:
    page.goto(f"/stories/{story}/hearings")
    page.get_by_role("heading", name=kind).locator("xpath=..").get_by_role(
        "button", name="Hand the laptop over"
    ).click()
    expect(page.get_by_role("heading", name="What do you hear?")).to_be_visible()


def test_the_text_of_a_scan_is_there_for_ten_seconds(page: Page, story: str, watched: Watch) -> None:
    hand_over(page, story, "Ten-second scan")
    assert not axe_core.findings(page)
    headline = page.request.get(f"/api/v1/stories/{story}").json()["headline"]
    assert headline not in page.content()
    page.evaluate(WATCH_TEXT)
    page.get_by_role("button", name="Show the text for ten seconds").click()
    question = page.get_by_label("In one sentence, from memory")
    expect(question).to_be_visible(timeout=LONGEST)
    measured = float(page.locator("[data-hearing]").get_attribute("data-exposure") or 0)
    seen = page.evaluate("window.seen")
    outside = seen["last"] - seen["first"]
    print(
        f"exposure {measured} ms by the script, {outside:.1f} ms between its frames, {seen['frames']} frames"
    )
    assert abs(measured - 10_000) <= EXACT
    assert abs(outside - 10_000) <= EXACT
    assert page.locator("[data-step='shown'] [data-text]").inner_text() == ""
    assert not axe_core.findings(page)
    question.fill(SAID)
    page.get_by_label("Your name or initials").fill("Bo")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.get_by_role("link", name="It is mine").click()
    expect(page.locator(".hear-said").first).to_contain_text(SAID)
    expect(page.get_by_text("shown for 10.0")).to_be_visible()


def test_a_page_out_of_sight_or_loaded_again_voids_the_scan(page: Page, story: str, watched: Watch) -> None:
    hand_over(page, story, "Ten-second scan")
    page.get_by_role("button", name="Show the text for ten seconds").click()
    expect(page.locator("[data-text] p").first).to_be_visible()
    page.wait_for_timeout(1_000)
    page.evaluate("""() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }""")
    expect(page.get_by_role("heading", name="This scan does not count")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("out of sight after 1.")
    expect(page.locator("[data-text] p")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="This scan does not count")).to_be_visible()
    assert page.get_by_label("In one sentence, from memory").is_hidden()


def the_file(page: Page, story: str, kind: str, folder: Path) -> Path:
    """The file as the person downloads it."""
    page.goto(f"/stories/{story}/hearings")
    page.get_by_role("heading", name=kind).locator("xpath=..").get_by_role(
        "button", name="Make a file"
    ).click()
    with page.expect_download() as download:
        page.get_by_role("status").get_by_role("link", name="Download the file").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("screen", [DESKTOP, PHONE])
def test_the_file_gives_back_what_is_pasted_here(
    page: Page, story: str, browser: Browser, tmp_path: Path, watched: Watch, screen: Screen
) -> None:
    watched.allow("file:///")
    path = the_file(page, story, "Ninety-second listen", tmp_path)
    context = open_context(browser, screen, "light")
    context.set_offline(True)
    watched.follow(context)
    friend = context.new_page()
    friend.goto(path.as_uri())
    assert not axe_core.findings(friend)
    friend.get_by_role("button", name="Show the text").click()
    told = page.request.get(f"/api/v1/stories/{story}").json()["ninety"]
    expect(friend.locator("[data-step='shown']")).to_contain_text(told.split(".")[0].split("\n")[-1].strip())
    assert friend.evaluate("document.documentElement.scrollWidth <= innerWidth")
    friend.get_by_role("button", name="I have read it").click()
    assert not axe_core.findings(friend)
    friend.get_by_label("What did they do?").fill(f"“{SAID}” – code begins, code ends, so to say ☺")
    friend.get_by_label("What changed because of it?").fill("It is cheaper.")
    friend.get_by_text("I got what they did and what came of it").click()
    friend.get_by_label("Your name or initials").fill("Cléo")
    friend.get_by_role("button", name="Done").click()
    given = friend.get_by_label("What to send back").input_value()
    assert SAID in given
    assert "4 of 5" in given
    assert not axe_core.findings(friend)
    friend.get_by_role("button", name="Copy the text").click()
    expect(friend.get_by_role("button", name="Copied")).to_be_visible()
    context.close()
    mailed = "Cléo wrote:\n" + "\n".join(f"> > {line}" for line in given.splitlines())
    page.goto(f"/stories/{story}/hearings")
    for expected in ("Kept what Cléo heard", "was here already"):
        page.get_by_label("Paste what a listener sent back").fill(mailed)
        page.get_by_role("button", name="Keep it").click()
        expect(page.locator("#toasts").get_by_text(expected)).to_be_visible()
    expect(page.get_by_role("heading", name="Cléo")).to_have_count(1)
    kept = page.request.get(f"/api/v1/hearings?story={story}").json()["items"]
    answered = [one for one in kept if one["listener"] == "Cléo"]
    assert [(one["clarity"], one["answers"]["did"]) for one in answered] == [
        (4, f"“{SAID}” – code begins, code ends, so to say ☺")
    ]


def test_the_scan_in_the_file_takes_ten_seconds_too(
    page: Page, story: str, browser: Browser, tmp_path: Path, watched: Watch
) -> None:
    watched.allow("file:///")
    path = the_file(page, story, "Ten-second scan", tmp_path)
    context = open_context(browser, PHONE, "dark")
    context.set_offline(True)
    watched.follow(context)
    friend = context.new_page()
    friend.goto(path.as_uri())
    friend.get_by_role("button", name="Show the text for ten seconds").click()
    friend.get_by_label("In one sentence, from memory").fill(SAID, timeout=LONGEST)
    assert not axe_core.findings(friend)
    friend.get_by_role("button", name="Done").click()
    given = friend.get_by_label("What to send back").input_value()
    measured = float(friend.locator("[data-hearing]").get_attribute("data-exposure") or 0)
    assert abs(measured - 10_000) <= EXACT
    context.close()
    page.goto("/hearings")
    page.get_by_label("Paste what a listener sent back").fill(given[:-30])
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("end of this answer is missing")).to_be_visible()
    assert page.get_by_label("Paste what a listener sent back").input_value().strip() == given[:-30].strip()
    watched.allow("status of 422")
    page.get_by_label("Paste what a listener sent back").fill(given)
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#toasts").get_by_text("Kept what a listener heard")).to_be_visible()


def test_a_recording_in_the_file_is_heard_once(browser: Browser, tmp_path: Path, watched: Watch) -> None:
    watched.allow("file:///")
    site = open_site(tmp_path)
    desk, story = site.desk, site.story()
    take = keep_take(desk, story.id, TOLD, kind="spoken", version="ninety", seconds=2.0, at=desk.now())
    folder = site.workspace.folder / RECORDINGS
    folder.mkdir(exist_ok=True)
    size = encode(folder / f"{take.id}.webm", tone(2.0), "libopus").stat().st_size
    recording = Recording(take.id, Stage.HEARD, "audio/webm", size, 2, desk.now(), desk.now())
    with desk.database.writing() as session:
        add_recording(session, desk.person.id, recording)
    assert [one.id for one in playable_takes(desk, story.id)] == [take.id]
    hearing = ask(desk, story.id, HearingKind.LISTEN, "file", take.id)
    path = tmp_path / "file.html"
    path.write_text(hearing_file(desk, hearing), encoding="utf-8")
    here = ask(desk, story.id, HearingKind.LISTEN, "here", take.id)
    sound = site.client.get(f"/hear/{here.id}/sound")
    assert (sound.status_code, sound.headers["content-type"]) == (200, "audio/webm")
    assert f"/hear/{here.id}/sound" not in site.client.get(f"/hear/{hearing.id}").text
    context = open_context(browser, PHONE, "light")
    context.set_offline(True)
    watched.follow(context)
    friend = context.new_page()
    friend.goto(path.as_uri())
    friend.get_by_role("button", name="Go to the recording").click()
    assert not axe_core.findings(friend)
    friend.get_by_role("button", name="Play").click()
    friend.get_by_label("What did they do?").fill(SAID, timeout=LONGEST)
    friend.get_by_text("I could tell it again").click()
    friend.get_by_role("button", name="Done").click()
    given = friend.get_by_label("What to send back").input_value()
    context.close()
    (kept,) = take_in(desk, given, story.id).new
    assert (kept.clarity, kept.answers["_how"], take_of(kept)) == (5, "listened", take.id)
    remove_sound(desk, take.id)
    with pytest.raises(NotFoundError):
        hearing_file(desk, hearing)
    site.workspace.database.close()


TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize("fill", [empty_bank, sample_bank])
def test_the_pages_of_hearings_are_whole(
    open_page: OpenPage, fill: Callable[[Page], None], watched: Watch
) -> None:
    for screen, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        page = open_page(screen, "dark" if scheme == "dark" else "light")
        fill(page)
        found = stories(page)[:1]
        if found:
            send(page, f"/stories/{found[0]}/hearings", way="file", kind="listen")
        for path in ("/hearings", *(f"/stories/{story}/hearings" for story in found)):
            page.goto(path)
            axe_core.check(page)
            assert not page.evaluate(TOO_WIDE), path
