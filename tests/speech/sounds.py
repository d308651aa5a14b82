"""Real recordings that the installed speech package carries, and sounds made for a test."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from highsignal.speech.audio import RATE, Audio, Samples, audio_of, decode_audio
from highsignal.speech.moonshine import packaged_model

# Public-domain readings, ten and forty-four seconds.
FAILED_BETTER = packaged_model().parent / "beckett.wav"
TWO_CITIES = packaged_model().parent / "two_cities.wav"


def silence(seconds: float, noise: float = 0.0) -> Samples:
    """Nothing, or the faint noise of a microphone."""
    return (noise * np.random.default_rng(4).standard_normal(round(seconds * RATE))).astype(np.float32)


def tone(seconds: float, level: float = 0.3, hertz: float = 220.0) -> Samples:
    """A steady tone."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def spoken() -> Audio:
    """Ten seconds of somebody reading."""
    return decode_audio(FAILED_BETTER)


def louder(audio: Audio, factor: float) -> Audio:
    """`audio` as a microphone that is turned up too far would have it."""
    return audio_of(np.clip(audio.samples * factor, -1.0, 1.0))


def encode(path: Path, samples: Samples, codec: str, layout: str = "mono", rate: int = 48_000) -> Path:
    """Write `samples` as a browser would: Opus in WebM, AAC in MP4, or another codec by name."""
    with av.open(str(path), mode="w") as container:
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = layout
        resampler = av.AudioResampler(
            format=stream.format.name, layout=layout, rate=rate, frame_size=stream.frame_size
        )
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis, :], format="flt", layout="mono")
        frame.sample_rate = RATE
        frame.time_base = Fraction(1, RATE)
        frame.pts = 0
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def drawled_uh(seconds: float, pitch: float = 110.0, level: float = 0.1) -> Samples:
    """A held “uh”: pulses of a voice, and its breath, through the three resonances of that vowel."""
    count = round(seconds * RATE)
    voice = np.zeros(count)
    voice[:: round(RATE / pitch)] = 1.0
    for hertz, width in ((640.0, 80.0), (1190.0, 100.0), (2390.0, 140.0)):
        radius = np.exp(-np.pi * width / RATE)
        turn, fade = 2 * radius * np.cos(2 * np.pi * hertz / RATE), -(radius**2)
        before = last = 0.0
        for place in range(count):
            before, last = last, voice[place] + turn * last + fade * before
            voice[place] = last
    edge = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.03 * RATE))
    breath = 1.0 + 0.3 * np.random.default_rng(0).standard_normal(count)
    return np.asarray(level * edge * breath * voice / np.abs(voice).max(), dtype=np.float32)
