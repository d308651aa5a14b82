"""Files of stories as `highsignal check` reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ingest.reading import Source, read

import highsignal.samples
from highsignal.domain.sources import Left, SourceKind
from highsignal.ingest.read import read_source
from highsignal.ingest.storyfiles import version_field

SAMPLES = sorted(Path(highsignal.samples.__file__).parent.glob("*.md"))


def test_second_level_headings_are_stories_and_a_portrait_is_none() -> None:
    bank = Source("bank.md")
    assert bank.reading.kind is SourceKind.STORIES
    assert bank.titles == ["The ferry timetable", "The choir that would not sing"]
    assert bank.reading.found[0].content.full.startswith("Our island has one ferry")
    assert bank.left("## About me") in (Left.SELF_DESCRIPTION, Left.NO_DEED)


def test_front_matter_is_honoured_and_headings_name_versions() -> None:
    story = Source("versions.md").reading.found[0]
    assert story.title == "The scanner that hated rain"
    assert story.content.headline == "Three euros of silicone saved us nine scanners a week."
    assert story.content.thirty.startswith("We lost nine scanners")
    assert story.content.ninety.startswith("Our courier firm lost nine hand scanners a week, all")
    assert story.content.full.startswith("Our courier firm")
    assert "###" not in story.content.full
    assert story.content.competencies == ("customer-focus", "ownership")
    assert story.content.prompt == "Tell me about a simple solution."
    assert ("weather", "wet") in story.details
    assert ("Role", "data-scientist") in story.details


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_the_samples_come_back_as_they_were_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    reading = read_source(path.name, text)
    assert reading.kind is SourceKind.STORIES
    (story,) = reading.found
    body = text.split("---", 2)[2].strip()
    assert story.content.full == body
    assert not reading.left_over
    assert story.confidence > 0.8


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("30s", "thirty"),
        ("90 seconds", "ninety"),
        ("Headline", "headline"),
        ("Full", "full"),
        ("long", "full"),
        ("draft", None),
    ],
)
def test_names_of_versions(name: str, field: str | None) -> None:
    assert version_field(name) == field


def test_the_version_key_says_which_field() -> None:
    (story,) = read(
        "---\ntitle: Ferry\nversion: 30s\n---\n"
        "I moved the ferry by ten minutes, and forty pupils more took it."
    ).found
    assert story.content.thirty.startswith("I moved")
    assert story.content.full == ""


def test_an_unknown_version_is_kept() -> None:
    (story,) = read(
        "---\ntitle: Ferry\nversion: for Anna\n---\n"
        "I moved the ferry by ten minutes, and forty pupils more took it."
    ).found
    assert story.content.full
    assert ("Version", "for Anna") in story.details


def test_front_matter_that_cannot_be_read_stops_nothing() -> None:
    reading = read(
        "---\ntitle: [Ferry\n---\nI moved the ferry by ten minutes, and forty pupils more took it every day."
    )
    assert len(reading.found) == 1
    assert reading.remarks
    assert any(item.reason is Left.FRONT_MATTER and "Line 3" in item.why for item in reading.left_over)


def test_a_story_with_a_heading_for_each_part() -> None:
    (story,) = read(
        "# The printer\n\n## Situation\n\nThe printer jammed twice a day.\n\n"
        "## Action\n\nI slowed the belt by a tenth.\n\n"
        "## Result\n\nIt has not jammed since May.\n"
    ).found
    assert story.title == "The printer"
    assert "I slowed the belt" in story.content.full
