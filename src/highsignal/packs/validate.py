"""Checks a table against the JSON schema shipped beside the packs, and reports every problem at once.

Only the keywords our schemas use are known (a test holds them to that), so that no schema library is
needed at run time, and the sentences can be written for a coach instead of a programmer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from highsignal.packs.model import PackKind

SCHEMAS = Path(__file__).parent / "schema"

Key = tuple[str | int, ...]
Schema = Mapping[str, Any]


class Fault(NamedTuple):
    """A problem and the keys that lead to it; a missing key is placed at the table that lacks it."""

    key: Key
    message: str


@lru_cache(maxsize=8)
def schema(kind: PackKind) -> Schema:
    """The schema of a kind of pack."""
    loaded: Schema = json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8"))
    return loaded


def faults(value: object, rules: Schema) -> list[Fault]:
    """Everything in `value` that `rules`, a JSON schema, does not allow; empty when it is valid."""
    return list(_check(value, rules, rules, ()))


def _check(value: object, rules: Schema, root: Schema, key: Key) -> Iterator[Fault]:
    if "$ref" in rules:
        rules = root["$defs"][rules["$ref"].removeprefix("#/$defs/")]
    kind = rules.get("type")
    if kind is not None and not _TYPES[kind](value):
        yield Fault(key, f"must be {_NAMES[kind]}, and is {shown(value)}")
        return
    yield from _among(value, rules, key)
    if isinstance(value, str):
        yield from _text(value, rules, key)
    elif isinstance(value, list):
        yield from _array(value, rules, root, key)
    elif isinstance(value, dict):
        yield from _table(value, rules, root, key)
    elif _is_number(value):
        yield from _number(value, rules, key)


def _among(value: object, rules: Schema, key: Key) -> Iterator[Fault]:
    if "const" in rules and not _same(value, rules["const"]):
        yield Fault(key, f"must be {shown(rules['const'])}, and is {shown(value)}")
    if "enum" in rules and not any(_same(value, allowed) for allowed in rules["enum"]):
        choices = ", ".join(shown(c) for c in rules["enum"])
        yield Fault(key, f"is {shown(value)}, and must be one of {choices}")


def _text(value: str, rules: Schema, key: Key) -> Iterator[Fault]:
    if "pattern" in rules and not re.search(rules["pattern"], value):
        yield Fault(key, f"{rules.get('x-wants', 'has a form that is not allowed')}: {shown(value)}")


def _array(value: list[object], rules: Schema, root: Schema, key: Key) -> Iterator[Fault]:
    least = rules.get("minItems", 0)
    if len(value) < least:
        yield Fault(key, f"needs at least {least}, and has {len(value)}")
    if rules.get("uniqueItems"):
        for i, item in enumerate(value):
            if any(_same(item, earlier) for earlier in value[:i]):
                yield Fault((*key, i), f"says {shown(item)} twice")
    if "items" in rules:
        for i, item in enumerate(value):
            yield from _check(item, rules["items"], root, (*key, i))


def _table(value: dict[str, object], rules: Schema, root: Schema, key: Key) -> Iterator[Fault]:
    known: Schema = rules.get("properties", {})
    for name in rules.get("required", ()):
        if name not in value:
            yield Fault(key, f"lacks “{name}”{_explained(known.get(name, {}))}")
    others = rules.get("additionalProperties", True)
    for name, item in value.items():
        if name in known:
            yield from _check(item, known[name], root, (*key, name))
        elif others is False:
            yield Fault((*key, name), f"is no key of this table; it may have {', '.join(known)}")
        elif isinstance(others, dict):
            yield from _check(item, others, root, (*key, name))


def _number(value: Any, rules: Schema, key: Key) -> Iterator[Fault]:
    if "minimum" in rules and value < rules["minimum"]:
        yield Fault(key, f"must be at least {rules['minimum']}, and is {value}")
    if "maximum" in rules and value > rules["maximum"]:
        yield Fault(key, f"must be at most {rules['maximum']}, and is {value}")


def shown(value: object) -> str:
    """A value as a person would name it, shortened: “text”, 5, a list, a table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"“{value if len(value) <= 60 else value[:57] + '…'}”"
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else str(value)


def _explained(rules: Schema) -> str:
    return f" ({rules['description']})" if "description" in rules else ""


def _same(a: object, b: object) -> bool:
    # JSON knows no equality between true and 1; Python does.
    return isinstance(a, bool) == isinstance(b, bool) and a == b


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    # JSON Schema counts 3.0 as an integer.
    return _is_number(value) and (isinstance(value, int) or value.is_integer())  # type: ignore[attr-defined]


_TYPES: Mapping[str, Callable[[object], bool]] = {
    "string": lambda v: isinstance(v, str),
    "integer": _is_whole,
    "array": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
}
_NAMES = {"string": "text", "integer": "a whole number", "array": "a list", "object": "a table"}
