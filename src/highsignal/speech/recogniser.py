"""What a recogniser is: something that hears lines of text in a recording."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from highsignal.speech.audio import Audio

Progress = Callable[[float, str], None]
"""Called while a recording is heard, with the share done (0 to 1) and the text so far."""


class TimedWord(NamedTuple):
    """A word as a recogniser wrote it, with the seconds of the recording it says it lies between."""

    word: str
    start: float
    end: float


class Line(NamedTuple):
    """What was said between two seconds of a recording; `words` only where the recogniser times them."""

    text: str
    start: float
    end: float
    words: tuple[TimedWord, ...] = ()


class Recogniser(Protocol):
    """Hears; on this machine (moonshine.py) or at an endpoint (endpoint.py)."""

    @property
    def name(self) -> str:
        """What a transcript says it was heard by: the program and its model."""
        ...

    def hear(self, audio: Audio, on_progress: Progress) -> tuple[Line, ...]:
        """The lines said in `audio`, in order; none when nobody speaks. Raises SpeechError."""
        ...


def no_progress(share: float, text: str) -> None:
    """The progress of a caller who does not show any."""
