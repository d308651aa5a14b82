"""The texts matching is trained on: our own pairs and stories, and real ones with their authors."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OWN_PAIRS = HERE / "own_pairs.jsonl"
_NAMES = HERE / "names.json"
_ROLES = HERE.parent / "roles"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A story and the themes it shows, the main one first. `author` is empty for our own."""

    text: str
    themes: tuple[str, ...]
    author: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnPair:
    """A question and a story that answers it, both invented for this project."""

    question: str
    story: Labelled


@dataclass(frozen=True, slots=True)
class RealStory:
    """A collected story; `prompt` is the question its author wrote it for, if known."""

    id: str
    author: str
    text: str
    prompt: str | None
    action: str
    result: str


@dataclass(frozen=True, slots=True)
class RealPair:
    """A question and the ids of the stories its author gave for it.

    `kind` is direct, or leadership_principle when the author only filed stories under a principle.
    `llm` is what the collector thought of the author's text: no, unsure or yes.
    """

    question: str
    relevant: tuple[str, ...]
    author: str
    kind: str
    principle: str | None
    llm: str


def data_folder() -> Path | None:
    """The folder with the real texts (HIGHSIGNAL_TEXTS, or beside the checkout), None without it."""
    named = os.environ.get("HIGHSIGNAL_TEXTS")
    folder = Path(named) if named else HERE.parents[2] / "shared" / "data"
    return folder if (folder / "question_story_pairs.jsonl").is_file() else None


def own_pairs() -> list[OwnPair]:
    """Our own pairs, in file order."""
    return [
        OwnPair(row["question"], Labelled(row["story"], (row["theme"], *row["also"])))
        for row in _lines(OWN_PAIRS)
    ]


def role_stories() -> list[Labelled]:
    """Our own full-length stories from `training/roles`, with themes from their competency headers."""
    names: dict[str, list[str]] = json.loads(_NAMES.read_text(encoding="utf-8"))["competencies"]
    found = []
    for file in sorted(_ROLES.glob("own-*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n---"):
            header = [line for line in block.splitlines() if line.startswith("# competencies:")]
            told = [line.split("\t", 1)[1] for line in block.splitlines() if "\t" in line]
            stated = header[0].partition(":")[2].split(",") if header else []
            themes = dict.fromkeys(t for name in stated for t in names.get(name.strip(), ()))
            if themes and told:
                found.append(Labelled(" ".join(told), tuple(themes)))
    return found


def real_stories(folder: Path) -> dict[str, RealStory]:
    """The collected stories, by id."""
    return {
        row["id"]: RealStory(
            row["id"],
            row["author"],
            row["full_text"],
            row.get("prompt"),
            row["sections"].get("action", ""),
            row["sections"].get("result", ""),
        )
        for row in _lines(folder / "stories.jsonl")
    }


def real_pairs(folder: Path) -> list[RealPair]:
    """The collected pairs, in file order."""
    return [
        RealPair(
            row["query"],
            tuple(row["relevant"]),
            row["pool"],
            row["kind"],
            row.get("principle"),
            row["looks_llm_generated"],
        )
        for row in _lines(folder / "question_story_pairs.jsonl")
    ]


def themes_of_principle(principle: str) -> tuple[str, ...]:
    """The themes behind one of Amazon's leadership principles; none for an unknown name."""
    names: dict[str, list[str]] = json.loads(_NAMES.read_text(encoding="utf-8"))["principles"]
    return tuple(names.get(principle, ()))


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
