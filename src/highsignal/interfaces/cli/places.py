"""Lines and columns of offsets, as editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_NEWLINE = re.compile(r"\r\n|\n|\r")


@lru_cache(maxsize=4)
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(m.end() for m in _NEWLINE.finditer(text)))


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of `offset` in `text`, both from 1; a column counts characters."""
    starts = _starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
