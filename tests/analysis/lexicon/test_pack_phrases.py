"""Phrases of packs are found as docs/packs.md promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highsignal.analysis.lexicon.pack_phrases import PhraseFinder
from highsignal.packs import load
from highsignal.packs.find import PackSources

ALL = sorted(
    {p for r in load.roles(PackSources()) for t in r.topics for p in t.phrases}
    | {p for r in load.roles(PackSources()) for f in r.reframes for p in f.said}
    | {p for c in load.competencies(PackSources()) for p in c.cues}
)

EVERYTHING = PhraseFinder([("all", ALL)])


def found(phrase: str, text: str) -> list[str]:
    return [text[m.span.start : m.span.end] for m in PhraseFinder([("key", [phrase])]).find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("label quality", "Label quality fell.", ["Label quality"]),
        ("label quality", "the label-quality job", ["label-quality"]),
        ("label quality", "label\nquality", ["label\nquality"]),
        ("label quality", "a **label** quality audit", ["label** quality"]),
        ("label quality", "Every label. Quality came later.", []),
        ("label quality", "mislabel quality", []),
        ("quantis*", "Quantised and quantisation", ["Quantised", "quantisation"]),
        ("leak*", "bleak", []),
        ("A/B test*", "an A/B testing tool", ["A/B testing"]),
        ("A/B test*", "plan a, b test", []),
        ("did not hold", "It did not hold.", ["did not hold"]),
        ("didn't hold", "It didn’t hold.", ["didn’t hold"]),
        ("p99", "p99, p999", ["p99"]),
        ("migrat* the", "migrating the shop", ["migrating the"]),
        ("test", "", []),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, matches: list[str]) -> None:
    assert found(phrase, text) == matches


def test_the_longest_of_one_key_is_reported_and_every_key() -> None:
    finder = PhraseFinder([("a", ["data", "data quality"]), ("b", ["quality", "data quality check"])])
    text = "data quality check"
    assert [(m.key, text[m.span.start : m.span.end]) for m in finder.find(text)] == [
        ("a", "data quality"),
        ("b", "data quality check"),
    ]


def test_every_packaged_phrase_finds_itself() -> None:
    assert len(ALL) > 1000
    for phrase in ALL:
        assert found(phrase, f"So, {phrase.replace('*', 'ed').upper()}: yes."), phrase


@given(text=st.text(max_size=300))
def test_any_text_is_searched_and_spans_lie_in_it(text: str) -> None:
    for mention in EVERYTHING.find(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
