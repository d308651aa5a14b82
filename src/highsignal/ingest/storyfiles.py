"""Files of stories as `highsignal check` reads them: front matter, second-level headings, versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from highsignal.analysis.episode.gate import gate
from highsignal.analysis.text.documents import read_stories
from highsignal.analysis.text.errors import FrontMatterError
from highsignal.analysis.text.frontmatter import FrontMatter, read_front_matter
from highsignal.domain.bank import VERSIONS, StoryContent
from highsignal.domain.sources import Detail, FoundStory, Left, LeftOver
from highsignal.domain.spans import Span
from highsignal.domain.stories import Story
from highsignal.ingest.deeds import tells_deed
from highsignal.ingest.headings import is_drawer
from highsignal.ingest.lines import Line, LineKind
from highsignal.ingest.plain import bare
from highsignal.ingest.titles import LONGEST, sentence_title, short_title

# The names people and other files give the four versions.
_VERSION = {
    "headline": ("headline", "nugget", "one sentence", "one line", "one-liner", "hook", "tl;dr", "tldr"),
    "thirty": (
        "30",
        "30s",
        "30 s",
        "30 sec",
        "30 seconds",
        "30-second",
        "30 second",
        "thirty",
        "thirty seconds",
        "short",
        "short version",
    ),
    "ninety": (
        "90",
        "90s",
        "90 s",
        "90 sec",
        "90 seconds",
        "90-second",
        "90 second",
        "ninety",
        "ninety seconds",
    ),
    "full": ("full", "long", "full story", "full version", "long version", "whole"),
}
_FIELD_OF = {name: field for field, names in _VERSION.items() for name in names}
_SURE_OF_NO = 0.9  # confidence of the gate; below it what stands under its own heading is kept
_NO_STORY = frozenset(("empty", "gibberish", "keywords", "self_description", "hypothetical"))


class FilesRead(NamedTuple):
    """The stories of a file, what was left, and what the user should know."""

    found: tuple[FoundStory, ...]
    left: tuple[LeftOver, ...]
    remarks: tuple[str, ...] = ()


def version_field(name: str) -> str | None:
    """The field of a story that a version's name means ("30 seconds" → thirty), None for an unknown one."""
    return _FIELD_OF.get(re.sub(r"\s*\(.*\)\s*$", "", bare(name).lower()).strip(" :."))


def has_versions(text: str, lines: Sequence[Line]) -> bool:
    """Whether two or more headings name versions of one story, so that they part no stories."""
    return len(_version_lines(text, lines, Span(0, len(text)))) > 1


def _version_lines(text: str, lines: Sequence[Line], within: Span) -> list[Line]:
    headings = (line for line in lines if line.kind is LineKind.HEADING and within.contains(line.span))
    return [line for line in headings if version_field(line.words.text(text))]


def read_story_file(text: str, name: str, lines: Sequence[Line]) -> FilesRead:
    """The stories of a file with front matter or second-level headings; `name` gives a title if need be.

    Front matter that cannot be read is left over, with a remark, and the stories are read without it.
    """
    remarks: list[str] = []
    left: list[LeftOver] = []
    front, begin, body = FrontMatter(), 0, text
    try:
        front = read_front_matter(text)
        begin = front.end
    except FrontMatterError as error:
        begin = _end_of_block(text)
        body = " " * begin + text[begin:]
        note = f"Line {error.line}: {error.problem}."
        left.append(LeftOver(Span(0, begin), Left.FRONT_MATTER, note))
        remarks.append(
            "The settings at the top of the file could not be read; the stories were read without."
        )
    stories = (_whole(body, name, begin),) if has_versions(text, lines) else read_stories(body, name)
    below = tuple(line for line in lines if line.span.end > begin)
    file = _File(text, below, front, begin, len(stories) == 1, name)
    found: list[FoundStory] = []
    for story in stories:
        made = _found(file, story)
        if isinstance(made, FoundStory):
            found.append(made)
        else:
            left.append(made)
    if front.end and len(found) != 1:
        note = "Settings for the whole file; every story got its competencies."
        left.append(LeftOver(Span(0, front.end), Left.FRONT_MATTER, note))
    return FilesRead(tuple(found), tuple(left), tuple(remarks))


def _end_of_block(text: str) -> int:
    """Where an unreadable block of settings ends: at its closing line, else after its first line."""
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE).search(text, 4)
    if closing:
        return closing.end()
    end = text.find("\n")
    return len(text) if end < 0 else end + 1


def _whole(body: str, name: str, start: int) -> Story:
    """The file as one story: its second-level headings, which would part it, made first-level ones."""
    story = read_stories(re.sub(r"(?m)^##(?=[ \t])", "# ", body), name)[0]
    return story._replace(span=Span(start, len(body.rstrip())))


class _File(NamedTuple):
    """A file's text, its lines below the settings, where these end, and whether it is one story."""

    text: str
    lines: Sequence[Line]
    front: FrontMatter
    begin: int
    only: bool
    name: str


def _found(file: _File, story: Story) -> FoundStory | LeftOver:
    text, lines, front, only = file.text, file.lines, file.front, file.only
    above = _heading_above(lines, story.span)
    heading = above or _first_heading(text, lines, story.span)
    start = above.span.start if above else story.span.start
    if only:
        start = 0 if front.end else file.begin
    span = Span(start, max(story.span.end, front.end if only else 0))
    named = front.title if only else None
    title = named or (bare(heading.words.text(text)) if heading else "") or _usual_title(story, file.name)
    fields = _fields(text, story.span, lines, heading, version_field(story.version or "") or "full")
    if not any(fields.values()):
        return LeftOver(span, Left.TEMPLATE, "A heading without a story below it.")
    told = next((fields[name] for name in ("ninety", "full", "thirty") if fields[name]), "")
    episode = gate(read_stories(told)[0]) if told and has_versions(text, lines) else gate(story)
    hardly = (
        not tells_deed(told)
        and not episode.specific
        and episode.confidence >= _SURE_OF_NO
        and episode.kind in _NO_STORY
    )
    drawer = heading is not None and not episode.specific and is_drawer(heading.words.text(text))
    if (hardly or (drawer and not only)) and not front.end:
        return LeftOver(span, Left.SELF_DESCRIPTION if episode.kind == "self_description" else Left.NO_DEED)
    headline = (front.headline if only else None) or fields.pop("headline")
    content = StoryContent(
        title=short_title(title),
        competencies=story.competencies,
        prompt=(front.prompt if only else None) or "",
        **{**fields, "headline": headline},
    )
    details = tuple(_details(text, story, title, heading if named else None))
    if episode.specific:
        sure = 0.6 + 0.38 * (2 * episode.confidence - 1)
        return FoundStory(content, (span,), round(sure, 2), "A story of its own in the file.", details)
    why = "It stands as a story in the file, though it does not read like one past episode."
    return FoundStory(content, (span,), 0.45, why, details)


def _usual_title(story: Story, name: str) -> str:
    """The title where none is given: the file's name, else how the story begins."""
    spoken = next((s.text for s in story.sentences if not s.heading), "")
    return story.title if name or not spoken else sentence_title(spoken)


def _heading_above(lines: Sequence[Line], span: Span) -> Line | None:
    """The heading directly above a story's body, when it is not part of it."""
    above = [
        line
        for line in lines
        if line.span.end <= span.start and line.kind not in (LineKind.BLANK, LineKind.MARKUP)
    ]
    return above[-1] if above and above[-1].kind in (LineKind.HEADING, LineKind.QUESTION) else None


def _first_heading(text: str, lines: Sequence[Line], span: Span) -> Line | None:
    """The heading with which a body begins, unless it names a part or a version of the story."""
    first = next((x for x in lines if x.span.end > span.start and x.kind is not LineKind.BLANK), None)
    if first is None or first.kind is not LineKind.HEADING or first.level == 7 or first.section:
        return None
    return None if version_field(first.words.text(text)) else first


def _fields(text: str, span: Span, lines: Sequence[Line], title: Line | None, usual: str) -> dict[str, str]:
    """The text of each version; what stands before the first version's heading is the version `usual`."""
    start = title.span.end if title and title.span.end > span.start else span.start
    marks = [line for line in _version_lines(text, lines, span) if line is not title]
    bounds = [*(line.span.start for line in marks), span.end]
    fields = dict.fromkeys(VERSIONS, "")
    fields[usual] = _written(text[start : bounds[0]])
    for line, (_, end) in zip(marks, pairwise(bounds), strict=True):
        field = version_field(line.words.text(text)) or "full"
        words = _written(text[line.span.end : end])
        fields[field] = "\n\n".join(part for part in (fields[field], words) if part)
    return fields


def _written(text: str) -> str:
    """A stretch of the file as it was written, with line ends of one kind."""
    return re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _details(text: str, story: Story, title: str, heading: Line | None) -> Iterator[Detail]:
    if len(title) > LONGEST:
        yield Detail("Title", title)
    if heading and bare(heading.words.text(text)) != title:
        yield Detail("Heading", bare(heading.words.text(text)))
    for label, value in (("Role", story.role), ("Level", story.level)):
        if value:
            yield Detail(label, value)
    if story.version and not version_field(story.version):
        yield Detail("Version", story.version)
    extra: Mapping[str, object] = story.extra
    for key, setting in extra.items():
        if setting not in (None, "", []):
            shown = ", ".join(map(str, setting)) if isinstance(setting, list) else str(setting)
            yield Detail(str(key), shown)
