"""Telling a story into a microphone: what is kept, and what is said when something is in the way."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.banks import begin
from tests.browser.speaking import Speak, hour_and_more, microphones, silence, too_loud
from tests.browser.told_take import SPEECH, WRITTEN
from tests.browser.watching import Watch
from tests.servers.chromium import PHONE
from tests.servers.program import Program

from highsignal.services.workspace import desk_of, open_workspace
from highsignal.storage.recordings import find_recording, save_recording

SAID = "[data-recorder-said]"
NOT_LOST = 2.0  # seconds that a closed window may lose at most
LONG = 60_000  # ms, on a machine that does much else


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("recording")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


@pytest.fixture
def speak(browser: Browser, server: Program, watched: Watch) -> Iterator[Speak]:
    with microphones(browser, server, watched) as speak:
        yield speak


def to_tell(page: Page, title: str = "Inference cost") -> str:
    """Go where a new story is told; the story's id."""
    begin(page)
    page.goto("/stories")
    token = page.locator("meta[name=csrf-token]").get_attribute("content") or ""
    answer = page.request.post(
        "/api/v1/stories", data={"title": title, "ninety": WRITTEN}, headers={"X-CSRF-Token": token}
    )
    assert answer.ok, answer.text()
    story: str = answer.json()["id"]
    page.goto(f"/stories/{story}/tell")
    return story


def recorder(page: Page) -> Locator:
    return page.locator("[data-recorder]")


def record(page: Page, seconds: float) -> None:
    """Press the key and speak for so long."""
    page.keyboard.press("r")
    expect(recorder(page)).to_have_attribute("data-state", "recording", timeout=LONG)
    page.wait_for_timeout(1000 * seconds)


def the_recording(page: Page) -> dict[str, Any]:
    """The latest recording, as the program has it."""
    found: dict[str, Any] = page.request.get("/api/v1/recordings").json()["items"][0]
    return found


def seconds_of(path: Path) -> float:
    """How much sound is in a file, by decoding it; it may end in the middle."""
    heard = 0.0
    with av.open(str(path)) as container:
        try:
            for frame in container.decode(audio=0):
                heard += frame.samples / frame.sample_rate
        except av.error.FFmpegError:
            pass
    return heard


def test_a_story_is_recorded_heard_and_played(speak: Speak) -> None:
    page = speak()
    to_tell(page)
    record(page, 6)
    expect(page.locator(SAID)).to_be_empty()
    assert len(page.locator("[data-recorder-wave]").get_attribute("d") or "") > 100
    assert page.locator("[data-recorder-level]").get_attribute("width") != "0"
    page.keyboard.press(" ")
    page.wait_for_url("**/takes/*", timeout=LONG)
    take = page.locator("#take")
    expect(take).to_have_attribute("data-stage", "heard", timeout=LONG)
    expect(page.locator("[data-player-words]")).to_contain_text("best of times")
    assert page.locator(".take-lanes .wave").count() == 1
    assert page.evaluate("document.querySelector('#measure-pace .figure').textContent").strip().isdigit()
    page.keyboard.press(" ")
    expect(page.locator(".w.now")).to_have_count(1, timeout=LONG)
    page.keyboard.press(" ")
    # A file that was written while it grew can be played from any place of it.
    last = page.locator(".w").last
    last.click()
    expect(last).to_have_class(re.compile(r"\bnow\b"), timeout=LONG)


def test_parts_arrive_while_it_is_recorded(speak: Speak) -> None:
    page = speak()
    to_tell(page)
    record(page, 4)
    first = the_recording(page)
    assert first["stage"] == "arriving"
    page.wait_for_timeout(2500)
    assert the_recording(page)["bytes"] > first["bytes"] > 0


def test_a_closed_window_loses_two_seconds_at_most(speak: Speak, live_server: Program) -> None:
    page = speak()
    story = to_tell(page)
    other = page.context.new_page()
    record(page, 0)
    began = time.monotonic()
    page.wait_for_timeout(6300)
    page.close()
    told = time.monotonic() - began
    time.sleep(1.0)  # what was on its way arrives
    left = the_recording(other)
    kept = live_server.data / "recordings" / f"{left['take']}.webm.part"
    assert seconds_of(kept) >= told - NOT_LOST
    offered_after_half_a_minute(live_server, left["take"])
    other.goto(f"/stories/{story}/tell")
    expect(other.locator(".found-again")).to_contain_text("that you did not keep")
    other.get_by_role("button", name="Use it").click()
    other.wait_for_url("**/takes/*")
    expect(other.locator("#take")).to_have_attribute("data-stage", "heard", timeout=LONG)
    expect(other.locator("[data-player-words]")).to_contain_text("times")


def offered_after_half_a_minute(program: Program, take: str) -> None:
    """Let a recording look as if nothing had come of it for a while."""
    workspace = open_workspace(program.data)
    try:
        desk = desk_of(workspace)
        assert desk is not None
        with desk.database.writing() as session:
            found = find_recording(session, desk.person.id, take)
            assert found is not None
            then = found.changed_at - timedelta(minutes=2)
            save_recording(session, found._replace(changed_at=then))
    finally:
        workspace.database.close()


def test_what_is_left_over_can_be_thrown_away(speak: Speak, live_server: Program) -> None:
    page = speak()
    to_tell(page)
    other = page.context.new_page()
    record(page, 3)
    page.close()
    take = the_recording(other)["take"]
    offered_after_half_a_minute(live_server, take)
    other.goto("/recordings")
    other.locator(".found-again").get_by_role("button", name="Throw it away").click()
    other.get_by_role("alertdialog").get_by_role("button", name="Throw it away").click()
    expect(other.locator(".found-again")).to_have_count(0)
    assert not list((live_server.data / "recordings").glob(f"{take}*"))


def test_while_the_program_is_away_the_parts_wait(speak: Speak, own_server: Program, watched: Watch) -> None:
    watched.allow("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")
    page = speak()
    to_tell(page)
    record(page, 2.5)
    own_server.kill()
    expect(page.locator(SAID)).to_contain_text("The program does not answer", timeout=LONG)
    expect(page.locator(SAID)).to_contain_text("wait")
    page.keyboard.press(" ")
    expect(recorder(page)).to_have_attribute("data-state", "sending")
    expect(page.get_by_role("button", name="Save it as a file")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save it as a file").click()
    told = seconds_of(saved.value.path())
    assert told > 2.5
    own_server.start()
    page.wait_for_url("**/takes/*", timeout=LONG)
    kept = next((own_server.data / "recordings").glob("*.webm"))
    assert seconds_of(kept) == pytest.approx(told, abs=0.1)


def test_a_microphone_that_may_not_be_used(speak: Speak) -> None:
    page = speak(allowed=False)
    to_tell(page)
    page.get_by_role("button", name="Record").click()
    expect(page.locator(SAID)).to_contain_text("may not use the microphone")
    expect(recorder(page)).to_have_attribute("data-state", "idle")
    assert page.evaluate("document.activeElement.matches('[data-recorder-start]')")


def test_no_microphone(speak: Speak) -> None:
    page = speak(None)
    to_tell(page)
    page.keyboard.press("r")
    expect(page.locator(SAID)).to_contain_text("No microphone was found")


def test_a_mute_microphone_is_noticed_while_recording(speak: Speak, tmp_path: Path) -> None:
    page = speak(silence(tmp_path / "silence.wav"))
    to_tell(page)
    record(page, 0)
    expect(page.locator(SAID)).to_contain_text("Nothing is heard from “", timeout=LONG)


def test_a_voice_that_is_too_loud_is_noticed(speak: Speak, tmp_path: Path) -> None:
    page = speak(too_loud(tmp_path / "loud.wav"))
    to_tell(page)
    record(page, 0)
    expect(page.locator(SAID)).to_contain_text("Too loud", timeout=LONG)


def test_pausing_and_starting_over(speak: Speak) -> None:
    page = speak()
    to_tell(page)
    record(page, 3)
    page.keyboard.press("p")
    expect(recorder(page)).to_have_attribute("data-state", "paused")
    at = page.locator("[data-recorder-time]").inner_text()
    page.wait_for_timeout(1500)
    assert page.locator("[data-recorder-time]").inner_text() == at
    page.keyboard.press("p")
    expect(recorder(page)).to_have_attribute("data-state", "recording")
    first = the_recording(page)["take"]
    page.get_by_role("button", name="Start over").click()
    expect(recorder(page)).to_have_attribute("data-state", "paused")  # nothing goes on behind the question
    page.get_by_role("button", name="Throw it away").click()
    expect(recorder(page)).to_have_attribute("data-state", "recording")
    page.wait_for_timeout(2000)
    now = [one["take"] for one in page.request.get("/api/v1/recordings").json()["items"]]
    assert first not in now
    page.get_by_role("button", name="Stop and keep").click()
    page.wait_for_url("**/takes/*", timeout=LONG)


def test_seconds_to_prepare_then_it_records_by_itself(speak: Speak) -> None:
    page = speak()
    to_tell(page)
    page.evaluate("document.querySelector('[data-recorder]').dataset.prepare = '2'")
    page.keyboard.press("r")
    expect(recorder(page)).to_have_attribute("data-state", "preparing", timeout=LONG)
    expect(recorder(page)).to_have_attribute("data-state", "recording", timeout=LONG)


def test_a_recording_made_elsewhere_is_uploaded(speak: Speak) -> None:
    page = speak(None)
    to_tell(page)
    page.get_by_text("Upload a recording").click()
    page.get_by_label("Sound or video").set_input_files(SPEECH)
    page.get_by_role("button", name="Upload it").click()
    page.wait_for_url("**/takes/*", timeout=LONG)
    assert the_recording(page)["bytes"] == SPEECH.stat().st_size


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("notes.txt", "“notes.txt” is no recording"),
        ("empty.wav", "“empty.wav” is empty"),
        ("long.wav", "plays for 62\u202fmin; a take is at most an hour"),
    ],
)
def test_files_that_cannot_be_a_take(speak: Speak, tmp_path: Path, name: str, says: str) -> None:
    page = speak(None)
    to_tell(page)
    path = tmp_path / name
    if name == "long.wav":
        hour_and_more(path)
    else:
        path.write_text("Not a word was recorded." if name == "notes.txt" else "")
    page.get_by_text("Upload a recording").click()
    page.get_by_label("Sound or video").set_input_files(path)
    page.get_by_role("button", name="Upload it").click()
    expect(page.locator(SAID)).to_contain_text(says)


def test_what_is_no_sound_inside_says_so_and_can_be_deleted(speak: Speak, tmp_path: Path) -> None:
    page = speak(None)
    story = to_tell(page)
    path = tmp_path / "broken.mp3"
    path.write_bytes(b"This is no sound at all. " * 400)
    page.get_by_text("Upload a recording").click()
    page.get_by_label("Sound or video").set_input_files(path)
    page.get_by_role("button", name="Upload it").click()
    page.wait_for_url("**/takes/*", timeout=LONG)
    expect(page.locator("#take")).to_have_attribute("data-stage", "failed", timeout=LONG)
    assert len(page.locator(".note.error p").inner_text()) > 20
    page.get_by_role("button", name="Delete this take").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete this take").click()
    page.wait_for_url(f"**/stories/{story}/tell*")


def test_typing_and_the_clock_alone_still_work(speak: Speak) -> None:
    page = speak(None, screen=PHONE)
    story = to_tell(page)
    page.get_by_text("Type what you would say").click()
    page.get_by_label("In the words you would speak").fill(WRITTEN)
    page.locator("details[open]").get_by_role("button", name="Keep this take").click()
    page.wait_for_url("**/takes/*")
    expect(page.locator(".measures-absent")).to_contain_text("it was typed")
    page.goto(f"/stories/{story}/tell")
    page.get_by_text("Only the clock").click()
    page.get_by_role("button", name="Start").click()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Stop").click()
    page.locator("[data-clock-form]").get_by_role("button", name="Keep this take").click()
    page.wait_for_url("**/tell*")
    assert page.locator(".told-list tbody tr").count() == 2
