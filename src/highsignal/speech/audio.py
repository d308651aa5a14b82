"""Decodes a sound file of any container into one channel of samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

from highsignal.speech.errors import NoSoundError, TooLongError, UnreadableSoundError

RATE = 16_000  # samples a second; what the recogniser and the aligner were trained on
LONGEST = 3600.0  # seconds; a mock of an hour, and what fits into memory beside the models

Samples = NDArray[np.float32]


class Audio(NamedTuple):
    """One channel at RATE samples a second, from -1 to 1; `seconds` is its length."""

    samples: Samples
    seconds: float

    def stretch(self, start: float, end: float) -> Samples:
        """The samples from second `start` to second `end`, without copying them."""
        return self.samples[max(0, round(start * RATE)) : round(end * RATE)]


def audio_of(samples: Samples) -> Audio:
    """Audio of samples that are at RATE already."""
    return Audio(samples, len(samples) / RATE)


def decode_audio(path: Path) -> Audio:
    """The sound in the file at `path`: several channels become one, any rate becomes RATE.

    A file that is damaged or cut off gives what can be decoded of it. Raises OSError when the file is not
    there, UnreadableSoundError when it is no sound, NoSoundError when it has no audio track or an empty
    one, TooLongError when it is longer than LONGEST.
    """
    with path.open("rb") as file:
        if not file.read(1):
            raise UnreadableSoundError(path, "it is empty")
        file.seek(0)
        try:
            with av.open(file, mode="r") as container:
                if not container.streams.audio:
                    raise NoSoundError(path)
                if (container.duration or 0) / 1_000_000 > LONGEST + 1:  # av counts in microseconds
                    raise TooLongError(path, LONGEST)
                samples = _decoded(path, container)
        except av.error.FFmpegError as error:
            raise UnreadableSoundError(path, error.strerror or str(error)) from error
    if not len(samples):
        raise NoSoundError(path)
    return audio_of(samples)


def _decoded(path: Path, container: av.container.InputContainer) -> Samples:
    """All samples, gathered in one buffer: an hour twice over would be half a gigabyte."""
    gathered = bytearray()
    limit = int(LONGEST * RATE) * np.dtype(np.float32).itemsize
    try:
        for chunk in _chunks(container):
            gathered += chunk.tobytes()
            if len(gathered) > limit:
                raise TooLongError(path, LONGEST)
    except av.error.FFmpegError:
        if not gathered:
            raise
        # A browser that was closed leaves a file without its end; what came before is the recording.
    samples = np.frombuffer(gathered, dtype=np.float32)
    return np.nan_to_num(samples, copy=False) if np.isnan(samples).any() else samples


def _chunks(container: av.container.InputContainer) -> Iterator[Samples]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    for frame in container.decode(audio=0):
        for part in resampler.resample(frame):
            yield part.to_ndarray()[0]
    for part in resampler.resample(None):
        yield part.to_ndarray()[0]
