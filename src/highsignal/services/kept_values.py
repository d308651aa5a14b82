"""Named tuples as JSON values and back, so that what took long to make can be read again."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any

Reader = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """`value`, of named tuples, tuples, mappings and enumerations, as lists and objects of plain values."""
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    return value.value if isinstance(value, Enum) else value


@cache
def reader_of(kind: Any) -> Reader | None:
    """What makes a value of type `kind` of its plain form; None where that is the value itself.

    Raises TypeError for a type that `plain` would not give back.
    """
    origin = typing.get_origin(kind)
    parts = typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _optional(parts)
    if origin is tuple:
        return _tuple(parts)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(*parts)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return members.__getitem__
    if kind in (str, int, float, bool, object, Any, type(None)):
        return None
    raise TypeError(f"values of {kind} cannot be kept")


def _optional(parts: tuple[Any, ...]) -> Reader | None:
    (inner,) = (part for part in parts if part is not type(None))
    reader = reader_of(inner)
    return (lambda value: None if value is None else reader(value)) if reader else None


def _tuple(parts: tuple[Any, ...]) -> Reader:
    reader = reader_of(parts[0])  # all parts are of one type
    if reader is None:
        return tuple
    return lambda value: tuple(map(reader, value))


def _mapping(key: Any, part: Any) -> Reader | None:
    of_key, of_part = reader_of(key) or _same, reader_of(part) or _same
    if of_key is _same and of_part is _same:
        return None
    return lambda value: {of_key(k): of_part(v) for k, v in value.items()}


def _named(kind: Any) -> Reader:
    hints = typing.get_type_hints(kind)
    readers = [(place, reader_of(hints[name])) for place, name in enumerate(kind._fields)]
    needed = [(place, reader) for place, reader in readers if reader]

    def read(value: list[Any]) -> Any:
        for place, reader in needed:
            value[place] = reader(value[place])
        return kind._make(value)

    return read if needed else typing.cast("Reader", kind._make)


def _same(value: Any) -> Any:
    return value
