"""Cuts a recording at its pauses into stretches that are heard one at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from highsignal.speech.audio import Audio
from highsignal.speech.loudness import FRAME, Levels, Mask, frame_levels, smoothed, spoken_frames

# Of 5, 8, 12, 16 and 24 seconds the one with the fewest errors on the recordings of benchmarks/speech.py,
# once each; shorter ones have less context for a word, longer ones bring the partial text late.
LONGEST = 16.0  # seconds
_PAUSE = 0.3  # seconds; a shorter gap does not part two runs of speech
_APART = 1.0  # seconds; over a longer silence nothing is joined, recognisers make words up in it
_EDGE = 0.15  # seconds kept around speech: consonants begin and end below the threshold
_SHORTEST = 0.08  # seconds; a click is no speech
_ALONE = 0.25  # seconds of speech that a stretch needs: in less, models make up a “You” or a “1.”
_LULL = 15  # frames; where an endless run has to be cut, the quietest such stretch is taken


class Stretch(NamedTuple):
    """A part of a recording, in its seconds."""

    start: float
    end: float


def find_stretches(audio: Audio, longest: float = LONGEST) -> tuple[Stretch, ...]:
    """The parts of `audio` in which somebody speaks, none longer than `longest` seconds and its edges.

    Long silences lie between them; a recording without speech has none.
    """
    levels = frame_levels(audio.samples)
    runs = [cut for run in _runs(spoken_frames(levels)) for cut in _cut(run, levels, round(longest / FRAME))]
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and end - joined[-1][0] <= longest / FRAME and start - joined[-1][1] < _APART / FRAME:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    lasting = [(start, end) for start, end in joined if end - start >= _ALONE / FRAME]
    return _with_edges(lasting, len(levels))


def halves(audio: Audio, stretch: Stretch) -> tuple[Stretch, Stretch]:
    """`stretch` in two, cut at the quietest place of its middle half."""
    even = smoothed(frame_levels(audio.stretch(*stretch)), _LULL)
    quarter = len(even) // 4
    middle = stretch.start + (quarter + int(np.argmin(even[quarter : 3 * quarter + 1]))) * FRAME
    return Stretch(stretch.start, middle), Stretch(middle, stretch.end)


def _runs(spoken: Mask) -> list[tuple[int, int]]:
    """First and last frame (exclusive) of each run of speech, gaps shorter than a pause closed."""
    padded = np.concatenate(([False], spoken, [False]))
    changes = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    runs: list[tuple[int, int]] = []
    for start, end in zip(changes[::2], changes[1::2], strict=True):
        if runs and start - runs[-1][1] < _PAUSE / FRAME:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return [(start, end) for start, end in runs if end - start >= _SHORTEST / FRAME]


def _cut(run: tuple[int, int], levels: Levels, longest: int) -> list[tuple[int, int]]:
    """`run` in pieces of at most `longest` frames, cut where its second half is quietest."""
    start, end = run
    even = smoothed(levels, _LULL)
    pieces = []
    while end - start > longest:
        half = start + longest // 2
        place = half + int(np.argmin(even[half : start + longest]))
        pieces.append((start, place))
        start = place
    return [*pieces, (start, end)]


def _with_edges(runs: list[tuple[int, int]], frames: int) -> tuple[Stretch, ...]:
    """The runs with a little silence around them, of which neighbours get half each."""
    edge = round(_EDGE / FRAME)
    found = []
    for number, (start, end) in enumerate(runs):
        before = (runs[number - 1][1] + start) // 2 if number else 0
        after = (end + runs[number + 1][0]) // 2 if number + 1 < len(runs) else frames
        found.append(Stretch(max(start - edge, before) * FRAME, min(end + edge, after) * FRAME))
    return tuple(found)
