"""How loud a recording is by hundredths of a second, and where somebody speaks in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from highsignal.speech.audio import RATE, Samples

FRAME = 0.01  # seconds
_SAMPLES = round(FRAME * RATE)
_FAINTEST = -100.0  # dB; digital silence has no logarithm
_DIGITAL = 5.0  # dB above the faintest; a microphone that is on is louder
_SMOOTHED = 5  # frames; a plosive is a gap of 50 ms inside a word
_RISE = 0.25  # share of the way from the background to the loudest speech where speech begins
_DEPTH = 40.0  # dB; quieter than this below the loudest speech is breath and room
_NARROW = 6.0  # dB; a sound that hardly varies is a hum, speech varies by more than 20
_INAUDIBLE = -65.0  # dB below full scale; a muted microphone with its noise

Levels = NDArray[np.float64]
Mask = NDArray[np.bool_]


def frame_levels(samples: Samples) -> Levels:
    """The level of each whole FRAME in dB, 0 being full scale and -100 nothing at all."""
    count = len(samples) // _SAMPLES
    frames = samples[: count * _SAMPLES].reshape(count, _SAMPLES)
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / _SAMPLES
    return np.asarray(10 * np.log10(np.maximum(power, 10 ** (_FAINTEST / 10))))


def smoothed(levels: Levels, frames: int = _SMOOTHED) -> Levels:
    """`levels` averaged over `frames` neighbours; the ends are not pulled towards 0 dB."""
    if len(levels) < frames:
        return levels
    padded = np.pad(levels, frames // 2, mode="edge")
    return np.convolve(padded, np.ones(frames) / frames, "valid")[: len(levels)]


def contrast(levels: Levels) -> float:
    """By how many dB the loudest speech rises above the background; 0 for no sound at all.

    Digital silence, as between joined recordings, is no background and is left out.
    """
    even = smoothed(levels)
    even = even[even > _FAINTEST + _DIGITAL]
    if not len(even):
        return 0.0
    background, loud = np.percentile(even, (10, 95))
    return float(loud - background)


def spoken_frames(levels: Levels) -> Mask:
    """Which frames are speech: clearly louder than the recording's own background."""
    if not len(levels):
        return np.zeros(0, dtype=np.bool_)
    even = smoothed(levels)
    background, loud = np.percentile(even, (10, 95))
    if loud - background < _NARROW:
        return np.zeros(len(even), dtype=np.bool_)
    threshold = max(background + _RISE * (loud - background), loud - _DEPTH, _INAUDIBLE)
    return np.asarray(even > threshold)
