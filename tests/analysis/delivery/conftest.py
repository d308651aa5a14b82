"""Words with times, made of a text: what the tests of delivery speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from highsignal.domain.spans import Span
from highsignal.domain.speech import SpokenWord

Speak = Callable[..., tuple[SpokenWord, ...]]
WORD = 0.3  # seconds


@pytest.fixture
def speak() -> Speak:
    """Every word of a text takes 0.3 s; `silences` are seconds of silence before the words numbered so."""

    def spoken(
        text: str, silences: Mapping[int, float] | None = None, word: float = WORD, start: float = 0.0
    ) -> tuple[SpokenWord, ...]:
        at, words = start, []
        for number, match in enumerate(re.finditer(r"[^\s–—]+", text)):
            at += (silences or {}).get(number, 0.0)
            end = match.end() - (len(match.group()) - len(match.group().rstrip(".,?!")))
            words.append(SpokenWord(Span(match.start(), end), at, at + word))
            at += word
        return tuple(words)

    return spoken
