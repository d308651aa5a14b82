"""Units of measure: how a text writes them, the contract's word for them, what converts into what."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Dimension(StrEnum):
    """What sort of thing a unit measures; decides which readings of a quantity are possible."""

    SHARE = "share"
    POINT = "point"
    FACTOR = "factor"
    TIME = "time"
    DATA = "data"
    RATE = "rate"
    MONEY = "money"
    COUNT = "count"
    SCORE = "score"
    PHYSICAL = "physical"


class Unit(NamedTuple):
    """`name` is the contract's word; `scale` turns the number written into that unit."""

    name: str
    dimension: Dimension
    scale: float = 1.0


def _table(rows: dict[str, str], dimension: Dimension) -> dict[str, Unit]:
    return {
        spelling: Unit(name, dimension) for name, spellings in rows.items() for spelling in spellings.split()
    }


_TIME = _table(
    {
        "ns": "ns nanosecond nanoseconds nsec",
        "us": "us µs μs microsecond microseconds usec",
        "ms": "ms msec msecs msc millisecond milliseconds millis",
        "s": "s sec secs second seconds",
        "min": "min mins minute minutes m",
        "h": "h hr hrs hour hours",
        "day": "d day days workday workdays weekdays",
        "week": "w wk wks week weeks",
        "month": "mo mos mth mths month months",
        "year": "y yr yrs year years",
        "quarter": "quarters",
    },
    Dimension.TIME,
)

# Storage is told in powers of ten unless the text writes the binary unit (KiB, MiB …).
_DATA = {
    prefix + ending: Unit("bytes", Dimension.DATA, scale)
    for prefix, scale in (("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12), ("p", 1e15), ("e", 1e18))
    for ending in ("b", "bs", "byte", "bytes")
}
_DATA |= {
    prefix + "ib": Unit("bytes", Dimension.DATA, 1024.0**power)
    for power, prefix in enumerate("kmgtp", start=1)
}
_DATA |= {
    word + ending: Unit("bytes", Dimension.DATA, scale)
    for word, scale in (("kilo", 1e3), ("mega", 1e6), ("giga", 1e9), ("tera", 1e12), ("peta", 1e15))
    for ending in ("byte", "bytes")
}
_DATA |= {
    "gig": Unit("bytes", Dimension.DATA, 1e9), "gigs": Unit("bytes", Dimension.DATA, 1e9),
    "bytes": Unit("bytes", Dimension.DATA), "byte": Unit("bytes", Dimension.DATA),
}  # fmt: skip
_DATA |= {
    word: Unit("bps", Dimension.RATE, scale)
    for words, scale in (("kbps", 1e3), ("mbps", 1e6), ("gbps", 1e9))
    for word in words.split()
}

_SHARE = {
    word: Unit("percent", Dimension.SHARE) for word in ("%", "percent", "pct", "percents", "perc", "％")
}
_SHARE["‰"] = Unit("percent", Dimension.SHARE, 0.1)

_POINT = {
    "pp": Unit("percentage_point", Dimension.POINT), "pps": Unit("percentage_point", Dimension.POINT),
    "ppt": Unit("percentage_point", Dimension.POINT), "ppts": Unit("percentage_point", Dimension.POINT),
    "pts": Unit("percentage_point", Dimension.POINT), "points": Unit("percentage_point", Dimension.POINT),
    "point": Unit("percentage_point", Dimension.POINT),
    "bps": Unit("basis_point", Dimension.POINT), "bp": Unit("basis_point", Dimension.POINT),
}  # fmt: skip

_RATE = {
    word: Unit("qps", Dimension.RATE)
    for word in ("qps", "rps", "tps", "req/s", "reqs/s", "req/sec", "queries/s", "requests/s", "eps")
}
_FACTOR = {
    "x": Unit("factor", Dimension.FACTOR),
    "×": Unit("factor", Dimension.FACTOR),
    "fold": Unit("factor", Dimension.FACTOR),
}
_PHYSICAL = _table(
    {
        "km": "km kilometers kilometres", "cm": "cm centimetres",
        "mi": "miles mile", "kg": "kg kilograms", "t": "tons tonnes",
        "w": "watts watt", "kw": "kw kilowatts", "mw": "mw megawatts", "kwh": "kwh", "mwh": "mwh",
        "gwh": "gwh",
        "hz": "hz hertz", "khz": "khz", "mhz": "mhz", "ghz": "ghz", "fps": "fps", "cel": "°c celsius",
        "deg": "degrees",
        "token/s": "tok/s tokens/s", "flops": "flops", "db": "db decibels",
    },
    Dimension.PHYSICAL,
)  # fmt: skip

UNITS: dict[str, Unit] = _PHYSICAL | _TIME | _DATA | _SHARE | _POINT | _RATE | _FACTOR

# Written before the number, or as a word or code after it. "$" is taken as US dollars.
CURRENCIES: dict[str, str] = {
    "$": "usd", "us$": "usd", "usd": "usd", "dollars": "usd", "dollar": "usd", "bucks": "usd",
    "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "£": "gbp", "gbp": "gbp", "pounds": "gbp",
    "quid": "gbp",
    "₹": "inr", "inr": "inr", "rs": "inr", "rupees": "inr", "¥": "jpy", "jpy": "jpy", "yen": "jpy",
    "cny": "cny", "rmb": "cny", "yuan": "cny", "₩": "krw", "chf": "chf", "francs": "chf", "aud": "aud",
    "cad": "cad",
    "sgd": "sgd", "sek": "sek", "nok": "nok", "dkk": "dkk", "pln": "pln", "brl": "brl", "aed": "aed",
    "mxn": "mxn",
}  # fmt: skip

# Hundredths of a currency, where the text names none: "cent" is taken as US like "$".
HUNDREDTHS: dict[str, str] = {"cent": "usd", "cents": "usd", "¢": "usd", "pence": "gbp", "paise": "inr"}

# In seconds; months and years by their mean length, used only to bring a baseline to the value's unit.
SECONDS: dict[str, float] = {
    "ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "day": 86400.0, "week": 604800.0,
    "month": 2629800.0, "quarter": 7889400.0, "year": 31557600.0,
}  # fmt: skip
_EXACT = {
    ("month", "year"): 1 / 12, ("year", "month"): 12.0, ("month", "quarter"): 1 / 3,
    ("quarter", "month"): 3.0, ("year", "quarter"): 4.0, ("quarter", "year"): 0.25,
}  # fmt: skip


def convert(value: float, unit: str, to: str) -> float | None:
    """`value` told in `unit` as a number of `to`; None when the two do not measure the same thing."""
    if unit == to:
        return value
    if (unit, to) in _EXACT:
        return tidy(value * _EXACT[unit, to])
    if unit in SECONDS and to in SECONDS:
        converted = value * SECONDS[unit] / SECONDS[to]
        # Months and years have no fixed length: a tenth is as exact as such a baseline can be.
        inexact = {unit, to} & {"month", "quarter", "year"} and abs(converted) >= 1
        return round(converted, 1) if inexact else tidy(converted)
    return None


def tidy(value: float) -> float:
    """`value` without the last digits that binary arithmetic makes up (0.1 * 3 → 0.3)."""
    return float(f"{value:.12g}")
