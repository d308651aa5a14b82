"""Story banks of other tools: career-ops' blocks, interview-coach's table with the details below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from highsignal.analysis.episode.gate import gate
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.bank import StoryContent
from highsignal.domain.sources import Detail, FoundStory, Left, LeftOver
from highsignal.domain.spans import Span
from highsignal.ingest.competencies import competencies_in
from highsignal.ingest.fields import Block, read_block
from highsignal.ingest.headings import name_of
from highsignal.ingest.judging import is_placeholder
from highsignal.ingest.lines import Line, LineKind
from highsignal.ingest.plain import bare
from highsignal.ingest.tables import cells_of
from highsignal.ingest.titles import LONGEST, short_title
from highsignal.packs.model import Competency
from highsignal.packs.names import folded

_THEME = re.compile(r"\s*\[(?P<theme>[^\]]+)\]\s*(?P<title>\S.*)")
_ID = re.compile(r"\W*(?P<id>[A-Z]{0,3}-?\d{1,4})\b\s*(?:[—–:.)|-]\s*)?(?P<title>.*)")
_BEST_FOR = ("best for", "best used for", "deploy for", "good for", "use for")
_PARTS = (("situation", "situation"), ("task", "task"), ("action", "action"), ("result", "result"))
_LEAST_PARTS = 2  # labelled parts of a story in a block; one alone ("Result: …") stands in notes as well
_LEAST_WORDS = 5


class BankRead(NamedTuple):
    """The stories of a bank and what of it was left for a reason."""

    found: tuple[FoundStory, ...]
    left: tuple[LeftOver, ...]


class _Headed(NamedTuple):
    """A heading and the lines below it, up to the next heading as high or higher, or the next one at all."""

    line: Line
    body: Span

    @property
    def span(self) -> Span:
        return Span(self.line.span.start, self.body.end)


def headed_blocks(lines: Sequence[Line]) -> tuple[_Headed, ...]:
    """Every marked heading with what stands directly below it."""
    marked = [
        n
        for n, line in enumerate(lines)
        if line.kind in (LineKind.HEADING, LineKind.QUESTION) and line.level < 7
    ]
    found = []
    for number, start in enumerate(marked):
        end = marked[number + 1] if number + 1 < len(marked) else len(lines)
        below = lines[start + 1 : end]
        while below and below[-1].kind in (LineKind.BLANK, LineKind.MARKUP):
            below = below[:-1]
        last = below[-1].span.end if below else lines[start].span.end
        found.append(_Headed(lines[start], Span(lines[start].span.end, last)))
    return tuple(found)


def is_labelled(block: Block) -> bool:
    """Whether a block has the labelled parts of a story, filled in or not."""
    return (
        len({f.section for f in block.fields if f.section in ("situation", "task", "action", "result")})
        >= _LEAST_PARTS
    )


def read_blocks(text: str, lines: Sequence[Line], known: Sequence[Competency]) -> BankRead:
    """The stories of a bank of headed blocks with labelled lines, as career-ops writes them."""
    found: list[FoundStory] = []
    left: list[LeftOver] = []
    for headed in headed_blocks(lines):
        block = read_block(text, headed.body)
        if not is_labelled(block):
            continue
        story = _block_story(text, headed, block, known)
        if story:
            found.append(story)
        else:
            left.append(LeftOver(headed.span, Left.TEMPLATE))
    return BankRead(tuple(found), tuple(left))


def _block_story(text: str, headed: _Headed, block: Block, known: Sequence[Competency]) -> FoundStory | None:
    heading = headed.line.words.text(text)
    themed = _THEME.match(heading)
    theme = themed["theme"].strip() if themed else ""
    title = name_of(themed["title"] if themed else heading)
    best = [p for field in block.named(*_BEST_FOR) for p in field.paragraphs]
    details = [Detail("Theme", theme)] if theme else []
    details += _long_title(title)
    details += block.others()
    return _story(title, block.told(), (headed.span,), details, competencies_in([*best, theme], known))


def _long_title(title: str) -> list[Detail]:
    return [Detail("Title", title)] if len(title) > LONGEST else []


def _story(
    title: str,
    told: Mapping[str, Sequence[str]],
    spans: tuple[Span, ...],
    details: Sequence[Detail],
    competencies: tuple[str, ...],
) -> FoundStory | None:
    """A found story from its parts, None when nothing of it is filled in.

    The parts are written as paragraphs without their labels: labels are not spoken, and on the real stories
    the analysis finds as many roles right without them (948 of 1,168 sentences, 949 with).
    """
    full = "\n\n".join(paragraph for paragraphs in told.values() for paragraph in paragraphs)
    if len(full.split()) < _LEAST_WORDS:
        return None
    missing = [name for name, section in _PARTS if section not in told]
    episode = gate(read_stories(full)[0])
    sure = 0.75 + 0.23 * (2 * episode.confidence - 1) if episode.specific else 0.6
    why = "Its situation, task, action and result are filled in."
    if missing:
        sure -= 0.05 * len(missing)
        verb = "is" if len(missing) == 1 else "are"
        why = f"Written as a story; its {_listed(missing)} {verb} not filled in."
    content = StoryContent(title=short_title(title), full=full, competencies=competencies)
    return FoundStory(content, spans, round(sure, 2), why, tuple(details))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


# --- interview-coach

_SKILLS = ("primaryskill", "secondaryskill", "primaryskills", "secondaryskills")
_IDS = ("id", "", "no", "nr", "storyid", "story")
_TITLES = ("title", "storytitle", "name", "story")
_SIGNS = {*_SKILLS, "earnedsecret", "strength", "usecount", "lastused"}


class _Row(NamedTuple):
    id: str
    title: str
    span: Span
    details: tuple[Detail, ...]


def story_table(text: str, lines: Sequence[Line]) -> tuple[_Row, ...] | None:
    """The rows of the story tables of a file, None when it has none; other tables are passed over."""
    found: list[_Row] = []
    seen = False
    header: tuple[str, ...] | None = None
    for number, line in enumerate(lines):
        if line.kind is not LineKind.ROW:
            if line.kind is not LineKind.MARKUP:
                header = None
            continue
        cells = cells_of(line.span.text(text))
        if number == 0 or lines[number - 1].kind is not LineKind.ROW:
            names = [folded(cell) for cell in cells]
            if line_is_header(names):
                header, seen = cells, True
                continue
        if header:
            found += _row(line.span, cells, header)
    return tuple(found) if seen else None


def line_is_header(names: Sequence[str]) -> bool:
    """Whether the folded cells of a row are the head of interview-coach's table of stories."""
    signs = sum(any(name.startswith(sign) for sign in _SIGNS) for name in names)
    return signs >= 2 and any(name in _TITLES for name in names)


def _row(span: Span, cells: Sequence[str], header: Sequence[str]) -> Iterator[_Row]:
    values = dict(zip((folded(name) for name in header), cells, strict=False))
    title = next((values[name] for name in _TITLES if values.get(name)), "")
    if not re.search(r"\w", title) or is_placeholder(title):
        return
    row_id = next((values[name] for name in _IDS if values.get(name) and values[name] != title), "")
    details = [
        Detail(name, cell)
        for name, cell in zip(header, cells, strict=False)
        if re.search(r"\w", cell) and cell != title
    ]
    details += [Detail("More", cell) for cell in cells[len(header) :] if re.search(r"\w", cell)]
    yield _Row(row_id, title, span, tuple(details))


def read_coaching_state(text: str, lines: Sequence[Line], known: Sequence[Competency]) -> BankRead:
    """The stories of interview-coach's file: a row of its table together with the block of the same id."""
    rows = story_table(text, lines) or ()
    blocks: dict[str, tuple[_Headed, str, Block]] = {}
    left: list[LeftOver] = []
    for headed in headed_blocks(lines):
        match = _ID.match(headed.line.words.text(text))
        block = read_block(text, headed.body)
        if match is None or not (is_labelled(block) or any(row.id == match["id"] for row in rows)):
            continue
        blocks.setdefault(match["id"], (headed, match["title"], block))
    found: list[FoundStory] = []
    for row in rows:
        below = blocks.pop(row.id, None) if row.id else None
        found.append(_coached(row, below, known))
    for headed, title, block in blocks.values():
        story = _story(
            bare(title),
            _with_secret(block),
            (headed.span,),
            list(block.others()),
            _deployed(block, (), known),
        )
        if story:
            found.append(story)
        else:
            left.append(LeftOver(headed.span, Left.TEMPLATE))
    return BankRead(tuple(sorted(found, key=lambda story: story.span)), tuple(left))


def _coached(row: _Row, below: tuple[_Headed, str, Block] | None, known: Sequence[Competency]) -> FoundStory:
    title = bare(row.title)
    details = [*row.details, *_long_title(title)]
    skills = [d.text for d in row.details if folded(d.label) in _SKILLS]
    if below:
        headed, other, block = below
        if other and bare(other) != title and not is_placeholder(other):
            details.append(Detail("Also titled", bare(other)))
        details += [d for d in block.others() if d not in details]
        spans = tuple(sorted((row.span, headed.span)))
        story = _story(title, _with_secret(block), spans, details, _deployed(block, skills, known))
        if story:
            return story
        row = row._replace(span=row.span)
    content = StoryContent(title=short_title(title), competencies=competencies_in(skills, known))
    spans = (row.span, below[0].span) if below else (row.span,)
    return FoundStory(
        content,
        tuple(sorted(spans)),
        0.5,
        "A title from the table; the story itself is not written in this file.",
        tuple(details),
    )


def _deployed(block: Block, skills: Sequence[str], known: Sequence[Competency]) -> tuple[str, ...]:
    return competencies_in(
        [*skills, *(p for field in block.named(*_BEST_FOR) for p in field.paragraphs)], known
    )


def _with_secret(block: Block) -> dict[str, tuple[str, ...]]:
    """The told parts, with the earned secret as what was learned where nothing else is."""
    told = block.told()
    if told and "learning" not in told:
        secret = tuple(p for field in block.named("earned secret") for p in field.paragraphs)
        if secret:
            told["learning"] = secret
    return told
