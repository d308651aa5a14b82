"""From lines to pieces, the smallest things worth telling apart, and the parts they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from highsignal.analysis.text.sentences import sentences_of
from highsignal.domain.sources import Detail, Left, LeftOver
from highsignal.domain.spans import Span
from highsignal.ingest.lines import Line, LineKind
from highsignal.ingest.plain import tidy
from highsignal.ingest.tables import read_table

STORY_SECTIONS = ("situation", "stakes", "task", "decision", "tradeoff", "action", "result", "learning")
LONG_PARAGRAPH = 160  # words; a longer one may hold more than one story and is looked at by sentences


class Piece(NamedTuple):
    """A bullet with what is indented below it, a paragraph, a table row, or a sentence of a long paragraph.

    `paragraphs` are its words as they will be written, without marks and labels. `listed` says that it
    stands in a list, `gap` that a blank line stands before it, `section` which part of a story a label
    calls it, `todo` that it is an unticked box, `apart` that a rule or a line of a mail program parts it
    from what stands above, `runs_on` that it is a later sentence of the paragraph above.
    """

    span: Span
    paragraphs: tuple[str, ...]
    listed: bool = False
    gap: bool = False
    section: str | None = None
    todo: bool = False
    apart: bool = False
    runs_on: bool = False
    details: tuple[Detail, ...] = ()

    @property
    def text(self) -> str:
        """All its words on one line."""
        return " ".join(self.paragraphs)


class Part(NamedTuple):
    """What stands under one heading: `headings` are those above it from the outermost in, as lines."""

    headings: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    question: Line | None = None

    @property
    def heading(self) -> Line | None:
        """The heading nearest above."""
        return self.headings[-1] if self.headings else None


class Document(NamedTuple):
    """A document's parts, and the lines that are no one's words."""

    parts: tuple[Part, ...]
    left: tuple[LeftOver, ...]


_NO_WORDS = {
    LineKind.CODE: Left.CODE,
    LineKind.COURTESY: Left.COURTESY,
}


_PARTING = frozenset((LineKind.MARKUP, LineKind.CODE, LineKind.COURTESY))


def read_document(text: str, lines: Sequence[Line]) -> Document:
    """The parts of a document in order; `text` is plain text, `lines` its lines."""
    labels = _role_headings(lines)
    parts: list[Part] = []
    headings: list[Line] = []
    question: Line | None = None
    body: list[Line] = []

    def close() -> None:
        if body or question:
            parts.append(Part(tuple(headings), tuple(_pieces(text, body)), question))
            body.clear()

    for number, line in enumerate(lines):
        if line.kind is LineKind.QUESTION:
            close()
            question = line
            headings = [h for h in headings if h.level < line.level]
        elif line.kind is LineKind.HEADING and number not in labels and not _inside(question, line):
            close()
            question = None
            headings = [*(h for h in headings if h.level < line.level), line]
        else:
            body.append(line)
    close()
    left = [LeftOver(line.span, _NO_WORDS[line.kind]) for line in lines if line.kind in _NO_WORDS]
    return Document(tuple(parts), tuple(left))


def _inside(question: Line | None, heading: Line) -> bool:
    """Whether a heading parts the answer to a question rather than ending it."""
    return question is not None and (
        question.level < heading.level or (heading.section is not None and heading.level == 7)
    )


def _role_headings(lines: Sequence[Line]) -> set[int]:
    """The headings that name a part of a story ("Situation") beside another one that names another part."""
    found: set[int] = set()
    numbered = [(n, line) for n, line in enumerate(lines) if line.kind is LineKind.HEADING]
    for (first, above), (second, below) in pairwise(numbered):
        both = above.section in STORY_SECTIONS and below.section in STORY_SECTIONS
        if both and above.section != below.section and above.level == below.level:
            found |= {first, second}
    return found


class _Open:
    """The piece that is being put together."""

    def __init__(self) -> None:
        self.lines: list[list[Line]] = []  # the paragraphs, each with its lines
        self.first: Line | None = None
        self.gap = self.apart = False
        self.section: str | None = None

    def start(self, line: Line, *, gap: bool, apart: bool, section: str | None) -> None:
        self.first, self.gap, self.apart, self.section = line, gap, apart, line.section or section
        self.lines = [[line]]


def _pieces(text: str, lines: Sequence[Line]) -> Iterator[Piece]:
    now = _Open()
    gap = apart = False
    label: Line | None = None
    rows: list[Line] = []
    for line in lines:
        if line.kind is LineKind.ROW:
            yield from _finish(text, now)
            rows.append(line)
            continue
        if rows and not (line.kind is LineKind.MARKUP and len(rows) == 1):
            yield from _rows(text, rows)
            rows = []
        if line.kind in (LineKind.HEADING, LineKind.BLANK, LineKind.MARKUP, LineKind.CODE, LineKind.COURTESY):
            gap = True
            apart = apart or line.kind in _PARTING
            label = line if line.kind is LineKind.HEADING else label
            if line.kind is not LineKind.BLANK or not _in_list(now):
                yield from _finish(text, now)
            continue
        if not _continues(now, line, gap=gap, text=text):
            yield from _finish(text, now)
            now.start(line, gap=gap, apart=apart, section=label.section if label else None)
            if label:
                now.lines.insert(0, [label])
                label = None
        gap = apart = False
    yield from _rows(text, rows)
    yield from _finish(text, now)


def _in_list(now: _Open) -> bool:
    return now.first is not None and now.first.kind is LineKind.BULLET


def _continues(now: _Open, line: Line, *, gap: bool, text: str) -> bool:
    """Whether a line belongs to the piece above, to which it is then added."""
    first = now.first
    if first is None or line.kind is LineKind.ANSWER:
        return False
    if first.kind is LineKind.BULLET:
        if line.kind is LineKind.BULLET:
            if line.level <= first.level:
                return False
            now.lines.append([line])
            return True
        indented = line.level > first.level and line.level >= 2
        lower = not gap and text[line.words.start : line.words.start + 1].islower()
        if not (indented or lower):
            return False
        if gap:
            now.lines.append([line])
        else:
            now.lines[-1].append(line)
        return True
    if line.kind is not LineKind.TEXT or gap or line.section:
        return False
    now.lines[-1].append(line)
    return True


def _finish(text: str, now: _Open) -> Iterator[Piece]:
    if now.first is None:
        return
    first, paragraphs = now.first, now.lines
    empty = Piece(Span(0, 0), (), False, now.gap, now.section, first.todo, now.apart)
    now.first, now.lines = None, []
    span = Span(paragraphs[0][0].span.start, paragraphs[-1][-1].span.end)
    spoken = [p for p in paragraphs if p[0].kind is not LineKind.HEADING]
    if first.kind is LineKind.BULLET:
        words = [tidy(" ".join(line.words.text(text) for line in p)) for p in spoken]
        yield empty._replace(span=span, paragraphs=tuple(w for w in words if w), listed=True)
        return
    yield from _prose(text, empty._replace(span=span), [line.words for p in spoken for line in p])


def _prose(text: str, empty: Piece, lines: Sequence[Span]) -> Iterator[Piece]:
    """A paragraph as one piece; lines written as lines, and the sentences of a long one, as several."""
    stretches = list(lines)
    own = _written_as_lines(text, stretches)
    if not own:
        words = tidy(" ".join(line.text(text) for line in stretches))
        if len(words) < LONG_PARAGRAPH * 4 or len(words.split()) <= LONG_PARAGRAPH:
            yield empty._replace(paragraphs=(words,) if words else ())
            return
        stretches = list(sentences_of(text, tuple(s for s in stretches if s.end > s.start)))
    bounds = [empty.span.start, *(s.start for s in stretches[1:]), empty.span.end]
    for number, (stretch, (start, end)) in enumerate(zip(stretches, pairwise(bounds), strict=True)):
        words = tidy(stretch.text(text))
        piece = empty._replace(span=Span(start, end), paragraphs=(words,) if words else (), listed=own)
        yield piece if number == 0 else piece._replace(gap=False, apart=False, runs_on=not own)


def _written_as_lines(text: str, lines: Sequence[Span]) -> bool:
    """Whether each of several lines is an entry of its own, rather than a paragraph wrapped to a width."""
    if len(lines) < 2:
        return False
    starts = [text[line.start : line.start + 1] for line in lines]
    if not all(c.isupper() or c.isdigit() or c in '$€£+*["“' for c in starts):
        return False
    widest = max(line.end - line.start for line in lines)
    room = min(a.end - a.start + 1 + len(text[b.start : b.end].split(" ", 1)[0]) for a, b in pairwise(lines))
    return widest >= room


def _rows(text: str, rows: Sequence[Line]) -> Iterator[Piece]:
    for row in read_table(text, [row.span for row in rows]):
        if row.told:
            yield Piece(row.span, row.told, listed=True, apart=True, details=row.details)


def opening(piece: Piece) -> str:
    """The words with which a piece begins, without emphasis."""
    return re.sub(r"^[\W_]+", "", piece.text[:160])
