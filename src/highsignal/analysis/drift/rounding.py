"""Whether two amounts can be the same quantity told with different precision."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from highsignal.analysis.claims.units import SECONDS

# How far a rounded number may be from what it rounds, as a share of it. All conventions: an open "about"
# allows a fifth, so that "about twenty" is fair for 22; a bare number is taken at its word, but "twelve
# thousand" is fair for 12,340 and 0.8 for 0.81.
_HEDGED = 0.2
_BARE_LONG = 0.05  # of numbers with three digits or more
_BARE_SHORT = 0.025
_LONG = 3  # digits
_BOUND_REACH = 1.3  # "more than a hundred" is fair for 130, and nobody would say it of 200
_HIGH_SHARE = 90.0  # percent; from here on what is missing to 100 counts: 99.9 is not about 99
_MISSING_BARE, _MISSING_HEDGED = 0.1, 0.35
_SAME = 1e-6
_FRACTIONS = tuple(sorted({100 * n / d for d in (2, 3, 4, 5, 10) for n in range(1, d)} | {100 / 8, 100 / 6}))


class Amount(NamedTuple):
    """A number in `unit` as it was told.

    `hedged` when the words loosen it (about, roughly), `fraction` when it is told as a fifth or a half;
    `bound` is +1 for "more than", -1 for "less than", 0 for neither; `range` holds both ends of "20 to 25".
    `computed` marks a number worked out from others, which has more digits than anybody said. `level` marks
    a share that something stands at, not a change.
    """

    value: float
    unit: str
    hedged: bool = False
    bound: int = 0
    range: tuple[float, float] | None = None
    computed: bool = False
    level: bool = False
    fraction: bool = False

    def scaled(self, by: float, unit: str) -> Amount:
        """The same amount in another unit that is `by` times smaller."""
        ends = (self.range[0] * by, self.range[1] * by) if self.range else None
        return self._replace(value=self.value * by, unit=unit, range=ends)


def agree(one: Amount, other: Amount) -> bool:
    """Whether two amounts in the same unit can be one quantity, each told with its own precision."""
    if math.isclose(one.value, other.value, rel_tol=_SAME, abs_tol=1e-12):
        return True
    if one.value * other.value <= 0:
        return False
    if one.range or other.range:
        return _ranges_meet(one, other)
    alike = one.bound == other.bound  # two bounds are compared as numbers: "above 95" is not "above 80"
    if not alike and (_within_bound(one, other) or _within_bound(other, one)):
        return True
    return rounds_to(one, other) or rounds_to(other, one)


def rounds_to(fine: Amount, coarse: Amount) -> bool:
    """Whether `coarse` is `fine` rounded as people round, near enough to be no other number."""
    gap = abs(fine.value - coarse.value)
    loose = coarse.hedged or coarse.fraction or fine.hedged
    if gap > _limit(fine, loose) * abs(fine.value):
        return False
    if coarse.level and fine.level and not _same_shortfall(fine, coarse, loose):
        return False
    if coarse.fraction and coarse.unit == "percent":
        return _nearest_fraction(fine.value) == _nearest_fraction(coarse.value)
    own = _finest_step(fine)
    return any(step > own * (1 + _SAME) and gap <= step / 2 * (1 + _SAME) for step in _steps(coarse))


def _limit(fine: Amount, loose: bool) -> float:
    if loose:
        return _HEDGED
    return _BARE_LONG if fine.computed or _digits(fine.value) >= _LONG else _BARE_SHORT


def _same_shortfall(fine: Amount, coarse: Amount, loose: bool) -> bool:
    """Of high shares what is missing to 100 must agree too: 99.95 % is twice as good as 99.9 %."""
    if fine.unit != "percent" or min(fine.value, coarse.value) < _HIGH_SHARE:
        return True
    missing, told = 100 - fine.value, 100 - coarse.value
    return missing > 0 and abs(missing - told) <= (_MISSING_HEDGED if loose else _MISSING_BARE) * missing


def _nearest_fraction(percent: float) -> float:
    return min(_FRACTIONS, key=lambda fraction: abs(fraction - percent))


def _ranges_meet(one: Amount, other: Amount) -> bool:
    """Whether a range holds the other number, or both ranges have the same ends, rounded."""
    if one.range and other.range:
        return all(
            agree(one._replace(value=a, range=None), other._replace(value=b, range=None))
            for a, b in zip(one.range, other.range, strict=True)
        )
    wide, single = (one, other) if one.range else (other, one)
    assert wide.range is not None
    low, high = wide.range
    if low <= single.value <= high:
        return True
    ends = (wide._replace(value=end, range=None) for end in (low, high))
    return single.hedged and any(rounds_to(end, single) for end in ends)


def _within_bound(bounded: Amount, exact: Amount) -> bool:
    """Whether "more than 20" or "under 100" holds for the other number, and closely enough to be meant so."""
    if not bounded.bound:
        return False
    ratio = exact.value / bounded.value
    if bounded.bound < 0:
        ratio = 1 / ratio
    return 1 <= ratio <= _BOUND_REACH


def _digits(value: float) -> int:
    """Significant digits, without the zeros at the end of a whole number."""
    mantissa = f"{abs(value):.6e}".split("e")[0].replace(".", "")
    return len(mantissa.rstrip("0"))


def _steps(amount: Amount) -> Iterator[float]:
    """The steps of the scales on which a speaker may have rounded to this number, in its unit."""
    yield from _decimal_steps(amount.value)
    if amount.unit in SECONDS:
        for unit, seconds in SECONDS.items():
            scale = seconds / SECONDS[amount.unit]
            there = amount.value / scale
            if 0.4 < there < 100 and _digits(there) <= 2:
                yield from (step * scale for step in _decimal_steps(there) if unit != amount.unit)


def _decimal_steps(value: float) -> Iterator[float]:
    """The place of the last digit, and five of it where the number is a multiple: 450 → 10 and 50."""
    exponent = math.floor(math.log10(abs(value))) - _digits(value) + 1
    step = 10.0**exponent
    yield step
    half = 5 * step
    if abs(value / half - round(value / half)) < _SAME:
        yield half


def _finest_step(amount: Amount) -> float:
    if amount.computed:
        return 0.0
    return min(_decimal_steps(amount.value))
