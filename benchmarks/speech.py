"""Hearing on real recordings: words, word boundaries, fillers, seconds and memory.

The recordings (read and spontaneous speech with references, two of them with word times and verbatim
“um”) are looked for in HIGHSIGNAL_TEXTS, else in ../shared/data beside the checkout; nothing of theirs is
in the repository. Word error rate: all words of all recordings with a reference, small letters, without
marks and fillers, figures spelled out; beside the packaged model, pocketsphinx decodes the same stretches
with its own language model. Boundaries: the words of the reference aligned by speech/alignment.py,
against the times in the two TextGrids. Nothing says that a person marked those: all lie on a grid of 10
ms and some sounds last 10 ms, as an aligner writes them, so this may be how far two aligners agree.
Fillers: found when one overlaps a marked one; readers have none, so everything found there is a false
alarm.

Nothing here is held back. The length of stretches (five tried), the beam and how likely a filler is
(several each), its shortest length, its steadiness and the contrast below which none is told were all
chosen on these same recordings, and so were the made-up words that are dropped: read the rows as what is
possible, not as what to expect of another voice. Eight fillers by one speaker are marked. A ninth, which
stands in the reference's text but not in its TextGrid, counts as a false alarm. Seconds depend on what
else the machine does; those of the processor less so.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import binomtest

from benchmarks.claims import data_folder
from benchmarks.speech_scores import boundary_errors, grid_words, plain_words, word_errors
from highsignal.domain.speech import HeardFiller, Transcript
from highsignal.speech.alignment import Aligner
from highsignal.speech.audio import RATE, Audio, audio_of, decode_audio
from highsignal.speech.hear import hear_audio
from highsignal.speech.moonshine import MoonshineRecogniser, packaged_model
from highsignal.speech.recogniser import Line
from highsignal.speech.sound import measure_sound
from highsignal.speech.stretches import find_stretches
from highsignal.speech.writing import write_down

MISSING = "recordings not found: set HIGHSIGNAL_TEXTS or put them at ../shared/data"
_TAKE = 90.0  # seconds
_NOISES = (30, 25, 20, 15)  # dB under the speech


class Recording(NamedTuple):
    """One file: `said` is its reference, `marked` the fillers marked in it, in seconds."""

    name: str
    audio: Audio
    said: str
    marked: tuple[tuple[float, float], ...] = ()
    spontaneous: bool = False


def recordings(folder: Path) -> list[Recording]:
    """The recordings with a reference in one channel."""
    found = []
    for line in (folder / "audio.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if not item["has_reference"] or item["style"].startswith("two channels"):
            continue
        marked: tuple[tuple[float, float], ...] = ()
        if item.get("textgrid"):
            words = grid_words(folder / item["textgrid"])
            marked = tuple((start, end) for word, start, end in words if word in ("um", "uh"))
        spontaneous = "spontaneous" in item["style"]
        audio = decode_audio(folder / item["file"])
        found.append(Recording(item["file"], audio, item["transcript"], marked, spontaneous))
    return found


def run() -> list[dict[str, Any]]:
    """One row a measure; what there is nothing to measure on is said."""
    folder = data_folder()
    if folder is None or not (folder / "audio" / "audio.jsonl").exists():
        return [{"measure": MISSING}]
    found = recordings(folder / "audio")
    recogniser = MoonshineRecogniser()
    heard = {recording.name: hear_audio(recording.audio, recogniser) for recording in found}
    rows = _words(found, heard)
    rows += _boundaries(folder / "audio", [r for r in found if r.marked])
    rows += _fillers(found, heard, recogniser)
    return rows + _speed(found, recogniser)


def _words(found: Sequence[Recording], heard: Mapping[str, Transcript]) -> list[dict[str, Any]]:
    """Word error rates, spontaneous speech apart."""
    decoder = _Pocketsphinx()
    ours = {name: transcript.text for name, transcript in heard.items()}
    theirs = {recording.name: decoder(recording.audio) for recording in found}
    rows = []
    for part, members in (
        ("all", list(found)),
        ("read", [r for r in found if not r.spontaneous]),
        ("spontaneous", [r for r in found if r.spontaneous]),
    ):
        row: dict[str, Any] = {"measure": f"word error rate, {part}"}
        for name, texts in (("highsignal (moonshine tiny)", ours), ("pocketsphinx", theirs)):
            pairs = [(plain_words(r.said), plain_words(texts[r.name])) for r in members]
            row[name] = sum(word_errors(*pair) for pair in pairs) / sum(len(said) for said, _ in pairs)
        words = sum(len(plain_words(r.said)) for r in members)
        rows.append(row | {"on": f"{len(members)} recordings, {words} words"})
    return rows


class _Pocketsphinx:
    """The aligner's package as a recogniser, with the language model it carries."""

    def __init__(self) -> None:
        import pocketsphinx  # type: ignore[import-untyped]

        self._decoder = pocketsphinx.Decoder(loglevel="FATAL")

    def __call__(self, audio: Audio) -> str:
        heard = []
        for stretch in find_stretches(audio):
            pcm = (np.clip(audio.stretch(*stretch), -1, 1) * 32767).astype(np.int16).tobytes()
            self._decoder.start_utt()
            self._decoder.process_raw(pcm, full_utt=True)
            self._decoder.end_utt()
            found = self._decoder.hyp()
            heard.append(found.hypstr if found else "")
        return " ".join(heard)


def _boundaries(folder: Path, found: Sequence[Recording]) -> list[dict[str, Any]]:
    """Errors of starts and ends of the reference's words, fillers not told to the aligner."""
    errors: list[float] = []
    for recording in found:
        marked = [
            word
            for word in grid_words(folder / recording.name.replace(".wav", ".TextGrid"))
            if word[0] not in ("um", "uh")
        ]
        line = Line(" ".join(word for word, _, _ in marked), 0.0, recording.audio.seconds)
        tokens = write_down([line]).lines[0]
        places = Aligner().align_line(recording.audio, 0.0, recording.audio.seconds, tokens).places
        errors += boundary_errors(marked, [(place.start, place.end) for place in places])
    on = f"{len(found)} recordings, {len(errors)} boundaries"
    return [
        {
            "measure": "word boundary error, median, ms",
            "highsignal (moonshine tiny)": _ms(errors, 50),
            "on": on,
        },
        {
            "measure": "the same, 90th percentile, ms",
            "highsignal (moonshine tiny)": _ms(errors, 90),
            "on": on,
        },
    ]


def _ms(errors: Sequence[float], percentile: float) -> float:
    return float(1000 * np.percentile(errors, percentile))


def _fillers(
    found: Sequence[Recording], transcripts: Mapping[str, Transcript], recogniser: MoonshineRecogniser
) -> list[dict[str, Any]]:
    """Precision and recall of each way to find fillers, then of both with noise over the recordings."""
    heard = [(recording, transcripts[recording.name]) for recording in found]
    rows = []
    for name, kept in (
        ("kept by the recogniser", ("recogniser",)),
        ("found by the aligner", ("aligner",)),
        ("together", ("recogniser", "aligner")),
    ):
        pairs = [(r.marked, [f for f in t.fillers if f.by in kept]) for r, t in heard]
        rows.append(_filler_row(f"fillers {name}", pairs))
    told = [(r.marked, list(t.fillers)) for r, t in heard if not t.fillers_why]
    silent = len(heard) - len(told)
    rows.append(_filler_row(f"fillers as told (not measured in {silent} recordings)", told))
    rng = np.random.default_rng(1)
    for below in _NOISES:
        noisy = [(r, hear_audio(_with_noise(r.audio, below, rng), recogniser)) for r in found if r.marked]
        row = _filler_row(
            f"with noise {below} dB below the speech", [(r.marked, t.fillers) for r, t in noisy]
        )
        measured = sum(not t.fillers_why for _, t in noisy)
        rows.append(row | {"on": f"{row['on']}; told as measured in {measured} of {len(noisy)} recordings"})
    return rows


def _filler_row(
    name: str, pairs: Sequence[tuple[Sequence[tuple[float, float]], Sequence[HeardFiller]]]
) -> dict[str, Any]:
    marked = sum(len(times) for times, _ in pairs)
    hits = sum(
        any(f.start < end and f.end > start for f in found) for times, found in pairs for start, end in times
    )
    right = sum(
        any(f.start < end and f.end > start for start, end in times) for times, found in pairs for f in found
    )
    count = sum(len(found) for _, found in pairs)
    return {
        "measure": name,
        "precision": _share(right, count),
        "recall": _share(hits, marked),
        "on": f"{marked} marked, {count} found",
    }


def _share(part: int, whole: int) -> str:
    """A share with its 95 % Wilson interval."""
    if not whole:
        return "–"
    low, high = binomtest(part, whole).proportion_ci(method="wilson")
    return f"{part / whole:.2f} ({low:.2f}–{high:.2f})"


def _with_noise(audio: Audio, below: float, rng: np.random.Generator) -> Audio:
    noise = rng.standard_normal(len(audio.samples))
    noise *= 10 ** ((measure_sound(audio).level - below) / 20) / np.sqrt(np.mean(noise**2))
    return audio_of((audio.samples + noise).astype(np.float32))


def _speed(found: Sequence[Recording], recogniser: MoonshineRecogniser) -> list[dict[str, Any]]:
    """Seconds for a take put together from the spontaneous recordings and a reader's, and memory."""
    parts = [r.audio.samples for r in found if r.marked]
    parts.append(decode_audio(packaged_model().parent / "two_cities.wav").samples)
    take = audio_of(np.concatenate(parts)[: round(_TAKE * RATE)])
    begun, worked = time.perf_counter(), time.process_time()
    heard = hear_audio(take, recogniser)
    measure_sound(take)
    on = f"{take.seconds:.0f} s, {len(heard.words)} words"
    name = "highsignal (moonshine tiny)"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
    return [
        {"measure": "seconds to hear a take, all in all", name: time.perf_counter() - begun, "on": on},
        {"measure": "the same, seconds of processor", name: time.process_time() - worked, "on": on},
        {"measure": "memory of this process at most, MB", name: memory, "on": "with both recognisers loaded"},
    ]


if __name__ == "__main__":
    from benchmarks.tables import markdown

    print(markdown(run()))
