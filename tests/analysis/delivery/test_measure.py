"""Delivery of a whole take, measured on a story whose words have known times."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.analysis.delivery.conftest import Speak

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.delivery.measure import WINDOW, measure_delivery
from highsignal.domain.roles import Role
from highsignal.domain.speech import Delivery, HeardFiller, Transcript

STORY = (
    "Our checkout failed every Friday, and the shops lost orders. "
    "I decided to drop the second database instead of mending it, which cost us live reports. "
    "I moved the carts into one table and replayed a month of orders. "
    "Failed orders fell by 80%, from 500 to 100 a week. "
    "Now I ask what can be taken away first."
)


def told(
    speak: Speak, standard: Standard, text: str = STORY, corrected: str | None = None, **how: object
) -> Delivery:
    words = speak(text, **how)
    transcript = Transcript("test", text, words, words[-1].end + 2 if words else 5.0)
    (analysis,) = analyze_text(corrected or text, standard)
    return measure_delivery(transcript, analysis)


def test_pace_and_length_count_from_the_first_word_to_the_last(speak: Speak, standard: Standard) -> None:
    found = told(speak, standard, start=4.0)
    assert found.words == len(STORY.split())
    assert found.spoken_seconds == pytest.approx(0.3 * found.words, abs=0.01)
    assert found.words_per_minute == pytest.approx(200, abs=0.5)
    assert (found.over_mark, found.over_cap) == (0, 0)
    assert found.pace[0].start == 4.0
    assert found.pace[-1].end == pytest.approx(4 + found.spoken_seconds, abs=0.01)
    assert all(p.words_per_minute == pytest.approx(200, abs=10) for p in found.pace)


def test_pace_over_time_has_windows_and_no_stub(speak: Speak, standard: Standard) -> None:
    found = told(speak, standard, word=0.7)
    assert len(found.pace) == 3
    assert [p.end - p.start for p in found.pace[:-1]] == [pytest.approx(WINDOW)] * 2
    assert WINDOW / 2 <= found.pace[-1].end - found.pace[-1].start < 1.5 * WINDOW
    for a, b in pairwise(found.pace):
        assert a.end == b.start


def test_roles_have_the_seconds_of_their_sentences(speak: Speak, standard: Standard) -> None:
    found = told(speak, standard)
    assert found.role_seconds[Role.DECISION] > 0
    assert sum(found.role_seconds.values()) == pytest.approx(found.spoken_seconds, abs=0.2)


def test_the_first_outcome_and_decision_begin_with_their_sentences(speak: Speak, standard: Standard) -> None:
    found = told(speak, standard, start=4.0)
    assert found.time_to_decision_seconds == pytest.approx(0.3 * 10, abs=0.01)
    assert found.time_to_impact_seconds is not None
    assert found.time_to_decision_seconds is not None
    assert found.time_to_impact_seconds > found.time_to_decision_seconds


def test_what_was_not_heard_has_no_time(speak: Speak, standard: Standard) -> None:
    found = told(speak, standard, "Our checkout failed every Friday. The shops lost orders.")
    assert found.time_to_impact_seconds is None
    assert found.time_to_decision_seconds is None


def test_over_the_mark_and_the_cap(speak: Speak, standard: Standard) -> None:
    slow = told(speak, standard, word=1.6)
    assert slow.over_mark == pytest.approx(slow.spoken_seconds - 90, abs=0.01)
    assert told(speak, standard, word=2.2).over_cap > 0


def test_a_corrected_text_is_measured_on_the_times_that_were_heard(speak: Speak, standard: Standard) -> None:
    heard = STORY.replace("carts", "cards").replace("I decided to drop", "I decided drop")
    found = told(speak, standard, heard, corrected=STORY)
    assert found.words == told(speak, standard).words
    assert 0 < found.interpolated < 0.05
    assert found.time_to_impact_seconds is not None


def test_fillers_are_measured_or_say_why_not(speak: Speak, standard: Standard) -> None:
    (analysis,) = analyze_text(STORY, standard)
    um = HeardFiller("um", 1.0, 1.2, "recogniser")
    transcript = Transcript("test", STORY, speak(STORY), 30.0, fillers=(um,))
    assert measure_delivery(transcript, analysis).fillers.found == (um,)
    without = transcript._replace(fillers=(), fillers_why="This recogniser drops them.")
    fillers = measure_delivery(without, analysis).fillers
    assert not fillers.measured
    assert fillers.why == "This recogniser drops them."


def test_no_words_at_all(standard: Standard) -> None:
    (analysis,) = analyze_text("Nothing.", standard)
    found = measure_delivery(Transcript("test", "", (), 5.0), analysis)
    assert (found.words, found.pace, found.time_to_impact_seconds) == (0, (), None)
