"""The rehearsal deck stays true to the bank, and a session is what is due: on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.rehearsing import (
    NINE,
    TOLD,
    asked,
    card_of,
    resting,
    set_clock,
    with_interview,
    write_bank,
)

from highsignal.domain.bank import StoryContent
from highsignal.services import rehearsal
from highsignal.services.deck import Rests, open_deck
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.loops import begin_loop, planned
from highsignal.services.rehearsal import NothingRatedError, rate, session_of, suspend, undo_rating
from highsignal.services.stories import (
    archive,
    create_story,
    delete_for_good,
    get_story,
    save_story,
    unarchive,
)
from highsignal.services.tellings import keep_take
from highsignal.services.workspace import Desk
from highsignal.storage.cards import list_cards, list_reviews, remove_cards


@pytest.fixture
def rehearsed(desk: Desk) -> Desk:
    """The desk of somebody with three stories, at nine in the morning."""
    set_clock(desk, NINE)
    write_bank(desk)
    return desk


def test_an_empty_bank_has_no_cards(desk: Desk) -> None:
    session = session_of(desk)
    assert (session.due, session.minutes, session.take, session.cards) == (0, 0, None, ())
    assert not session.deck.asked


def test_windows_that_open_at_once_make_each_card_once(rehearsed: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        decks = list(pool.map(open_deck, [rehearsed] * 4))
    cards = [dealt.card for dealt in open_deck(rehearsed).asked]
    assert all([dealt.card for dealt in deck.asked] == cards for deck in decks)
    with rehearsed.database.reading() as reading:
        assert {card.id for card in list_cards(reading, rehearsed.person.id)} == {card.id for card in cards}


def test_every_story_has_a_card_with_its_opening_line(rehearsed: Desk) -> None:
    for place, (title, _, told) in enumerate(TOLD):
        dealt = card_of(rehearsed, place)
        assert (dealt.title, dealt.opening) == (title, told.partition(". ")[0] + ".")
        assert dealt.memory.new
    first = open_deck(rehearsed)
    assert open_deck(rehearsed).asked == first.asked  # nothing is made twice, and the order stays


def test_a_card_follows_its_story(rehearsed: Desk) -> None:
    before = card_of(rehearsed)
    rate(rehearsed, before.card.id, 3)
    story = get_story(rehearsed, before.story.id)
    changed = story.content._replace(title="Half the cost", ninety="", headline="I cut the cost by 22 %.")
    save_story(rehearsed, story.id, changed, story.revision)
    after = asked(rehearsed).get(before.card.id)
    assert after
    assert (after.title, after.opening) == ("Half the cost", "I cut the cost by 22 %.")
    assert after.memory.answers == 1


def test_a_story_that_no_likely_question_leads_to_is_asked_by_its_own(rehearsed: Desk) -> None:
    desk = rehearsed._replace(target=rehearsed.target._replace(loop="a pack that is gone"))
    questions = {dealt.title: dealt.card.question for dealt in asked(desk).values()}
    assert questions == {title: question for title, question, _ in TOLD}
    own = card_of(desk)
    words = own.story.content._replace(prompt="And what did it cost?")
    save_story(desk, own.story.id, words, own.story.revision)
    assert asked(desk)[own.card.id].card.question == "And what did it cost?"


def test_cards_follow_the_target(rehearsed: Desk) -> None:
    kept = card_of(rehearsed).card.id
    rate(rehearsed, kept, 3)
    desk = rehearsed._replace(target=rehearsed.target._replace(loop="a pack that is gone"))
    assert resting(desk) == {kept: Rests.NOT_ASKED}
    assert asked(rehearsed)[kept].memory.answers == 1


def test_the_card_of_an_archived_story_rests_and_comes_back(rehearsed: Desk) -> None:
    dealt = card_of(rehearsed)
    rate(rehearsed, dealt.card.id, 3)
    archive(rehearsed, [dealt.story.id])
    assert dealt.card.id not in asked(rehearsed)
    assert resting(rehearsed) == {dealt.card.id: Rests.ARCHIVED}
    unarchive(rehearsed, [dealt.story.id])
    assert asked(rehearsed)[dealt.card.id].memory.answers == 1
    assert not resting(rehearsed)


def test_the_card_of_a_deleted_story_is_gone(rehearsed: Desk) -> None:
    dealt = card_of(rehearsed)
    rate(rehearsed, dealt.card.id, 3)
    archive(rehearsed, [dealt.story.id])
    delete_for_good(rehearsed, [dealt.story.id])
    assert dealt.card.id not in {**asked(rehearsed), **resting(rehearsed)}
    with rehearsed.database.reading() as reading:
        assert not list_reviews(reading, rehearsed.person.id)
    with pytest.raises(NotFoundError):
        rate(rehearsed, dealt.card.id, 3)


def test_cards_that_were_never_answered_leave_no_trace(rehearsed: Desk) -> None:
    archived = card_of(rehearsed).story.id
    archive(rehearsed, [archived])
    assert archived not in {dealt.story.id for dealt in asked(rehearsed).values()}
    assert not resting(rehearsed)


def test_the_stories_of_a_planned_loop_are_those_of_its_plan(rehearsed: Desk) -> None:
    loop = begin_loop(rehearsed, "Acme", rehearsed.target.loop, date(2026, 3, 20))
    deck = open_deck(rehearsed)
    places = [(p.slot.prompt, p.story) for p in planned(rehearsed, loop.id).plan.places if p.story]
    assert [(d.card.prompt, d.story.id) for d in deck.asked][: len(places)] == places
    assert (deck.loop, deck.interview) == ("Acme", date(2026, 3, 20))
    assert {d.story.id for d in deck.asked} == {story.id for story in deck.stories}


def test_rating_twice_by_accident_counts_once(rehearsed: Desk) -> None:
    card = card_of(rehearsed).card.id
    assert rate(rehearsed, card, 3, 12.5, seen=0).changed
    again = rate(rehearsed, card, 3, 12.5, seen=0)
    assert not again.changed
    assert again.memory.answers == 1
    with rehearsed.database.reading() as reading:
        reviews = list_reviews(reading, rehearsed.person.id)
    assert [(r.card, r.number, r.rating, r.seconds) for r in reviews] == [(card, 1, 3, 12.5)]


def test_undo_takes_back_the_last_answers_of_today_one_by_one(rehearsed: Desk) -> None:
    first, second = card_of(rehearsed, 0), card_of(rehearsed, 1)
    rate(rehearsed, first.card.id, 3)
    once = card_of(rehearsed, 0).card
    rate(rehearsed, second.card.id, 1)
    rate(rehearsed, first.card.id, 4)
    assert undo_rating(rehearsed).id == first.card.id
    assert card_of(rehearsed, 0).card == once
    assert undo_rating(rehearsed).id == second.card.id
    assert card_of(rehearsed, 1).memory.new
    assert undo_rating(rehearsed).id == first.card.id
    assert [card_of(rehearsed, n).card for n in (0, 1)] == [first.card, second.card]
    with pytest.raises(NothingRatedError):
        undo_rating(rehearsed)


def test_yesterdays_answers_stay(rehearsed: Desk) -> None:
    rate(rehearsed, card_of(rehearsed).card.id, 3)
    set_clock(rehearsed, NINE + timedelta(days=1))
    with pytest.raises(NothingRatedError):
        undo_rating(rehearsed)


def test_a_card_that_was_put_aside_stays_aside(rehearsed: Desk) -> None:
    dealt = card_of(rehearsed)
    suspend(rehearsed, dealt.card.id, True)
    assert dealt.card.id not in asked(rehearsed)
    assert resting(rehearsed) == {dealt.card.id: Rests.SUSPENDED}
    archive(rehearsed, [dealt.story.id])  # and does not come back with another story
    assert dealt.card.question not in {other.card.question for other in asked(rehearsed).values()}
    unarchive(rehearsed, [dealt.story.id])
    suspend(rehearsed, dealt.card.id, False)
    assert asked(rehearsed)[dealt.card.id].card == dealt.card
    with pytest.raises(NotFoundError):
        suspend(rehearsed, "nothing", True)


def test_what_cannot_be_an_answer_is_refused(rehearsed: Desk) -> None:
    card = card_of(rehearsed).card.id
    for rating, seconds in ((0, 1.0), (5, 1.0), (3, -1.0), (3, 1e9)):
        with pytest.raises(InvalidInputError):
            rate(rehearsed, card, rating, seconds)
    assert card_of(rehearsed).memory.new


def test_a_clock_that_was_set_back_does_not_turn_answers_round(rehearsed: Desk) -> None:
    card = card_of(rehearsed).card.id
    first = rate(rehearsed, card, 3)
    set_clock(rehearsed, NINE - timedelta(hours=5))
    second = rate(rehearsed, card, 3)
    assert first.memory.last == second.memory.last


def test_a_session_day_by_day(rehearsed: Desk) -> None:
    session = session_of(rehearsed)
    assert session.due == len(session.deck.asked) == len(session.cards)
    assert 0 < session.minutes <= 10
    while session.cards:
        shown = session.cards[0]
        rate(rehearsed, shown.card.id, 3, 10.0, shown.memory.answers)
        session = session_of(rehearsed, later=True)
    answers = session.done
    assert answers == 2 * len(session.deck.asked)  # both learning steps
    assert (session.due, session.take_now) == (0, True)
    assert session.comes_next
    assert session.comes_next.astimezone(ZoneInfo("Europe/Berlin")).date() == date(2026, 3, 4)
    assert [one.cards for one in session.ahead[:4]] == [0, 0, len(session.deck.asked), 0]

    set_clock(rehearsed, NINE + timedelta(days=2, hours=-8))  # earlier in the day than the first time
    session = session_of(rehearsed)
    assert session.due == len(session.deck.asked)
    assert session.done == 0


def test_the_ten_minutes_end_and_can_be_gone_beyond(rehearsed: Desk) -> None:
    rate(rehearsed, card_of(rehearsed).card.id, 1, 3000.0)  # somebody who was called away
    assert session_of(rehearsed).cards
    for _ in range(6):
        rate(rehearsed, card_of(rehearsed).card.id, 1, 90.0)
    session = session_of(rehearsed)
    assert session.cards == ()
    assert session.due == len(session.deck.asked)
    assert len(session_of(rehearsed, more=True).cards) == session.due
    set_clock(rehearsed, NINE + timedelta(days=1))
    assert session_of(rehearsed).cards


def test_new_cards_come_a_few_a_day_unless_the_interview_is_near(
    rehearsed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal, "NEW_A_DAY", 1)
    assert session_of(rehearsed).due == 1
    cards = len(open_deck(rehearsed).asked)
    assert [one.cards for one in session_of(rehearsed).ahead[: cards + 1]] == [*[1] * cards, 0]
    near = with_interview(rehearsed, 1)
    assert session_of(near).due == cards
    near = with_interview(rehearsed, 2)
    assert session_of(near).due == -(-cards // 2)


def test_the_story_that_most_needs_telling(rehearsed: Desk) -> None:
    stories = open_deck(rehearsed).stories
    for place, days in ((0, 9), (1, 30), (2, 3)):
        at = rehearsed.now() - timedelta(days=days)
        keep_take(rehearsed, stories[place].id, "", kind="spoken", version="ninety", seconds=80, at=at)
    take = session_of(rehearsed).take
    assert take
    assert (take.story.id, take.why[:20]) == (stories[1].id, "Not told for 30 days")
    words = StoryContent(title="Search latency", ninety=TOLD[0][2].replace("cost", "latency"))
    new = create_story(rehearsed, words)[0]
    take = session_of(rehearsed).take
    assert take
    assert take.story.id == new.id
    assert take.why.startswith("Never told aloud here")
    keep_take(rehearsed, new.id, "", kind="spoken", version="ninety", seconds=80, at=rehearsed.now())
    assert session_of(rehearsed).take is None  # one a day


def test_the_take_comes_in_the_middle_or_at_the_end(rehearsed: Desk) -> None:
    session, seen = session_of(rehearsed), 0
    while not session.take_now:
        seen += 1
        rate(rehearsed, session.cards[0].card.id, 4)
        session = session_of(rehearsed)
    assert seen
    assert seen >= len(session.cards)
    assert session_of(rehearsed, later=True).take_now == (not session.cards)


def test_a_card_of_choice_comes_first(rehearsed: Desk) -> None:
    last = session_of(rehearsed).cards[-1].card.id
    session = session_of(rehearsed, first=last)
    assert session.cards[0].card.id == last
    assert not session.take_now
    assert session_of(rehearsed, first="nothing").cards == session_of(rehearsed).cards


def test_a_date_that_moves_moves_the_cards(rehearsed: Desk) -> None:
    card = card_of(rehearsed).card.id
    rate(rehearsed, card, 4)
    free = card_of(rehearsed).card.due_at
    near = with_interview(rehearsed, 2)
    held = card_of(near).card.due_at
    assert held < free
    far = with_interview(rehearsed, 300)
    assert card_of(far).card.due_at == free


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60 * 30)), max_size=12), st.integers(0, 20))
def test_no_card_is_due_after_the_interview_and_the_order_is_stable(
    rehearsed: Desk, answers: list[tuple[int, int]], days: int
) -> None:
    set_clock(rehearsed, NINE)
    desk = with_interview(rehearsed, days)
    interview = date.fromisoformat(desk.target.date or "")
    for rating, minutes in answers:
        session = session_of(desk, more=True)
        if session.cards:
            rate(desk, session.cards[0].card.id, rating)
        clock = desk.now()
        later = clock + timedelta(minutes=minutes)
        if later.astimezone(ZoneInfo(desk.person.time_zone)).date() <= interview:
            set_clock(desk, later)
        with desk.database.reading() as reading:
            dues = [card.due_at for card in list_cards(reading, desk.person.id)]
        assert all(due.astimezone(ZoneInfo("Europe/Berlin")).date() <= interview for due in dues)
        at = desk.now()
        orders = []
        for _ in range(2):
            set_clock(desk, at)
            orders.append([dealt.card.id for dealt in session_of(desk, more=True).cards])
        assert orders[0] == orders[1]
    with desk.database.writing() as writing:  # each example begins with new cards
        remove_cards(writing, [card.id for card in list_cards(writing, desk.person.id)])
