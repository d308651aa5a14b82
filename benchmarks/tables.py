"""Results as tables: on the terminal and in RESULTS.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Row = Mapping[str, object]


def markdown(rows: Sequence[Row]) -> str:
    """`rows` as a Markdown table; the columns are the keys in the order in which they first appear."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(shown(row.get(column, "")) for column in columns) + " |" for row in rows]
    return "\n".join(lines)


def shown(value: object) -> str:
    """A cell: three digits for a fraction, words as they are, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return str(value)
