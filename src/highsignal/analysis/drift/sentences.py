"""What a contradiction is, in one plain sentence with both values."""

from __future__ import annotations

import re

from highsignal.analysis.drift.facts import Fact
from highsignal.domain.claims import Direction, Kind, Status

_GAP = "\u202f"
_UNITS = {
    "percent": "%",
    "percentage_point": "percentage points",
    "basis_point": "basis points",
    "count": "",
    "1": "",
}
_SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "inr": "₹", "jpy": "¥"}
_BYTES = ((1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "KB"))
_SPELLED = ("day", "week", "month", "quarter", "year")  # units written as words, with a plural
# Parts are said as they were told: "about a third", and not "about 33.3 %".
_PART = re.compile(r"(?:a|an|one|two|three|four)\s+(?:half|thirds?|quarters?|fifths?|tenths?)$|half$")
_HOW = {"direction": ", the other way", "unit": ", in another unit", "baseline": ", from another start"}


def explain(kind: str, claimed: Fact, told: Fact) -> str:
    """One sentence that says what is claimed and what was told instead; `kind` is a drift's kind."""
    name = metric_of(claimed, told)
    lead = f"{_capital(name)}: claimed" if name else "Claimed"
    one, other = claimed.subject.statistic, told.subject.statistic
    if one and other and one != other:
        return f"{lead} as {_statistic(one)}, told as {_statistic(other)}."
    if claimed.claim.status is Status.HYPOTHETICAL and told.asserted:
        return f"{lead} {said(claimed)} as a hope or a goal, told as what happened."
    return f"{lead} {said(claimed)}, told {said(told)}{_HOW.get(kind, '')}."


def metric_of(claimed: Fact, told: Fact) -> str:
    """What both are about, in the words of the claim where it has any; "" where neither names it."""
    name = claimed.claim.metric or told.claim.metric or ""
    return name or ("time" if claimed.claim.kind is Kind.DURATION else "")


def said(fact: Fact) -> str:
    """The amounts of one fact, as short as they can be told."""
    claim = fact.claim
    value = fact.told if _PART.match(fact.told) else amount(claim.value, claim.unit)
    if claim.range is not None:
        value = f"{amount(claim.range[0], claim.unit)} to {amount(claim.range[1], claim.unit)}"
    told = ("about " if claim.approximate else "") + value + (f" a {fact.period}" if fact.period else "")
    if claim.baseline is not None:
        return f"from {amount(claim.baseline, claim.unit)} to {told}"
    if fact.reaches_share:
        return f"{told} of what it was"
    if claim.direction in (Direction.UP, Direction.DOWN):
        link = "to" if fact.reaches else "by"
        return f"{claim.direction.value} {link} {told}"
    return told


def amount(value: float, unit: str) -> str:
    """A number with its unit: 22 %, 480 ms, $1.2 million, 4×."""
    if unit == "factor":
        return f"{_number(value)}×"
    if unit == "bytes":
        scale, name = next(((s, n) for s, n in _BYTES if value >= s), (1.0, "bytes"))
        return f"{_number(value / scale)}{_GAP}{name}"
    if unit in _SIGNS:
        return f"{_SIGNS[unit]}{_number(value)}"
    word = _UNITS.get(unit, unit)
    if word in _SPELLED and value != 1:
        word += "s"
    return f"{_number(value)}{_GAP}{word}" if word else _number(value)


def _number(value: float) -> str:
    for scale, name in ((1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{value / scale:.4g}{_GAP}{name}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def _capital(name: str) -> str:
    """The name as a sentence begins; "p99" stays as it is."""
    return name if name[1:2].isdigit() else name[:1].upper() + name[1:]


def _statistic(name: str) -> str:
    """A percentile or mean as people write it: p95, median, mean."""
    if name == "50":
        return "median"
    return f"p{name}" if name[0].isdigit() else name
