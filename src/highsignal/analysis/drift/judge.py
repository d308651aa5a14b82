"""Whether two facts about one thing agree, contradict each other, or say nothing about each other."""

from __future__ import annotations

import math
from collections.abc import Iterator

from highsignal.analysis.claims.units import CURRENCIES, SECONDS
from highsignal.analysis.drift.facts import Fact
from highsignal.analysis.drift.rounding import Amount, agree
from highsignal.analysis.drift.subjects import key_stems
from highsignal.domain.claims import Direction, Kind

AGREES = "agrees"
VALUE, DIRECTION, UNIT, BASELINE, DATE, SCOPE = "value", "direction", "unit", "baseline", "date", "scope"

_POINTS = {"percentage_point": 1.0, "basis_point": 0.01}
_SHARES = ("percent", "percentage_point", "basis_point", "factor")
_MONEY = frozenset(CURRENCIES.values())
_PER_YEAR = {"day": 365.25, "week": 52.18, "month": 12.0, "quarter": 4.0, "year": 1.0}
# Counts of those who did it and of what it extends over; other counts are amounts.
REACHES = frozenset(
    key_stems("""
    engineers designers juniors mentees people team scientists analysts managers reports services models
    regions countries markets sites stores offices warehouses departments companies clusters repositories
    tables products pipelines interns partners vendors languages
    """)
)
_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def judge(claimed: Fact, told: Fact) -> str | None:
    """AGREES, the kind of contradiction, or None when the two cannot be compared."""
    verdicts = (compare(claimed, told) for compare in (_pairs, _changes, _mixed, _levels))
    verdict = next((verdict for verdict in verdicts if verdict is not None), None)
    # A number without a unit may tell a claim again; of which unit it is when it does not, nobody knows.
    units = {claimed.claim.unit, told.claim.unit}
    unknown = len(units) == 2 and units.isdisjoint(_SHARES) and (claimed.bare or told.bare)
    return None if unknown and verdict != AGREES else verdict


def _paired(fact: Fact) -> bool:
    return fact.baseline is not None


def _relative(fact: Fact) -> bool:
    return fact.claim.kind is Kind.RELATIVE and not _paired(fact)


def _absolute(fact: Fact) -> bool:
    """Whether it tells by how much something moved, in its own unit: by 300 ms, up 3 points, saved $20k."""
    if _paired(fact) or not fact.moves:
        return False
    return fact.claim.kind is Kind.ABSOLUTE or (fact.claim.kind is Kind.MONEY and not fact.reaches)


def _pairs(claimed: Fact, told: Fact) -> str | None:
    """Both tell where it came from and where it went."""
    if not (_paired(claimed) and _paired(told)):
        return None
    assert claimed.baseline is not None
    assert told.baseline is not None
    ends = _amounts(claimed.value, told.value, claimed, told)
    begins = _amounts(claimed.baseline, told.baseline, claimed, told)
    if ends is None or begins is None:
        return _other_unit(claimed, told)
    after, before = agree(*ends), agree(*begins)
    if after and before:
        return AGREES
    if _opposed(claimed, told) and agree(ends[0], begins[1]) and agree(begins[0], ends[1]):
        return DIRECTION
    if after:
        return BASELINE
    if _same_numbers(claimed, told):
        return UNIT
    return VALUE


def _changes(claimed: Fact, told: Fact) -> str | None:
    """Both tell a relative change, or both an absolute one."""
    if _absolute(claimed) and _absolute(told):
        ends = _amounts(claimed.value, told.value, claimed, told)
        if ends is None:
            return _other_unit(claimed, told)
        if not agree(*ends):
            return UNIT if _same_numbers(claimed, told) else VALUE
        return DIRECTION if _opposed(claimed, told) else AGREES
    if not (_relative(claimed) and _relative(told)):
        return None
    if claimed.claim.unit != told.claim.unit and math.isclose(claimed.claim.value, told.claim.value):
        return UNIT  # "4 %" for "4 times"
    return _by_ratio(claimed, told)


def _by_ratio(claimed: Fact, told: Fact) -> str | None:
    """Compare two changes as ratios of after to before, each in the other's words."""
    same_words = claimed.claim.unit == told.claim.unit and agree(claimed.value, told.value)
    if (same_words and claimed.claim.direction is told.claim.direction) or _told_alike(claimed, told):
        return AGREES
    if _opposed(claimed, told) and not _inverse(claimed, told):
        return DIRECTION
    return VALUE


def _inverse(one: Fact, other: Fact) -> bool:
    """Whether one is told as speed and the other as time, so that up for one is down for the other."""
    return one.fast != other.fast


def _told_alike(one: Fact, other: Fact) -> bool:
    ratios = [(list(_ratios(a)), b) for a, b in ((one, other), (other, one))]
    for found, fact in ratios:
        for ratio in found:
            for turned in (ratio, 1 / ratio) if _inverse(one, other) else (ratio,):
                if _matches_ratio(turned, fact):
                    return True
    return False


def _ratios(fact: Fact) -> Iterator[float]:
    """After divided by before, as far as the fact tells it."""
    if fact.baseline is not None:
        if fact.baseline.value:
            yield fact.value.value / fact.baseline.value
        return
    value, down = fact.value.value, fact.claim.direction is Direction.DOWN
    if fact.claim.unit == "factor" and value > 0:
        yield 1 / value if down else value
    elif fact.claim.unit == "percent":
        ratio = value / 100 if fact.reaches else 1 - value / 100 if down else 1 + value / 100
        if ratio > 0:
            yield ratio


def _matches_ratio(ratio: float, fact: Fact) -> bool:
    """Whether a change by `ratio` can be told as `fact` tells its own."""
    if ratio <= 0:
        return False
    if fact.baseline is not None:
        told = next(_ratios(fact), None)
        if told is None:
            return False
        loose = fact.value.hedged
        return any(
            agree(Amount(a, "percent", computed=True), Amount(round(b, 1), "percent", hedged=loose))
            for a, b in ((100 * (1 - ratio), 100 * (1 - told)), (100 * ratio, 100 * told))
        )
    down = fact.claim.direction is Direction.DOWN
    if fact.claim.unit == "factor":
        return agree(Amount(1 / ratio if down else ratio, "factor", computed=True), fact.value)
    if fact.reaches:
        return agree(Amount(100 * ratio, "percent", computed=True), fact.value)
    change = 100 * (1 - ratio) if down else 100 * (ratio - 1)
    return agree(Amount(change, "percent", computed=True), fact.value)


def _mixed(claimed: Fact, told: Fact) -> str | None:
    """One tells both ends, the other only the change; or a share of what it was beside a change."""
    for whole, part in ((claimed, told), (told, claimed)):
        if _paired(whole) and (_relative(part) or part.reaches_share) and not _paired(part):
            return _change_of_pair(whole, part)
        if _paired(whole) and _absolute(part):
            return _difference_of_pair(whole, part)
        if _relative(whole) and part.reaches_share and not _paired(part):
            return AGREES if _told_alike(whole, part) else VALUE
    for points, share in ((claimed, told), (told, claimed)):
        if points.claim.unit in _POINTS and not _paired(share) and share.claim.unit == "percent":
            same = math.isclose(points.claim.value * _POINTS[points.claim.unit], share.claim.value)
            return UNIT if same else None
    return None


def _change_of_pair(whole: Fact, part: Fact) -> str | None:
    if _told_alike(whole, part):
        return AGREES
    assert whole.baseline is not None
    gap = abs(whole.value.value - whole.baseline.value)
    if whole.claim.unit == "percent" and part.claim.unit == "percent":
        # Levels of a share that moved by so many points, told as so many percent.
        if agree(Amount(gap, "percent", computed=True), part.value):
            return UNIT
        if agree(whole.value, part.value) or agree(whole.baseline, part.value):
            return None
    return _by_ratio(whole, part)


def _difference_of_pair(whole: Fact, part: Fact) -> str | None:
    assert whole.baseline is not None
    gap = Amount(abs(whole.value.value - whole.baseline.value), whole.claim.unit, computed=True)
    own = part.value
    if whole.claim.unit == "percent" and part.claim.unit in _POINTS:
        own = own.scaled(_POINTS[part.claim.unit], "percent")
    ends = _amounts(gap, own, whole, part)
    if ends is None:
        return None
    if not agree(*ends):
        return VALUE
    return DIRECTION if _opposed(whole, part) else AGREES


def _levels(claimed: Fact, told: Fact) -> str | None:
    """At least one tells only where it stands, or how much or many there is."""
    if claimed.reaches_share is not told.reaches_share:
        return None
    if any(_relative(fact) or _absolute(fact) for fact in (claimed, told)):
        return None
    ends = _amounts(claimed.value, told.value, claimed, told)
    if ends is None:
        return _other_unit(claimed, told)
    if agree(*ends):
        return AGREES
    for whole, part in ((claimed, told), (told, claimed)):
        if whole.baseline is not None and not _paired(part):
            gap = Amount(abs(whole.value.value - whole.baseline.value), whole.claim.unit, computed=True)
            for known in (whole.baseline, gap):
                both = _amounts(known, part.value, whole, part)
                if both is not None and agree(*both):
                    return AGREES
    if _same_numbers(claimed, told):
        return UNIT
    still = not claimed.moves and not _paired(claimed) and claimed.claim.kind is Kind.COUNT
    return SCOPE if still and claimed.subject.stems & REACHES else VALUE


def agrees_in_part(claimed: Fact, told: Fact) -> bool:
    """Whether two facts that agree do so only by where one of them began: "took six weeks" and "from six"."""
    if _paired(claimed) is _paired(told) or any(_relative(f) or _absolute(f) for f in (claimed, told)):
        return False
    ends = _amounts(claimed.value, told.value, claimed, told)
    return ends is None or not agree(*ends)


def _amounts(one: Amount, other: Amount, a: Fact, b: Fact) -> tuple[Amount, Amount] | None:
    """Both amounts in one unit and for one period, None when they do not measure the same thing."""
    factor = 1.0 if a.bare or b.bare or _whole_score(one, other) else _factor(one.unit, other.unit)
    if factor is None:
        return None
    if factor == 1.0:
        other = other._replace(unit=one.unit)
    first, second = one, other.scaled(factor, one.unit) if factor != 1 else other
    if a.period and b.period and a.period != b.period:
        turned = _PER_YEAR[b.period] / _PER_YEAR[a.period]
        loose = b.period in ("day", "week") or a.period in ("day", "week")
        second = second.scaled(turned, second.unit)._replace(hedged=second.hedged or loose)
    if {one.unit, other.unit} & {"month", "quarter", "year"} and one.unit != other.unit:
        second = second._replace(hedged=True)  # months have no fixed number of days
    return first, second


def _whole_score(one: Amount, other: Amount) -> bool:
    """Whether a score is told in hundredths, as "ninety two", beside a share."""
    return {one.unit, other.unit} == {"1", "percent"} and min(one.value, other.value) > 1


def _factor(to: str, unit: str) -> float | None:
    """What turns a number in `unit` into one in `to`."""
    if unit == to:
        return 1.0
    if unit in SECONDS and to in SECONDS:
        return SECONDS[unit] / SECONDS[to]
    if unit in _POINTS and to in _POINTS:
        return _POINTS[unit] / _POINTS[to]
    if (unit, to) == ("1", "percent"):
        return 100.0
    return 0.01 if (unit, to) == ("percent", "1") else None


def _other_unit(claimed: Fact, told: Fact) -> str | None:
    """UNIT where the same number is told in a unit that measures something else."""
    units = {claimed.claim.unit, told.claim.unit}
    related = units <= _MONEY or units <= set(_SHARES)
    return UNIT if related and math.isclose(claimed.claim.value, told.claim.value) else None


def _same_numbers(claimed: Fact, told: Fact) -> bool:
    """Whether the numbers are the same and only unit or period differ: 480 s for 480 ms."""
    if claimed.claim.unit == told.claim.unit and claimed.period == told.period:
        return False
    return math.isclose(claimed.claim.value, told.claim.value)


def _opposed(claimed: Fact, told: Fact) -> bool:
    return claimed.moves and _OPPOSITE[claimed.claim.direction] is told.claim.direction
