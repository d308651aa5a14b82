"""Finds when each word was said: forced alignment of what was heard, line by line, with PocketSphinx.

The recogniser knows what was said, the aligner when: it is given the words of a line as the only path
through it, with silence, um and uh allowed between them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from highsignal.domain.speech import SpokenWord
from highsignal.speech.audio import Audio, Samples
from highsignal.speech.interpolation import spread
from highsignal.speech.pronouncing import VOWELS, pronounce
from highsignal.speech.recogniser import Line
from highsignal.speech.writing import Token, write_down

_FRAME = 0.01  # seconds; the aligner's step
# How much likelier the best path may be than one that is still followed. The program's own 1e-48 loses
# the right one where somebody has a cold; no beam at all is four times as slow.
_BEAM = 1e-120
# How likely a filler is between two words: tried from 1e-6 to .3 on the recordings of benchmarks/speech.py;
# the more likely it is, the more vowels and breaths are taken for one.
_FILLER_LIKELY = 1e-4
_FILLER_SOUNDS = {"um": ("AH M", "AH AH M"), "uh": ("AH", "AH AH")}
_Segment = tuple[str, float, float]  # a name on the path, its first and last second in the line
_SILENCES = "<s> SIL\n</s> SIL\n<sil> SIL\n"


class Placed(NamedTuple):
    """When something was said, in seconds of the recording; `measured` is False when it was interpolated."""

    start: float
    end: float
    measured: bool


class Between(NamedTuple):
    """A filler that the aligner found between words of a line, in seconds of the recording.

    `drawn` when it follows without a gap on a word that ends in a vowel: perhaps only that vowel, drawn out.
    """

    sound: str
    start: float
    end: float
    drawn: bool = False


class AlignedLine(NamedTuple):
    """A time for each token of a line, in their order, and the fillers found between them.

    `aligned` is False when what was heard does not fit the sound: the times are a guess, fillers unknown.
    """

    places: tuple[Placed, ...]
    between: tuple[Between, ...] = ()
    aligned: bool = True


class Aligner:
    """A loaded acoustic model and dictionary; for one recording, since it learns the words of each line."""

    def __init__(self, beam: float = _BEAM, filler_likely: float = _FILLER_LIKELY) -> None:
        """Load the model, in a fifth of a second. A `filler_likely` of 0 allows no fillers between words."""
        import pocketsphinx  # type: ignore[import-untyped]

        model = Path(pocketsphinx.get_model_path("en-us"))
        with tempfile.NamedTemporaryFile("w", suffix=".dict") as silences:
            silences.write(_SILENCES)
            silences.flush()
            self._decoder: Any = pocketsphinx.Decoder(
                hmm=str(model / "en-us"),
                dict=str(model / "cmudict-en-us.dict"),
                fdict=silences.name,
                lm=None,
                loglevel="FATAL",
                bestpath=False,  # the lattice would leave words out of the one path there is
                beam=beam,
                wbeam=beam,
                pbeam=beam,
            )
        self._beam = beam
        self._filler_likely = filler_likely
        self._lines = 0
        self._vowel_last: set[str] = set()  # names of words that may end in a vowel
        self._patient: Aligner | None = None
        for name, sounds in _FILLER_SOUNDS.items():
            self._add(f"[{name}]", sounds)

    def align_line(self, audio: Audio, start: float, end: float, tokens: Sequence[Token]) -> AlignedLine:
        """When each of `tokens` was said between the seconds `start` and `end` of `audio`."""
        if not tokens:
            return AlignedLine(())
        guessed = self._learn(tokens)
        found = self._search(audio.stretch(start, end))
        if found is not None:
            return _placed(found, start, tokens, guessed, self._vowel_last)
        return self._guess(audio, start, end, tokens)

    def _guess(self, audio: Audio, start: float, end: float, tokens: Sequence[Token]) -> AlignedLine:
        """Times for a line that does not fit its sound: the best path however bad, else by length."""
        if self._beam:
            if self._patient is None:
                self._patient = Aligner(beam=0.0, filler_likely=0.0)
            places = self._patient.align_line(audio, start, end, tokens).places
        else:
            places = tuple(Placed(*times, False) for times in spread(audio, start, end, tokens))
        return AlignedLine(tuple(place._replace(measured=False) for place in places), (), aligned=False)

    def _learn(self, tokens: Sequence[Token]) -> frozenset[int]:
        """Make the words of `tokens` the only path; gives the numbers of those whose sound is guessed."""
        self._lines += 1
        guessed: set[int] = set()
        arcs: list[tuple[int, int, float, str]] = []
        state = 0
        loose = len(tokens) + 1  # states inside a word that is said in several ones
        for number, token in enumerate(tokens):
            ways = [
                w
                for w in (self._way(number, which, way, guessed) for which, way in enumerate(token.ways))
                if w
            ]
            for names in ways:
                stops = [number, *range(loose, loose + len(names) - 1), number + 1]
                loose += len(names) - 1
                arcs += [(a, b, 1.0, name) for a, b, name in zip(stops, stops[1:], names, strict=False)]
            if not ways:
                arcs.append((number, number + 1, 1.0, "<sil>"))
            state = number + 1
        if self._filler_likely:
            for place in range(state + 1):
                arcs += [(place, place, self._filler_likely, f"[{name}]") for name in _FILLER_SOUNDS]
        path = f"line{self._lines}"
        self._decoder.add_fsg(path, self._decoder.create_fsg(path, 0, state, arcs))
        self._decoder.activate_search(path)
        return frozenset(guessed)

    def _way(self, number: int, which: int, way: Sequence[str], guessed: set[int]) -> list[str]:
        """The names of the words of one way to say token `number`; [] when it cannot be said."""
        names = []
        for place, word in enumerate(way):
            sounds, known = pronounce(word, self._decoder.lookup_word)
            if not sounds:
                return []
            if not known:
                guessed.add(number)
            name = f"{self._lines}.{number}.{which}.{place}"
            self._add(name, sounds)
            if any(entry.split()[-1] in VOWELS for entry in sounds):
                self._vowel_last.add(name)
            names.append(name)
        return names

    def _add(self, name: str, sounds: Sequence[str]) -> None:
        for variant, entry in enumerate(sounds, start=1):
            self._decoder.add_word(name if variant == 1 else f"{name}({variant})", entry, False)

    def _search(self, samples: Samples) -> list[_Segment] | None:
        """The names on the best path with their seconds in `samples`; None where there is none."""
        pcm = (np.clip(samples, -1.0, 1.0) * 32767).astype(np.int16).tobytes()
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()
        if self._decoder.hyp() is None:
            return None
        return [(s.word, s.start_frame * _FRAME, (s.end_frame + 1) * _FRAME) for s in self._decoder.seg()]


def _placed(
    found: Sequence[_Segment],
    start: float,
    tokens: Sequence[Token],
    guessed: frozenset[int],
    vowel_last: Collection[str],
) -> AlignedLine:
    """The segments of a path gathered by token, and the fillers between them."""
    times: dict[int, tuple[float, float]] = {}
    for name, first, last in found:
        number = _number(name)
        if number >= 0:
            times[number] = (times[number][0] if number in times else start + first, start + last)
    if len(times) < len(tokens):  # something without sounds, such as a word in another alphabet
        guessed |= frozenset(range(len(tokens))) - times.keys()
        times |= _between_neighbours(times, len(tokens), start)
    places = tuple(Placed(*times[number], number not in guessed) for number in range(len(tokens)))
    return AlignedLine(places, tuple(_fillers(found, start, vowel_last)))


def _number(name: str) -> int:
    """The token that a segment belongs to; -1 for silence and fillers."""
    return -1 if name.startswith(("[", "<")) else int(name.split(".")[1])


def _fillers(found: Sequence[_Segment], start: float, vowel_last: Collection[str]) -> Iterator[Between]:
    """The fillers on a path; several without a gap are one."""
    for is_filler, group in groupby(range(len(found)), key=lambda place: found[place][0].startswith("[")):
        if not is_filler:
            continue
        places = list(group)
        sounds = {found[place][0][1:3] for place in places}
        before = found[places[0] - 1][0].split("(")[0] if places[0] else ""
        yield Between(
            "um" if "um" in sounds else "uh",
            start + found[places[0]][1],
            start + found[places[-1]][2],
            before in vowel_last,
        )


def _between_neighbours(
    times: dict[int, tuple[float, float]], count: int, start: float
) -> dict[int, tuple[float, float]]:
    """Times of no length for the tokens that have none, at the end of the word before."""
    found: dict[int, tuple[float, float]] = {}
    last = start
    for number in range(count):
        if number in times:
            last = times[number][1]
        else:
            found[number] = (last, last)
    return found


def align(audio: Audio, text: str) -> tuple[SpokenWord, ...]:
    """When each word of `text` was said in `audio`; spans count in `text`, seconds in the recording.

    Words whose sounds had to be guessed, or that could not be placed, have `measured` False. For a text
    of several minutes align its lines one by one: a fault in one then stays there.
    """
    written = write_down([Line(text, 0.0, audio.seconds)])
    aligned = Aligner().align_line(audio, 0.0, audio.seconds, written.lines[0])
    return tuple(_words(written.lines[0], aligned))


def _words(tokens: Sequence[Token], aligned: AlignedLine) -> Iterator[SpokenWord]:
    for token, place in zip(tokens, aligned.places, strict=True):
        if not token.filler:
            yield SpokenWord(token.span, place.start, place.end, place.measured)
