"""The labelled texts: the project's own, and real stories when the data folder is there."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from highsignal.analysis.text.documents import read_stories
from highsignal.domain.roles import Sentence

ROOT = Path(__file__).parents[1]
OWN = ROOT / "training" / "roles"
LABELS = ROOT / "benchmarks" / "labels"
_SECTION = {
    "situation": "situation",
    "task": "task",
    "action": "action",
    "result": "result",
    "metrics": "result",
    "learning": "learning",
}


@dataclass(frozen=True, slots=True)
class OwnStory:
    """A story written for this project: its header, and (label, text) per sentence with its paragraph."""

    id: str
    header: dict[str, str]
    lines: tuple[tuple[str, str], ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RealStory:
    """A collected story. `sections[n]` is the author's section of sentence n, None for other text.

    `strict[n]` is its adjudicated role, None when that sentence was not labelled.
    """

    id: str
    author: str
    llm: str
    sentences: tuple[Sentence, ...]
    source: str
    sections: tuple[str | None, ...]
    strict: tuple[str | None, ...]


def data_folder() -> Path | None:
    """The folder of collected texts: `HIGHSIGNAL_TEXTS`, or `shared/data` beside the checkout."""
    named = os.environ.get("HIGHSIGNAL_TEXTS")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if (folder / "stories.jsonl").is_file() else None


def own_stories() -> tuple[OwnStory, ...]:
    """The stories in `training/roles/own-*.txt`, in the order of their names."""
    return tuple(
        _own(part)
        for path in sorted(OWN.glob("own-*.txt"))
        for part in path.read_text(encoding="utf-8").split("\n---")
        if part.strip()
    )


def _own(text: str) -> OwnStory:
    header: dict[str, str] = {}
    lines: list[tuple[str, str]] = []
    paragraphs: list[int] = []
    paragraph = 0
    for line in text.strip("\n").splitlines():
        if line.startswith("#") and not lines:
            key, _, value = line.lstrip("# ").partition(":")
            header[key.strip()] = value.strip()
        elif "\t" in line:
            label, _, sentence = line.partition("\t")
            lines.append((label.strip(), sentence.strip()))
            paragraphs.append(paragraph)
        elif not line.strip():
            paragraph += 1
    return OwnStory(header.get("id", ""), header, tuple(lines), tuple(paragraphs))


def real_stories(labels: Path = LABELS / "roles.jsonl") -> tuple[RealStory, ...]:
    """The collected stories with their authors' sections and, where made, our labels; () without data."""
    folder = data_folder()
    if folder is None:
        return ()
    strict = read_labels(labels)
    stories = []
    for line in (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        stories.append(_real(record, strict.get(record["id"], {})))
    return tuple(sorted(stories, key=lambda story: story.id))


def read_labels(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Story id → (start, end) → label, from a file of labels by offsets; empty when there is none."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found.setdefault(record["story"], {})[record["start"], record["end"]] = record["label"]
    return found


def _real(record: dict[str, object], strict: dict[tuple[int, int], str]) -> RealStory:
    text = str(record["full_text"])
    (story,) = read_stories(text)
    sentences = tuple(s for s in story.sentences if not s.heading)
    bounds = _section_starts(record, text)
    return RealStory(
        id=str(record["id"]),
        author=str(record["author"]),
        llm=str(record["looks_llm_generated"]),
        sentences=sentences,
        source=text,
        sections=tuple(_section_at(bounds, s.span.start) for s in sentences),
        strict=tuple(_label_at(strict, s.span.start, s.span.end) for s in sentences),
    )


def _section_starts(record: dict[str, object], text: str) -> list[tuple[int, str]]:
    """Where each section begins in the text, in order."""
    sections, order = record["sections"], record["section_order"]
    assert isinstance(sections, dict)
    assert isinstance(order, list)
    starts: list[tuple[int, str]] = []
    at = 0
    for name in order:
        begin = str(sections.get(name, "")).strip()[:60]
        if begin:
            at = max(text.find(begin, at), at)
            starts.append((at, name))
    return starts


def _section_at(starts: list[tuple[int, str]], at: int) -> str | None:
    name = None
    for start, section in starts:
        if start <= at:
            name = section
    return _SECTION.get(name) if name else None


def _label_at(strict: dict[tuple[int, int], str], start: int, end: int) -> str | None:
    """The label of the span that shares most characters with `start`–`end`."""
    best, label = 0, None
    for (a, b), name in strict.items():
        shared = min(b, end) - max(a, start)
        if shared > best:
            best, label = shared, name
    return label
