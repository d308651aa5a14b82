"""What a contradiction is, in one plain sentence with both values."""

from __future__ import annotations

from highsignal.analysis.drift.facts import Fact
from highsignal.domain.claims import Direction, Kind

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
_KINDS = {
    "value": "another number",
    "direction": "the other way",
    "unit": "in another unit",
    "baseline": "from another starting point",
    "date": "another time",
    "scope": "of another size",
}


def explain(kind: str, claimed: Fact, told: Fact) -> str:
    """One sentence that says what is claimed and what was told instead; `kind` is a drift's kind."""
    name = metric_of(claimed, told)
    first = name[:1].upper() + name[1:]
    return f"{first}: claimed {said(claimed)}, told {said(told)} ({_KINDS[kind]})."


def metric_of(claimed: Fact, told: Fact) -> str:
    """What both are about, in the words of the claim where it has any."""
    return (
        claimed.claim.metric or told.claim.metric or "time"
        if claimed.claim.kind is Kind.DURATION
        else (claimed.claim.metric or told.claim.metric or "it")
    )


def said(fact: Fact) -> str:
    """The amounts of one fact, as short as they can be told."""
    claim = fact.claim
    value = amount(claim.value, claim.unit)
    if claim.range is not None:
        value = f"{amount(claim.range[0], claim.unit)} to {amount(claim.range[1], claim.unit)}"
    about = "about " if claim.approximate else ""
    per = f" a {fact.period}" if fact.period else ""
    if claim.baseline is not None:
        return f"from {amount(claim.baseline, claim.unit)} to {about}{value}{per}"
    if claim.direction in (Direction.UP, Direction.DOWN):
        link = " to" if fact.reaches else ""
        return f"{claim.direction.value}{link} {about}{value}{per}"
    return f"{about}{value}{per}"


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
    if word and len(word) > 2 and word in ("day", "week", "month", "year", "quarter") and value != 1:
        word += "s"
    return f"{_number(value)}{_GAP}{word}" if word else _number(value)


def _number(value: float) -> str:
    for scale, name in ((1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{value / scale:.4g}{_GAP}{name}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
