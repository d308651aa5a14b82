"""The sample candidate as rows: what the files say, with identifiers, and moments counted back from today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from highsignal.analysis.text.words import count_words
from highsignal.domain.bank import (
    Outcome,
    Person,
    Revision,
    Round,
    StoryContent,
    StoryRecord,
    Take,
    Telling,
    Tick,
)
from highsignal.domain.spans import Span
from highsignal.domain.targets import Target
from highsignal.services.sample_frame import Frame, identifier, sample_file
from highsignal.services.sample_practice import SamplePractice, sample_practice
from highsignal.services.sample_stories import FOLDER, SampleStory, sample_story
from highsignal.storage.loops import LoopRecord
from highsignal.storage.sources import FoundRecord, SourceRecord


class SampleSource(NamedTuple):
    """Something brought in, with the candidates found in it."""

    source: SourceRecord
    found: tuple[FoundRecord, ...]


class SampleBank(NamedTuple):
    """Everything of the sample candidate, ready to be stored; `signal` is the one to tighten first."""

    person: Person
    target: Target
    signal: str
    target_at: datetime
    stories: tuple[StoryRecord, ...]
    revisions: tuple[Revision, ...]
    takes: tuple[Take, ...]
    rounds: tuple[Round, ...]
    sources: tuple[SampleSource, ...]
    ticks: tuple[Tick, ...]
    loop: LoopRecord
    practice: SamplePractice


def sample_stories() -> tuple[SampleStory, ...]:
    """The sample's stories, in the order of its bank."""
    return tuple(sample_story(key) for key in sample_file("candidate")["bank"]["stories"])


def sample_bank(now: datetime, copy: str = "") -> SampleBank:
    """The sample candidate as of `now`, always the same for the same day.

    Another `copy` has other identifiers, so that several can stand in one database.
    """
    data = sample_file("candidate")
    zone = ZoneInfo(data["person"]["time_zone"])
    frame = Frame(now.astimezone(zone).date(), zone, lambda name: identifier(copy, name))
    stories, revisions = _history(frame)
    takes = tuple(_takes(frame, revisions))
    practice = sample_practice(frame, takes, revisions)
    aim = data["target"]
    return SampleBank(
        person=_person(frame, data["person"]),
        target=Target(
            role=aim["role"],
            level=aim["level"],
            ladder=aim["ladder"],
            loop=aim["loop"],
            companies=tuple(aim["companies"]),
            date=(frame.today + timedelta(days=aim["in_days"])).isoformat(),
        ),
        signal=aim["signal"],
        target_at=frame.at(aim["at"]),
        stories=stories,
        revisions=revisions,
        takes=(*takes, *practice.answers),
        rounds=tuple(_round(frame, n, entry) for n, entry in enumerate(sample_file("rounds")["round"])),
        sources=tuple(_source(frame, entry) for entry in data["source"]),
        ticks=tuple(_tick(frame, entry) for entry in data["tick"]),
        loop=_loop(frame, data["loop"]),
        practice=practice,
    )


def _person(frame: Frame, entry: Mapping[str, Any]) -> Person:
    # No pace of their own setting: the one measured from the spoken takes counts.
    since = frame.at(entry["since"])
    return Person(
        frame.name("person"), entry["name"], entry["headline"], entry["time_zone"], None, since, sample=True
    )


def _history(frame: Frame) -> tuple[tuple[StoryRecord, ...], tuple[Revision, ...]]:
    records: list[StoryRecord] = []
    revisions: list[Revision] = []
    for place, story in enumerate(sample_stories()):
        own = [
            Revision(
                frame.name(story.key),
                number,
                frame.moment(step.when),
                step.kind,
                "",
                number - 1,
                step.content,
            )
            for number, step in enumerate(story.revisions, start=1)
        ]
        revisions += own
        records.append(
            StoryRecord(
                id=frame.name(story.key),
                position=place,
                state=story.state,
                content=story.content,
                revision=len(own),
                created_at=own[0].at,
                updated_at=own[-1].at,
                archived_at=frame.moment(story.archived) if story.archived else None,
                merged_into=frame.name(story.merged_into) if story.merged_into else None,
            )
        )
    return tuple(records), tuple(revisions)


def _takes(frame: Frame, revisions: Sequence[Revision]) -> list[Take]:
    data = sample_file("takes")
    takes: list[Take] = []
    for number, entry in enumerate(data["takes"], start=1):
        story, at = frame.name(entry["story"]), frame.at(entry)
        text = " ".join(data["texts"][entry["text"]].split()) if "text" in entry else ""
        seconds = entry.get("seconds")
        takes.append(
            Take(
                id=frame.name(f"take {number}"),
                story=story,
                at=at,
                kind="typed" if seconds is None else "spoken",
                version=entry["version"],
                revision=max(r.number for r in revisions if r.story == story and r.at <= at),
                seconds=None if seconds is None else float(seconds),
                words=count_words(text) if text else entry["words"],
                text=text,
            )
        )
    return takes


def _round(frame: Frame, number: int, entry: Mapping[str, Any]) -> Round:
    told = tuple(Telling(frame.name(t["story"]), t["prompt"], t["landed"]) for t in entry["told"])
    return Round(
        id=frame.name(f"round {number}"),
        company=entry["company"],
        kind=entry["kind"],
        interviewer=entry["interviewer"],
        held_at=frame.at(entry["held"]),
        outcome=Outcome(entry["outcome"]),
        outcome_at=frame.at(entry["answered"]) if "answered" in entry else None,
        notes=entry["notes"],
        tellings=told,
    )


def _source(frame: Frame, entry: Mapping[str, Any]) -> SampleSource:
    text = (FOLDER / entry["file"]).read_text(encoding="utf-8")
    source = SourceRecord(
        id=frame.name(entry["name"]),
        name=entry["name"],
        kind=entry["kind"],
        digest=sha256(text.encode()).hexdigest(),
        text=text,
        remarks=(),
        added_at=frame.at(entry["at"]),
        left_over=tuple((_stretch(text, left), left["why"]) for left in entry["left"]),
    )
    found = (
        _found(frame, source, place, {"under": entry["under"]} | each)
        for place, each in enumerate(entry["found"])
    )
    return SampleSource(source, tuple(found))


def _stretch(text: str, entry: Mapping[str, Any]) -> Span:
    """Where an entry's stretch of a source stands, by its first and last words."""
    first, last = entry["stretch"]
    start = text.index(first)
    return Span(start, text.index(last, start) + len(last))


def _found(frame: Frame, source: SourceRecord, place: int, entry: Mapping[str, Any]) -> FoundRecord:
    span = _stretch(source.text, entry)
    words = span.text(source.text).split("\n\n", 1)[-1].removeprefix("- ")  # without its heading
    return FoundRecord(
        id=frame.name(f"{source.name} {place}"),
        source=source.id,
        position=place,
        state=entry["state"],
        story=frame.name(entry["story"]) if "story" in entry else None,
        content=StoryContent(title=entry["title"], full=words),
        spans=(span,),
        confidence=entry["confidence"],
        why=entry["why"],
        details=(("Stood under", entry["under"]),),
    )


def _tick(frame: Frame, entry: Mapping[str, Any]) -> Tick:
    story = frame.name(entry["story"]) if "story" in entry else ""
    return Tick(story, entry["line"], entry["met"], entry["note"], frame.at(entry["at"]))


def _loop(frame: Frame, entry: Mapping[str, Any]) -> LoopRecord:
    interviewers = [
        each | {"pins": {prompt: frame.name(story) for prompt, story in each["pins"].items()}}
        for each in entry["interviewer"]
    ]
    held = frame.today + timedelta(days=entry["in_days"])
    since, changed = frame.at(entry["since"]), frame.at(entry["changed"])
    return LoopRecord(frame.name("loop"), entry["name"], held, interviewers, since, changed)
