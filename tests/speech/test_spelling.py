from __future__ import annotations

import pytest

from highsignal.speech.numbers import say_number
from highsignal.speech.pronouncing import guess_sounds, pronounce
from highsignal.speech.spelling import ways_to_say


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("22%", "twenty two percent"),
        ("$40k", "forty thousand dollars"),
        ("1813", "eighteen thirteen"),
        ("2019", "two thousand nineteen"),
        ("480", "four eighty"),
        ("480", "four hundred and eighty"),
        ("2,500", "two thousand five hundred"),
        ("0.5", "point five"),
        ("3x", "three times"),
        ("120ms,", "one hundred twenty milliseconds"),
        ("1st", "first"),
        ("22nd", "twenty second"),
        ("p95", "p. ninety five"),
        ("GPUs", "g. p. u.s"),
        ("AUC", "a. u. c."),
        ("A/B", "a. b."),
        ("cold-hearted", "cold hearted"),
        ("don’t", "don't"),
        ("R&D", "r. and d."),
        ("10:30", "ten thirty"),
        ("007", "oh oh seven"),
    ],
)
def test_how_a_written_word_is_said(written: str, said: str) -> None:
    assert tuple(said.split()) in ways_to_say(written)


@pytest.mark.parametrize("marks", ["—", "…", "?!", '"', "-"])
def test_marks_are_not_said(marks: str) -> None:
    assert ways_to_say(marks) == ()


@pytest.mark.parametrize("number", ["0", "10", "100", "101", "110", "999", "1000", "1100", "1_000_000"])
def test_every_number_can_be_said(number: str) -> None:
    ways = say_number(number.replace("_", ""))
    assert ways
    assert all(word.isalpha() for way in ways for word in way)


def test_a_number_too_large_is_said_digit_by_digit() -> None:
    assert say_number("9" * 14) == (("nine",) * 14,)


DICTIONARY = {"roll": "R OW L", "out": "AW T", "cache": "K AE SH", "the": "DH AH", "the(2)": "DH IY"}


@pytest.mark.parametrize(
    ("word", "sounds", "known"),
    [
        ("the", ("DH AH", "DH IY"), True),
        ("rollout", ("R OW L AW T",), True),
        ("rolls", ("R OW L Z",), True),
        ("caches", ("K AE SH IH Z",), True),
        ("zyx", ("Z IY K S",), False),
        ("中文", (), False),
    ],
)
def test_sounds_are_looked_up_derived_or_guessed(word: str, sounds: tuple[str, ...], known: bool) -> None:
    found = pronounce(word, DICTIONARY.get)
    assert found.sounds == sounds
    assert found.known is known


def test_a_doubled_letter_is_one_sound() -> None:
    assert guess_sounds("kubernettes") == guess_sounds("kubernetes")
