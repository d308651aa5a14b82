"""From lines to blocks: headings, labels, list items and paragraphs, by offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from highsignal.analysis.text.sections import LABEL, section_of
from highsignal.domain.spans import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_ATX = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)(.*?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_][ \t]*){3,}$")
_TABLE_RULE = r"\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$"
_MARK = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+•‣–—◦·▪]|\(?\d{1,2}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?")
_BOLD_LINE = r"\s*(\*\*|__)(?P<words>[^*_]+)\1\s*:?\s*$"


class Line(NamedTuple):
    """One line of the visible text without its line end; `start` counts in the file."""

    start: int
    text: str

    @property
    def span(self) -> Span:
        """The line's words without white space around them."""
        stripped = self.text.strip()
        start = self.start + len(self.text) - len(self.text.lstrip())
        return Span(start, start + len(stripped))


class Block(NamedTuple):
    """A heading (`level` 1 to 6, or 7 for a label such as "Result:") or a run of prose (`level` 0).

    `lines` are the stretches of prose line by line, list marks left out; `section` is the canonical
    section a heading names.
    """

    lines: tuple[Span, ...]
    level: int = 0
    section: str | None = None

    @property
    def span(self) -> Span:
        """From the first to the last character of the block."""
        return Span(self.lines[0].start, self.lines[-1].end)


def lines_of(text: str, span: Span) -> list[Line]:
    """The lines of `text` within `span`, however lines end in it."""
    return [
        Line(match.start(), match.group().rstrip("\r\n"))
        for match in _LINE.finditer(text, span.start, span.end)
        if match.group()
    ]


def blocks_of(text: str, span: Span) -> Iterator[Block]:
    """The blocks of `text` (already made visible, see `visible`) within `span`, in order."""
    prose: list[Span] = []
    lines = lines_of(text, span)
    for number, line in enumerate(lines):
        if not line.text.strip() or _RULE.match(line.text) or _is_table_rule(line.text):
            yield from _flush(prose)
            # "Title" underlined by dashes was a heading, and has been taken as prose of one line.
            continue
        heading = _heading(line, lines[number + 1] if number + 1 < len(lines) else None)
        if heading:
            yield from _flush(prose)
            yield heading
            continue
        if _SETEXT.match(line.text) and number and _is_underlined(lines[number - 1], line):
            continue
        mark = _MARK.match(line.text)
        marked = mark is not None and bool(mark.group().strip(" \t>"))
        if marked:
            yield from _flush(prose)
        start = line.start + (mark.end() if mark else 0)
        label = _label(text, Span(start, line.span.end))
        if label:
            yield from _flush(prose)
            yield label
            start = label.span.end
        rest = _stripped(text, Span(start, line.span.end))
        if rest.end > rest.start:
            prose.append(rest)
    yield from _flush(prose)


def _is_table_rule(line: str) -> bool:
    return "|" in line and re.match(_TABLE_RULE, line) is not None


def _flush(prose: list[Span]) -> Iterator[Block]:
    if prose:
        yield Block(tuple(prose))
        prose.clear()


def _is_underlined(above: Line, line: Line) -> bool:
    words = above.text.strip()
    return (
        bool(words)
        and len(words) <= 80
        and _SETEXT.match(line.text) is not None
        and not words.startswith("#")
    )


def _heading(line: Line, below: Line | None) -> Block | None:
    """The heading that `line` is, if it is one: `# words`, words over a rule of = or -, or a bold line."""
    atx = _ATX.match(line.text)
    if atx:
        words = Span(line.start + atx.start(2), line.start + atx.end(2))
        if words.end <= words.start:
            return Block((line.span,), len(atx.group(1)))
        return Block((words,), len(atx.group(1)), section_of(atx.group(2)))
    if below is not None and _is_underlined(line, below):
        level = 1 if below.text.strip().startswith("=") else 2
        return Block((line.span,), level, section_of(line.text))
    bold = re.match(_BOLD_LINE, line.text) if "**" in line.text or "__" in line.text else None
    if bold and (len(bold.group("words").split()) <= 8 and bold.group("words").strip()[-1] not in ".!?…"):
        return Block((line.span,), 7, section_of(bold.group("words")))
    bare = line.text.strip().rstrip(":")
    if len(bare) > 2 and len(bare) < 40 and section_of(bare) and not line.text.strip().endswith((".", ",")):
        return Block((line.span,), 7, section_of(bare))
    return None


def _label(text: str, span: Span) -> Block | None:
    """A label in front of a line's words that names a section, as a heading of its own."""
    match = LABEL.match(text, span.start, span.end)
    if not match:
        return None
    section = section_of(match.group("name"))
    if section is None:
        return None
    return Block((_stripped(text, Span(match.start(), match.end())),), 7, section)


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
