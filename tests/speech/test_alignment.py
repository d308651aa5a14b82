from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.speech.sounds import drawled_uh, silence, spoken

from highsignal.speech.alignment import Aligner, align
from highsignal.speech.audio import audio_of
from highsignal.speech.loudness import frame_levels, spoken_frames
from highsignal.speech.recogniser import Line
from highsignal.speech.steadiness import spread_of
from highsignal.speech.writing import write_down

SAID = "Ever tried, ever failed, no matter, try again. Fail again, fail better."


def test_words_begin_where_sound_begins_and_lie_in_order() -> None:
    audio = spoken()
    words = align(audio, SAID)
    assert [word.span.text(SAID) for word in words] == [w.strip(",.") for w in SAID.split()]
    assert all(a.end <= b.start + 1e-6 for a, b in pairwise(words))
    loud = spoken_frames(frame_levels(audio.samples))
    inside = [loud[int(word.start * 100) : int(word.end * 100)].mean() for word in words]
    assert min(inside) > 0.5
    assert all(word.measured for word in words)


def test_what_is_shifted_in_the_recording_is_shifted_in_the_times() -> None:
    audio = spoken()
    later = audio_of(np.concatenate([silence(1.0, 0.0005), audio.samples]))
    moved = [b.start - a.start for a, b in zip(align(audio, SAID), align(later, SAID), strict=True)]
    assert np.median(moved) == pytest.approx(1.0, abs=0.02)


def test_a_word_in_no_dictionary_is_placed_and_marked() -> None:
    said = SAID.replace("matter", "mattur")
    word = next(w for w in align(spoken(), said) if w.span.text(said) == "mattur")
    right = next(w for w in align(spoken(), SAID) if w.span.text(SAID) == "matter")
    assert word.measured is False
    assert word.start == pytest.approx(right.start, abs=0.15)


def test_a_word_without_a_sound_lies_between_its_neighbours() -> None:
    said = SAID.replace("no matter", "no 中文 matter")
    words = {w.span.text(said): w for w in align(spoken(), said)}
    assert words["中文"].measured is False
    assert words["no"].end <= words["中文"].start <= words["matter"].start


def test_what_was_never_said_is_placed_by_length_and_marked() -> None:
    audio = audio_of(silence(4.0, 0.1))
    line = Line("We halved the cost of inference for three hundred teams by caching the lookups.", 0.0, 0.3)
    tokens = write_down([line]).lines[0]
    found = Aligner().align_line(audio, line.start, line.end, tokens)
    assert found.aligned is False
    assert len(found.places) == len(tokens)
    assert not any(place.measured for place in found.places)
    assert all(0.0 <= place.start <= place.end <= 0.31 for place in found.places)


def test_nothing_to_align_is_no_fault() -> None:
    assert align(spoken(), "") == ()
    assert align(spoken(), "— … !") == ()


def test_a_held_vowel_is_steadier_than_words() -> None:
    assert spread_of(drawled_uh(0.4)) < 2.5
    assert spread_of(spoken().stretch(3.5, 4.1)) > 4.0
    assert spread_of(silence(0.05)) == 0.0
