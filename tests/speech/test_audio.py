from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from tests.speech.sounds import FAILED_BETTER, encode, spoken, tone

from highsignal.speech.audio import LONGEST, RATE, decode_audio
from highsignal.speech.errors import NoSoundError, TooLongError, UnreadableSoundError


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("take.webm", "libopus"),
        ("take.mp4", "aac"),
        ("take.ogg", "libopus"),
        ("take.flac", "flac"),
        ("take.mp3", "libmp3lame"),
    ],
)
def test_what_browsers_record_and_people_upload_is_decoded(tmp_path: Path, name: str, codec: str) -> None:
    path = encode(tmp_path / name, tone(2.0), codec)
    audio = decode_audio(path)
    assert audio.samples.dtype == np.float32
    assert audio.seconds == pytest.approx(2.0, abs=0.1)
    middle = audio.stretch(0.5, 1.5)
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)


def test_two_channels_become_one(tmp_path: Path) -> None:
    path = encode(tmp_path / "take.webm", tone(1.0), "libopus", layout="stereo")
    assert decode_audio(path).samples.ndim == 1


def test_a_recording_without_its_end_gives_what_is_there(tmp_path: Path) -> None:
    whole = encode(tmp_path / "whole.webm", spoken().samples, "libopus")
    cut = tmp_path / "cut.webm"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert 3.0 < decode_audio(cut).seconds < 7.0


@pytest.mark.parametrize("content", [b"", b"# My story\nWe halved the cost.\n", b"\x1aE\xdf\xa3" + bytes(40)])
def test_what_is_no_sound_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "take.webm"
    path.write_bytes(content)
    with pytest.raises(UnreadableSoundError, match=r"take\.webm cannot be read as sound .* left as it is"):
        decode_audio(path)
    assert path.read_bytes() == content


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        decode_audio(tmp_path / "none.wav")


def test_a_video_without_sound_has_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "mute.mp4"
    with av.open(str(path), mode="w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(NoSoundError, match="has no sound in it"):
        decode_audio(path)


def test_a_file_without_a_single_sample_has_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", "NONE"))
    with pytest.raises((NoSoundError, UnreadableSoundError)):
        decode_audio(path)


def test_an_hour_is_heard_and_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "meeting.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", "NONE"))
        file.writeframes(bytes([128]) * int(8000 * (LONGEST + 2)))
    with pytest.raises(TooLongError, match="longer than 60 minutes"):
        decode_audio(path)


def test_a_container_that_does_not_say_how_long_it_is_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "meeting.mp3"
    part = encode(tmp_path / "part.mp3", tone(60.0), "libmp3lame", rate=16_000).read_bytes()
    path.write_bytes(part * 62)
    with pytest.raises(TooLongError):
        decode_audio(path)


def test_the_package_s_recording_is_ten_seconds_long() -> None:
    assert decode_audio(FAILED_BETTER).seconds == pytest.approx(9.96, abs=0.05)
