"""What a schema cannot say of one file: names that must differ, numbers that must rise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from highsignal.packs.model import PackKind
from highsignal.packs.names import folded
from highsignal.packs.validate import Fault, shown

Table = Mapping[str, Any]


def faults(kind: PackKind, table: Table, file_name: str) -> list[Fault]:
    """The problems of a table that is valid by its schema, read from a file of that name."""
    found = list(_CHECKS[kind](table))
    if table["id"] != file_name.removesuffix(".toml"):
        # Found by its file's name alone, so that one pack is read without opening the others.
        found.insert(
            0, Fault(("id",), f"is {shown(table['id'])}, but the file is named {file_name}; rename one")
        )
    return found


def _role(table: Table) -> Iterator[Fault]:
    for part in ("audience", "topic", "reframe"):
        yield from _twice(table[part], (part,), "id")
    yield from _twice(table["signal"], ("signal",), "name")


def _ladder(table: Table) -> Iterator[Fault]:
    levels: Sequence[Table] = table["level"]
    for i in range(1, len(levels)):
        if levels[i]["order"] <= levels[i - 1]["order"]:
            yield Fault(("level", i, "order"), "must be higher than that of the level before it")
    seen: dict[str, str] = {}
    for i, level in enumerate(levels):
        for name in (level["id"], level["title"], *level.get("aliases", ())):
            owner = seen.setdefault(folded(name), level["id"])
            if owner != level["id"]:
                yield Fault(("level", i), f"answers to {shown(name)}, as does {shown(owner)}")


def _checklist(table: Table) -> Iterator[Fault]:
    yield from _twice(table["line"], ("line",), "id")


def _prompts(table: Table) -> Iterator[Fault]:
    yield from _twice(table["prompt"], ("prompt",), "id")
    yield from _twice(table["prompt"], ("prompt",), "text")


def _competencies(table: Table) -> Iterator[Fault]:
    yield from _twice(table["competency"], ("competency",), "id")


def _loop(table: Table) -> Iterator[Fault]:
    yield from _twice(table["interviewer"], ("interviewer",), "id")


def _twice(entries: Sequence[Table], key: tuple[str, ...], field: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for i, entry in enumerate(entries):
        earlier = first.setdefault(entry[field], i)
        if earlier != i:
            yield Fault((*key, i, field), f"says {shown(entry[field])}, as number {earlier + 1} does already")


_CHECKS: Mapping[PackKind, Callable[[Table], Iterator[Fault]]] = {
    PackKind.ROLE: _role,
    PackKind.LADDER: _ladder,
    PackKind.CHECKLIST: _checklist,
    PackKind.PROMPTS: _prompts,
    PackKind.COMPETENCIES: _competencies,
    PackKind.LOOP: _loop,
}
