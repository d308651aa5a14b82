"""What a source is by its form: another tool's bank, a file of stories, answers, a brag document, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from highsignal.analysis.text.errors import FrontMatterError
from highsignal.analysis.text.frontmatter import read_front_matter
from highsignal.domain.sources import SourceKind
from highsignal.ingest.banks import headed_blocks, is_labelled, story_table
from highsignal.ingest.fields import read_block
from highsignal.ingest.headings import is_drawer
from highsignal.ingest.lines import Line, LineKind, is_chat
from highsignal.ingest.pieces import STORY_SECTIONS
from highsignal.ingest.storyfiles import has_versions

_THEMED = re.compile(r"\s*\[[^\]]+\]\s*\S")
_OWN_KEYS = re.compile(r"^(?:title|headline|competencies|prompt|version)[ \t]*:", re.MULTILINE)
_BRAG = re.compile(
    r"brag|accomplish|achievement|\bwins\b|hype|self[- ]?(?:review|assessment)|perf(?:ormance)?[- ]review",
    re.IGNORECASE,
)
_LEAST_WORDS = 40  # below a second-level heading of a file of stories, on average
_MOST_BULLETS = 0.3  # share of a file's lines of words; more is a list rather than stories
_SECTIONS = 3  # parts of a story that headings or labels name in a file of one story


def recognise_lines(name: str, text: str, lines: Sequence[Line]) -> SourceKind:
    """What the source is; `name` is its file name or empty, `text` is plain, `lines` are its lines."""
    if story_table(text, lines) is not None or _is_coaching(text, lines):
        return SourceKind.INTERVIEW_COACH
    labelled = [h for h in headed_blocks(lines) if is_labelled(read_block(text, h.body))]
    if labelled and _is_bank(name, text, [h.line for h in labelled]):
        return SourceKind.CAREER_OPS
    if labelled or _has_settings(text) or has_versions(text, lines) or _is_story_file(text, lines):
        return SourceKind.STORIES
    answered = sum(_answered(lines, n) for n, line in enumerate(lines) if line.kind is LineKind.QUESTION)
    if answered:
        return SourceKind.ANSWERS
    told = [line for line in lines if line.kind in (LineKind.BULLET, LineKind.TEXT)]
    listed = sum(line.kind is LineKind.BULLET and not is_chat(line, text) for line in told)
    titled = any(_BRAG.search(line.words.text(text)) for line in lines[:30] if line.kind is LineKind.HEADING)
    if told and (titled or _BRAG.search(name) or listed > 0.6 * len(told)):
        return SourceKind.BRAG_DOCUMENT
    return SourceKind.NOTES


def _is_coaching(text: str, lines: Sequence[Line]) -> bool:
    """Whether the file is interview-coach's without a table: its heading and blocks with numbers."""
    headings = [line.words.text(text).lower() for line in lines if line.kind is LineKind.HEADING]
    return any(re.search(r"\bstory ?bank\b", h) for h in headings) and any(
        re.match(r"s\d{2,4}\b", h) for h in headings
    )


def _is_bank(name: str, text: str, headings: Sequence[Line]) -> bool:
    themed = sum(bool(_THEMED.match(line.words.text(text))) for line in headings)
    return "story-bank" in name.lower() or "STAR+R" in text[:2000] or 2 * themed >= len(headings)


def _has_settings(text: str) -> bool:
    """Whether the file begins with front matter that has a key of ours."""
    try:
        front = read_front_matter(text)
    except FrontMatterError:
        return _OWN_KEYS.search(text, 0, 2000) is not None
    return bool(front.title or front.headline or front.prompt or front.competencies or front.version)


def _is_story_file(text: str, lines: Sequence[Line]) -> bool:
    """Whether headings part the file into stories, or name the parts of one."""
    told = [line for line in lines if line.kind in (LineKind.BULLET, LineKind.TEXT)]
    if any(line.kind is LineKind.QUESTION for line in lines):
        return False
    seconds = [
        line for line in lines if line.kind is LineKind.HEADING and line.level == 2 and line.section is None
    ]
    named = [line for line in seconds if not is_drawer(line.words.text(text))]
    if len(seconds) < 2:
        sections = {line.section for line in lines if line.section in STORY_SECTIONS}
        tops = [
            line
            for line in lines
            if line.kind is LineKind.HEADING and line.level < 7 and line.section is None
        ]
        return len(sections) >= _SECTIONS and "action" in sections and len(tops) <= 1
    bullets = sum(line.kind is LineKind.BULLET for line in told)
    words = sum(len(line.words.text(text).split()) for line in told)
    prose = bullets <= _MOST_BULLETS * len(told) and words >= _LEAST_WORDS * len(seconds)
    return len(named) > 1 and 3 * len(named) >= 2 * len(seconds) and prose


def _answered(lines: Sequence[Line], number: int) -> bool:
    """Whether words stand between a question, by its number, and the next question or heading."""
    for following in range(number + 1, len(lines)):
        kind = lines[following].kind
        if kind in (LineKind.QUESTION, LineKind.HEADING):
            return False
        if kind in (LineKind.TEXT, LineKind.BULLET, LineKind.ANSWER):
            return True
    return False
