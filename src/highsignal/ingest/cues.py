"""The words and phrases of `cues.txt`, as sets and as patterns for how a text begins."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from highsignal.analysis.lexicon.lexicon import parse_lists


@cache
def _lists() -> dict[str, list[str]]:
    return parse_lists(Path(__file__).with_name("cues.txt").read_text(encoding="utf-8"))


@cache
def listed_words(name: str) -> frozenset[str]:
    """The single words of the list `name`."""
    return frozenset(" ".join(_lists()[name]).split())


@cache
def listed_phrases(name: str) -> tuple[str, ...]:
    """The lines of the list `name`."""
    return tuple(_lists()[name])


@cache
def opening_pattern(name: str) -> re.Pattern[str]:
    """A pattern that matches a text, in any capitals, that begins with a line of the list `name`."""
    time = "(?:" + "|".join(_lists()["time"]) + ")"
    lines = "|".join(f"(?:{line})" for line in _lists()[name])
    return re.compile(rf"^\W*(?:{lines.replace('TIME', time)})(?!\w)", re.IGNORECASE)
