"""Which sounds a word is made of: by the dictionary, by two words it joins, or guessed by its letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Lookup = Callable[[str], str | None]

_VARIANTS = 4  # pronunciations of one word in the dictionary: "the", "the(2)" …
_SHORTEST_PART = 3  # letters of a word inside another; shorter ones are inside everything
_ENDINGS = {"'s": "Z", "s": "Z", "ing": "IH NG", "ed": "D", "er": "ER", "ly": "L IY"}
VOWELS = frozenset(("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"))
_HISSING = ("S", "Z", "SH", "CH", "JH", "ZH")

# English spelling is no guide to its sounds, but near enough to find where a word lies between its
# neighbours; longest group first. Sounds are those of the CMU dictionary.
_LETTERS = {
    **{"tion": "SH AH N", "sion": "ZH AH N", "ough": "AO", "igh": "AY", "eigh": "EY", "tch": "CH"},
    **{"sch": "S K", "qu": "K W", "ck": "K", "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "wh": "W"},
    **{"gh": "G", "ng": "NG", "kn": "N", "wr": "R", "dg": "JH", "ee": "IY", "ea": "IY", "oo": "UW"},
    **{"ou": "AW", "ow": "OW", "oi": "OY", "oy": "OY", "ai": "EY", "ay": "EY", "au": "AO", "aw": "AO"},
    **{"ie": "IY", "ei": "EY", "ey": "IY", "ew": "UW", "oa": "OW", "ar": "AA R", "er": "ER", "ir": "ER"},
    **{"or": "AO R", "ur": "ER", "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G"},
    **{"h": "HH", "i": "IH", "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P"},
    **{"q": "K", "r": "R", "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IY"},
    **{"z": "Z"},
}
_LONGEST_GROUP = max(map(len, _LETTERS))


class Pronunciation(NamedTuple):
    """The ways a word may sound, each the names of its sounds with spaces; `known` when none was guessed."""

    sounds: tuple[str, ...]
    known: bool


def pronounce(word: str, lookup: Lookup) -> Pronunciation:
    """How `word`, in small letters, sounds; `lookup` gives a dictionary entry or None.

    A word without a letter that can be sounded has no sounds at all.
    """
    found = _entries(word, lookup)
    if found:
        return Pronunciation(found, known=True)
    if word.endswith(".s"):  # letters in the plural: "G. P. U.s"
        return Pronunciation(tuple(f"{sounds} Z" for sounds in _entries(word[:-1], lookup)), known=True)
    for derived in (_with_ending(word, lookup), _joined(word, lookup)):
        if derived:
            return Pronunciation(derived, known=True)
    guess = guess_sounds(word)
    return Pronunciation((guess,) if guess else (), known=False)


def _entries(word: str, lookup: Lookup) -> tuple[str, ...]:
    first = lookup(word)
    if first is None:
        return ()
    rest = (lookup(f"{word}({number})") for number in range(2, _VARIANTS + 1))
    return tuple(dict.fromkeys([first, *(sounds for sounds in rest if sounds)]))


def _with_ending(word: str, lookup: Lookup) -> tuple[str, ...]:
    """A word of the dictionary with an ending: "rollouts"."""
    for ending, sounds in _ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST_PART:
            continue
        for base in (stem, f"{stem}e") if ending in ("ing", "ed", "er") else (stem,):
            found = _entries(base, lookup)
            if found:
                return tuple(_ended(entry, sounds) for entry in found)
    return ()


def _ended(entry: str, sounds: str) -> str:
    hisses = sounds == "Z" and entry.split()[-1] in _HISSING
    return f"{entry} {'IH ' if hisses else ''}{sounds}"


def _joined(word: str, lookup: Lookup) -> tuple[str, ...]:
    """Two words of the dictionary written as one, the longer first part tried first: "timeseries"."""
    for place in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, second = lookup(word[:place]), lookup(word[place:])
        if first and second:
            return (f"{first} {second}",)
    return ()


def guess_sounds(word: str) -> str:
    """The sounds of `word` guessed by its letters; "" when none of them is of the Latin alphabet."""
    sounds: list[str] = []
    place = 0
    silent_end = word.endswith("e") and len(word) > _SHORTEST_PART
    text = word[:-1] if silent_end else word
    while place < len(text):
        for size in range(_LONGEST_GROUP, 0, -1):
            group = text[place : place + size]
            if group in _LETTERS:
                if (
                    group != text[place - size : place] or size > 1 or not place
                ):  # a doubled letter is one sound
                    sounds += _LETTERS[group].split()
                place += len(group)
                break
        else:
            place += 1
    return " ".join(sounds)
