"""When the sample candidate said each word: her takes are invented, and so are their times.

Words take time by their letters, and silence lies where a speaker breathes: after a sentence, after a comma,
and now and then within a clause. The whole is as long as the take.
"""

from __future__ import annotations

import random
import re

from highsignal.domain.spans import Span
from highsignal.domain.speech import HeardFiller, SpokenWord, Transcript

_WORD = re.compile(r"\w(?:\S*\w)?")  # the marks around a word are not spoken
_LETTER, _LEAST = 0.052, 0.11  # relative lengths; everything is scaled to the seconds of the take
_FULL_STOP, _COMMA, _WITHIN = 0.75, 0.3, 0.55
_HESITATES = 0.018  # of the words, before which she thinks without a comma
_BEFORE, _AFTER = 0.6, 0.9  # seconds of silence at both ends
_NAME = "an invented recogniser"


def spoken(text: str, seconds: float, fillers: int, seed: str) -> Transcript:
    """`text` as if it had been heard in a recording; `seconds` from the first word to the end of the last."""
    chance = random.Random(seed)
    places = [match.span() for match in _WORD.finditer(text)]
    lengths = [_LEAST + _LETTER * (end - start) for start, end in places]
    gaps = [_gap(text, end, chance) for _, end in places[:-1]]
    hesitant = sorted(chance.sample(range(len(gaps)), min(fillers, len(gaps))))
    for place in hesitant:
        gaps[place] += _WITHIN
    scale = seconds / (sum(lengths) + sum(gaps))
    words, heard, at = [], [], _BEFORE
    for number, ((start, end), length) in enumerate(zip(places, lengths, strict=True)):
        until = at + length * scale
        words.append(SpokenWord(Span(start, end), round(at, 2), round(until, 2)))
        gap = gaps[number] * scale if number < len(gaps) else 0.0
        if number in hesitant:
            sound = chance.choice(("um", "uh"))
            middle = until + gap / 2
            heard.append(HeardFiller(sound, round(middle - 0.15, 2), round(middle + 0.15, 2), _NAME))
        at = until + gap
    return Transcript(_NAME, text, tuple(words), round(at + _AFTER, 1), tuple(heard))


def _gap(text: str, end: int, chance: random.Random) -> float:
    """The silence after a word that ends there, which is not the last one."""
    if text[end] in ".!?:;":
        return _FULL_STOP * chance.uniform(0.7, 1.3)
    if text[end] == ",":
        return _COMMA * chance.uniform(0.5, 1.5)
    return _WITHIN if chance.random() < _HESITATES else 0.0
