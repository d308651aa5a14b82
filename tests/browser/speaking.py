"""A browser with a microphone into which a file speaks, or whose microphone may not be used or is missing."""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.browser.told_take import SPEECH
from tests.browser.watching import Watch
from tests.servers.chromium import ARGUMENTS, DESKTOP, Screen, open_context
from tests.servers.installed import chromium
from tests.servers.program import Program

RATE = 16_000  # samples a second
Speak = Callable[..., Page]


@contextmanager
def microphones(browser: Browser, program: Program, watched: Watch) -> Iterator[Speak]:
    """`speak(sound, allowed=…, screen=…)` opens a signed-in page; without `sound` there is no microphone."""
    opened: list[Browser] = []

    def speak(
        sound: Path | None = SPEECH,
        *,
        allowed: bool = True,
        screen: Screen = DESKTOP,
        server: Program = program,
    ) -> Page:
        fake = (
            ()
            if sound is None
            else ("--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={sound}")
        )
        own = browser.browser_type.launch(executable_path=chromium(), args=[*ARGUMENTS, *fake])
        opened.append(own)
        context = open_context(own, screen, "light", server.url)
        watched.follow(context)
        if allowed:
            context.grant_permissions(["microphone"], origin=server.url)
        name, value = server.cookie()
        context.add_cookies(
            [{"name": name, "value": value, "url": server.url, "httpOnly": True, "sameSite": "Strict"}]
        )
        return context.new_page()

    yield speak
    for one in opened:
        one.close()


def silence(path: Path, seconds: float = 10.0) -> Path:
    """A file with nothing in it."""
    return _write(path, bytes(2 * int(RATE * seconds)))


def too_loud(path: Path, seconds: float = 10.0) -> Path:
    """A voice that is cut off at full scale."""
    samples = (
        int(max(-1.0, min(1.0, 4 * math.sin(2 * math.pi * 180 * n / RATE))) * 32767)
        for n in range(int(RATE * seconds))
    )
    return _write(path, b"".join(struct.pack("<h", sample) for sample in samples))


def hour_and_more(path: Path, seconds: int = 3700) -> Path:
    """A recording of more than an hour, at the lowest rate that a file may have."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)  # lower ones no browser plays
        file.writeframes(bytes([128]) * 8000 * seconds)
    return path


def _write(path: Path, frames: bytes) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames)
    return path
