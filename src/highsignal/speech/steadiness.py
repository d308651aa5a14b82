"""How steady a sound is: “uh” keeps its colour for as long as it lasts, words change theirs."""

from __future__ import annotations

import numpy as np

from highsignal.speech.audio import RATE, Samples

_WINDOW, _STEP, _POINTS = 400, 160, 512  # samples: 25 ms, 10 ms; points of the transform
_BANDS = 20  # between these two frequencies, equally wide to the ear
_LOWEST, _HIGHEST = 150.0, 5000.0  # Hz; what a telephone and a laptop's microphone both keep
_FAINTEST = 1e-9  # so that silence has a logarithm
# At either end a sound comes from and goes to its neighbours.
_HEAD, _TAIL = 4, 6  # windows


def spread_of(samples: Samples) -> float:
    """By how many dB the colour of a sound varies: about 2 to 3.5 in a held vowel, 4 to 7 in words.

    It is the root mean square of what the bands' levels differ from their mean, the loudness taken out.
    A sound too short to tell gives 0.
    """
    count = (len(samples) - _WINDOW) // _STEP + 1
    if count < _HEAD + _TAIL + 2:
        return 0.0
    windows = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[::_STEP][_HEAD : count - _TAIL]
    power = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), _POINTS)) ** 2
    bands = np.add.reduceat(power, _edges(), axis=1)[:, :_BANDS]
    levels = 10 * np.log10(bands + _FAINTEST)
    colour = levels - levels.mean(axis=1, keepdims=True)
    return float(np.sqrt(np.mean((colour - colour.mean(axis=0)) ** 2)))


def _edges() -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """First point of each band, and the one after the last band; equal steps on the mel scale."""
    low, high = (1127 * np.log(1 + hertz / 700) for hertz in (_LOWEST, _HIGHEST))
    hertz = 700 * (np.exp(np.linspace(low, high, _BANDS + 1) / 1127) - 1)
    return np.asarray(hertz / RATE * _POINTS, dtype=np.intp)
