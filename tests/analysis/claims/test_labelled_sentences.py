"""Every sentence we labelled ourselves is read as labelled: value, unit, direction, kind, baseline …"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from highsignal.analysis.claims import extract

_LABELS = Path(__file__).parents[3] / "benchmarks" / "labels" / "claims_own.jsonl"
_ROWS = [json.loads(line) for line in _LABELS.read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_of_them() -> None:
    assert len(_ROWS) >= 250


@pytest.mark.parametrize("row", _ROWS, ids=[str(row["text"])[:60] for row in _ROWS])
def test_sentence(row: dict[str, object]) -> None:
    labels = row["claims"]
    assert isinstance(labels, list)
    found = [
        (c.value, c.unit, c.direction.value, c.kind.value, c.status.value, c.baseline, c.guardrail)
        for c in extract(str(row["text"]))
    ]
    assert sorted(map(repr, found)) == sorted(
        repr(label)
        for label in [
            (
                c["value"],
                c["unit"],
                c["direction"],
                c["kind"],
                c.get("status", "asserted"),
                c.get("baseline"),
                c.get("guardrail"),
            )
            for c in labels
        ]
    )
