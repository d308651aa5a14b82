"""A take as it is once it was heard, put into a bank: real speech, and words of our own with their times."""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

from highsignal.domain.bank import Take
from highsignal.domain.practice import Recording, Stage, TakeTranscript
from highsignal.domain.spans import Span
from highsignal.domain.speech import HeardFiller, Sound, SpokenWord, Transcript
from highsignal.services.recording_files import whole_file
from highsignal.services.workspace import desk_of, open_workspace
from highsignal.storage.database import private_folder
from highsignal.storage.recordings import add_recording, save_transcript
from highsignal.storage.stories import new_id
from highsignal.storage.tellings import add_take

_VOICE = find_spec("moonshine_voice")
assert _VOICE
assert _VOICE.origin
SPEECH = Path(_VOICE.origin).parent / "assets" / "two_cities.wav"  # 44 s, read aloud
SECONDS = 44.37
WRITTEN = (
    "In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it, which gave up two weeks. "
    "I rebuilt the training set with two engineers. "
    "Inference cost fell by 22 % at the same accuracy, and the launch kept its date. "
    "Since then I ask for the cost of a model before anybody trains it."
)
TOLD = (
    "In March our our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it. "
    "I rebuilt the training set with two engineers. "
    "Inference cost fell by 30% at the same accuracy, and the launch kept its date."
)
DRIFTED = "30%"
LONG_PAUSE_AFTER = 25  # the number of the word
_PAUSE = 0.9  # seconds


def put_told_take(folder: Path, story: str, *, stage: Stage = Stage.HEARD, problem: str = "") -> str:
    """Keep a take of `story` in the data folder of a program, which may be running; its id."""
    workspace = open_workspace(folder)
    try:
        desk = desk_of(workspace)
        assert desk is not None
        now = desk.now()
        take = Take(new_id(), story, now, "spoken", "ninety", 1, 40.0, len(TOLD.split()), TOLD)
        heard = stage is Stage.HEARD
        sound = whole_file(folder, take.id, "audio/wav")
        private_folder(sound.parent)
        shutil.copyfile(SPEECH, sound)
        size = sound.stat().st_size
        recording = Recording(
            take.id, stage, "audio/wav", size, 2, now, now, problem=problem, sound=_sound() if heard else None
        )
        with desk.database.writing() as session:
            add_take(session, desk.person.id, take if heard else take._replace(text="", words=0))
            add_recording(session, desk.person.id, recording)
            if heard:
                save_transcript(session, TakeTranscript(take.id, transcript()))
        return take.id
    finally:
        workspace.database.close()


def transcript() -> Transcript:
    """The told text, its words spread over the recording by their letters, one of them not measured."""
    spans = [Span(*found.span()) for found in re.finditer(r"\S+", TOLD)]
    spans = [Span(s.start, s.start + len(s.text(TOLD).rstrip(".,"))) for s in spans]
    letters = sum(len(TOLD[s.start : s.end]) + 1 for s in spans)
    second = (SECONDS - 3.0 - _PAUSE) / letters
    words, at = [], 1.0
    for number, span in enumerate(spans):
        end = at + second * (span.end - span.start)
        words.append(SpokenWord(span, round(at, 3), round(end, 3), measured=number != 16))
        at = end + second + (_PAUSE if number == LONG_PAUSE_AFTER else 0.0)
    filler = HeardFiller("um", words[3].end, words[3].end + 0.1, "aligner")
    return Transcript("a recogniser", TOLD, tuple(words), SECONDS, (filler,))


def _sound() -> Sound:
    peaks = tuple(
        round(abs(((n * 37) % 100) / 100 - 0.5) * (0.2 if n % 60 < 8 else 1.2), 3) for n in range(600)
    )
    return Sound(SECONDS, -21.0, 0.0, 0.2, peaks)
