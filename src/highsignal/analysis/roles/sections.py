"""Which of the four classic parts of a story each sentence belongs to, whichever part comes first.

Authors label whole parts, so a sentence's part depends on its neighbours more than a role does. Two
models look at each sentence alone (its part, its role); a chain then reads their probabilities over
the whole story. Its labels carry the order they suppose, `plain` (situation, task, action, result) or
`turned` (the result first), so that one decision about the order holds for all sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

Probabilities = Mapping[str, float]
ORDERS = ("plain", "turned")
_WINDOW = 2  # sentences before and after whose probabilities a sentence sees
_FLOOR = 0.02  # keeps the logarithm of a small probability within about -4


def chain_items(parts: Sequence[Probabilities], roles: Sequence[Probabilities]) -> list[dict[str, float]]:
    """The chain's features per sentence from the probabilities of parts and of roles, one each."""
    rows = [
        {**{"c" + k: v for k, v in a.items()}, **{"f" + k: v for k, v in b.items()}}
        for a, b in zip(parts, roles, strict=True)
    ]
    logs = [{k: (log(v + _FLOOR) + 2) / 2 for k, v in row.items()} for row in rows]
    items: list[dict[str, float]] = []
    for n in range(len(rows)):
        item = _place(n, len(rows))
        for offset in range(-_WINDOW, _WINDOW + 1):
            if 0 <= n + offset < len(rows):
                item.update((f"{offset}{k}", v) for k, v in logs[n + offset].items())
            else:
                item[f"{offset}none"] = 1.0
        _summary(item, "before", rows[:n])
        _summary(item, "after", rows[n + 1 :])
        items.append(item)
    return items


def _place(n: int, count: int) -> dict[str, float]:
    item = {"bias": 1.0, f"p={5 * n // count}": 1.0}
    if n < 2:
        item[f"p=first{n}"] = 1.0
    if n > count - 3:
        item[f"p=last{count - 1 - n}"] = 1.0
    return item


def _summary(item: dict[str, float], name: str, rows: Sequence[Probabilities]) -> None:
    """How sure one was at most of each part and role in `rows`, and how much of it there was."""
    if rows:
        for key in rows[0]:
            values = [row[key] for row in rows]
            item[f"{name}-most-{key}"] = max(values)
            item[f"{name}-sum-{key}"] = sum(values) / 3


def result_first(parts: Sequence[str]) -> list[int]:
    """The order in which to read sentences so that those of the result come first."""
    first = [n for n, part in enumerate(parts) if part == "result"]
    return first + [n for n, part in enumerate(parts) if part != "result"]
