"""Checks a table against the JSON schema shipped beside the packs, and reports every problem at once.

Only the keywords our schemas use are known (a test holds them to that), so that no schema library is
needed at run time, and the sentences can be written for a coach instead of a programmer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
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
    check = _Check(rules)
    check.value(value, rules, ())
    return check.found


class _Check:
    """One pass over a value; a list that grows is twice as fast here as generators within generators."""

    def __init__(self, root: Schema) -> None:
        self._definitions: Schema = root.get("$defs", {})
        self.found: list[Fault] = []

    def value(self, value: object, rules: Schema, key: Key) -> None:
        rules = self._resolved(rules)
        kind = rules.get("type")
        if kind is not None and not _TYPES[kind](value):
            self._fault(key, f"must be {_NAMES[kind]}, and is {shown(value)}")
            return
        self._among(value, rules, key)
        if isinstance(value, str):
            self._text(value, rules, key)
        elif isinstance(value, list):
            self._array(value, rules, key)
        elif isinstance(value, dict):
            self._table(value, rules, key)
        elif _is_number(value):
            self._number(value, rules, key)

    def _resolved(self, rules: Schema) -> Schema:
        if "$ref" not in rules:
            return rules
        definition: Schema = self._definitions[rules["$ref"].removeprefix("#/$defs/")]
        return definition

    def _fault(self, key: Key, message: str) -> None:
        self.found.append(Fault(key, message))

    def _among(self, value: object, rules: Schema, key: Key) -> None:
        if "const" in rules and not _same(value, rules["const"]):
            self._fault(key, f"must be {shown(rules['const'])}, and is {shown(value)}")
        if "enum" in rules and not any(_same(value, allowed) for allowed in rules["enum"]):
            choices = ", ".join(shown(c) for c in rules["enum"])
            self._fault(key, f"is {shown(value)}, and must be one of {choices}")

    def _text(self, value: str, rules: Schema, key: Key) -> None:
        if "pattern" in rules and not re.search(rules["pattern"], value):
            self._fault(key, f"{rules.get('x-wants', 'has a form that is not allowed')}: {shown(value)}")

    def _array(self, value: list[object], rules: Schema, key: Key) -> None:
        least = rules.get("minItems", 0)
        if len(value) < least:
            self._fault(key, f"needs at least {least}, and has {len(value)}")
        if rules.get("uniqueItems"):
            self._unique(value, key)
        items = self._resolved(rules.get("items", {}))
        for i, item in enumerate(value):
            self.value(item, items, (*key, i))

    def _unique(self, value: list[object], key: Key) -> None:
        # Nearly always all are texts and all differ, which a set sees at once.
        if all(type(item) is str for item in value) and len(set(value)) == len(value):
            return
        for i, item in enumerate(value):
            if any(_same(item, earlier) for earlier in value[:i]):
                self._fault((*key, i), f"says {shown(item)} twice")

    def _table(self, value: dict[str, object], rules: Schema, key: Key) -> None:
        known: Schema = rules.get("properties", {})
        for name in rules.get("required", ()):
            if name not in value:
                self._fault(key, f"lacks “{name}”{_explained(known.get(name, {}))}")
        others = rules.get("additionalProperties", True)
        for name, item in value.items():
            if name in known:
                self.value(item, known[name], (*key, name))
            elif others is False:
                self._fault((*key, name), f"is no key of this table; it may have {', '.join(known)}")
            elif isinstance(others, dict):
                self.value(item, others, (*key, name))

    def _number(self, value: Any, rules: Schema, key: Key) -> None:
        if "minimum" in rules and value < rules["minimum"]:
            self._fault(key, f"must be at least {rules['minimum']}, and is {value}")
        if "maximum" in rules and value > rules["maximum"]:
            self._fault(key, f"must be at most {rules['maximum']}, and is {value}")


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
