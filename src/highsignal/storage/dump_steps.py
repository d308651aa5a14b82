"""Rows of older archives brought up to this program's structure.

A column that came later needs nothing here: it begins with its default. A step is needed where a value moved,
changed its meaning, or went away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from highsignal.storage.dump import Row
from highsignal.storage.migrate import known_revisions

Step = Callable[[str, Row], Row | None]
"""Takes a table's name and a row of the structure before; gives the row as it is now, None to drop it."""

# By the structure that a step leads to.
STEPS: dict[str, Step] = {}


def brought_up(table: str, row: Mapping[str, Any], structure: str) -> Row | None:
    """`row` of an archive of this structure as the present one has it; None when it is no longer kept."""
    present: Row | None = dict(row)
    for revision in known_revisions():
        if revision > structure and revision in STEPS and present is not None:
            present = STEPS[revision](table, present)
    return present
