from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.speech.sounds import louder, silence, spoken, tone

from highsignal.speech.audio import audio_of
from highsignal.speech.sound import measure_sound
from highsignal.speech.stretches import find_stretches


def test_speech_has_a_level_and_silence_between_its_words() -> None:
    sound = measure_sound(spoken())
    assert -40 < sound.level < -20
    assert 0.2 < sound.silent < 0.6
    assert sound.clipped == 0.0
    assert len(sound.peaks) == 600
    assert 0.05 < max(sound.peaks) <= 1.0


@pytest.mark.parametrize("noise", [0.0, 0.0001, 0.003])
def test_a_muted_microphone_is_silent_throughout(noise: float) -> None:
    audio = audio_of(silence(5.0, noise))
    sound = measure_sound(audio)
    assert sound.silent == 1.0
    assert sound.level <= -45
    assert find_stretches(audio) == ()


def test_clipping_is_a_share_of_the_time() -> None:
    assert measure_sound(louder(spoken(), 30)).clipped > 0.2
    peak = silence(1.0)
    peak[1000] = 1.0
    assert measure_sound(audio_of(peak)).clipped == 0.0


def test_the_outline_shows_where_it_is_loud() -> None:
    audio = audio_of(np.concatenate([silence(1.0), tone(1.0)]))
    peaks = measure_sound(audio, peaks=10).peaks
    assert peaks[:5] == (0.0,) * 5
    assert min(peaks[5:]) > 0.29


@pytest.mark.parametrize("samples", [0, 1, 159, 161])
def test_a_recording_of_a_moment_is_measured_too(samples: int) -> None:
    sound = measure_sound(audio_of(np.full(samples, 0.1, dtype=np.float32)))
    assert len(sound.peaks) <= max(1, samples)
    assert sound.silent == 1.0


def test_stretches_are_cut_at_pauses_and_none_is_too_long() -> None:
    audio = spoken()
    for longest in (2.0, 16.0):
        stretches = find_stretches(audio, longest)
        assert all(a.end <= b.start + 1e-9 for a, b in pairwise(stretches))
        assert all(0 <= s.start < s.end <= audio.seconds for s in stretches)
        assert max(s.end - s.start for s in stretches) <= longest + 0.31
    assert len(find_stretches(audio, 2.0)) > len(find_stretches(audio, 16.0))


def test_an_hour_of_speech_without_a_pause_is_cut_anyway() -> None:
    voice = np.tile(tone(0.4, 0.3) * np.hanning(6400).astype(np.float32), 100)  # forty seconds
    assert max(s.end - s.start for s in find_stretches(audio_of(voice))) < 16.5
