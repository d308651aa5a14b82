"""Where a key of a TOML text stands, which `tomllib` does not tell; used when there is a problem to show."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

Key = tuple[str | int, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_STATEMENT = re.compile(
    rf"(?P<list>\[\[[ \t]*({_DOTTED})[ \t]*\]\])|\[[ \t]*({_DOTTED})[ \t]*\]|({_DOTTED})[ \t]*="
)
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' + r"'''.*?'{3,5}|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'|#[^\n]*|\s+|.",
    re.DOTALL,
)


class Place(NamedTuple):
    """A line and column, both from 1."""

    line: int
    column: int


class _Statement(NamedTuple):
    key: Key
    start: int
    value: int  # where its value begins; for a header, where the header ends
    end: int


class Places:
    """The places of the keys of one TOML text, which must be valid TOML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(m.end() for m in re.finditer("\n", text))]
        self._statements = {s.key: s for s in _statements(text)}

    def of(self, key: Key) -> Place:
        """The place of `key`, or of the nearest table or list around it that has a place of its own."""
        for length in range(len(key), 0, -1):
            found = self._statements.get(key[:length])
            if found is not None:
                return self._place(self._within(found, key[length:]))
        return Place(1, 1)

    def _within(self, found: _Statement, rest: Key) -> int:
        # A header ends where its value would begin: what it lacks is shown at the header itself.
        if not rest or found.value == found.end:
            return found.start
        inside = self._text[found.value : found.end]
        if isinstance(rest[0], int):
            elements = list(_elements(inside))
            return found.value + elements[rest[0]] if rest[0] < len(elements) else found.start
        named = re.search(rf"""(?<![\w-])["']?{re.escape(rest[0])}["']?\s*=""", inside)
        return found.value + named.start() if named else found.start

    def _place(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)


def _statements(text: str) -> Iterator[_Statement]:
    table: Key = ()
    counts: dict[Key, int] = {}
    position = 0
    while position < len(text):
        match = _STATEMENT.match(text, position)
        if match is None:  # white space, a comment, or what is left of a line
            token = _TOKEN.match(text, position)
            position = token.end() if token else position + 1
            continue
        names = _names(match[2] or match[3] or match[4])
        if match[4]:
            end = _value_end(text, match.end())
            yield _Statement((*table, *names), match.start(), match.end(), end)
            position = end
            continue
        table = _resolved(names, counts, new=bool(match["list"]))
        yield _Statement(table, match.start(), match.end(), match.end())
        position = match.end()


def _resolved(names: list[str], counts: dict[Key, int], new: bool) -> Key:
    """The header's key with the number of the current element after each list of tables."""
    key: Key = ()
    for i, name in enumerate(names):
        key = (*key, name)
        if new and i == len(names) - 1:
            counts[key] = counts.get(key, -1) + 1
        if key in counts:
            key = (*key, counts[key])
    return key


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_KEY, dotted)]


def _value_end(text: str, position: int) -> int:
    depth = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            break
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth == 0 and token[0].isspace() and "\n" in token[0]:
            return position
        position = token.end()
    return len(text)


def _elements(inside: str) -> Iterator[int]:
    """Offsets of the elements of a list, given the text that begins with its bracket."""
    depth, waiting = 0, False
    for token in _TOKEN.finditer(inside):
        if token[0].isspace() or token[0].startswith("#"):
            continue
        if waiting and token[0] != "]":
            yield token.start()
            waiting = False
        if token[0] in "[{":
            depth += 1
            waiting = depth == 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "," and depth == 1:
            waiting = True
