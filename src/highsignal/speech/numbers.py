"""How a written number is said: "480" is four hundred eighty, four hundred and eighty, or four eighty."""

from __future__ import annotations

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_GROUPS = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_LARGEST = 10**12  # beyond it a number is said digit by digit
_ORDINALS = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"},
    **{"nine": "ninth", "twelve": "twelfth"},
}
_YEARS = range(1100, 2100)

Said = tuple[str, ...]


def say_number(digits: str) -> tuple[Said, ...]:
    """The ways to say `digits`, with or without commas and a decimal point; likeliest first."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    if fraction:
        ways = say_whole(int(whole)) if whole else ()
        after = tuple(_ONES[int(digit)] for digit in fraction)
        said = [(*way, "point", *after) for way in ways]
        if int(whole or 0) == 0:
            said += [("point", *after), ("oh", "point", *after)]
        return tuple(said)
    if len(whole) > 1 and whole.startswith("0"):
        return (_one_by_one(whole), tuple("oh" if digit == "0" else _ONES[int(digit)] for digit in whole))
    return say_whole(int(whole)) if int(whole) < _LARGEST else (_one_by_one(whole),)


def say_whole(number: int) -> tuple[Said, ...]:
    """The ways to say a whole number from 0 up; likeliest first."""
    ways = [_cardinal(number, linked=False)]
    if number > 100 and number % 100:
        ways.append(_cardinal(number, linked=True))
        if number < 1000:
            ways.append((_ONES[number // 100], *_pair(number % 100)))
    if number in _YEARS and number % 1000:
        ways.insert(0, (*_below_hundred(number // 100), *_pair(number % 100)))
    return tuple(dict.fromkeys(ways))


def say_ordinal(number: int) -> tuple[Said, ...]:
    """The ways to say "22nd"."""
    return tuple((*way[:-1], _ordinal(way[-1])) for way in say_whole(number))


def _ordinal(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


def _one_by_one(digits: str) -> Said:
    return tuple(_ONES[int(digit)] for digit in digits)


def _pair(number: int) -> Said:
    """The last two digits as in a year: "eighty", "oh five", "hundred"."""
    if number == 0:
        return ("hundred",)
    return ("oh", _ONES[number]) if number < 10 else _below_hundred(number)


def _below_hundred(number: int) -> Said:
    if number < 20:
        return (_ONES[number],)
    tens, ones = divmod(number, 10)
    return (_TENS[tens], _ONES[ones]) if ones else (_TENS[tens],)


def _cardinal(number: int, *, linked: bool) -> Said:
    """The number in full, with "and" after the hundreds when `linked`."""
    for size, name in _GROUPS:
        if number >= size:
            head = (*_cardinal(number // size, linked=linked), name)
            return (*head, *_cardinal(number % size, linked=linked)) if number % size else head
    if number >= 100:
        head = (_ONES[number // 100], "hundred")
        link = ("and",) if linked else ()
        return (*head, *link, *_below_hundred(number % 100)) if number % 100 else head
    return _below_hundred(number)
