"""Nothing is lost, nothing overlaps, and only the errors of this package are raised, whatever is pasted."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ingest.reading import FILES, read

from highsignal.domain.sources import Reading
from highsignal.ingest.errors import EmptySourceError, IngestError, NotTextError, SourceTooLongError
from highsignal.ingest.plain import plain

TEXTS = {path.name: path.read_bytes().decode("utf-8") for path in sorted(FILES.iterdir())}
LINES = [line for text in TEXTS.values() for line in text.splitlines()]
LABELS = """q a s t r situation task action result results reflection provenance user stated source best for
questions about theme earned secret deploy version history what you learned"""
STRANGE = [
    "",
    "---",
    "```",
    "|",
    "| a |",
    "<p>",
    "<!--",
    "-->",
    "&amp;",
    "# ",
    "##",
    "Q:",
    "A:",
    "**",
    "\t",
    "> ",
    "===",
    "- [ ]",
    "\u2060",
    "1)",
]


def check(text: str, reading: Reading) -> None:
    """Spans lie in the text, do not overlap, and cover every word."""
    spans = [span for story in reading.found for span in story.spans] + [
        item.span for item in reading.left_over
    ]
    covered = bytearray(len(text))
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not any(covered[span.start : span.end]), "two stretches overlap"
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for match in re.finditer(r"\w+", text):
        assert all(covered[match.start() : match.end()]), f"{match.group()!r} at {match.start()} is lost"
    for story in reading.found:
        assert 0 <= story.confidence <= 1
        assert story.why
        assert len(story.title) <= 70


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_of_the_files_is_somewhere(name: str) -> None:
    check(TEXTS[name], read(TEXTS[name], name))


@pytest.mark.parametrize(
    "name",
    ["brag.md", "answers.txt", "journal.txt", "story-bank.md", "coaching_state.md", "table.md", "bank.md"],
)
def test_every_word_of_a_found_story_is_in_its_content_or_details(name: str) -> None:
    text = TEXTS[name]
    labels = set(LABELS.split())
    for story in read(text, name).found:
        kept = " ".join([*map(str, story.content), *(f"{d.label} {d.text}" for d in story.details)])
        words = {w.lower() for w in re.findall(r"\w+", kept)} | labels
        for span in story.spans:
            lost = {w.lower() for w in re.findall(r"[^\W\d_]\w+", span.text(text))} - words
            assert not lost


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES + STRANGE), max_size=25), st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_lines_in_any_order(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        reading = read(text)
    except IngestError:
        return
    check(text, reading)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("aIé1 .\n\r\t-*#|>:<&;[]()?•\u2060\ufeff日😀_`~="), max_size=200))
def test_any_text(text: str) -> None:
    try:
        reading = read(text)
    except IngestError:
        return
    check(text, reading)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_plain_keeps_the_length(text: str) -> None:
    try:
        assert len(plain("", text)) == len(text)
    except IngestError:
        return


@pytest.mark.parametrize(
    "text", ["%PDF-1.7\n%âã", "PK\x03\x04 x", "{\\rtf1 hello}", "\x00\x01\x02\x03 word", "a\ufffd" * 50]
)
def test_what_is_no_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotTextError, match=r"notes\.md is .*; copy its words"):
        read(text, "notes.md")


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "--- *** ---", "<!-- nothing -->"])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(EmptySourceError, match="has no words in it"):
        read(text)


def test_too_much_to_read() -> None:
    with pytest.raises(SourceTooLongError, match="2,000,001 characters"):
        read("a" * 2_000_001)
    with pytest.raises(SourceTooLongError, match="60,001 lines"):
        read("a\n" * 60_001)


def test_ten_thousand_words_without_a_paragraph_are_parted() -> None:
    stories = [
        TEXTS["answers.txt"].split("A: ")[1].split("\n\n")[0],
        TEXTS["bank.md"].split("\n\n")[2],
        TEXTS["bank.md"].split("\n\n")[4],
    ]
    wall = " ".join(" ".join(stories).split())
    wall = " ".join([wall] * (10_000 // len(wall.split()) + 1))
    reading = read(wall)
    check(wall, reading)
    assert reading.found
    assert all(len(story.content.full.split()) <= 700 for story in reading.found)


@pytest.mark.parametrize(
    "unit", ["a" * 1000, "[", "**", "<p", "- x ", "word ", "a: b ", "| a ", "Tell me about you? "]
)
def test_long_lines_take_no_long_time(unit: str) -> None:
    text = "I did it. " + unit * (200_000 // len(unit))
    start = time.process_time()
    check(text, read(text))
    assert (
        time.process_time() - start < 10
    )  # seconds; they take one at most, a pattern that runs wild minutes


def test_a_megabyte_is_read_in_time_and_says_what_it_skipped() -> None:
    brag = TEXTS["brag.md"].replace("# Brag document 2025", "")
    parts = [brag.replace("38 %", f"{n} %").replace("ledger", f"ledger{n}") for n in range(800)]
    text = "\n".join(parts)[:1_000_000]
    start = time.process_time()
    reading = read(text)
    assert time.process_time() - start < 10  # two seconds on an idle machine; see benchmarks/bring_in.py
    assert reading.found
    assert any("only glanced at" in remark for remark in reading.remarks)
