"""Writing answers: the terminal's width, JSON, progress over many files."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")

_USUAL = 88  # columns where nobody says how many there are
_NARROWEST, _WIDEST = 50, 100  # columns; above a hundred a line of prose is hard to follow
_PATIENCE = 1.0  # seconds before progress is shown


def terminal_width() -> int:
    """The columns to write in."""
    given = os.environ.get("COLUMNS", "")
    try:
        columns = int(given) if given.isdecimal() else os.get_terminal_size().columns
    except OSError:  # not a terminal
        columns = 0
    return max(_NARROWEST, min(_WIDEST, columns or _USUAL))


def write_json(answer: Any) -> None:
    """Write `answer` to standard output as JSON."""
    import json

    sys.stdout.write(json.dumps(answer, ensure_ascii=not _is_unicode(), indent=2) + "\n")


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output, signs it cannot show replaced."""
    encoding = sys.stdout.encoding or "ascii"
    for line in lines:
        shown = line if _is_unicode() else line.encode(encoding, "replace").decode(encoding)
        sys.stdout.write(shown + "\n")


def with_progress(items: Iterator[T], what: str) -> Iterator[T]:
    """`items`, with a count on standard error once they take over a second and somebody is watching."""
    begun = time.monotonic()
    watched = sys.stderr.isatty()
    shown = False
    for number, item in enumerate(items, start=1):
        if watched and time.monotonic() - begun > _PATIENCE:
            shown = True
            sys.stderr.write(f"\r{what} {number} …")
            sys.stderr.flush()
        yield item
    if shown:
        sys.stderr.write("\r\x1b[K")


def _is_unicode() -> bool:
    return "utf" in (sys.stdout.encoding or "ascii").lower()
