"""Everything together: a recording in, its transcript with times and what it sounds like out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from highsignal.domain.speech import Sound, SpokenWord, Transcript
from highsignal.speech.alignment import AlignedLine, Aligner, Placed
from highsignal.speech.audio import Audio, decode_audio
from highsignal.speech.fillers import heard_fillers, why_unmeasured
from highsignal.speech.recogniser import Line, Progress, Recogniser, no_progress
from highsignal.speech.sound import measure_sound
from highsignal.speech.writing import Written, write_down

_HEARING = 0.85  # share of the whole time that the recogniser takes; the rest is the aligner's


def hear_recording(
    path: Path, recogniser: Recogniser, on_progress: Progress = no_progress
) -> tuple[Transcript, Sound]:
    """What was said in the recording at `path`, when, and how it sounds.

    `on_progress` is called with the share done, from 0 to 1, and the text heard so far. A recording in which
    nobody speaks gives an empty transcript, no error. Raises OSError when the file is not there, and what
    decode_audio and the recogniser raise: SpeechError.
    """
    audio = decode_audio(path)
    return hear_audio(audio, recogniser, on_progress), measure_sound(audio)


def hear_audio(audio: Audio, recogniser: Recogniser, on_progress: Progress = no_progress) -> Transcript:
    """What was said in `audio`, and when. Raises what the recogniser raises: SpeechError."""
    lines = recogniser.hear(audio, lambda share, text: on_progress(_HEARING * share, text))
    written = write_down(lines)
    aligned = _align(audio, lines, written, on_progress)
    pairs = tuple(zip(written.lines, aligned, strict=True))
    on_progress(1.0, written.text)
    return Transcript(
        recogniser=recogniser.name,
        text=written.text,
        words=_spoken_words(written, aligned),
        seconds=audio.seconds,
        fillers=heard_fillers(audio, pairs),
        fillers_why=why_unmeasured(audio, pairs),
    )


def _align(
    audio: Audio, lines: Sequence[Line], written: Written, on_progress: Progress
) -> tuple[AlignedLine, ...]:
    if not any(written.lines):
        return tuple(AlignedLine(()) for _ in written.lines)
    aligner = Aligner()
    aligned = []
    for number, (line, tokens) in enumerate(zip(lines, written.lines, strict=True)):
        on_progress(_HEARING + (1 - _HEARING) * number / len(lines), written.text)
        found = aligner.align_line(audio, line.start, line.end, tokens)
        aligned.append(found if found.aligned else _as_timed(line, found))
    return tuple(aligned)


def _as_timed(line: Line, found: AlignedLine) -> AlignedLine:
    """The recogniser's own times for a line that could not be aligned, where it has one for each word."""
    if len(line.words) != len(found.places):
        return found
    return found._replace(places=tuple(Placed(word.start, word.end, True) for word in line.words))


def _spoken_words(written: Written, aligned: Sequence[AlignedLine]) -> tuple[SpokenWord, ...]:
    """The words with their times, which never run backwards."""
    words: list[SpokenWord] = []
    latest = 0.0
    for tokens, line in zip(written.lines, aligned, strict=True):
        for token, place in zip(tokens, line.places, strict=True):
            if token.filler:
                continue
            start = max(place.start, latest)
            latest = max(place.end, start)
            words.append(SpokenWord(token.span, round(start, 3), round(latest, 3), place.measured))
    return tuple(words)
