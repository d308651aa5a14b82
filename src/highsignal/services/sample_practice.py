"""What the sample candidate practised: recorded takes, a mock interview, and what listeners said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from highsignal.analysis.text.words import count_words
from highsignal.domain.bank import Revision, Take
from highsignal.domain.practice import (
    Hearing,
    HearingKind,
    Mock,
    MockQuestion,
    Recording,
    Stage,
    TakeTranscript,
)
from highsignal.domain.speech import Sound
from highsignal.services.sample_frame import Frame, sample_file
from highsignal.services.sample_speech import spoken
from highsignal.storage.hearings import add_hearing
from highsignal.storage.mocks import add_mock
from highsignal.storage.recordings import add_recording, save_transcript

_BYTES_A_SECOND = 4000  # of Opus, as browsers record speech
_ANSWERED_AFTER = timedelta(minutes=4)


class Heard(NamedTuple):
    """A take that was recorded, with what was heard; the file is gone."""

    recording: Recording
    transcript: TakeTranscript


class SamplePractice(NamedTuple):
    """Everything that was practised, ready to be stored; `answers` are the takes of the mock."""

    answers: tuple[Take, ...]
    heard: tuple[Heard, ...]
    mocks: tuple[Mock, ...]
    hearings: tuple[Hearing, ...]


def sample_practice(frame: Frame, takes: Sequence[Take], revisions: Sequence[Revision]) -> SamplePractice:
    """The practice of the sample's year; `takes` are those of takes.toml in its order."""
    data = sample_file("practice")
    answers, mock = _mock(frame, data["mock"], revisions)
    by_text = {
        entry["text"]: take
        for entry, take in zip(sample_file("takes")["takes"], takes, strict=True)
        if "text" in entry
    }
    with_words = [(by_text[entry["text"]], entry["fillers"]) for entry in data["recorded"]]
    return SamplePractice(
        answers,
        tuple(
            recorded(take, fillers) for take, fillers in (*with_words, *((answer, 1) for answer in answers))
        ),
        (mock,),
        tuple(_hearing(frame, n, entry, revisions) for n, entry in enumerate(data["hearing"])),
    )


def add_practice(session: Session, person: str, practice: SamplePractice) -> None:
    """Store everything of `practice`; the stories and the takes are there already."""
    for heard in practice.heard:
        add_recording(session, person, heard.recording)
        save_transcript(session, heard.transcript)
    for mock in practice.mocks:
        add_mock(session, person, mock)
    for hearing in practice.hearings:
        add_hearing(session, person, hearing)


def recorded(take: Take, fillers: int) -> Heard:
    """A spoken take with words as if it had been recorded, heard, and its sound deleted an hour later."""
    assert take.seconds is not None
    transcript = spoken(take.text, take.seconds, fillers, take.id)
    sound = Sound(transcript.seconds, -23.0, 0.0, 0.18, _peaks(transcript.words, transcript.seconds))
    done = take.at + timedelta(seconds=transcript.seconds + 9)
    recording = Recording(
        take=take.id,
        stage=Stage.HEARD,
        media_type="audio/webm",
        bytes=round(transcript.seconds * _BYTES_A_SECOND),
        parts=round(transcript.seconds),
        created_at=take.at,
        changed_at=done,
        progress=1.0,
        sound=sound,
        removed_at=done + timedelta(hours=1),
    )
    return Heard(recording, TakeTranscript(take.id, transcript))


def _peaks(words: Sequence[Any], seconds: float) -> tuple[float, ...]:
    """Loud where a word is, quiet between words; a word begins louder than it ends."""
    count = 600
    peaks = [0.02] * count
    for number, word in enumerate(words):
        first, last = (int(at / seconds * count) for at in (word.start, word.end))
        loud = 0.35 + 0.3 * ((number * 7919) % 97) / 97
        for place in range(first, min(last + 1, count)):
            peaks[place] = round(loud * (1.0 - 0.5 * (place - first) / (last - first + 1)), 3)
    return tuple(peaks)


def _mock(
    frame: Frame, entry: Mapping[str, Any], revisions: Sequence[Revision]
) -> tuple[tuple[Take, ...], Mock]:
    started = frame.at(entry)
    answers = tuple(_answers(frame, entry["question"], revisions))
    taken = {number: take.id for number, take in answers}
    questions = tuple(
        MockQuestion(
            number,
            each.get("prompt", ""),
            each.get("question") or frame.prompt(each["prompt"]),
            tuple(each.get("competencies", ())),
            each.get("follows", 0),
            each.get("probe", ""),
            taken.get(number, ""),
            each.get("skipped", False),
        )
        for number, each in enumerate(entry["question"], start=1)
    )
    mock = Mock(
        id=frame.name("mock"),
        started_at=started,
        ended_at=started + timedelta(minutes=entry["minutes"]),
        seed=entry["seed"],
        style=entry["style"],
        competencies=tuple(entry["competencies"]),
        length=entry["length"],
        preparation=entry["preparation"],
        questions=questions,
    )
    return tuple(take for _, take in answers), mock


def _answers(
    frame: Frame, questions: Sequence[Mapping[str, Any]], revisions: Sequence[Revision]
) -> Iterator[tuple[int, Take]]:
    """The answers of the mock by number; the first begins after the time to prepare."""
    at = frame.at(sample_file("practice")["mock"]) + timedelta(seconds=40)
    for number, entry in enumerate(questions, start=1):
        if "text" not in entry:
            continue
        text = " ".join(entry["text"].split())
        story = frame.name(entry["story"])
        revision = max(r.number for r in revisions if r.story == story and r.at <= at)
        name, seconds = frame.name(f"mock take {number}"), float(entry["seconds"])
        yield number, Take(name, story, at, "spoken", "ninety", revision, seconds, count_words(text), text)
        at += timedelta(seconds=entry["seconds"] + 75)


def _hearing(frame: Frame, number: int, entry: Mapping[str, Any], revisions: Sequence[Revision]) -> Hearing:
    at, story = frame.at(entry), frame.name(entry["story"])
    answered = "answers" in entry
    return Hearing(
        id=frame.name(f"hearing {number}"),
        story=story,
        kind=HearingKind(entry["kind"]),
        way="file" if not answered or number % 2 else "here",
        revision=max(r.number for r in revisions if r.story == story and r.at <= at),
        version="ninety",
        asked_at=at,
        listener=entry.get("listener", ""),
        answered_at=at + _ANSWERED_AFTER if answered else None,
        answers=entry.get("answers", {}),
        clarity=entry.get("clarity"),
    )
