"""A story as a Markdown file that a person can read and edit, and what it says when it comes back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from highsignal.analysis.text.errors import FrontMatterError
from highsignal.analysis.text.frontmatter import FrontMatter, read_front_matter
from highsignal.domain.bank import VERSION_NAMES, StoryContent, StoryState
from highsignal.services.archive_errors import StoryFileError

_BODY_VERSIONS = ("thirty", "ninety", "full")  # the headline stands in the front matter
_BY_NAME = {VERSION_NAMES[version]: version for version in _BODY_VERSIONS}
_HEADING = re.compile(rf"## ({'|'.join(_BY_NAME)})[ \t]*")
# A line of a story that looks like one of the headings gets a backslash more, which Markdown does not show.
_LOOKS_LIKE_HEADING = re.compile(rf"^(\\*## (?:{'|'.join(_BY_NAME)})[ \t]*)$", re.MULTILINE)
_WAS_ESCAPED = re.compile(rf"^\\(\\*## (?:{'|'.join(_BY_NAME)})[ \t]*)$", re.MULTILINE)
_NAME_LENGTH = 50  # characters of a title in a file's name


class StoryFile(NamedTuple):
    """What a story's file says: `id` and `state` are None, and versions left out, where it does not."""

    id: str | None
    state: StoryState | None
    title: str
    headline: str
    prompt: str
    competencies: tuple[str, ...]
    versions: dict[str, str]


def file_name(number: int, content: StoryContent) -> str:
    """The name of a story's file without its folder, such as `03-inference-cost.md`."""
    plain = unicodedata.normalize("NFKD", content.name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_NAME_LENGTH].strip("-")
    return f"{number:02}-{slug or 'story'}.md"


def write_story(story: str, state: StoryState, content: StoryContent) -> str:
    """A story as Markdown: front matter, then a section for each version that has words."""
    front = [
        f"id: {_quoted(story)}",
        f"title: {_quoted(content.title)}",
        f"headline: {_quoted(content.headline)}",
        f"competencies: [{', '.join(map(_quoted, content.competencies))}]",
        f"prompt: {_quoted(content.prompt)}",
        f"state: {state.value}",
    ]
    sections = [
        f"\n## {VERSION_NAMES[version]}\n\n{_LOOKS_LIKE_HEADING.sub(_with_backslash, _unix(words))}\n"
        for version in _BODY_VERSIONS
        if (words := content.text(version))
    ]
    return "\n".join(("---", *front, "---", "")) + "".join(sections)


def read_story(name: str, text: str) -> StoryFile:
    """What the file called `name` says; raises StoryFileError with the line that cannot be read."""
    text = _unix(text)
    try:
        front = read_front_matter(text)
    except FrontMatterError as error:
        raise StoryFileError(name, error.line, error.problem) from None
    first_line = text.count("\n", 0, front.end) + 1
    key = front.extra.get("id")
    return StoryFile(
        str(key) if key is not None else None,
        _state(name, front),
        front.title or "",
        front.headline or "",
        front.prompt or "",
        front.competencies,
        _versions(name, text[front.end :], first_line),
    )


def edited(before: StoryContent, file: StoryFile) -> StoryContent:
    """`before` with what the file says otherwise; a difference only in white space at the ends is none."""
    said: dict[str, str] = {"title": file.title, "headline": file.headline, "prompt": file.prompt}
    said |= {version: file.versions.get(version, "") for version in _BODY_VERSIONS}
    changed = {name: words for name, words in said.items() if not _same(getattr(before, name), words)}
    content = before._replace(**changed)  # type: ignore[arg-type]  # its texts, never the competencies
    if tuple(name.strip() for name in before.competencies if name.strip()) != file.competencies:
        content = content._replace(competencies=file.competencies)
    return content


def _versions(name: str, body: str, first_line: int) -> dict[str, str]:
    versions: dict[str, str] = {}
    for line, version, words in _sections(body, first_line):
        if version in versions:
            raise StoryFileError(name, line, f"the version “{VERSION_NAMES[version]}” is there twice")
        if version:
            versions[version] = _WAS_ESCAPED.sub(r"\1", words.strip("\n"))
        elif words.strip():
            versions[version] = words.strip("\n")
    loose = versions.pop("", None)
    if loose is None:
        return versions
    if versions:
        raise StoryFileError(
            name,
            first_line,
            "there are words before the first version; put them below a heading like ## Full",
        )
    return {"ninety": loose}


def _sections(body: str, first_line: int) -> Iterator[tuple[int, str, str]]:
    """The line, version (empty before the first) and words of each section."""
    begun, version, words = first_line, "", list[str]()
    for number, line in enumerate(body.split("\n"), start=first_line):
        heading = _HEADING.fullmatch(line)
        if heading is None:
            words.append(line)
            continue
        yield begun, version, "\n".join(words)
        begun, version, words = number, _BY_NAME[heading[1]], []
    yield begun, version, "\n".join(words)


def _state(name: str, front: FrontMatter) -> StoryState | None:
    value = front.extra.get("state")
    if value is None:
        return None
    try:
        return StoryState(str(value))
    except ValueError:
        known = ", ".join(StoryState)
        raise StoryFileError(name, 1, f"there is no state {str(value)!r}; one of {known}") from None


def _same(before: str, after: str) -> bool:
    return _unix(before).strip() == _unix(after).strip()


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_backslash(match: re.Match[str]) -> str:
    return "\\" + match[1]


def _quoted(words: str) -> str:
    import yaml

    written: str = yaml.safe_dump(words, default_style='"', allow_unicode=True, width=float("inf"))
    return written.rstrip("\n")
