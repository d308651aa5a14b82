"""Asking before something is done that cannot be taken back, and words for sizes and counts."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from highsignal.interfaces.cli.output import write_lines
from highsignal.services.errors import UsageError

DECLINED = 1  # exit status when the answer was no

# What rows are called where people read it; what is not named here is not worth a word.
_NAMES = (
    ("person", "person", "people"),
    ("story", "story", "stories"),
    ("revision", "revision", "revisions"),
    ("take", "take", "takes"),
    ("round", "round", "rounds"),
    ("source", "source", "sources"),
    ("loop", "planned loop", "planned loops"),
    ("recording", "recording", "recordings"),
)


class NobodyToAskError(UsageError):
    """The command asks, and nobody is there to answer."""

    code = "nobody-to-ask"

    def __init__(self) -> None:
        super().__init__(
            "this asks first, and nobody is there to answer; say --yes to do it. Nothing was changed"
        )


def confirmed(word: str) -> bool:
    """Whether the person types `word`; raises NobodyToAskError when nobody answers."""
    write_lines([f"Type {word} to go on, anything else to leave everything as it is:"])
    sys.stdout.flush()
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer:
        raise NobodyToAskError
    return answer.strip().lower() == word


def counted(counts: Mapping[str, int], recordings: int = 0) -> str:
    """Counts by table in words, such as “1 person, 12 stories”; those that are zero are left out."""
    numbers = {**counts, "recording": recordings}
    parts = [
        f"{number:,} {one if number == 1 else many}"
        for name, one, many in _NAMES
        if (number := numbers.get(name, 0))
    ]
    return ", ".join(parts) or "nothing"


def sized(size: int) -> str:
    """A number of bytes in words."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} bytes"
