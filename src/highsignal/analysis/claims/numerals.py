"""Numerals in digits and in words: from tokens to a value, before any unit is looked at."""

from __future__ import annotations

from typing import NamedTuple

from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.wordlists import words as word_set

UNITS = {
    w: float(n)
    for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
}
TEENS = {
    w: float(n)
    for n, w in enumerate(
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        start=10,
    )
}
TENS = {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fourty": 40.0, "fifty": 50.0,
    "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mio": 1e6, "mn": 1e6, "mln": 1e6,
    "bn": 1e9,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7,
}  # fmt: skip
VULGAR = {
    "½": 1 / 2, "⅓": 1 / 3, "¼": 1 / 4, "⅔": 2 / 3, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅙": 1 / 6, "⅛": 1 / 8,
}  # fmt: skip
# Written against the digits; "m" and "b" in lower case need their surroundings (see `_suffix`).
_SUFFIXES = {
    "k": 1e3,
    "M": 1e6,
    "MM": 1e6,
    "mm": 1e6,
    "B": 1e9,
    "K": 1e3,
    "Mn": 1e6,
    "Bn": 1e9,
    "BN": 1e9,
    "MN": 1e6,
}
_MONEY_SUFFIXES = {"m": 1e6, "b": 1e9, "T": 1e12, "L": 1e5, "cr": 1e7, "Cr": 1e7, "CR": 1e7, "kk": 1e6}
# Digits beyond this are an identifier, not a measurement.
_LONGEST = 18
_MOST_PLACES = 6


class Numeral(NamedTuple):
    """A value and the tokens [first, end) that say it; `spelled` in words, `scaled` by a scale word."""

    value: float
    first: int
    end: int
    spelled: bool
    scaled: bool = False


def decode(digits: str) -> float | None:
    """The value of a run of digits with separators, None when it is not one number (versions, addresses).

    "1,234.5" → 1234.5; "1,20,000" (Indian grouping) → 120000; "1.043.243" → 1043243; "1,5" → 1.5, since a
    comma before one or two digits cannot group thousands; "1,500" → 1500.
    """
    if len(digits) > _LONGEST:
        return None
    for mark in "'’\u00a0\u202f\u2009":
        digits = digits.replace(mark, ",") if mark in digits else digits
    if "," not in digits:
        return _dotted(digits)
    head, *groups = digits.split(",")
    last, point, decimals = groups[-1].partition(".")
    middles = groups[:-1]
    if (
        len(last) == 3
        and head
        and len(head) <= 3
        and "." not in head
        and all(len(g) in (2, 3) for g in middles)
    ):
        if head == "0":
            return float(f"0.{last}") if not middles else None
        return float(head + "".join(middles) + last + point + decimals)
    if not middles and not point and len(last) <= 2 and "." not in head:
        return float(f"{head}.{last}")
    return None


def _dotted(digits: str) -> float | None:
    parts = digits.split(".")
    if len(parts) > 2:
        grouped = len(parts[0]) <= 3 and parts[0] != "0" and all(len(p) == 3 for p in parts[1:])
        return float("".join(parts)) if grouped else None
    if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
        return None  # 007 is a label
    return float(digits)


def numeral_at(tokens: list[Token], at: int, money: bool = False) -> Numeral | None:
    """The numeral that begins at token `at`, in digits or words; `money` lets "m", "b" and "L" scale it."""
    token = tokens[at]
    if token.kind == "number":
        return _digits(tokens, at, money)
    if token.kind == "vulgar":
        return _scaled(tokens, at + 1, VULGAR[token.text], at, spelled=False)
    if token.kind == "word":
        return _spelled(tokens, at)
    return None


def _digits(tokens: list[Token], at: int, money: bool) -> Numeral | None:
    value = decode(tokens[at].text)
    if value is None:
        return None
    end = at + 1
    if end < len(tokens) and tokens[end].kind == "vulgar" and tokens[end].start == tokens[at].end:
        value, end = value + VULGAR[tokens[end].text], end + 1
    suffix = _suffix(tokens, end, money)
    if suffix is not None:
        return Numeral(value * suffix, at, end + 1, False, True)
    if _words(tokens, end) == ("and", "a", "half"):
        return _scaled(tokens, end + 3, value + 0.5, at, spelled=False)
    return _scaled(tokens, end, value, at, spelled=False)


def _suffix(tokens: list[Token], at: int, money: bool) -> float | None:
    """The scale written against (or, for money, right after) the digits that end before token `at`."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    token = tokens[at]
    attached = token.start == tokens[at - 1].end
    if not attached and not (money or token.text in ("K", "M", "B")):
        return None
    if token.text in _SUFFIXES:
        return _SUFFIXES[token.text]
    if money:
        return _MONEY_SUFFIXES.get(token.text)
    # "1.2m users" is a million, "5m" alone is minutes: a million is followed by what it counts.
    if token.text == "m" and attached and at + 1 < len(tokens):
        after = tokens[at + 1]
        if after.text == "+" or (after.kind == "word" and after.lower.endswith("s") and len(after.lower) > 3):
            return 1e6
    return None


def _scaled(tokens: list[Token], end: int, value: float, first: int, spelled: bool) -> Numeral:
    """Apply a scale word that follows: "1.2 million", "3 crore", "2 dozen", "3 hundred thousand"."""
    scaled = False
    while end < len(tokens):
        word = tokens[end].lower
        scale = SCALES.get(word) or _MULTIPLIERS.get(word)
        if scale is None:
            break
        value, end, scaled = value * scale, end + 1, True
    return Numeral(value, first, end, spelled, scaled)


_MULTIPLIERS = {"hundred": 100.0, "dozen": 12.0, "k": 1e3, "grand": 1e3}


def _words(tokens: list[Token], at: int, count: int = 3) -> tuple[str, ...]:
    return tuple(t.lower for t in tokens[at : at + count])


_HALVED = frozenset(
    {"hour", "day", "week", "month", "year", "minute", "second", "gigabyte", "terabyte", "percent", "point"}
)
_ARTICLED = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0, "couple": 2.0}
_BEFORE_ONE = ("to", "under", "than")
_SPELLS = frozenset({"hour", "day", "week", "month", "year", "minute"})
BEHIND_ARTICLE = _HALVED | _ARTICLED.keys()


def _spelled(tokens: list[Token], at: int) -> Numeral | None:
    first = tokens[at].lower
    if first in ("a", "an"):
        following = _words(tokens, at + 1, 1)
        if following and following[0] in _HALVED and at and tokens[at - 1].lower in _BEFORE_ONE:
            return Numeral(1.0, at, at + 1, True)  # "from two weeks to under a day"
        if following and following[0] in _SPELLS and _goes_on(tokens, at + 2):
            return Numeral(1.0, at, at + 1, True)  # "an hour and ten minutes"
        if not following or following[0] not in _ARTICLED:
            return None
        if following[0] == "couple":
            end = at + 3 if _words(tokens, at + 2, 1) == ("of",) else at + 2
            return Numeral(2.0, at, end, True)
        if following[0] == "dozen":
            return Numeral(12.0, at, at + 2, True)
        return _Speller(tokens, at + 1, current=1.0).read(at)
    if first == "half":
        return _half(tokens, at)
    if first == "point":
        return _bare_decimals(tokens, at)
    if first in UNITS or first in TEENS or first in TENS:
        return _Speller(tokens, at).read(at)
    return None


# Before "point seven eight"; behind other words a point is one that somebody makes: "at this point two left".
_BEFORE_POINT = word_set("""
    to from of at by about around under over below above was is were be reached hit zero got than with
    auc f1 kappa score accuracy precision recall
    """)
_PLACES = frozenset(UNITS) | {"oh", "o"}


def _bare_decimals(tokens: list[Token], at: int) -> Numeral | None:
    """Reads "point seven eight" → 0.78; what stands before, or a second place, says that it is a number."""
    end = at + 1
    digits = ""
    while end < len(tokens) and tokens[end].lower in _PLACES and len(digits) < _MOST_PLACES:
        digits += str(int(UNITS.get(tokens[end].lower, 0.0)))
        end += 1
    before = tokens[at - 1].lower if at else ""
    if not digits or (before not in _BEFORE_POINT and not (len(digits) > 1 and at)):
        return None
    return Numeral(float(f"0.{digits}"), at, end, True)


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether "and ten minutes" or "and a half" follows "an hour"."""
    words = _words(tokens, at)
    if words[:1] != ("and",) or len(words) < 2:
        return False
    if words[1:] in (("a", "half"), ("a", "quarter")):
        return True
    return words[1] in UNITS or words[1] in TEENS or words[1] in TENS or tokens[at + 1].kind == "number"


def spelled_year_end(tokens: list[Token], at: int) -> int | None:
    """Where a year told in words that begins at `at` ends ("twenty twenty three"), None when none begins."""
    if tokens[at].lower not in ("nineteen", "twenty"):
        return None
    speller = _Speller(tokens, at)
    speller.read(at)
    return speller.at if speller.year else None


def _half(tokens: list[Token], at: int) -> Numeral | None:
    """Reads "half a million", "half a dozen"; "half an hour"; other halves are shares, read elsewhere."""
    words = _words(tokens, at + 1, 2)
    if len(words) == 2 and words[0] in ("a", "an") and words[1] in _HALVED:
        return Numeral(0.5, at, at + 2, True)
    if len(words) == 2 and words[0] == "a" and words[1] in _ARTICLED and words[1] != "couple":
        return Numeral(_ARTICLED[words[1]] / 2, at, at + 3, True, True)
    return None


_BELOW_HUNDRED = frozenset(UNITS) | frozenset(TEENS) | frozenset(TENS)


class _Speller:
    """Reads one numeral in words from left to right; `current` is the part below the next scale word."""

    def __init__(self, tokens: list[Token], at: int, current: float | None = None) -> None:
        self.tokens = tokens
        self.first = at
        self.at = at
        self.total = 0.0
        self.current = current
        self.last = "article" if current is not None else ""
        self.year = False
        self.scale = 1.0

    def read(self, first: int) -> Numeral | None:
        """The numeral from token `first` on; None for a year told in words ("twenty twenty one")."""
        while self.at < len(self.tokens) and self._take():
            pass
        value = self.total + (self.current or 0.0)
        value = self._decimals(value)
        if self.year:
            return None
        if _words(self.tokens, self.at) == ("and", "a", "half"):
            half = 0.5 * self.scale if self.last == "scale" else 0.5  # "a million and a half"
            return _scaled(self.tokens, self.at + 3, value + half, first, spelled=True)
        end = self.at
        while end > first + 1 and self.tokens[end - 1].kind == "symbol":
            end -= 1
        return _scaled(self.tokens, end, value, first, spelled=True)

    def _take(self) -> bool:
        """Consume one token when it continues the numeral."""
        token = self.tokens[self.at]
        word = token.lower
        if token.kind == "symbol":
            taken = word in "-‐‑" and self._attached() and self._number_word(self.at + 1)
        elif word in UNITS:
            taken = self._add("unit", UNITS[word])
        elif word in TEENS:
            taken = self._add("teen", TEENS[word])
        elif word in TENS:
            taken = self._add("tens", TENS[word])
        elif word == "hundred":
            taken = self._hundred()
        elif word in SCALES:
            taken = self._scale(SCALES[word])
        else:
            taken = word == "and" and self._joins()
        if taken:
            self.at += 1
        return taken

    def _add(self, kind: str, value: float) -> bool:
        if self.current is None or self.last in ("", "scale"):
            self.current = value
        elif self.last == "hundred" or (self.last == "tens" and kind == "unit"):
            self.current += value
        elif self.last == "unit" and kind in ("teen", "tens") and self.total == 0 and 1 <= self.current <= 9:
            self.current = self.current * 100 + value  # "four eighty" is how people say 480
        elif self.last in ("teen", "tens") and kind != "unit" and self.current in (19.0, 20.0):
            self.year = True
            self.current = self.current * 100 + value
        else:
            return False
        self.last = kind
        return True

    def _hundred(self) -> bool:
        if self.current is None or self.last == "hundred" or self.current >= 100:
            return False
        self.current, self.last = self.current * 100, "hundred"
        return True

    def _scale(self, scale: float) -> bool:
        if self.current is None:
            return False
        self.total, self.current, self.last = self.total + self.current * scale, None, "scale"
        self.scale = scale
        return True

    def _joins(self) -> bool:
        """Whether "and" is part: in "two hundred and ten", not in "two hundred and three hundred"."""
        if self.last not in ("hundred", "scale") or not self._number_word(self.at + 1):
            return False
        after = self.at + 2
        while after < len(self.tokens) and self.tokens[after].lower in _BELOW_HUNDRED:
            after += 1
        following = _words(self.tokens, after, 1)
        before = self.tokens[self.first - 1].lower if self.first else ""
        if following == ("hundred",) or (before == "between" and following and following[0] in SCALES):
            return False
        if self.last == "scale":
            self.last, self.current = "hundred", 0.0
        return True

    def _number_word(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        word = self.tokens[at].lower
        return word in UNITS or word in TEENS or word in TENS or (word in SCALES and self.current is not None)

    def _attached(self) -> bool:
        before, token = self.tokens[self.at - 1], self.tokens[self.at]
        return before.end == token.start

    def _decimals(self, value: float) -> float:
        """Reads "ninety nine point nine" → 99.9."""
        if _words(self.tokens, self.at, 1) != ("point",):
            return value
        digits, at = "", self.at + 1
        while at < len(self.tokens) and self.tokens[at].lower in UNITS:
            digits += str(int(UNITS[self.tokens[at].lower]))
            at += 1
        if not digits or len(digits) > _MOST_PLACES:
            return value
        self.at = at
        return float(f"{value:.0f}.{digits}")
