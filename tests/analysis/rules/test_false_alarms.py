"""No rule fires on more than one in ten excellent stories."""

from __future__ import annotations

from benchmarks.false_alarms import AT_MOST, run


def test_no_rule_drives_people_away() -> None:
    over = [row for row in run() if isinstance(rate := row.get("rate"), float) and rate > AT_MOST]
    assert not over
