"""What is kept of an analysis is, read again, the same analysis; and reading it needs no analyzer."""

from __future__ import annotations

import json
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

import pytest

from highsignal.analysis.analyzer import analyze
from highsignal.analysis.text.documents import read_whole
from highsignal.domain.bank import StoryContent
from highsignal.domain.stories import Analysis
from highsignal.services import readings
from highsignal.services.kept_values import plain, reader_of
from highsignal.services.readings import analyses_of
from highsignal.services.samples import read_samples
from highsignal.services.workspace import Desk
from highsignal.storage.schema import ReadingRow


class Colour(StrEnum):
    RED = "red"


class Thing(NamedTuple):
    name: str
    colours: tuple[Colour, ...] = ()
    sizes: dict[Colour, float] | None = None
    parts: tuple[str, ...] = ()


class Unkeepable(NamedTuple):
    made: timedelta


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """What this process remembers of other tests."""
    readings._analyses.clear()


def test_every_sample_story_comes_back_as_it_was(desk: Desk) -> None:
    reader = reader_of(Analysis)
    assert reader
    for text in [*(file.text for file in read_samples()), "", "um 🎉", "a,b;c " * 50]:
        made = analyze(read_whole(text), desk.standard())
        assert reader(json.loads(json.dumps(plain(made)))) == made


def test_kinds_of_values() -> None:
    reader = reader_of(Thing)
    assert reader
    for thing in (Thing("a"), Thing("b", (Colour.RED,), {Colour.RED: 1.5}, ("x", "y"))):
        assert reader(json.loads(json.dumps(plain(thing)))) == thing
    with pytest.raises(TypeError, match="timedelta"):
        reader_of(Unkeepable)


def test_after_a_restart_nothing_is_analysed_again(desk: Desk) -> None:
    content = StoryContent(ninety="In March two of us cut cost by 20 %.")
    long = StoryContent(ninety="We did it. " * 3000)
    (first, _) = analyses_of(desk, [content, long])
    with desk.database.writing() as session:
        (row,) = session.query(ReadingRow)  # a very long one is not kept
        row.value = {"analysis": plain(first._replace(episode=first.episode._replace(kind="kept")))}
    readings._analyses.clear()
    assert analyses_of(desk, [content])[0].episode.kind == "kept"


def test_old_ones_do_not_pile_up(desk: Desk) -> None:
    analyses_of(desk, [StoryContent(ninety="We did one.")])
    with desk.database.writing() as session:
        for row in session.query(ReadingRow):
            row.at -= timedelta(days=40)
    analyses_of(desk, [StoryContent(ninety="We did two.")])
    with desk.database.reading() as session:
        assert session.query(ReadingRow).count() == 1
