"""When a card comes again: FSRS where nothing is known of an interview, and never after one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from highsignal.analysis.planning.spacing import (
    AGAIN,
    EASY,
    GOOD,
    RATINGS,
    Memory,
    answered,
    due_at,
    longest_gap,
    read_memory,
    remembered,
)

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
)

ratings = st.sampled_from(RATINGS)
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
gaps = st.timedeltas(timedelta(0), timedelta(days=60))


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[datetime, int]]:
    """Answers as they come in life: a few in a row, then days between."""
    at, history = draw(moments), []
    for rating in draw(st.lists(ratings, min_size=1, max_size=12)):
        history.append((at, rating))
        at += draw(gaps)
    return history


@given(histories(), zones, st.integers(0, 400))
def test_no_card_is_due_after_the_interview(
    history: list[tuple[datetime, int]], zone: ZoneInfo, days: int
) -> None:
    interview = history[-1][0].astimezone(zone).date() + timedelta(days=days)
    due = due_at(remembered(history), zone, interview)
    assert due is not None
    assert history[-1][0] < due or days == 0
    assert due.astimezone(zone).date() <= interview


@given(histories(), zones, st.none() | st.dates())
def test_a_card_that_is_known_rests_until_another_day(
    history: list[tuple[datetime, int]], zone: ZoneInfo, interview: date | None
) -> None:
    memory = remembered(history)
    answered_on = history[-1][0].astimezone(zone).date()
    due = due_at(memory, zone, interview)
    assert due is not None
    if not memory.learning and interview != answered_on:
        assert due.astimezone(zone).date() > answered_on
        # At the beginning of a day: whoever rehearses earlier than yesterday still finds it.
        assert due.astimezone(zone) == datetime.combine(
            due.astimezone(zone).date(), datetime.min.time(), zone
        )


@given(histories(), zones)
def test_an_interview_only_ever_brings_a_card_nearer(
    history: list[tuple[datetime, int]], zone: ZoneInfo
) -> None:
    memory = remembered(history)
    today = history[-1][0].astimezone(zone).date()
    free = due_at(memory, zone, None)
    assert free is not None
    held = [due_at(memory, zone, today + timedelta(days=days)) for days in (0, 1, 3, 7, 30, 365, 40_000)]
    assert all(due is not None and due <= free for due in held)
    assert due_at(memory, zone, today - timedelta(days=1)) == free
    assert due_at(memory, zone, date.max) == free


@given(histories())
def test_the_memory_is_what_fsrs_makes_of_the_answers(history: list[tuple[datetime, int]]) -> None:
    scheduler, card = Scheduler(enable_fuzzing=False), Card(card_id=0)
    for at, rating in history:
        card, _ = scheduler.review_card(card, Rating(rating), at)
    memory = remembered(history)
    assert (memory.stability, memory.difficulty, memory.due) == (card.stability, card.difficulty, card.due)
    assert memory.answers == len(history)
    assert remembered(history) == memory  # no chance in it
    assert read_memory(json.loads(json.dumps(memory.written()))) == memory


def test_a_new_card_has_no_memory() -> None:
    assert Memory().written() == {}
    assert read_memory({}) == read_memory({"due": "x", "step": 1}) == Memory()
    assert due_at(Memory(), BERLIN, date(2026, 3, 20)) is None


def test_good_answers_without_an_interview() -> None:
    """The intervals of FSRS-6 with its own weights, counted in the person's days."""
    memory, at, days = Memory(), NINE, []
    for _ in range(5):
        memory = answered(memory, at, GOOD)
        due = due_at(memory, BERLIN, None)
        assert due is not None
        days.append((due.astimezone(BERLIN).date() - at.astimezone(BERLIN).date()).days)
        at = max(due, at) + timedelta(hours=10)
    assert days == [0, 2, 7, 32, 116]


def test_gaps_shrink_to_a_day_as_the_interview_comes() -> None:
    """Cepeda 2008: at most 40 % of a week, 10 % of a year; from four days on, every day."""
    assert [longest_gap(left) for left in (0, 1, 2, 4, 5, 7, 14, 30, 90, 365, 730)] == [
        *(1, 1, 1, 1, 2, 2, 4, 7, 14, 36, 73)
    ]
    memory, at, interview, days = remembered([(NINE, EASY)]), NINE, date(2026, 3, 31), []
    while True:
        due = due_at(memory, BERLIN, interview)
        assert due is not None
        if due.astimezone(BERLIN).date() == interview:
            break
        at = due + timedelta(hours=9)
        days.append((interview - at.astimezone(BERLIN).date()).days)
        memory = answered(memory, at, GOOD)
    assert days == [23, 17, 13, 9, 6, 4, 3, 2, 1]


def test_on_the_day_itself_a_card_is_done() -> None:
    memory = remembered([(NINE, GOOD), (NINE + timedelta(minutes=10), GOOD)])
    due = due_at(memory, BERLIN, date(2026, 3, 1))
    assert due == datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC)
    late = datetime(2026, 3, 1, 22, 59, 50, tzinfo=UTC)
    assert due_at(remembered([(late, AGAIN)]), BERLIN, date(2026, 3, 1)) == due


def test_a_day_of_twenty_five_hours_is_one_day() -> None:
    """On 25 October 2026 clocks go back: 24 hours after half past midnight it is the same day."""
    memory = remembered(
        [(datetime(2026, 10, 24, 22, 30, tzinfo=UTC), rating) for rating in (GOOD, AGAIN, GOOD, GOOD)]
    )
    due = due_at(memory, BERLIN, date(2026, 10, 27))
    assert due == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_a_rating_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="5 is not a valid Rating"):
        answered(Memory(), NINE, 5)
