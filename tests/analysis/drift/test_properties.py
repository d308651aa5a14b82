"""What must hold for any text: it never drifts from itself, and always from one with another number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.drift import claims_in, items
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from highsignal.analysis.drift.compare import compare_claims
from highsignal.domain.speech import Retold

STORIES = (Path(__file__).parents[3] / "benchmarks" / "labels" / "excellent.md").read_text(encoding="utf-8")
EXCELLENT = [story.strip() for story in re.split(r"(?m)^## .*\n", STORIES)[1:]]
# One number each; more than rounding apart is more than a fifth, which "about" would allow.
SENTENCES = [
    "I cut inference cost by {} %.",
    "Latency went from {} ms to 7 ms.",
    "Latency went from 9000 ms to {} ms.",
    "We had {} incidents in March.",
    "It saved ${} a year.",
    "I led {} engineers for two years.",
    "The migration took {} hours.",
    "Accuracy is {} percentage points higher.",
    "The index needs {} GB of memory.",
]
APART = 1.25


def compared(story: str, told: str) -> Retold:
    return compare_claims(claims_in(story), claims_in(told), "a", "b", (story, told))


@pytest.mark.parametrize("story", EXCELLENT, ids=[story[:40] for story in EXCELLENT])
def test_a_story_never_drifts_from_itself(story: str) -> None:
    assert compared(story, story).drifts == ()


@given(st.lists(st.sampled_from([pair.told for pair in items("development")]), max_size=6))
@settings(max_examples=60, deadline=None)
@example(["Cost fell by 100 %.", "Cost fell by 300 %.", "It went from 0 to 5 users."])
def test_no_text_drifts_from_itself(sentences: list[str]) -> None:
    text = ". ".join(sentences)
    assert compared(text, text).drifts == ()


@given(st.text(alphabet="aeiost 0123456789.,%$€-to by from ms", max_size=80))
@settings(max_examples=150, deadline=None)
def test_not_even_a_senseless_one(text: str) -> None:
    assert compared(text, text).drifts == ()


@given(st.sampled_from(SENTENCES), st.integers(2, 4000), st.integers(2, 4000))
@settings(max_examples=300, deadline=None)
def test_another_number_always_drifts(sentence: str, one: int, other: int) -> None:
    assume(max(one, other) > APART * min(one, other))
    assume(7 not in (one, other) or "7 ms" not in sentence)
    assume("from 9000" not in sentence or max(one, other) < 9000)
    assert compared(sentence.format(one), sentence.format(other)).drifts
