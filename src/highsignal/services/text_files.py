"""Finding and reading the text files a command was given; bad ones are named, the others still read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

LARGEST = 1_000_000  # bytes; contracts.md: a larger file is unusable input
STANDARD_INPUT = "-"
SUFFIXES = (".md", ".markdown", ".txt")

# The first bytes of files that people hand in by mistake, and what to do instead.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is a PDF, not text; copy its words into a Markdown or text file"),
    (b"PK\x03\x04", "is a Word, OpenDocument or ZIP file, not text; save it as plain text or Markdown"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file, not text; save it as plain text or Markdown"),
    (b"{\\rtf", "is rich text (RTF); save it as plain text or Markdown"),
    (b"\xff\xfe", "is UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "is UTF-16; save it as UTF-8"),
)


class TextFile(NamedTuple):
    """A file that was read: `path` as the user would write it, `text` with its own line ends."""

    path: str
    text: str


class InputProblem(NamedTuple):
    """Something handed in that cannot be used: where, with line and column from 1, and what to do."""

    path: str
    line: int
    column: int
    message: str


def read_inputs(paths: Sequence[str]) -> Iterator[TextFile | InputProblem]:
    """Read every path in order: a file, a folder (searched for .md, .markdown and .txt), or `-`.

    A file given twice is read once. What cannot be used comes as an InputProblem in its place.
    """
    seen: set[str] = set()
    for path in paths:
        if path == STANDARD_INPUT:
            yield text_of(path, sys.stdin.buffer.read(LARGEST + 1))
            continue
        for entry in _expand(path):
            if isinstance(entry, InputProblem):
                yield entry
                continue
            real = os.path.realpath(entry)
            if real not in seen:
                seen.add(real)
                yield read_text_file(entry)


def read_text_file(path: str) -> TextFile | InputProblem:
    """The text of one file, or why it cannot be used."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        return InputProblem(path, 1, 1, f"{path} cannot be read: {reason}; check its name and permissions")
    return text_of(path, content)


def _expand(path: str) -> Iterable[str | InputProblem]:
    where = Path(path)
    if where.is_dir():
        found = sorted(_stories_in(where))
        return found or [
            InputProblem(
                path, 1, 1, f"{path} holds no story; put Markdown or text files ({', '.join(SUFFIXES)}) in it"
            )
        ]
    if not where.exists():
        return [InputProblem(path, 1, 1, f"there is no file or folder {path}; check its name")]
    if not where.is_file():
        return [
            InputProblem(
                path, 1, 1, f"{path} is not a file; give a Markdown or text file, or - for standard input"
            )
        ]
    return [path]


def _stories_in(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield str(Path(parent) / name)


def text_of(path: str, content: bytes) -> TextFile | InputProblem:
    """The text that a file's bytes are, or why they cannot be used; `path` is what the file is called."""
    name = "standard input" if path == STANDARD_INPUT else path
    for signature, advice in _SIGNATURES:
        if content.startswith(signature):
            return InputProblem(path, 1, 1, f"{name} {advice}")
    if len(content) > LARGEST:
        return InputProblem(path, 1, 1, f"{name} is larger than 1 MB; give the stories in smaller files")
    zero = content.find(b"\0")
    if zero >= 0:
        line, column = _place(content, zero)
        return InputProblem(path, line, column, f"{name} is not text; give a Markdown or text file")
    try:
        return TextFile(path, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line, column = _place(content, error.start)
        byte = content[error.start]
        return InputProblem(path, line, column, f"{name} is not UTF-8 (byte 0x{byte:02X}); save it as UTF-8")


def _place(content: bytes, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a byte."""
    before = content[:offset]
    start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
    lines = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    return lines + 1, len(before[start:].decode("utf-8", "replace")) + 1
