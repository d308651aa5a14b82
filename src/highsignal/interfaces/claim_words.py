"""A claim in a few words, set as a reader expects numbers to be set."""

from __future__ import annotations

from highsignal.domain.claims import Claim, Direction, Status

_ARROWS = {Direction.UP: "↑ ", Direction.DOWN: "↓ ", Direction.FLAT: "= ", Direction.NONE: ""}
_SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "inr": "₹", "jpy": "¥"}
_UNITS = {
    "percent": "\u202f%",
    "percentage_point": " points",
    "basis_point": " bp",
    "factor": "×",
    "count": "",
    "1": "",
}
_SCALES = ((1e9, "B"), (1e6, "M"))
_PLURAL = {"day", "week", "month", "year", "quarter"}


def claim_words(claim: Claim) -> str:
    """The claim in short: "↓ 22 % inference cost (accuracy steady) · cost"."""
    parts = [_ARROWS[claim.direction] + quantity_words(claim.value, claim.unit)]
    if claim.baseline is not None:
        parts.append(f"from {quantity_words(claim.baseline, claim.unit)}")
    if claim.metric:
        parts.append(claim.metric)
    if claim.guardrail:
        parts.append(f"({claim.guardrail})")
    if claim.status is not Status.ASSERTED:
        parts.append(f"[{claim.status.value}]")
    if claim.lever:
        parts.append(f"· {claim.lever.value}")
    return " ".join(parts)


def quantity_words(value: float, unit: str) -> str:
    """A value with its unit: "$1.8M", "94 %", "3 weeks", "40 000"."""
    if unit in _SIGNS:
        return _SIGNS[unit] + _money(value)
    number = _number(value)
    if unit in _PLURAL:
        return f"{number} {unit}{'' if value == 1 else 's'}"
    return number + _UNITS.get(unit, f" {unit}")


def _money(value: float) -> str:
    for scale, letter in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.4g}{letter}"
    return _number(value)


def _number(value: float) -> str:
    """Up to four digits as they are, thin spaces between thousands above, no trailing zeros."""
    if abs(value) < 10_000:
        return f"{value:.6g}"
    return f"{value:,.0f}".replace(",", "\u202f")
