"""The sample candidate's stories as they stand in files: words of today, and how they came to be.

A file of `samples/candidate/stories` says what a story is today and lists its history. An entry of the
history has only what it changed: a text, written out; or `[[words of today, words of then], …]`, which is
today's text with those words as they were (`[]`: as today). An entry without any text is as today in all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import time
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from highsignal.analysis.text.frontmatter import read_front_matter
from highsignal.domain.bank import RevisionKind, StoryContent, StoryState

_TEXTS = resources.files("highsignal.samples")
FOLDER = _TEXTS / "candidate"
_NAMED = ("title", "prompt", "competencies")  # what a first entry has as today unless it says otherwise


class Moment(NamedTuple):
    """A moment of the sample's year: whole days before today, and the time of day where the person is."""

    days: int
    at: time


class SampleRevision(NamedTuple):
    """A story's content after one change."""

    when: Moment
    kind: RevisionKind
    content: StoryContent


class SampleStory(NamedTuple):
    """A story of the sample.

    `reads` maps signals to weak or missing where the text is meant not to be strong, `specific` is False
    where it is meant to be no episode, `findings` are codes that are meant to be found, and `drift` lists
    numbers about which its versions are meant to disagree.
    `merged_into` is the key of another story.
    """

    key: str
    state: StoryState
    content: StoryContent
    revisions: tuple[SampleRevision, ...]
    reads: Mapping[str, str]
    specific: bool
    findings: tuple[str, ...]
    drift: tuple[str, ...]
    archived: Moment | None
    merged_into: str | None


@cache
def sample_story(key: str) -> SampleStory:
    """The story in the file called `key`."""
    data = tomllib.loads((FOLDER / "stories" / f"{key}.toml").read_text(encoding="utf-8"))
    today = _today(data)
    return SampleStory(
        key=key,
        state=StoryState(data["state"]),
        content=StoryContent(**today),
        revisions=tuple(_revisions(data["history"], today)),
        reads=data.get("reads", {}),
        specific=data.get("specific", True),
        findings=tuple(data.get("findings", ())),
        drift=tuple(data.get("drift", ())),
        archived=moment(data["archived"]) if "archived" in data else None,
        merged_into=data.get("merged_into"),
    )


def moment(values: Mapping[str, Any]) -> Moment:
    """The moment that `day` and `at` of an entry name."""
    return Moment(values["day"], time.fromisoformat(values["at"]))


def flowing(text: str) -> str:
    """`text` without the line breaks that only keep a file narrow: paragraphs and list items stay apart."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(p.replace("\n- ", "\0").replace("\n", " ").replace("\0", "\n- ") for p in paragraphs)


def _today(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the content as they are today."""
    today: dict[str, Any] = dict.fromkeys(StoryContent._fields, "") | {"competencies": ()}
    if "sample" in data:
        text = (_TEXTS / data["sample"]).read_text(encoding="utf-8")
        front = read_front_matter(text)
        today |= {"title": front.title or "", "headline": front.headline or "", "prompt": front.prompt or ""}
        today |= {"ninety": flowing(text[front.end :]), "competencies": front.competencies}
    today |= {name: _written(data[name]) for name in StoryContent._fields if name in data}
    return today


def _revisions(history: Sequence[Mapping[str, Any]], today: dict[str, Any]) -> Sequence[SampleRevision]:
    nothing: dict[str, Any] = dict.fromkeys(StoryContent._fields, "") | {"competencies": ()}
    then = nothing | {name: today[name] for name in _NAMED}
    revisions: list[SampleRevision] = []
    for entry in history:
        changed = {name: _then(entry[name], today[name]) for name in StoryContent._fields if name in entry}
        then = then | (changed or today)
        kind = entry.get("kind", "edited" if revisions else "created")
        revisions.append(SampleRevision(moment(entry), RevisionKind(kind), StoryContent(**then)))
    return revisions


def _then(entry: Any, today: Any) -> Any:
    """One field of an entry: written out, or today's with some words as they were."""
    if isinstance(entry, str):
        return flowing(entry) if isinstance(today, str) else ()
    if entry and isinstance(entry[0], str):
        return tuple(entry)
    for now, then in entry:
        if today.count(now) != 1:
            raise ValueError(f"a sample story has {now!r} {today.count(now)} times; name words it has once")
        today = today.replace(now, then)
    return today


def _written(value: Any) -> Any:
    return flowing(value) if isinstance(value, str) else tuple(value)
