"""Rows of a table: cells that tell something, and cells that only name or date it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from highsignal.domain.sources import Detail
from highsignal.domain.spans import Span
from highsignal.ingest.plain import tidy

_CELL = re.compile(r"(?<!\\)\|")
_LEAST_TOLD = 4  # words; a cell of fewer is a name, a date or a mark


class Row(NamedTuple):
    """A row below the header: `told` are the cells that tell something, `details` the others."""

    span: Span
    told: tuple[str, ...]
    details: tuple[Detail, ...]


def cells_of(line: str) -> tuple[str, ...]:
    r"""The cells of one row, parted by | (`\\|` is a sign of the text) or by tabs."""
    if "|" not in line:
        return tuple(tidy(cell) for cell in re.split(r"\t+", line.strip("\n")))
    stripped = line.strip()
    inner = stripped[1:] if stripped.startswith("|") else stripped
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(tidy(cell.replace("\\|", "|")) for cell in _CELL.split(inner))


def read_table(text: str, rows: Sequence[Span]) -> list[Row]:
    """The rows of one table; the first is its header unless it tells something itself."""
    if not rows:
        return []
    header = cells_of(rows[0].text(text))
    headed = len(rows) > 1 and all(len(cell.split()) <= _LEAST_TOLD for cell in header)
    names = header if headed else ()
    return [_row(span, cells_of(span.text(text)), names) for span in rows[1 if headed else 0 :]]


def _row(span: Span, cells: Sequence[str], names: Sequence[str]) -> Row:
    told: list[str] = []
    details: list[Detail] = []
    for number, cell in enumerate(cells):
        if not re.search(r"\w", cell):
            continue
        name = names[number] if number < len(names) else ""
        if len(cell.split()) >= _LEAST_TOLD:
            told.append(cell)
        else:
            details.append(Detail(name or "Cell", cell))
    if not told and details:
        return Row(span, (", ".join(detail.text for detail in details),), ())
    return Row(span, tuple(told), tuple(details))
