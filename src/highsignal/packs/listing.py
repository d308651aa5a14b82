"""Every pack there is, one row each, for `highsignal packs`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from highsignal.packs import read
from highsignal.packs.errors import PackError, StrayPackFileError
from highsignal.packs.find import PackFile, PackSources, files, missing_folders
from highsignal.packs.model import PackKind


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack file.

    `entries` counts what `counted` names (topics, levels, lines, prompts, competencies, interviewers).
    `replaces` is the file this one takes the place of, `licence` that of the source a ladder paraphrases.
    When `error` is set the pack is not used and `title` is empty.
    """

    kind: PackKind
    id: str
    title: str
    entries: int
    counted: str
    path: Path
    packaged: bool
    replaces: Path | None = None
    licence: str | None = None
    error: PackError | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows, kind by kind, and what is wrong with the folders themselves."""

    rows: tuple[PackRow, ...]
    errors: tuple[PackError, ...]


def listing(sources: PackSources) -> Listing:
    """Every pack in `sources`, each read and checked; a malformed one has its error in its row."""
    rows: list[PackRow] = []
    for kind in PackKind:
        rows.extend(_rows(kind, sources))
    return Listing(tuple(rows), (*missing_folders(sources), *_strays(sources)))


def _rows(kind: PackKind, sources: PackSources) -> list[PackRow]:
    rows: dict[str, PackRow] = {}
    apart: list[PackRow] = []
    for file in files(kind, sources):
        earlier = rows.get(file.id)
        row = _row(file, None)
        if earlier is not None and kind in _MERGED:
            # Files of entries stand beside each other: only single entries replace one another.
            apart.append(row)
            continue
        rows[file.id] = row if earlier is None else _row(file, earlier.path)
    return [*rows.values(), *apart]


def _row(file: PackFile, replaces: Path | None) -> PackRow:
    counted = _COUNTED[file.kind]
    try:
        table = read.table(file)
    except PackError as error:
        return PackRow(file.kind, file.id, "", 0, counted, file.path, file.packaged, replaces, None, error)
    return PackRow(
        kind=file.kind,
        id=file.id,
        title=table["title"],
        entries=_COUNT[file.kind](table),
        counted=counted,
        path=file.path,
        packaged=file.packaged,
        replaces=replaces,
        licence=table.get("licence"),
    )


def _strays(sources: PackSources) -> list[PackError]:
    kinds = [kind.folder for kind in PackKind]
    return [
        StrayPackFileError(path, kinds)
        for folder in sources.folders
        for path in sorted(folder.glob("[!.]*.toml")) + sorted(folder.glob("[!.]*/[!.]*.toml"))
        if path.parent.name not in kinds or path.parent == folder
    ]


_MERGED = (PackKind.PROMPTS, PackKind.COMPETENCIES)
_COUNTED = {
    PackKind.ROLE: "topics",
    PackKind.LADDER: "levels",
    PackKind.CHECKLIST: "lines",
    PackKind.PROMPTS: "prompts",
    PackKind.COMPETENCIES: "competencies",
    PackKind.LOOP: "interviewers",
}
_COUNT: Mapping[PackKind, Callable[[Mapping[str, Any]], int]] = {
    PackKind.ROLE: lambda t: len(t["topic"]),
    PackKind.LADDER: lambda t: len(t["level"]),
    PackKind.CHECKLIST: lambda t: len(t["line"]),
    PackKind.PROMPTS: lambda t: len(t["prompt"]),
    PackKind.COMPETENCIES: lambda t: len(t["competency"]),
    PackKind.LOOP: lambda t: len(t["interviewer"]),
}
