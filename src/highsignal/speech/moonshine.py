"""Hears with Moonshine on this machine: its packaged tiny model, or a larger one by path."""

from __future__ import annotations

import ctypes
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np

from highsignal.speech.audio import RATE, Audio, Samples
from highsignal.speech.errors import RecogniserFailedError, UnusableModelError
from highsignal.speech.recogniser import Line, Progress
from highsignal.speech.stretches import Stretch, find_stretches, halves

_PACKAGED = "tiny-en"
# Which files a model has says which kind it is; of one kind the size is told by the encoder's.
_WHOLE = ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin")
_STREAMING = ("encoder.ort", "tokenizer.bin", "streaming_config.json")
_ARCHITECTURES = {
    "tiny-streaming": 2,
    "base-streaming": 3,
    "small-streaming": 4,
    "medium-streaming": 5,
    "tiny": 0,
    "base": 1,
}  # numbers of the library's ModelArch
_TINY_ENCODER = 20_000_000  # bytes; the tiny English encoder has 13 million, the base one twice as many
_SHORTEST_HALF = 1.0  # seconds; in less there is no context to hear a word by
# What these models make of a breath or a click, alone in a short stretch.
_PHANTOMS = ("you", "1", "i", "a", "the")
_BRIEF = 1.0  # seconds
# We cut the recording at pauses ourselves: with the library's own detector the same recording gave other
# words each time, with 11 to 29 errors in 59 words over four runs; cut here, the same text four times of
# four. A threshold of 0 turns the detector off. Why it varies was not found.
_OPTIONS = {"vad_threshold": "0", "vad_max_segment_duration": "60", "return_audio_data": "false"}


class MoonshineRecogniser:
    """One loaded model; it hears one recording at a time and can be used for many."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use the model in `folder`, or the packaged one; loaded when first needed, never downloaded."""
        self.folder = folder or packaged_model()
        self.name = f"moonshine {self.folder.name}"
        self._transcriber: Any = None

    def hear(self, audio: Audio, on_progress: Progress) -> tuple[Line, ...]:
        """The lines said in `audio`, one for each stretch between pauses.

        Raises UnusableModelError when the model cannot be loaded and RecogniserFailedError when it fails.
        """
        self._load()
        lines: list[Line] = []
        for stretch in find_stretches(audio):
            on_progress(stretch.start / audio.seconds, " ".join(line.text for line in lines))
            lines += self._lines(audio, stretch)
        on_progress(1.0, " ".join(line.text for line in lines))
        return tuple(lines)

    def _lines(self, audio: Audio, stretch: Stretch) -> list[Line]:
        """What was said in a stretch; heard again in halves where the model ran in a circle."""
        text = self._transcribe(audio.stretch(*stretch), stretch)
        if runs_in_circles(text) and stretch.end - stretch.start > 2 * _SHORTEST_HALF:
            return [line for half in halves(audio, stretch) for line in self._lines(audio, half)]
        phantom = text.strip(".!?,").lower() in _PHANTOMS and stretch.end - stretch.start < _BRIEF
        return [Line(text, stretch.start, stretch.end)] if text and not phantom else []

    def _load(self) -> None:
        if self._transcriber is not None:
            return
        architecture = _architecture(self.folder)
        # Imported here: it takes a quarter of a second, and brings its downloader, which is never called.
        from moonshine_voice.errors import MoonshineError  # type: ignore[import-untyped]
        from moonshine_voice.moonshine_api import ModelArch  # type: ignore[import-untyped]
        from moonshine_voice.transcriber import Transcriber  # type: ignore[import-untyped]

        try:
            self._transcriber = Transcriber(self.folder, ModelArch(architecture), options=dict(_OPTIONS))
        except MoonshineError as error:
            raise UnusableModelError(self.folder, str(error)) from error

    def _transcribe(self, samples: Samples, stretch: Stretch) -> str:
        """The text of one stretch; the library's own call would take a Python list of all samples."""
        from moonshine_voice.moonshine_api import TranscriptC

        whole = np.ascontiguousarray(samples, dtype=np.float32)
        found = ctypes.POINTER(TranscriptC)()
        library, handle = self._transcriber._lib, self._transcriber._handle
        pointer = whole.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        status = library.moonshine_transcribe_without_streaming(
            handle, pointer, len(whole), RATE, 0, ctypes.byref(found)
        )
        if status != 0:
            reason = library.moonshine_error_to_string(status) or b"no reason given"
            raise RecogniserFailedError(self.name, stretch.start, reason.decode("utf-8", "replace"))
        lines = self._transcriber._parse_transcript(found).lines
        return " ".join(" ".join(line.text for line in lines).split())


def runs_in_circles(text: str) -> bool:
    """Whether `text` has a phrase of three words or more three times in a row, as no speaker says it.

    Recognisers that predict the next word from the last ones do this where they lose the thread; the end
    of the text may cut the third time short.
    """
    words = [word.strip(",.?!") for word in text.lower().split()]
    for size in range(3, len(words) // 2 + 1):
        for place in range(len(words) - 2 * size - 2):
            first, second = words[place : place + size], words[place + size : place + 2 * size]
            third = words[place + 2 * size : place + 3 * size]
            whole = len(third) == size or place + 2 * size + len(third) == len(words)
            if first == second and whole and third == first[: len(third)]:
                return True
    return False


def packaged_model() -> Path:
    """The folder of the model that the installed package carries."""
    spec = importlib.util.find_spec("moonshine_voice")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places or ["moonshine_voice"]))) / "assets" / _PACKAGED


def _architecture(folder: Path) -> int:
    """The number of the model's architecture, from its folder's name, else from its files."""
    if not folder.is_dir():
        raise UnusableModelError(folder, "there is no such folder")
    streaming = (folder / "streaming_config.json").exists()
    missing = [name for name in (_STREAMING if streaming else _WHOLE) if not (folder / name).exists()]
    if missing:
        raise UnusableModelError(folder, f"it has no {', '.join(missing)}")
    for name, number in _ARCHITECTURES.items():
        if folder.name.startswith(name) and name.endswith("-streaming") == streaming:
            return number
    if streaming:
        raise UnusableModelError(
            folder, "its name does not say which model it is, as “small-streaming-en” would"
        )
    small = (folder / "encoder_model.ort").stat().st_size < _TINY_ENCODER
    return _ARCHITECTURES["tiny" if small else "base"]
