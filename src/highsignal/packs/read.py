"""Reads one pack file into a table that is known to be valid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomli

from highsignal.packs import consistency, validate
from highsignal.packs.errors import BrokenTomlError, InvalidPackError, Problem, UnreadablePackError
from highsignal.packs.find import PackFile

LARGEST = 1_000_000  # bytes; a pack is written by hand, and more is a mistaken file


def table(file: PackFile) -> Mapping[str, Any]:
    """The contents of a pack file, checked against its schema and for consistency.

    Raises UnreadablePackError, BrokenTomlError, or InvalidPackError with every problem found.
    """
    text = _text(file)
    contents = _parsed(text, file.path)
    if file.packaged:  # checked by the tests before it was shipped; every start would pay for it again
        return contents
    found = faults(file, contents)
    if found:
        raise InvalidPackError(file.path, file.kind, _problems(found, text))
    return contents


def faults(file: PackFile, contents: Mapping[str, Any]) -> list[validate.Fault]:
    """What is wrong with the contents of a pack file.

    Consistency takes a well-formed table for granted, so it waits until the schema is satisfied.
    """
    found = validate.faults(contents, validate.schema(file.kind))
    return list(found or consistency.faults(file.kind, contents, file.path.name))


def _text(file: PackFile) -> str:
    if file.size > LARGEST:
        raise UnreadablePackError(file.path, f"it is over {LARGEST // 1_000_000} MB")
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise UnreadablePackError(file.path, error.strerror or str(error)) from error
    try:
        # utf-8-sig: editors on Windows put a mark first that TOML does not allow.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise UnreadablePackError(
            file.path, "it is not UTF-8 text; save it as UTF-8", line, column
        ) from error


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except RecursionError as error:
        raise BrokenTomlError(path, 1, 1, "lists or tables are nested too deep") from error
    except ValueError as error:  # TOMLDecodeError, and what Python itself says of absurd numbers
        reason, line, column = _decoded(str(error), text)
        raise BrokenTomlError(path, line, column, reason) from error


def _decoded(message: str, text: str) -> tuple[str, int, int]:
    """Reason, line and column from a message like "Expected '=' (at line 3, column 7)"."""
    reason = re.sub(r" \(at [^)]*\)$", "", message)
    place = re.search(r"\(at line (\d+), column (\d+)\)$", message)
    if place:
        return reason, int(place[1]), int(place[2])
    lines = text.split("\n")
    return reason, len(lines), len(lines[-1]) + 1


def _problems(found: Iterable[validate.Fault], text: str) -> list[Problem]:
    # Imported here: only a malformed pack needs it, and every command would pay for its patterns.
    from highsignal.packs.places import Places

    places = Places(text)
    return sorted(
        (Problem(*places.of(f.key), _where(f.key), f.message) for f in found),
        key=lambda p: (p.line, p.column),
    )


def _where(key: validate.Key) -> str:
    """A key in words, counting from 1: ("level", 2, "people") is "level 3 › people"."""
    words = ""
    for part in key:
        if isinstance(part, int):
            words += f" {part + 1}"
        else:
            words += f" › {part}" if words else part
    return words
