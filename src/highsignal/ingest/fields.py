"""Blocks of labelled lines, as other tools write a story: "**S (Situation):** …", "- Result: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from highsignal.analysis.text.blocks import lines_of
from highsignal.analysis.text.sections import section_of
from highsignal.domain.sources import Detail
from highsignal.domain.spans import Span
from highsignal.ingest.judging import is_placeholder
from highsignal.ingest.pieces import STORY_SECTIONS
from highsignal.ingest.plain import tidy

# A label in bold with a colon or stop in or behind it, or plain words with a colon; maybe a bullet before.
_LABEL = re.compile(
    r"[ \t]*(?:>[ \t]?)*(?P<bullet>[-*+•][ \t]+)?"
    r"(?:(?P<strong>\*\*|__)(?P<bold>[^*_\n]{1,60}?)(?P<in>[:：.])?[ \t]*(?P=strong)[ \t]*(?(in)|[:：–—-])"
    r"|(?P<plain>[A-Za-z][^:*\n]{0,40}?)[:：](?=\s|$))[ \t]*"
)
_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[-*+•][ \t]+|\d{1,2}[.)][ \t]+)?")
_ASIDE = re.compile(r"\s*[(（][^)）]*[)）]\s*$")
_PLAIN_LABELS = frozenset(
    ("best for", "best for questions about", "best used for", "deploy for", "source", "provenance", "theme")
)
_SUMMARY = {"headline": "headline", "nugget": "headline", "one sentence": "headline"}


class Field(NamedTuple):
    """A labelled value: `label` as written, `section` the part of a story it names."""

    label: str
    section: str | None
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(self.paragraphs)

    @property
    def name(self) -> str:
        """The label in small letters, without what stands in brackets."""
        return _ASIDE.sub("", self.label).strip().lower()


class Block(NamedTuple):
    """The labelled values of a block in order, and the lines that stand before the first of them."""

    fields: tuple[Field, ...]
    before: tuple[str, ...]

    def told(self) -> dict[str, tuple[str, ...]]:
        """The paragraphs of each part of a story that is filled in, in the order of `STORY_SECTIONS`."""
        found: dict[str, tuple[str, ...]] = {}
        for section in STORY_SECTIONS:
            paragraphs = [p for field in self.fields if field.section == section for p in field.paragraphs]
            if paragraphs:
                found[section] = tuple(paragraphs)
        return found

    def named(self, *names: str) -> tuple[Field, ...]:
        """The fields whose label begins with one of `names`."""
        return tuple(field for field in self.fields if field.name.startswith(names))

    def others(self) -> Iterator[Detail]:
        """What is under a label that names no part of a story, and what stood before the first label."""
        for words in self.before:
            yield Detail("Note", words)
        for field in self.fields:
            if field.section not in STORY_SECTIONS and field.paragraphs:
                yield Detail(field.label, "\n".join(field.paragraphs))


def read_block(text: str, span: Span) -> Block:
    """The labelled lines of `text` within `span`; a value goes on to the next label.

    Values that only hold a place ("[what you did]") are empty.
    """
    fields: list[tuple[str, str | None, list[list[str]]]] = []
    before: list[list[str]] = [[]]
    for line in lines_of(text, span):
        match = _label_in(line.text)
        if match:
            label = tidy(match["bold"] or match["plain"]).strip(" :：.")
            fields.append((label, section_of(_ASIDE.sub("", label)) or section_of(label), [[]]))
            line = line._replace(text=line.text[match.end() :])
        _add(fields[-1][2] if fields else before, line.text)
    return Block(
        tuple(Field(label, section, _filled(paragraphs)) for label, section, paragraphs in fields),
        _filled(before),
    )


def _label_in(line: str) -> re.Match[str] | None:
    match = _LABEL.match(line)
    if match is None or match["bold"] is not None:
        return match
    name = match["plain"].strip()
    known = section_of(_ASIDE.sub("", name)) or section_of(name) or name.lower() in _PLAIN_LABELS
    # A list item may have any label; a line of prose with a colon is labelled only when the label is known.
    return match if known or (match["bullet"] and len(name.split()) <= 3 and name[:1].isupper()) else None


def _add(paragraphs: list[list[str]], line: str) -> None:
    mark = _MARK.match(line)
    words = line[mark.end() :] if mark else line
    if not re.search(r"\w", words):
        paragraphs.append([])
        return
    if mark and mark.group().strip(" \t>") and paragraphs[-1]:
        paragraphs.append([])
    paragraphs[-1].append(words)


def _filled(paragraphs: list[list[str]]) -> tuple[str, ...]:
    joined = (tidy(" ".join(lines)) for lines in paragraphs)
    return tuple(words for words in joined if words and not is_placeholder(words))
