"""Numbers told with less precision are the same number; other numbers are not."""

from __future__ import annotations

import pytest

from highsignal.analysis.drift.rounding import Amount, agree

SAME = [
    (Amount(22, "percent"), Amount(20, "percent", hedged=True)),  # about twenty percent
    (Amount(22, "percent"), Amount(20, "percent", fraction=True)),  # a fifth
    (Amount(35, "percent"), Amount(33.3, "percent", fraction=True)),
    (Amount(12_340, "count"), Amount(12_000, "count")),
    (Amount(0.81, "1"), Amount(0.8, "1")),
    (Amount(22, "percent"), Amount(21.7, "percent")),
    (Amount(22, "percent"), Amount(20, "percent", bound=1)),  # more than twenty percent
    (Amount(480, "ms"), Amount(500, "ms", bound=-1)),  # under half a second
    (Amount(20, "h", range=(20, 25)), Amount(22, "h")),
    (Amount(70, "min"), Amount(60, "min", hedged=True)),  # about an hour
    (Amount(97.2, "percent", level=True), Amount(97, "percent", level=True)),
]
OTHER = [
    (Amount(22, "percent"), Amount(27, "percent")),
    (Amount(22, "percent"), Amount(20, "percent")),  # a bare number is taken at its word
    (Amount(22, "percent"), Amount(25, "percent", hedged=True)),
    (Amount(22, "percent"), Amount(25, "percent", fraction=True)),
    (Amount(22, "percent"), Amount(23, "percent", hedged=True)),  # as precise, and another
    (Amount(18, "percent"), Amount(20, "percent", bound=1)),
    (Amount(200, "count"), Amount(100, "count", bound=1)),  # nobody calls that more than a hundred
    (Amount(99.95, "percent", level=True), Amount(99.9, "percent", level=True)),
    (Amount(99.9, "percent", level=True), Amount(99, "percent", level=True)),
    (Amount(95, "percent", bound=1), Amount(80, "percent", bound=1)),
    (Amount(3, "count"), Amount(0, "count")),
    (Amount(20, "h", range=(20, 25)), Amount(30, "h")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_coarser_is_no_contradiction(one: Amount, other: Amount) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_number_is_one(one: Amount, other: Amount) -> None:
    assert not agree(one, other)
    assert not agree(other, one)
