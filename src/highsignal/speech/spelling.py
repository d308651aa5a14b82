"""How what is written is said: "22%" is twenty two percent, "GPU" three letters."""

from __future__ import annotations

import itertools
import re

from highsignal.speech.numbers import Said, say_number, say_ordinal

_WAYS = 12  # of saying one written word; more are not worth the aligner's time
_ACRONYM = 5  # letters; longer words in capitals are shouted, not spelled
_PART = re.compile(
    r"(?P<ordinal>\d+(?=(?:st|nd|rd|th)\b))(?:st|nd|rd|th)"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[%$€£&+=@#/°])"
)
_SIGNS = {
    **{"%": ("percent",), "&": ("and",), "+": ("plus",), "=": ("equals",), "@": ("at",)},
    **{"#": ("number",), "°": ("degrees",), "€": ("euros",), "£": ("pounds",), "$": ("dollars",)},
}
_MONEY = "$€£"
# What stands directly after a number, and only there.
_UNITS: dict[str, tuple[Said, ...]] = {
    "x": (("x",), ("times",), ("fold",)),
    "k": (("thousand",), ("k",)),
    "m": (("million",), ("meters",), ("minutes",)),
    "b": (("billion",),),
    "bn": (("billion",),),
    "ms": (("milliseconds",), ("m", "s")),
    "s": (("seconds",), ("second",)),
    "h": (("hours",), ("hour",)),
    "d": (("days",),),
    "gb": (("gigabytes",), ("gigs",), ("g", "b")),
    "mb": (("megabytes",), ("megs",)),
    "tb": (("terabytes",),),
    "kb": (("kilobytes",),),
    "pp": (("percentage", "points"),),
    "am": (("a", "m"),),
    "pm": (("p", "m"),),
    "km": (("kilometers",),),
    "kg": (("kilograms",), ("kilos",)),
}


def ways_to_say(written: str) -> tuple[Said, ...]:
    """The ways to say a written word, each a tuple of words in small letters; empty when it is only marks.

    A letter that is spelled stands as itself with a full stop: "a.", so that it is not taken for a word.
    """
    parts = list(_PART.finditer(written))
    choices: list[tuple[Said, ...]] = []
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else None
        choices.append(_part(part, before, written))
    ways = (tuple(itertools.chain(*way)) for way in itertools.product(*choices))
    said = [_money_last(way, written) for way in itertools.islice(ways, _WAYS) if way]
    return tuple(dict.fromkeys(way for way in said if way))


def _part(part: re.Match[str], before: re.Match[str] | None, written: str) -> tuple[Said, ...]:
    text = part.group()
    if part["ordinal"]:
        return say_ordinal(int(part["ordinal"]))
    if part["number"]:
        return say_number(text.rstrip(","))
    if part["sign"]:
        if text == "/" or text in _MONEY:
            return ((),)
        return (_SIGNS[text],)
    follows = before is not None and before["number"] is not None and before.end() == part.start()
    if follows and text.lower() in _UNITS:
        return _UNITS[text.lower()]
    return _word(text, alone=text == written)


def _word(text: str, *, alone: bool) -> tuple[Said, ...]:
    """A word as it stands; in capitals, or a single letter inside something, also letter by letter."""
    plain = text.lower().replace("’", "'")
    letters = tuple(f"{letter}." for letter in plain if letter.isalpha())
    if len(text) == 1:
        return ((plain,), letters) if alone else (letters,)
    if text.isupper() and len(text) <= _ACRONYM:
        return (letters, (plain,))
    if text[-1] == "s" and text[:-1].isupper() and 2 < len(text) <= _ACRONYM + 1:  # "GPUs"
        return ((*letters[:-2], f"{letters[-2]}s"), (plain,))
    return ((plain,),)


def _money_last(way: Said, written: str) -> Said:
    """Money is written before its number and said after it: "$40k" is forty thousand dollars."""
    signs = [sign for sign in _MONEY if sign in written]
    return (*way, *_SIGNS[signs[0]]) if signs else way
