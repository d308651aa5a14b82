"""Where sentences end: full stops that are none, lines, wrapped lines, and speech without either."""

from __future__ import annotations

import pytest

from highsignal.analysis.text.documents import read_stories
from highsignal.analysis.text.words import count_words, spoken_words


def sentences(text: str) -> list[str]:
    return [
        " ".join(s.text.split()) for story in read_stories(text) for s in story.sentences if not s.heading
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost $1.5M. We paid.", ["It cost $1.5M.", "We paid."]),
        ("We used e.g. Redis. It held.", ["We used e.g. Redis.", "It held."]),
        ("Dr. Singh asked. I said no!", ["Dr. Singh asked.", "I said no!"]),
        ("Would it hold? it did.", ["Would it hold?", "it did."]),
        ("It fell... and rose again. Fine.", ["It fell... and rose again.", "Fine."]),
        ("I said “no.” He left.", ["I said “no.”", "He left."]),
        ("We ran v3.1.2 of it. It broke.", ["We ran v3.1.2 of it.", "It broke."]),
        ("One… two. Three", ["One… two.", "Three"]),
        ("It went to 180 ms. It was good.", ["It went to 180 ms.", "It was good."]),
        ("I said no. He left.", ["I said no.", "He left."]),
        ("We chose plan B. It held.", ["We chose plan B.", "It held."]),
        ("I asked J. Smith. Fig. 3 shows it.", ["I asked J. Smith.", "Fig. 3 shows it."]),
        ("At Acme Inc. Berlin I led it.", ["At Acme Inc. Berlin I led it."]),
        ("No stop at the end", ["No stop at the end"]),
    ],
)
def test_full_stops(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_bullets_and_lines_are_sentences() -> None:
    assert sentences("- Rewrote the loader\n- Moved it to Rust\n1. Told the team") == [
        "Rewrote the loader",
        "Moved it to Rust",
        "Told the team",
    ]
    assert sentences("Rewrote the loader\nMoved it to Rust\nTold the team") == [
        "Rewrote the loader",
        "Moved it to Rust",
        "Told the team",
    ]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "Our ranking service answered forty thousand requests a second for three\n"
        "Product teams, and in January finance put its bill on the first page of\n"
        "the cost review. Nobody owned it."
    )
    assert sentences(text) == [
        "Our ranking service answered forty thousand requests a second for three Product teams, and in "
        "January finance put its bill on the first page of the cost review.",
        "Nobody owned it.",
    ]


def test_speech_without_full_stops_is_divided_where_clauses_begin() -> None:
    text = (
        "so um we had this service and it was like really slow and everybody was complaining about it all "
        "the time and then we decided to you know rewrite the loader but it took a long time so in the end "
        "we just cached the whole thing and the latency went down by half"
    )
    parts = sentences(text)
    assert 3 <= len(parts) <= 6
    assert " ".join(parts) == text
    assert any(part.startswith("and then we decided") for part in parts)


def test_ten_thousand_words_without_a_stop() -> None:
    parts = sentences("word " * 10_000)
    assert sum(map(count_words, parts)) == 10_000
    assert max(map(count_words, parts)) <= 60


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("22 % of p99 at $1.5M", ["22", "of", "p99", "at", "$1.5M"]),
        ("well-known, isn’t it?", ["well-known", "isn’t", "it"]),
        ("**bold** _and_ `code`", ["bold", "and", "code"]),
        ("😀 — …", []),
        ("naïve café", ["naïve", "café"]),
    ],
)
def test_spoken_words(text: str, words: list[str]) -> None:
    assert list(spoken_words(text)) == words
