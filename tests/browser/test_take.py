"""The page of a take: hearing any word of it, its measures, its words corrected, its sound deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect
from tests.browser.banks import begin
from tests.browser.told_take import DRIFTED, LONG_PAUSE_AFTER, TOLD, WRITTEN, put_told_take, transcript
from tests.browser.watching import Watch
from tests.servers.program import Program

from highsignal.domain.practice import Stage

WORDS = transcript().words
SOUND = "document.getElementById('take-sound')"
PAUSED = "document.getElementById('take-sound').paused"


@pytest.fixture(scope="module")
def live_server(command: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("takes")
    with Program(folder / "data", log=folder / "log", command=command) as program:
        yield program


@pytest.fixture
def story(page: Page) -> str:
    """A story of its own for each test."""
    begin(page)
    page.goto("/stories")
    answer = page.request.post(
        "/api/v1/stories",
        data={"title": "Inference cost", "ninety": WRITTEN},
        headers={"X-CSRF-Token": page.locator("meta[name=csrf-token]").get_attribute("content") or ""},
    )
    found: str = answer.json()["id"]
    return found


@pytest.fixture
def take(page: Page, story: str, live_server: Program) -> str:
    """A take that was heard, and its page open."""
    made = put_told_take(live_server.data, story)
    page.goto(f"/takes/{made}")
    page.wait_for_function(f"{SOUND}.readyState >= 1")
    return made


def second(page: Page) -> float:
    now: float = page.evaluate(f"{SOUND}.currentTime")
    return now


def stop(page: Page) -> None:
    page.evaluate(f"{SOUND}.pause()")


def test_a_click_on_a_word_plays_from_it(page: Page, take: str) -> None:
    word = page.locator(".told .w").nth(30)
    word.click()
    page.wait_for_function(f"!{PAUSED}")
    expect(word).to_have_class(re.compile(r"\bnow\b"))
    assert WORDS[30].start - 0.1 <= second(page) < WORDS[30].start + 5


def test_space_and_arrows(page: Page, take: str) -> None:
    page.keyboard.press(" ")
    page.wait_for_function(f"!{PAUSED}")
    expect(page.locator("[data-player-what]")).to_have_text("Stop")
    page.keyboard.press(" ")
    page.wait_for_function(PAUSED)
    at = second(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert second(page) == pytest.approx(at + 6, abs=0.2)
    page.keyboard.press("Shift+ArrowLeft")
    assert second(page) == 0


def test_enter_plays_from_the_word_that_the_arrows_chose(page: Page, take: str) -> None:
    page.locator("[data-player-words]").focus()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".w.at")).to_have_text("ranking")
    expect(page.locator(".visually-hidden[role=status]").last).to_have_text("ranking")
    page.keyboard.press("ArrowDown")
    assert page.locator(".w.at").inner_text() != "ranking"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_function(f"!{PAUSED}")
    assert second(page) > WORDS[0].start


def test_the_place_is_a_slider(page: Page, take: str) -> None:
    slider = page.get_by_role("slider", name="Place in the recording")
    slider.focus()
    page.keyboard.press("End")
    assert second(page) > 43
    page.keyboard.press("Home")
    page.keyboard.press("PageUp")
    expect(slider).to_have_attribute("aria-valuenow", "15")
    expect(slider).to_have_attribute("aria-valuetext", "0:15 of 0:44")
    box = slider.bounding_box()
    assert box
    slider.click(position={"x": box["width"] * 0.2, "y": 30})
    full = float(page.locator("#take").get_attribute("data-full") or 0)
    assert second(page) == pytest.approx(full * 0.2, abs=0.3)


def test_what_is_marked_in_the_words(page: Page, take: str) -> None:
    assert DRIFTED in page.locator(".told .w.drift").all_inner_texts()
    assert page.locator(".told .w.again").all_inner_texts() == ["our"]
    assert page.locator(".told .w.guess").count() == 1
    assert page.locator(".told .gap").count() == 1
    assert page.locator(".told .filler").all_inner_texts() == ["um"]
    told = page.locator(".told .run p").all_inner_texts()
    assert re.sub(r"\s*(‖|\bum\b)", "", " ".join(told)) == TOLD


def test_every_measure_opens_what_it_means_and_where_it_was_heard(page: Page, take: str) -> None:
    measures = page.locator(".measure")
    assert measures.count() == 8
    below = page.locator("#told-title").bounding_box()
    for number in range(8):
        measures.nth(number).locator("summary").click()
        assert page.locator(".measure[open]").count() == 1
        assert len(page.locator(".measure[open] .measure-more").inner_text()) > 80
    assert page.locator("#told-title").bounding_box() == below  # nothing moved
    page.locator("#measure-pauses summary").click()
    page.locator("#measure-pauses").get_by_role("button", name="Play from").click()
    page.wait_for_function(f"!{PAUSED}")
    assert second(page) >= WORDS[LONG_PAUSE_AFTER].end - 0.2
    stop(page)
    page.locator("#measure-pauses summary").focus()
    page.keyboard.press("Escape")
    assert page.locator(".measure[open]").count() == 0


def test_a_drifted_claim_is_heard_at_its_second(page: Page, take: str) -> None:
    card = page.locator(".drift-card")
    expect(card).to_contain_text("22")
    expect(card).to_contain_text("30")
    card.get_by_role("button", name="hear it").click()
    page.wait_for_function(f"!{PAUSED}")
    drifted = TOLD.index("Inference cost fell")
    start = next(word.start for word in WORDS if word.span.start == drifted)
    assert second(page) == pytest.approx(start, abs=2)
    expect(page.locator(".tighten")).to_contain_text("Which of the two is true?")


def test_words_are_corrected_and_what_was_heard_is_kept(page: Page, take: str) -> None:
    page.get_by_text("Correct the words").click()
    page.get_by_label("What you said").fill(TOLD.replace("30%", "22%"))
    page.get_by_role("button", name="Keep these words").click()
    expect(page.locator(".told")).to_contain_text("22%")
    expect(page.locator(".drift-card")).to_have_count(0)
    page.locator("summary", has_text="What was heard").click()
    expect(page.locator(".correct del")).to_have_text("30%")
    word = page.locator(".told .w", has_text="22%")
    expect(word).to_have_attribute("data-s", re.compile(r"\d"))  # its time is that of the sound
    page.get_by_role("button", name="Back to what was heard").click()
    expect(page.locator(".told")).to_contain_text(DRIFTED)


def test_the_sound_is_deleted_and_the_words_stay(page: Page, take: str, live_server: Program) -> None:
    kept = live_server.data / "recordings" / f"{take}.wav"
    assert kept.exists()
    page.get_by_role("button", name="Delete the sound").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete the sound").click()
    expect(page.locator(".files")).to_contain_text("The sound was deleted")
    assert not kept.exists()
    expect(page.locator(".told")).to_contain_text("ranking service")
    assert page.locator("#take-sound, [data-player-play], [data-hear]").count() == 0
    expect(page.locator(".run-time").first).to_have_text("0:01")


def test_neighbours_and_the_list(page: Page, take: str, story: str, live_server: Program) -> None:
    later = put_told_take(live_server.data, story)
    page.goto(f"/stories/{story}/tell")
    page.locator(".told-list a").first.click()
    page.wait_for_url(f"**/takes/{later}")
    page.get_by_role("link", name="the take before").click()
    page.wait_for_url(f"**/takes/{take}")
    page.get_by_role("link", name="the take after").click()
    page.wait_for_url(f"**/takes/{later}")


def test_what_could_not_be_heard_says_why(page: Page, story: str, live_server: Program) -> None:
    failed = put_told_take(live_server.data, story, stage=Stage.FAILED, problem="Nobody speaks in it.")
    page.goto(f"/takes/{failed}")
    expect(page.locator(".note.error")).to_contain_text("Nobody speaks in it.")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#take")).to_have_attribute("data-stage", re.compile("waiting|listening|heard"))


def test_recordings_are_listed_with_their_sizes_and_deleted(
    page: Page, take: str, story: str, live_server: Program, watched: Watch
) -> None:
    watched.allow("status of 422")
    put_told_take(live_server.data, story)
    page.goto("/recordings")
    assert "4.3\u202fMB" in page.locator("tbody tr").first.inner_text()
    page.get_by_label("Delete a sound after so many days").fill("soon")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".problem")).to_contain_text("a whole number of days")
    page.get_by_label("Delete a sound after so many days").fill("30")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-toast]")).to_contain_text("after 30 days")
    page.get_by_label("Delete a sound after so many days").fill("")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Delete all sounds").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete all sounds").click()
    expect(page.locator("[data-toast]")).to_contain_text("deleted; the words are kept")
    assert not list((live_server.data / "recordings").glob(f"{take}*"))


def test_a_file_that_is_gone_is_said(page: Page, story: str, live_server: Program, watched: Watch) -> None:
    watched.allow("status of 409", "status of 404")
    made = put_told_take(live_server.data, story)
    (live_server.data / "recordings" / f"{made}.wav").unlink()
    page.goto(f"/takes/{made}")
    expect(page.locator("[data-player-problem]")).to_contain_text("its file is gone")
    expect(page.locator(".told")).to_contain_text("ranking service")


def test_readable_by_everybody(
    page: Page, phone: Page, dark_page: Page, take: str, axe: Callable[[Page], None]
) -> None:
    for one in (page, phone, dark_page):
        one.goto(f"/takes/{take}")
        one.locator("#measure-pace summary").click()
        axe(one)
