"""Pauses: how long a silence must be, where a clause ends, and what cannot be told."""

from __future__ import annotations

import pytest
from tests.analysis.delivery.conftest import Speak

from highsignal.analysis.delivery.pauses import find_pauses
from highsignal.domain.speech import HeardFiller


def test_silences_from_a_quarter_of_a_second_on_are_pauses(speak: Speak) -> None:
    text = "we moved the whole index"
    pauses = find_pauses(speak(text, {2: 0.2, 3: 0.3}), text)
    assert [(p.after, p.within_clause) for p in pauses] == [(2, True)]
    assert pauses[0].end - pauses[0].start == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("text", "before", "within"),
    [
        ("We waited. Then it broke", 2, False),
        ("We waited, then it broke", 2, False),
        ("We waited – it broke", 2, False),
        ("we waited because it broke", 2, False),
        ("we waited and it broke", 2, False),
        ("the queue broke we waited", 3, False),
        ("we waited for the queue", 3, True),
        ("I decided to stop", 2, True),
        ("so we stopped", 1, True),
        ("we cut the cost of that", 4, True),
        ("because when it broke", 1, True),
    ],
)
def test_where_a_clause_ends(text: str, before: int, within: bool, speak: Speak) -> None:
    (pause,) = find_pauses(speak(text, {before: 0.5}), text)
    assert pause.within_clause is within


def test_an_um_is_no_silence(speak: Speak) -> None:
    text = "we moved the index"
    words = speak(text, {2: 1.0})
    at = words[1].end
    (pause,) = find_pauses(words, text, (HeardFiller("um", at + 0.1, at + 0.6, "aligner"),))
    assert pause.start == pytest.approx(at + 0.6)
    assert pause.end == pytest.approx(at + 1.0)


def test_a_silence_beside_an_interpolated_word_was_not_measured(speak: Speak) -> None:
    text = "we moved the index"
    words = list(speak(text, {2: 1.0}))
    words[2] = words[2]._replace(measured=False)
    assert find_pauses(words, text) == ()
