"""A recording in a file: what was said, how it was told, and what drifted; behind `highsignal transcribe`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from highsignal.analysis.analyzer import Standard, analyze, analyze_text
from highsignal.analysis.delivery.measure import measure_delivery
from highsignal.analysis.delivery.remarks import Remark
from highsignal.analysis.delivery.tighten import tighten_first
from highsignal.analysis.drift.compare import compare_claims
from highsignal.analysis.survival import Survival, compare_signals
from highsignal.analysis.text.documents import read_whole
from highsignal.analysis.text.errors import FrontMatterError
from highsignal.domain.speech import Delivery, Retold, Sound, Transcript
from highsignal.domain.stories import Analysis
from highsignal.services.errors import UsageError
from highsignal.services.text_files import InputProblem, read_text_file
from highsignal.speech.hear import hear_recording
from highsignal.speech.recogniser import Progress, Recogniser, no_progress


class UnusableStoryError(UsageError):
    """The file with the written story cannot be compared with a recording."""

    code = "unusable-story"

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")


class Transcribed(NamedTuple):
    """What there is to say about one recording; `retold` and `survival` only beside a written story."""

    path: str
    transcript: Transcript
    sound: Sound
    delivery: Delivery
    tighten: Remark | None
    retold: Retold | None = None
    survival: Survival | None = None


def transcribe(
    path: Path,
    recogniser: Recogniser,
    standard: Standard,
    story: Path | None = None,
    on_progress: Progress = no_progress,
) -> Transcribed:
    """Hear the recording at `path` and measure it, beside the written story in the file `story`.

    Raises OSError and SpeechError where the recording cannot be heard, and UnusableStoryError, before
    anything is heard, where the story cannot be read or the file has several.
    """
    written = _written(str(story), standard) if story else None
    transcript, sound = hear_recording(path, recogniser, on_progress)
    told = analyze(read_whole(transcript.text), standard)
    delivery = measure_delivery(transcript, told)
    if written is None:
        first = tighten_first(delivery, words=transcript.words)
        return Transcribed(str(path), transcript, sound, delivery, first)
    texts = (written.story.source, transcript.text)
    retold = compare_claims(written.claims, told.claims, str(story), str(path), texts)
    survival = compare_signals(written, told)
    first = tighten_first(delivery, survival, retold, transcript.words)
    return Transcribed(str(path), transcript, sound, delivery, first, retold, survival)


def _written(path: str, standard: Standard) -> Analysis:
    """The one story in the file at `path`."""
    file = read_text_file(path)
    if isinstance(file, InputProblem):
        raise UnusableStoryError(path, file.message.removeprefix(f"{path} "))
    try:
        stories = analyze_text(file.text, standard, path)
    except FrontMatterError as error:
        raise UnusableStoryError(f"{path}:{error.line}:{error.column}", str(error)) from error
    if len(stories) != 1 or not stories[0].story.sentences:
        count = len(stories) if stories and stories[0].story.sentences else 0
        raise UnusableStoryError(
            path, f"it has {count or 'no'} stories; give a file with the one story that was told"
        )
    return stories[0]
