"""Properties of the grammar: what is said comes back, spans stay inside, nothing raises, time is linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highsignal.analysis.claims import extract
from highsignal.analysis.claims.numerals import decode, numeral_at
from highsignal.analysis.claims.tokens import may_hold_quantity, tokenize
from highsignal.domain.claims import Direction

_ONES = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int, hyphen: str = " ", joint: str = " and ") -> str:
    """The number in English words, up to 999,999,999."""
    for scale, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            head, rest = divmod(number, scale)
            tail = (joint if scale == 100 else " ") + spelled(rest, hyphen, joint) if rest else ""
            return f"{spelled(head, hyphen, joint)} {word}{tail}"
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (hyphen + _ONES[ones] if ones else "")


@given(st.integers(2, 999_999), st.sampled_from([" ", "-"]), st.sampled_from([" and ", " "]))
def test_number_words_come_back(number: int, hyphen: str, joint: str) -> None:
    tokens = tokenize(spelled(number, hyphen, joint))
    numeral = numeral_at(tokens, 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (number, len(tokens))


@given(st.integers(0, 10**12))
def test_grouped_digits_come_back(number: int) -> None:
    assert decode(f"{number:,}") == number


@given(st.integers(10**6, 10**12))
def test_european_grouping_comes_back(number: int) -> None:
    assert decode(f"{number:,}".replace(",", ".")) == number


UNITS = [("%", "percent"), (" percent", "percent"), (" per cent", "percent"), (" points", "percentage_point")]
UNITS += [
    (" ms", "ms"),
    ("ms", "ms"),
    (" seconds", "s"),
    (" minutes", "min"),
    (" hours", "h"),
    (" days", "day"),
]
VERBS = [
    ("fell", Direction.DOWN),
    ("dropped", Direction.DOWN),
    ("rose", Direction.UP),
    ("increased", Direction.UP),
]
VERBS += [
    ("was reduced", Direction.DOWN),
    ("was cut", Direction.DOWN),
    ("grew", Direction.UP),
    ("jumped", Direction.UP),
]
HEDGES = ["", "about ", "roughly ", "more than ", "up to ", "at least ", "nearly ", "~"]


@given(
    st.integers(2, 999) | st.decimals("0.1", "99.9", places=1),
    st.sampled_from(UNITS),
    st.sampled_from(VERBS),
    st.sampled_from(HEDGES),
)
def test_a_change_by_a_quantity_comes_back(
    number: object, unit: tuple[str, str], verb: tuple[str, Direction], hedge: str
) -> None:
    text = f"The median latency {verb[0]} by {hedge}{number}{unit[0]}."
    (claim,) = extract(text)
    assert (claim.value, claim.unit, claim.direction) == (float(str(number)), unit[1], verb[1])
    assert claim.metric == "median latency"


@given(
    st.integers(2, 999),
    st.integers(2, 999),
    st.sampled_from(UNITS[4:]),
    st.sampled_from([" to ", " down to ", " up to "]),
)
def test_from_a_to_b_comes_back(before: int, after: int, unit: tuple[str, str], link: str) -> None:
    text = f"The lag went from {before}{unit[0]}{link}{after}{unit[0]}."
    (claim,) = extract(text)
    assert (claim.baseline, claim.value, claim.unit) == (before, after, unit[1])
    expected = Direction.FLAT if before == after else Direction.UP if after > before else Direction.DOWN
    assert claim.direction is expected


@given(st.integers(21, 999), st.sampled_from(["services", "markets", "engineers", "data pipelines"]))
def test_counts_come_back_in_digits_and_words(number: int, noun: str) -> None:
    for text in (f"It runs in {number} {noun}.", f"it runs in {spelled(number)} {noun}"):
        (claim,) = extract(text)
        assert (claim.value, claim.unit, claim.metric) == (number, "count", noun)


_PIECES = [
    "22%",
    "from 3 to 4",
    "1.2M",
    "a third",
    "reduced",
    "while keeping",
    "€",
    "→",
    "(",
    ")",
    "half",
    "twenty",
    "-",
]
_PIECES += [
    "by",
    "to",
    "of",
    "and",
    "5",
    "x",
    "one",
    "hundred",
    ".",
    ",",
    "ms",
    "users",
    "without",
    "not",
    "’",
    "½",
    "/",
]


@given(st.text(max_size=300) | st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join))
def test_spans_stay_inside_and_nothing_raises(text: str) -> None:
    for claim in extract(text, offset=7):
        assert 7 <= claim.span.start < claim.span.end <= len(text) + 7
        assert claim.text == claim.span.shifted(-7).text(text)
        assert claim.value_span is not None
        assert claim.span.contains(claim.value_span)
        if claim.metric_span is not None:
            assert claim.metric == claim.metric_span.shifted(-7).text(text)
        for words in (claim.guardrail, claim.scope, claim.time_frame):
            assert words is None or (words and words in text)


@given(st.text(max_size=300) | st.lists(st.sampled_from(_PIECES), max_size=20).map(" ".join))
def test_the_quick_look_never_hides_a_claim(text: str) -> None:
    if not may_hold_quantity(text):
        assert extract(text) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Reduced cost by 20% and grew from 3 to 4 teams while keeping it steady, ",
        "one hundred and ",
        "9" * 50 + " ",
        "- ",
        "1/2 3.4.5 12:30 ",
        "accuracy stayed steady-steady ",
        "a@b.c ",
    ],
)
def test_long_passages_take_time_in_proportion(words: str) -> None:
    def seconds(times: int) -> float:
        text = words * times
        tries = []
        for _ in range(3):  # what collects the rubbish in between is no part of it
            started = time.process_time()
            extract(text)
            tries.append(time.process_time() - started)
        return min(tries)

    seconds(100)
    short, long = seconds(500), seconds(5000)
    # Ten times the text may take ten times as long; a quadratic step would take a hundred times.
    assert long < 40 * max(short, 0.002)
