"""Lists by cursor: opaque to who asks, and safe against what changes between two pages."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

from highsignal.services.errors import InvalidInputError

Item = TypeVar("Item")
Found = TypeVar("Found")

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str, Query(max_length=300, description="Where the page before ended: its `next`.")]


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next` is the cursor of the page after it, null on the last."""

    items: list[Item]
    next: str | None


def cut(
    found: Sequence[Found], limit: int, shape: Callable[[Found], Item], key: Callable[[Found], list[object]]
) -> Page[Item]:
    """A page of at most `limit` of `found`, which was asked for one more than that."""
    shown = found[:limit]
    after = encode(key(shown[-1])) if len(found) > limit else None
    return Page(items=[shape(one) for one in shown], next=after)


def encode(key: list[object]) -> str:
    """A cursor for the place behind `key`."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: type) -> list[object] | None:
    """The key in a cursor, None for an empty one; raises InvalidInputError for one that is not ours."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        key = None
    fits = isinstance(key, list) and [type(part) for part in key] == list(kinds)
    if not fits or any(type(part) is int and abs(part) > 2**31 - 1 for part in key):
        raise InvalidInputError({"cursor": "use what the page before gave as `next`"})
    return list(key)


def decode_moment(cursor: str) -> tuple[datetime, str] | None:
    """The moment and id in a cursor; raises InvalidInputError."""
    key = decode(cursor, str, str)
    if key is None:
        return None
    try:
        at = datetime.fromisoformat(str(key[0]))
        if at.tzinfo is None:
            raise ValueError
    except ValueError:
        raise InvalidInputError({"cursor": "use what the page before gave as `next`"}) from None
    return at, str(key[1])
