"""The "um" and "uh" that were heard: by the recogniser, and by the aligner between its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from highsignal.domain.speech import HeardFiller
from highsignal.speech.alignment import AlignedLine
from highsignal.speech.writing import Token

# Shorter sounds between words are a breath or a part of one of them. All fillers of the hand-marked
# recordings but one, of a hundredth of a second, last over a quarter of a second (benchmarks/speech.py).
_SHORTEST = 0.2  # seconds
_TOUCHING = 0.06  # seconds; closer sounds are one filler


def heard_fillers(lines: Iterable[tuple[Sequence[Token], AlignedLine]]) -> tuple[HeardFiller, ...]:
    """The fillers of all lines in order, times in seconds of the recording."""
    found: list[HeardFiller] = []
    for tokens, aligned in lines:
        by_recogniser = [
            HeardFiller(token.filler, place.start, place.end, "recogniser")
            for token, place in zip(tokens, aligned.places, strict=True)
            if token.filler
        ]
        by_aligner = [
            HeardFiller(b.sound, b.start, b.end, "aligner")
            for b in aligned.between
            if b.end - b.start >= _SHORTEST
            and not b.drawn
            and not any(_touch(b.start, b.end, f) for f in by_recogniser)
        ]
        found += by_recogniser + by_aligner
    return tuple(sorted(found, key=lambda filler: filler.start))


def _touch(start: float, end: float, filler: HeardFiller) -> bool:
    return start <= filler.end + _TOUCHING and end >= filler.start - _TOUCHING
