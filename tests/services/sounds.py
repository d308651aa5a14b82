"""Real speech for tests: a public recording that comes with the packaged recogniser, whole or cut."""

from __future__ import annotations

import io
import wave
from importlib.util import find_spec
from pathlib import Path


def speech_file() -> Path:
    """Eight seconds of somebody reading aloud, as WAV."""
    found = find_spec("moonshine_voice")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "assets" / "beckett.wav"


def speech(seconds: float | None = None) -> bytes:
    """The first `seconds` of it, or all of it."""
    return _cut(seconds, silent=False)


def silence(seconds: float) -> bytes:
    """As many seconds in which nobody speaks."""
    return _cut(seconds, silent=True)


def _cut(seconds: float | None, *, silent: bool) -> bytes:
    made = io.BytesIO()
    with wave.open(str(speech_file())) as whole, wave.open(made, "wb") as cut:
        cut.setparams(whole.getparams())
        frames = whole.getnframes() if seconds is None else round(seconds * whole.getframerate())
        data = whole.readframes(frames)
        cut.writeframes(bytes(len(data)) if silent else data)
    return made.getvalue()
