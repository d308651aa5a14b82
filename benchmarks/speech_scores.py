"""Scores of heard words: errors between two texts, and between two sets of word boundaries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from highsignal.speech.spelling import ways_to_say

_FILLERS = ("um", "uh", "er", "hmm", "mm")
_ALIKE = {"alright": "all right", "mr": "mister", "mrs": "missus", "yknow": "you know"}


def plain_words(text: str) -> list[str]:
    """The words of `text` as they are said, in small letters, without marks and fillers."""
    words: list[str] = []
    for written in text.split():
        ways = ways_to_say(written.lower() if not any(c.isdigit() for c in written) else written)
        for word in ways[0] if ways else ():
            plain = re.sub(r"[^a-z']", "", word)
            words += _ALIKE.get(plain, plain).split()
    return [word for word in words if word not in _FILLERS]


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words wrong, left out or put in: the edit distance."""
    last = list(range(len(heard) + 1))
    for row, word in enumerate(said, start=1):
        now = [row]
        for column, other in enumerate(heard, start=1):
            now.append(min(last[column] + 1, now[-1] + 1, last[column - 1] + (word != other)))
        last = now
    return last[-1]


def grid_words(path: Path) -> list[tuple[str, float, float]]:
    """Words with their seconds from the first tier of a short TextGrid; empty intervals left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    count = int(lines[11])
    found = (lines[12 + 3 * place : 15 + 3 * place] for place in range(count))
    return [(word.strip('"'), float(start), float(end)) for start, end, word in found if word.strip('"')]


def boundary_errors(
    marked: Sequence[tuple[str, float, float]], placed: Sequence[tuple[float, float]]
) -> list[float]:
    """By how many seconds each start and end is off, words in the same order."""
    pairs = list(zip(marked, placed, strict=True))
    starts = [abs(start - place[0]) for (_, start, _), place in pairs]
    return starts + [abs(end - place[1]) for (_, _, end), place in pairs]
