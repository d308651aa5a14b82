"""From a file's text to the stories in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple

from highsignal.analysis.text.blocks import Block, blocks_of
from highsignal.analysis.text.frontmatter import FrontMatter, read_front_matter
from highsignal.analysis.text.sentences import sentences_of
from highsignal.analysis.text.visible import visible
from highsignal.analysis.text.words import spoken_words
from highsignal.domain.roles import Sentence
from highsignal.domain.spans import Span
from highsignal.domain.stories import Story

_LABEL = 7  # the level of a label such as "Result:"
_STORY = 2  # the level of heading that parts a file into stories
_UNSPOKEN = {"notes"}


class _Part(NamedTuple):
    """The blocks of one story and the heading above them."""

    title: Block | None
    blocks: Sequence[Block]


def read_stories(text: str, path: str = "") -> tuple[Story, ...]:
    """The stories in `text`, the content of one file; every offset counts in `text`.

    A file is one story unless two or more second-level headings, other than names of sections such
    as "Situation", have a body: then each of those is a story. A file without a word is one empty
    story. `path` gives a title where nothing else does.

    Raises FrontMatterError when the YAML block at the top cannot be read.
    """
    front = read_front_matter(text)
    shown = visible(text)
    blocks = list(blocks_of(shown, Span(front.end, len(text))))
    parts = _parts(blocks)
    return tuple(_story(text, shown, part, front, path, only=len(parts) == 1) for part in parts)


def _parts(blocks: Sequence[Block]) -> list[_Part]:
    starts = [n for n, block in enumerate(blocks) if block.level == _STORY and block.section is None]
    bounds = [*starts, len(blocks)]
    parts = [
        _Part(blocks[start], _until_level_one(blocks[start + 1 : end])) for start, end in pairwise(bounds)
    ]
    told = [part for part in parts if any(block.level == 0 for block in part.blocks)]
    if len(told) > 1:
        return told
    title = next((b for b in blocks if 0 < b.level < _LABEL and b.section is None), None)
    return [_Part(title, blocks)]


def _until_level_one(blocks: Sequence[Block]) -> Sequence[Block]:
    for number, block in enumerate(blocks):
        if block.level == 1:
            return blocks[:number]
    return blocks


def _story(text: str, shown: str, part: _Part, front: FrontMatter, path: str, *, only: bool) -> Story:
    blocks = part.blocks
    span = Span(blocks[0].span.start, blocks[-1].span.end) if blocks else Span(front.end, front.end)
    sentences = tuple(_sentences(shown, blocks, part.title))
    heading = part.title.span.text(shown).strip(" *_#") if part.title else ""
    title = (
        (front.title if only else None) or heading or PurePath(path).stem.replace("-", " ").replace("_", " ")
    )
    return Story(
        source=text,
        span=span,
        title=title or _first_words(sentences),
        sentences=sentences,
        headline=(front.headline if only else None) or _headline(sentences),
        prompt=front.prompt if only else None,
        competencies=front.competencies,
        role=front.role,
        level=front.level,
        version=front.version,
        extra=front.extra,
    )


def _sentences(shown: str, blocks: Sequence[Block], title: Block | None) -> Iterator[Sentence]:
    section: str | None = None
    paragraph = -1
    for block in blocks:
        if block.level:
            section = block.section if block.section or block.level <= _LABEL else section
            if block is not title and block.span.end > block.span.start:
                words = block.span.text(shown)
                yield Sentence(
                    block.span, words, spoken_words(words), max(paragraph, 0), heading=True, section=section
                )
            continue
        paragraph += 1
        for span in sentences_of(shown, block.lines):
            words = span.text(shown)
            spoken = spoken_words(words)
            if spoken:
                unspoken = section in _UNSPOKEN
                yield Sentence(span, words, spoken, paragraph, heading=unspoken, section=section)


def _headline(sentences: Sequence[Sentence]) -> str | None:
    """The sentence under a heading such as "Headline", when the story has one."""
    for sentence in sentences:
        if sentence.section == "summary" and not sentence.heading:
            return " ".join(sentence.text.split())
    return None


def _first_words(sentences: Sequence[Sentence]) -> str:
    for sentence in sentences:
        if not sentence.heading:
            return " ".join(sentence.words[:8])
    return ""


def read_whole(text: str, title: str = "", headline: str = "") -> Story:
    """`text` as one story whatever headings it has; for a bank, where each story is kept by itself."""
    shown = visible(text)
    blocks = list(blocks_of(shown, Span(0, len(text))))
    heading = next((b for b in blocks if 0 < b.level < _LABEL and b.section is None), None)
    story = _story(text, shown, _Part(heading, blocks), FrontMatter(), "", only=True)
    return story._replace(title=title or story.title, headline=headline or story.headline)
