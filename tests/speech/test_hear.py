from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.speech.sounds import FAILED_BETTER, drawled_uh, encode, silence, spoken, tone

from highsignal.domain.speech import Transcript
from highsignal.speech.audio import audio_of, decode_audio
from highsignal.speech.errors import UnusableModelError
from highsignal.speech.hear import hear_audio, hear_recording
from highsignal.speech.moonshine import MoonshineRecogniser, packaged_model, runs_in_circles


def test_a_reading_is_heard_with_every_word_s_time(two_cities: Transcript) -> None:
    assert "it was the worst of times" in two_cities.text.lower()
    assert two_cities.recogniser == "moonshine tiny-en"
    words = [word.span.text(two_cities.text) for word in two_cities.words]
    assert len(words) == len(two_cities.text.split())
    starts = [word.start for word in two_cities.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start < word.end <= two_cities.seconds for word in two_cities.words)
    assert np.mean([word.measured for word in two_cities.words]) > 0.9


def test_a_reader_without_um_has_none_and_it_is_measured(two_cities: Transcript) -> None:
    assert two_cities.fillers == ()
    assert two_cities.fillers_why == ""


def test_progress_grows_and_carries_the_text_so_far(recogniser: MoonshineRecogniser, tmp_path: Path) -> None:
    path = encode(tmp_path / "take.webm", spoken().samples, "libopus")
    steps: list[tuple[float, str]] = []
    transcript, sound = hear_recording(path, recogniser, lambda share, text: steps.append((share, text)))
    shares = [share for share, _ in steps]
    assert shares == sorted(shares)
    assert shares[0] < 0.2
    assert shares[-1] == 1.0
    assert steps[-1][1] == transcript.text
    assert "no matter" in transcript.text.lower()
    assert sound.seconds == pytest.approx(transcript.seconds)


def test_the_same_recording_is_heard_the_same_twice(recogniser: MoonshineRecogniser) -> None:
    audio = spoken()
    first, second = hear_audio(audio, recogniser), hear_audio(audio, recogniser)
    assert first == second


@pytest.mark.parametrize("samples", [silence(3.0), silence(3.0, 0.001), tone(3.0), silence(0.005)])
def test_where_nobody_speaks_nothing_is_heard(
    recogniser: MoonshineRecogniser, samples: np.ndarray[tuple[int], np.dtype[np.float32]]
) -> None:
    heard = hear_audio(audio_of(samples), recogniser)
    assert heard.text == ""
    assert heard.words == ()
    assert "No words were heard" in heard.fillers_why


def test_an_uh_in_a_pause_is_found_and_is_no_word(recogniser: MoonshineRecogniser) -> None:
    audio = spoken()
    room = audio.stretch(3.0, 3.3)  # what the reader's room sounds like
    place = round(4.4 * 16_000)  # between “no matter” and “try again”
    parts = [audio.samples[:place], room, drawled_uh(0.45), room, audio.samples[place:]]
    mixed = np.concatenate(parts)
    mixed += silence(len(mixed) / 16_000, 0.0008)
    heard = hear_audio(audio_of(mixed), recogniser)
    assert [filler.sound for filler in heard.fillers] == ["uh"]
    assert heard.fillers[0].start == pytest.approx(4.7, abs=0.1)
    assert heard.fillers[0].end == pytest.approx(5.15, abs=0.1)
    assert heard.fillers_why == ""
    assert "uh" not in heard.text.lower().split()


def test_in_noise_fillers_are_not_measured(recogniser: MoonshineRecogniser) -> None:
    noisy = audio_of(spoken().samples + silence(spoken().seconds, 0.012))
    heard = hear_audio(noisy, recogniser)
    assert "louder than the noise" in heard.fillers_why


def test_a_model_folder_that_is_none_is_named(tmp_path: Path) -> None:
    for folder, what in ((tmp_path / "none", "no such folder"), (tmp_path, "it has no encoder_model")):
        with pytest.raises(UnusableModelError, match=what):
            MoonshineRecogniser(folder).hear(spoken(), lambda _share, _text: None)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "tiny-en"
    folder.mkdir()
    for file in packaged_model().iterdir():
        (folder / file.name).write_bytes(file.read_bytes()[:1000])
    with pytest.raises(UnusableModelError, match="cannot be used"):
        MoonshineRecogniser(folder).hear(spoken(), lambda _share, _text: None)


def test_a_model_by_path_hears(tmp_path: Path) -> None:
    folder = tmp_path / "my-model"
    folder.symlink_to(packaged_model())
    lines = MoonshineRecogniser(folder).hear(decode_audio(FAILED_BETTER), lambda _share, _text: None)
    assert "tried" in lines[0].text.lower()


@pytest.mark.parametrize(
    ("text", "circles"),
    [
        ("and the cost and the cost and the cost", True),
        ("we go to the folder again, to the folder again, to the folder", True),
        ("no no no no we said no", False),
        ("do you hear me? Yes. Do you hear me? Yes.", False),
        ("", False),
    ],
)
def test_a_model_that_runs_in_circles_is_noticed(text: str, circles: bool) -> None:
    assert runs_in_circles(text) is circles
