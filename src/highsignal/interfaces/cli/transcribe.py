"""`highsignal transcribe`: what was said in a recording, how, and what drifted."""

from __future__ import annotations

import os
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from highsignal.domain.speech import Delivery
from highsignal.interfaces import spoken_wire
from highsignal.interfaces.cli.output import terminal_width, write_json, write_lines
from highsignal.interfaces.cli.request import Request
from highsignal.interfaces.cli.styles import Style, stdout_style
from highsignal.interfaces.wire import VERSION
from highsignal.services.transcribing import Transcribed, transcribe
from highsignal.speech.choosing import recogniser_for

_PATIENCE = 1.0  # seconds before progress is shown
_SPACE = "\u202f"


def run_transcribe(audio: Path, story: Path | None, request: Request, form: str, colour: str) -> int:
    """Transcribe `audio` and write the answer of contracts.md, or a page for people."""
    progress = _Progress()
    try:
        found = transcribe(audio, recogniser_for(os.environ), request.standard(), story, progress)
    finally:
        progress.clear()
    if form == "json":
        write_json(_facts(found))
    else:
        style = stdout_style(colour)
        write_lines(style.shown(line) for line in _lines(found, style, terminal_width()))
    return 0


class _Progress:
    """The share done and the last words heard, on standard error once somebody has waited a second."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._watched = sys.stderr.isatty()
        self._shown = False

    def __call__(self, share: float, text: str) -> None:
        if not self._watched or time.monotonic() - self._begun < _PATIENCE:
            return
        self._shown = True
        room = terminal_width() - len("heard 100 %  ")
        sys.stderr.write(f"\r\x1b[Kheard {100 * share:3.0f} %  {text[-room:]}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def _facts(found: Transcribed) -> dict[str, Any]:
    transcript = found.transcript
    return {
        "version": VERSION,
        "path": found.path,
        "recogniser": transcript.recogniser,
        "seconds": round(transcript.seconds, 2),
        "text": transcript.text,
        "words": spoken_wire.words(transcript.words, transcript.text),
        "delivery": spoken_wire.delivery(found.delivery),
        "tighten_first": spoken_wire.remark(found.tighten) if found.tighten else None,
        "drift": spoken_wire.drift(found.retold) if found.retold else [],
        "survival": spoken_wire.survival(found.survival) if found.survival else None,
        "sound": {"level": found.sound.level, "clipped": found.sound.clipped, "silent": found.sound.silent},
    }


def _lines(found: Transcribed, style: Style, width: int) -> Iterator[str]:
    if not found.transcript.text:
        yield "No words were heard in this recording."
        return
    yield from textwrap.wrap(found.transcript.text, width)
    yield ""
    for name, value in _measures(found.delivery):
        yield style.paint(f"{name:<22}", dim=True) + value
    yield from _drift(found, style, width)
    if found.tighten is not None:
        yield ""
        yield style.paint("Tighten first", bold=True)
        yield from textwrap.wrap(f"{found.tighten.message} {found.tighten.ask}", width)


def _measures(delivery: Delivery) -> Iterator[tuple[str, str]]:
    yield "spoken", _seconds(delivery.spoken_seconds)
    yield "words a minute", f"{delivery.words_per_minute:.0f}"
    yield "first outcome after", _seconds(delivery.time_to_impact_seconds)
    yield "first decision after", _seconds(delivery.time_to_decision_seconds)
    yield "pauses mid-clause", str(sum(pause.within_clause for pause in delivery.pauses))
    fillers = delivery.fillers
    yield "um and uh", str(len(fillers.found)) if fillers.measured else f"not measured: {fillers.why}"
    yield "restarts", str(len(delivery.restarts))
    if delivery.role_seconds:
        parts = (f"{role.value} {_seconds(seconds)}" for role, seconds in delivery.role_seconds.items())
        yield "time by role", " · ".join(parts)


def _seconds(seconds: float | None) -> str:
    return "not heard" if seconds is None else f"{seconds:.1f}{_SPACE}s"


def _drift(found: Transcribed, style: Style, width: int) -> Iterator[str]:
    if found.retold is None:
        return
    yield ""
    yield style.paint("Drift", bold=True) + ("" if found.retold.drifts else "  none")
    for drift in found.retold.drifts:
        yield from textwrap.wrap(drift.explanation, width, initial_indent="  ", subsequent_indent="  ")
