"""The "um" and "uh" that were heard: by the recogniser, and by the aligner between its words."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.domain.speech import HeardFiller
from highsignal.speech.alignment import AlignedLine, Between
from highsignal.speech.audio import Audio
from highsignal.speech.loudness import contrast, frame_levels
from highsignal.speech.steadiness import spread_of
from highsignal.speech.writing import Token

# All three thresholds were set after looking at the false alarms in the recordings of benchmarks/speech.py,
# which are also the ones it measures on: one speaker, eight marked fillers.
_SHORTEST = 0.2  # seconds; all marked fillers but one, of a hundredth of a second, last over a quarter
_STEADY = 4.0  # dB; those fillers vary by 2.0 to 3.6, false alarms by 2.7 to 4.5, words by 3.3 to 8
_TOUCHING = 0.06  # seconds; closer sounds are one filler
# With white noise over those recordings, 6 of 8 are found at 25 dB under the speech and 2 of 8 at 20 dB,
# where their contrast falls from between 15 and 17 dB to under 15.
CLEAR = 15.0  # dB
_ADRIFT = 0.1  # share of the words; with more of them out of place, sounds between words are words


def heard_fillers(
    audio: Audio, lines: Sequence[tuple[Sequence[Token], AlignedLine]]
) -> tuple[HeardFiller, ...]:
    """The fillers of all lines in order, times in seconds of the recording."""
    found: list[HeardFiller] = []
    for tokens, aligned in lines:
        written = [
            HeardFiller(token.filler, round(place.start, 3), round(place.end, 3), "recogniser")
            for token, place in zip(tokens, aligned.places, strict=True)
            if token.filler
        ]
        found += written
        found += [
            HeardFiller(between.sound, round(between.start, 3), round(between.end, 3), "aligner")
            for between in aligned.between
            if _is_filler(audio, between) and not any(_touch(between, filler) for filler in written)
        ]
    return tuple(sorted(found, key=lambda filler: filler.start))


def why_unmeasured(audio: Audio, lines: Sequence[tuple[Sequence[Token], AlignedLine]]) -> str:
    """Why the fillers of a recording cannot be trusted, in a sentence; "" when they can."""
    words = sum(len(tokens) for tokens, _ in lines)
    if not words:
        return "No words were heard, and fillers are looked for between words."
    clearness = contrast(frame_levels(audio.samples))
    if clearness < CLEAR:
        return (
            f"Speech is only {clearness:.0f}\u202fdB louder than the noise behind it; "
            f"below {CLEAR:.0f}\u202fdB most fillers drown in it."
        )
    adrift = sum(len(tokens) for tokens, aligned in lines if not aligned.aligned) / words
    if adrift > _ADRIFT:
        return (
            f"{100 * adrift:.0f}\u202f% of the words that were heard do not fit the sound, "
            "so what lies between them cannot be told."
        )
    return ""


def _is_filler(audio: Audio, between: Between) -> bool:
    """Whether a sound between words lasts, is no drawn-out vowel, and is steady as a word is not."""
    if between.drawn or between.end - between.start < _SHORTEST:
        return False
    return spread_of(audio.stretch(between.start, between.end)) < _STEADY


def _touch(between: Between, filler: HeardFiller) -> bool:
    return between.start <= filler.end + _TOUCHING and between.end >= filler.start - _TOUCHING
