"""Quotations, choices and numbers as a follow-up may use them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highsignal.analysis.probe_words import choice_of, quote_of


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("I decided to distil the model.", "you decided to distil the model"),
        ("So we picked caching over a rewrite, which was faster.", "you picked caching over a rewrite"),
        ("In the end I chose my own labels because they were clean", "you chose your own labels"),
        ("The team decided to migrate.", ""),
        ("It went well.", ""),
        ("We had ruled out a rewrite.", "you ruled out a rewrite"),
    ],
)
def test_a_choice_is_turned_to_the_person(said: str, choice: str) -> None:
    assert choice_of(said) == choice


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("And so, um, the launch was cut.", "the launch was cut"),
        ("- **We** rolled it “back” on Friday.", "We rolled it ‘back’ on Friday"),
        ("I cut it.", "I cut it"),
        ("Yes.", ""),
        (
            "We rolled the ranking service out to all of Brazil, which nobody had done before in that year.",
            "We rolled the ranking service out to all of Brazil",
        ),
    ],
)
def test_a_quotation_is_short_and_whole(said: str, quoted: str) -> None:
    assert quote_of(said) == quoted


@given(st.text(max_size=300))
def test_whatever_is_said_a_quotation_fits_into_a_question(said: str) -> None:
    quoted = quote_of(said)
    assert len(quoted.split()) <= 12
    assert not set('“”"{}\n') & set(quoted)
    choice_of(said)
