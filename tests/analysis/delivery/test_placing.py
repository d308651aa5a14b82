"""Corrected words keep the times of the words that were heard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.analysis.delivery.conftest import Speak

from highsignal.analysis.delivery.placing import place_words, seconds_of
from highsignal.domain.spans import Span

HEARD = "We moved the cash to reddis in two weeks"


def test_the_same_text_is_left_as_it_is(speak: Speak) -> None:
    words = speak(HEARD)
    assert place_words(words, HEARD, HEARD) == words


def test_one_word_for_another_keeps_its_measured_time(speak: Speak) -> None:
    words, corrected = speak(HEARD), "We moved the cache to Redis in two weeks."
    placed = place_words(words, HEARD, corrected)
    assert [w.span.text(corrected) for w in placed] == corrected.rstrip(".").split()
    assert [(w.start, w.end) for w in placed] == [(w.start, w.end) for w in words]
    assert all(w.measured for w in placed)


def test_words_put_in_share_the_silence_and_are_not_measured(speak: Speak) -> None:
    words, corrected = speak(HEARD, {5: 1.0}), "We moved the cash to our own reddis in two weeks"
    placed = place_words(words, HEARD, corrected)
    ours, own = placed[5], placed[6]
    assert (ours.span.text(corrected), own.span.text(corrected)) == ("our", "own")
    assert not ours.measured
    assert not own.measured
    assert ours.start == pytest.approx(words[4].end)
    assert own.end == pytest.approx(words[5].start)
    assert placed[7].measured


def test_several_words_for_one_share_its_time_by_their_letters(speak: Speak) -> None:
    heard, corrected = "we saved 22% there", "we saved twenty two percent there"
    words = speak(heard)
    placed = place_words(words, heard, corrected)
    shared = [w for w in placed if not w.measured]
    assert [w.span.text(corrected) for w in shared] == ["twenty", "two", "percent"]
    assert shared[0].start == pytest.approx(words[2].start)
    assert shared[-1].end == pytest.approx(words[2].end)
    assert shared[0].end - shared[0].start == pytest.approx(2 * (shared[1].end - shared[1].start))


def test_words_taken_out_are_gone_and_times_never_run_back(speak: Speak) -> None:
    corrected = "the cash in two"
    placed = place_words(speak(HEARD), HEARD, corrected)
    assert [w.span.text(corrected) for w in placed] == corrected.split()
    assert all(a.end <= b.start for a, b in pairwise(placed))


@pytest.mark.parametrize(
    "corrected", ["", "   ", "Something else entirely, with many more words than were heard before."]
)
def test_any_correction_is_possible(corrected: str, speak: Speak) -> None:
    placed = place_words(speak(HEARD), HEARD, corrected)
    assert len(placed) == len(corrected.split())
    assert place_words((), "", corrected) == ()


def test_when_a_passage_was_spoken(speak: Speak) -> None:
    words = speak(HEARD)
    assert seconds_of(words, Span(3, 12)) == (words[1].start, words[2].end)
    assert seconds_of(words, Span(2, 3)) is None
