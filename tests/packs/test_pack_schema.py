"""The validation by hand says what the shipped JSON schemas say."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.domain.claims import Lever
from highsignal.domain.signals import SignalName
from highsignal.packs import validate
from highsignal.packs.find import PackFile, PackSources, files
from highsignal.packs.model import DecidedBy, Dimension, PackKind, Scope, Seniority

PACKAGED = [file for kind in PackKind for file in files(kind, PackSources())]
KNOWN_KEYWORDS = {
    "$schema", "$defs", "$ref", "title", "description", "type", "const", "enum", "pattern", "x-wants",
    "minimum", "maximum", "items", "minItems", "uniqueItems", "properties", "required",
    "additionalProperties",
}  # fmt: skip


def official(kind: PackKind) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(dict(validate.schema(kind)))


@pytest.mark.parametrize("kind", PackKind)
def test_the_schema_is_one(kind: PackKind) -> None:
    jsonschema.Draft202012Validator.check_schema(dict(validate.schema(kind)))


@pytest.mark.parametrize("kind", PackKind)
def test_the_schema_uses_only_keywords_the_validation_knows(kind: PackKind) -> None:
    for rules in subschemas(dict(validate.schema(kind))):
        assert set(rules) <= KNOWN_KEYWORDS


def subschemas(rules: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield rules
    for holder in ("properties", "$defs"):
        for inner in rules.get(holder, {}).values():
            yield from subschemas(inner)
    for holder in ("items", "additionalProperties"):
        if isinstance(rules.get(holder), dict):
            yield from subschemas(rules[holder])


@pytest.mark.parametrize("file", PACKAGED, ids=lambda f: f"{f.kind}-{f.id}")
def test_every_packaged_file_is_valid_by_both(file: PackFile) -> None:
    table = tomllib.loads(file.path.read_text(encoding="utf-8"))
    assert list(official(file.kind).iter_errors(table)) == []
    assert validate.faults(table, validate.schema(file.kind)) == []


def test_the_schemas_have_the_words_of_the_domain() -> None:
    def words(kind: PackKind, *path: str) -> set[str]:
        found: Any = validate.schema(kind)
        for step in path:
            found = found[step]
        return set(found["enum"])

    line = ("properties", "line", "items", "properties")
    assert words(PackKind.ROLE, "$defs", "signal") == {s.value for s in SignalName}
    assert words(PackKind.ROLE, "$defs", "lever") == {lever.value for lever in Lever}
    assert words(PackKind.CHECKLIST, *line, "decided_by") == {d.value for d in DecidedBy}
    assert words(PackKind.CHECKLIST, *line, "scope") == {s.value for s in Scope}
    prompt = ("properties", "prompt", "items", "properties", "seniority")
    assert words(PackKind.PROMPTS, *prompt) == {s.value for s in Seniority}
    level = validate.schema(PackKind.LADDER)["properties"]["level"]["items"]
    assert set(level["properties"]["expects"]["required"]) == {d.value for d in Dimension}


ODD: list[Any] = [
    None, True, 0, -1, 4, 10, 3.0, 2.5, "", " padded ", "two\nlines", "Not An Id", "IC4", "fine", "a  b",
    "star*", "*star", "st*ar", "http://", "https://example.org", "impact", "cost", [], ["x"], ["x", "x"],
    ["impact", "impact"], [1, True], {}, {"people": 1}, [{}], {"Amazon": "Ownership"},
    {"Amazon": ["Ownership"]},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value[:2]):  # the first two stand for all of them
            yield from places(inner, (*path, i))


def changed(table: Any, path: tuple[Any, ...], how: str, value: Any) -> Any:
    table = copy.deepcopy(table)
    holder = table
    for step in path[:-1]:
        holder = holder[step]
    if how == "delete":
        del holder[path[-1]]
    elif how == "add" and isinstance(holder[path[-1]], dict):
        holder[path[-1]]["surplus"] = value
    elif how == "add" and isinstance(holder[path[-1]], list):
        holder[path[-1]].append(value)
    else:
        holder[path[-1]] = value
    return table


def agree(kind: PackKind, table: Any) -> None:
    theirs = {(tuple(e.absolute_path), e.validator) for e in official(kind).iter_errors(table)}
    ours = validate.faults(table, validate.schema(kind))
    assert bool(ours) == bool(theirs), (ours, theirs)
    # Not only whether, but also where: every place the official validator names, ours names or is inside.
    for path, _ in theirs:
        assert any(fault.key[: len(path)] == path for fault in ours), (path, ours)


FIRST = {kind: next(f for f in PACKAGED if f.kind is kind) for kind in PackKind}


def short(file: PackFile) -> dict[str, Any]:
    """A packaged file with the first two of its entries: enough to mutate, and quick."""
    table = tomllib.loads(file.path.read_text(encoding="utf-8"))
    return {k: v[:2] if isinstance(v, list) and isinstance(v[0], dict) else v for k, v in table.items()}


TABLES = {kind: short(file) for kind, file in FIRST.items()}


@pytest.mark.parametrize("kind", PackKind)
def test_both_agree_when_any_one_key_is_missing(kind: PackKind) -> None:
    for path in places(TABLES[kind]):
        agree(kind, changed(TABLES[kind], path, "delete", None))


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_both_agree_on_mutated_files(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(PackKind)))
    table = TABLES[kind]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(table))))
        how = data.draw(st.sampled_from(["delete", "add", "replace"]))
        table = changed(table, path, how, data.draw(st.sampled_from(ODD)))
    agree(kind, table)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(kind=st.sampled_from(list(PackKind)), value=JSON)
def test_both_agree_on_anything(kind: PackKind, value: Any) -> None:
    agree(kind, value)


def test_schemas_are_shipped_as_readable_json() -> None:
    for kind in PackKind:
        text = (Path(validate.SCHEMAS) / f"{kind}.json").read_text(encoding="utf-8")
        assert json.loads(text)["title"]
        assert text.endswith("}\n")
