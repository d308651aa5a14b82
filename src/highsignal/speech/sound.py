"""How a recording sounds: its level, clipping, silence, and the outline that a page draws."""

from __future__ import annotations

import numpy as np

from highsignal.domain.speech import Sound
from highsignal.speech.audio import RATE, Audio, Samples
from highsignal.speech.loudness import FRAME, frame_levels, spoken_frames

_CLIPPED_AT = 0.985  # of full scale; codecs leave a clipped wave a little below it
_CLIPPED_SAMPLES = 3  # in a hundredth of a second; a single peak at full scale is no clipping


def measure_sound(audio: Audio, peaks: int = 600) -> Sound:
    """Level, clipping, silence and outline of `audio`.

    `level` is the mean level of the frames with speech in dB, 0 being full scale and speech usually
    between -30 and -15; of the whole recording where nobody speaks. `clipped` and `silent` are shares of
    the time from 0 to 1. `peaks` is how many stretches the outline has, fewer in a very short recording.
    """
    levels = frame_levels(audio.samples)
    spoken = spoken_frames(levels)
    return Sound(
        seconds=audio.seconds,
        level=round(_mean_level(audio.samples, spoken), 1),
        clipped=round(_clipped(audio.samples), 4),
        silent=round(1.0 - float(spoken.mean()), 4) if len(spoken) else 1.0,
        peaks=_outline(audio.samples, peaks),
    )


def _mean_level(samples: Samples, spoken: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    size = round(FRAME * RATE)
    frames = samples[: len(spoken) * size].reshape(len(spoken), size)
    heard = frames[spoken] if spoken.any() else frames
    power = float(np.mean(np.square(heard, dtype=np.float64))) if heard.size else 0.0
    return float(10 * np.log10(max(power, 1e-10)))


def _clipped(samples: Samples) -> float:
    """The share of the frames in which the wave is cut off at full scale."""
    size = round(FRAME * RATE)
    count = len(samples) // size
    if not count:
        return 0.0
    frames = np.abs(samples[: count * size]).reshape(count, size)
    return float(np.mean((frames >= _CLIPPED_AT).sum(axis=1) >= _CLIPPED_SAMPLES))


def _outline(samples: Samples, peaks: int) -> tuple[float, ...]:
    parts = np.array_split(np.abs(samples), max(1, min(peaks, len(samples))))
    return tuple(round(min(1.0, float(part.max())), 3) for part in parts if len(part))
