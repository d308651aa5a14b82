"""From files to stories: headings, sections, front matter, and offsets that point into the original."""

from __future__ import annotations

import contextlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.analysis.text.documents import read_stories
from highsignal.analysis.text.errors import FrontMatterError
from highsignal.analysis.text.frontmatter import _load_plain

BODY = "The job failed every night. I rewrote the loader. Since then it runs."


def sentences(text: str) -> list[str]:
    (story,) = read_stories(text)
    return [s.text for s in story.sentences if not s.heading]


def test_plain_text_is_one_story_named_after_its_file() -> None:
    (story,) = read_stories(BODY, "bank/night-job.md")
    assert story.title == "night job"
    assert [s.text for s in story.sentences] == [
        "The job failed every night.",
        "I rewrote the loader.",
        "Since then it runs.",
    ]
    assert story.words == 13


def test_several_second_level_headings_with_bodies_are_stories() -> None:
    text = f"# My bank\n\nAll my stories.\n\n## The night job\n\n{BODY}\n\n## The other one\n\n{BODY}\n"
    first, second = read_stories(text)
    assert (first.title, second.title) == ("The night job", "The other one")
    assert first.span.text(text).startswith("The job failed")
    assert second.span.start > first.span.end


def test_headings_that_name_sections_never_part_stories() -> None:
    text = (
        "# Night job\n\n## Situation\n\nIt failed.\n\n## Task\n\nMend it.\n\n"
        "## What I did\n\nI mended it.\n\n## Outcome\n\nIt runs.\n"
    )
    (story,) = read_stories(text)
    assert story.title == "Night job"
    assert [(s.text, s.section) for s in story.sentences if not s.heading] == [
        ("It failed.", "situation"),
        ("Mend it.", "task"),
        ("I mended it.", "action"),
        ("It runs.", "result"),
    ]


def test_stories_with_sections_of_the_same_level() -> None:
    text = "## One\n\n## Situation\n\nIt failed.\n\n## Two\n\n### Result\n\nIt runs.\n"
    # "One" has no body of its own before the section heading, but the section belongs to it.
    assert [s.title for s in read_stories(text)] == ["One", "Two"]


def test_a_heading_without_words_below_is_no_story() -> None:
    text = f"## Ideas\n\n## The night job\n\n{BODY}\n"
    assert len(read_stories(text)) == 1


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("**S (Situation):**", "situation"),
        ("Task:", "task"),
        ("*Result* -", "result"),
        ("**Lessons learned:**", "learning"),
        ("A:", "action"),
        ("R -", None),
        ("Note to self:", None),
    ],
)
def test_labels_in_front_of_words(label: str, section: str | None) -> None:
    (story,) = read_stories(f"{label} The job failed every night.")
    assert story.sentences[-1].section == section


def test_underlined_and_bold_headings() -> None:
    text = "Night job\n=========\n\n**Situation**\n\nIt failed.\n\nResult\n------\n\nIt runs.\n"
    (story,) = read_stories(text)
    assert story.title == "Night job"
    assert [(s.text, s.section) for s in story.sentences if not s.heading] == [
        ("It failed.", "situation"),
        ("It runs.", "result"),
    ]


def test_notes_are_kept_but_not_spoken() -> None:
    (story,) = read_stories(f"{BODY}\n\n## Notes\n\nAsk Priya for the number.\n")
    assert story.words == 13
    assert story.sentences[-1].heading


def test_front_matter() -> None:
    text = (
        "---\ntitle: Night job\nheadline: It runs\ncompetencies: [ownership, conflict]\n"
        "level: IC4\nmood: good\n---\n" + BODY
    )
    (story,) = read_stories(text)
    assert (story.title, story.headline, story.level) == ("Night job", "It runs", "IC4")
    assert story.competencies == ("ownership", "conflict")
    assert story.extra == {"mood": "good"}
    assert story.sentences[0].span.text(text) == "The job failed every night."


_PLAIN_LINES = st.one_of(
    st.from_regex(r"\A(title|headline|prompt): [A-Za-z][A-Za-z0-9 ,.;:#?!%$()/'&+\[\]{}-]{0,40}\Z"),
    st.from_regex(r"\A(competencies|title): \[[a-z, -]{0,30}\]\Z"),
    st.sampled_from(
        [
            "title: yes",
            "competencies: [no, on]",
            "prompt: null",
            "headline: 3 %",
            "title: a: b",
            "title: a #b",
            "title:",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PLAIN_LINES, min_size=1, max_size=4))
def test_plain_front_matter_reads_as_yaml_reads_it(lines: list[str]) -> None:
    block = "\n".join(lines) + "\n"
    plain = _load_plain(block)
    if plain is not None:
        assert plain == yaml.safe_load(block)


@pytest.mark.parametrize(
    ("block", "line", "words"),
    [
        ("title: [a, b", 3, "not valid YAML"),
        ("- a\n- b", 2, "not a list of `key: value`"),
        ("title: x\ncompetencies:\n  a: b", 3, "`competencies`"),
        ("mood: good\ntitle:\n  - a", 3, "`title`"),
        ("a: 2026-99-99", 2, "not valid YAML"),
    ],
)
def test_broken_front_matter_is_named_with_its_line(block: str, line: int, words: str) -> None:
    with pytest.raises(FrontMatterError, match=words) as failure:
        read_stories(f"---\n{block}\n---\n{BODY}")
    assert failure.value.line == line


def test_front_matter_that_is_never_closed() -> None:
    with pytest.raises(FrontMatterError, match="never closed"):
        read_stories("---\ntitle: x\n" + BODY)


def test_a_line_of_dashes_is_not_front_matter() -> None:
    assert sentences(f"---\n\n{BODY}")[0] == "The job failed every night."


def test_comments_code_and_link_targets_are_not_read() -> None:
    text = (
        f"{BODY} <!-- not this. Nor this. -->\n\n```python\nx = 1. y\n```\n\n"
        "See [the page](http://a.b/c.d) now."
    )
    assert sentences(text)[-1].startswith("See [the page]")
    assert len(sentences(text)) == 4


@pytest.mark.parametrize("text", ["", "\n\n", "---\n---\n", "# Only a title\n", "\ufeff", "```\ncode\n```"])
def test_nothing_told_is_one_empty_story(text: str) -> None:
    (story,) = read_stories(text, "a.md")
    assert story.words == 0


def test_windows_line_ends_and_curly_quotes() -> None:
    text = "It “failed” every night.\r\nI didn’t sleep.\r\n\r\n## Result\r\n\r\nIt runs.\r\n"
    (story,) = read_stories(text)
    spoken = [s for s in story.sentences if not s.heading]
    assert [s.text for s in spoken] == ["It “failed” every night.", "I didn’t sleep.", "It runs."]
    assert all(s.span.text(text) == s.text for s in spoken)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB1 .!?\n\r#-*_:>`|[]()<>'“”’é😀—…\u200b\t"), max_size=300))
def test_offsets_point_into_any_text(text: str) -> None:
    try:
        stories = read_stories(text)
    except FrontMatterError:
        return
    for story in stories:
        last = -1
        for sentence in story.sentences:
            start, end = sentence.span
            assert 0 <= start < end <= len(text)
            assert start >= last
            assert len(sentence.text) == end - start
            last = end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    # The only thing that may be raised is what the documentation names.
    with contextlib.suppress(FrontMatterError):
        read_stories(text)
