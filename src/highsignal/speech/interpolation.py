"""Times for words that cannot be aligned: spread over the speech of their line by their length."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from highsignal.speech.audio import Audio
from highsignal.speech.loudness import FRAME, frame_levels, spoken_frames
from highsignal.speech.writing import Token


def spread(
    audio: Audio, start: float, end: float, tokens: Sequence[Token]
) -> tuple[tuple[float, float], ...]:
    """Start and end in seconds for each of `tokens` between the seconds `start` and `end` of `audio`.

    Each gets a share of the time in which somebody speaks, by its number of letters as it is said.
    """
    weights = np.array([sum(map(len, token.ways[0])) for token in tokens], dtype=np.float64)
    bounds = np.concatenate(([0.0], np.cumsum(weights))) / weights.sum()
    spoken = np.flatnonzero(spoken_frames(frame_levels(audio.stretch(start, end))))
    if not len(spoken):
        places = start + bounds * (end - start)
    else:
        last = len(spoken) - 1
        places = start + FRAME * spoken[np.rint(bounds * last).astype(int)]
    return tuple((float(a), float(b)) for a, b in pairwise(places))
