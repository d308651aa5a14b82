"""Sources written for the tests, each in the manner of a real one."""

from __future__ import annotations

from pathlib import Path

from highsignal.domain.sources import Reading
from highsignal.ingest.read import read_source

FILES = Path(__file__).parent / "files"


class Source:
    """A source of `files/`, with its line ends as they are in the file, and how it was read."""

    def __init__(self, name: str) -> None:
        self.text = (FILES / name).read_bytes().decode("utf-8")
        self.reading: Reading = read_source(name, self.text)
        self.titles = [story.title for story in self.reading.found]

    def left(self, words: str) -> str:
        """The reason for which the stretch with `words` was left over."""
        return next(item.reason for item in self.reading.left_over if words in item.span.text(self.text))


def read(text: str, name: str = "") -> Reading:
    """How a pasted text is read."""
    return read_source(name, text)
