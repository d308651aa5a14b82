"""Rehearsing ten minutes a day: what is due, rating an answer, taking the last rating back."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from highsignal.analysis.planning.spacing import RATINGS, Memory, answered, due_at, read_memory, remembered
from highsignal.analysis.text.words import spoken_words
from highsignal.domain.bank import StoryRecord, StoryState
from highsignal.domain.practice import Card, Review
from highsignal.services.deck import Deck, DeckCard, next_interview, open_deck
from highsignal.services.errors import InvalidInputError, NotFoundError, UsageError
from highsignal.services.workspace import Desk
from highsignal.storage.cards import (
    add_review,
    find_card,
    list_reviews,
    remove_review,
    save_card,
)
from highsignal.storage.loops import list_loops
from highsignal.storage.tellings import list_takes

# Conventions of ours, all of them: no study was found for rehearsing stories.
DAY_SECONDS = 600.0  # ten minutes a day (issue 4, point 8)
NEW_A_DAY = 8  # cards; each is looked at twice or three times on its first day, so that more would not fit
LOOKS_OF_NEW = 2  # on its first day, when all goes well: FSRS's two learning steps
AHEAD = timedelta(minutes=20)  # a card that comes again within minutes may come now when nothing else is left
USUAL_LOOK = 20.0  # seconds to think of a story and say its first line, until the person's own are known
_SHORTEST_LOOK, _LONGEST_LOOK = 5.0, 90.0  # seconds; beyond, somebody was called away
_ENOUGH_LOOKS = 10  # fewer say little about how long the person takes
_RECENT = timedelta(days=30)  # of answers, for how long one takes
_FORECAST = 14  # days where no interview is known, 30 at most where one is
_LONGEST_FORECAST = 30
_LONGEST_SECONDS = 3600.0  # of an answer


class NothingRatedError(UsageError):
    """There is no answer of today to take back."""

    code = "nothing-rated"

    def __init__(self) -> None:
        super().__init__("nothing was rated today that could be taken back; earlier answers stay as they are")


class TakeOffer(NamedTuple):
    """The story that most needs telling, why it does, and how many seconds telling it takes."""

    story: StoryRecord
    why: str
    seconds: float


class DayAhead(NamedTuple):
    """How many cards are known to come on a day; overdue ones count today."""

    day: date
    cards: int


class Session(NamedTuple):
    """What is left to do today.

    `cards` are those that fit into what is left of the ten minutes, in their order; `due` counts all that
    are due today, also beyond it. `seconds` is the estimate for `cards` and `take`, `done` counts today's
    answers. `take` is None when something was told aloud today, or when there is nothing to tell.
    `take_now`: its turn is before the next card. `comes_next` is when the next card is due.
    """

    deck: Deck
    cards: tuple[DeckCard, ...]
    due: int
    seconds: float
    done: int
    take: TakeOffer | None
    take_now: bool
    ahead: tuple[DayAhead, ...]
    comes_next: datetime | None

    @property
    def minutes(self) -> int:
        """Whole minutes for what is left, at least one where anything is."""
        return math.ceil(self.seconds / 60)

    @property
    def undoable(self) -> bool:
        """Whether an answer of today can be taken back."""
        return self.done > 0


class Rated(NamedTuple):
    """A card after an answer; `changed` is False where it had been answered already in another window."""

    card: Card
    memory: Memory
    changed: bool


def session_of(desk: Desk, *, more: bool = False, later: bool = False, first: str = "") -> Session:
    """Today's session: cards that are due and one whole take.

    `more` goes on after the ten minutes, `later` leaves the take to the end, `first` is a card (its id) to
    begin with. The same bank at the same moment gives the same session.
    """
    deck, now = open_deck(desk), desk.now()
    midnight = _midnight(desk, now)
    with desk.database.reading() as session:
        recent = list_reviews(session, desk.person.id, since=min(midnight, now - _RECENT))
        last_takes = list_takes(session, desk.person.id, limit=1)
    today = [review for review in recent if review.at >= midnight]
    look = _seconds_a_look(recent)
    told = bool(last_takes) and last_takes[0].at >= midnight
    take = None if told else take_to_tell(desk, deck)
    due = _due(deck, now, _new_left(deck, today, midnight, desk))
    spent = sum(min(review.seconds or look, _LONGEST_LOOK) for review in today)
    left = DAY_SECONDS - spent - (take.seconds if take else 0)
    cards = due if more else _fitting(due, left, look)
    cards = sorted(cards, key=lambda dealt: dealt.card.id != first)
    costs = sum(_cost(dealt, look) for dealt in cards) + (take.seconds if take else 0)
    half = not cards or (len(today) >= len(cards) and not later)
    return Session(
        deck=deck,
        cards=tuple(cards),
        due=len(due),
        seconds=costs,
        done=len(today),
        take=take,
        take_now=take is not None and half and not (first and cards),
        ahead=_ahead(deck, now, ZoneInfo(desk.person.time_zone), len(due)),
        comes_next=min((d.card.due_at for d in deck.asked if d.card.due_at > now), default=None),
    )


def rate(desk: Desk, card: str, rating: int, seconds: float = 0.0, seen: int | None = None) -> Rated:
    """Keep an answer to a card: 1 again, 2 hard, 3 good, 4 easy, and the `seconds` it took (0: unknown).

    `seen` is the number of answers that the card had where it was shown: when it has more by now, the same
    answer came twice, or from another window, and nothing changes. Raises NotFoundError, InvalidInputError.
    """
    problems: dict[str, str] = {}
    if rating not in RATINGS:
        problems["rating"] = "1 again, 2 hard, 3 good or 4 easy"
    if not 0 <= seconds <= _LONGEST_SECONDS:
        problems["seconds"] = f"between 0 and {_LONGEST_SECONDS:.0f}"
    if problems:
        raise InvalidInputError(problems)
    with desk.database.writing() as session:
        found = find_card(session, desk.person.id, card, lock=True)
        if found is None:
            raise NotFoundError("card", card)
        before = list_reviews(session, desk.person.id, card)
        if seen is not None and seen != len(before):
            return Rated(found, read_memory(found.memory), changed=False)
        # Never before the answer before it, whatever was done to the clock of the machine.
        now = max([desk.now(), *(review.at for review in before)])
        number = before[-1].number + 1 if before else 1
        add_review(session, Review(card, number, now, rating, seconds))
        memory = remembered((r.at, r.rating) for r in (*before, Review(card, number, now, rating, seconds)))
        interview = next_interview(desk, list_loops(session, desk.person.id), _today(desk, now))
        kept = _with_memory(desk, found, memory, interview)
        save_card(session, kept)
    return Rated(kept, memory, changed=True)


def undo_rating(desk: Desk) -> Card:
    """Take back the last answer of today, as if it had never been given; its card.

    Raises NothingRatedError.
    """
    now = desk.now()
    with desk.database.writing() as session:
        today = list_reviews(session, desk.person.id, since=_midnight(desk, now))
        if not today:
            raise NothingRatedError
        last = today[-1]
        found = find_card(session, desk.person.id, last.card, lock=True)
        assert found is not None  # its answers would be gone with it
        remove_review(session, last.card, last.number)
        left = list_reviews(session, desk.person.id, last.card)
        memory = remembered((review.at, review.rating) for review in left)
        interview = next_interview(desk, list_loops(session, desk.person.id), _today(desk, now))
        kept = _with_memory(desk, found, memory, interview)
        save_card(session, kept)
    return kept


def suspend(desk: Desk, card: str, suspended: bool) -> Card:
    """Put a card aside, or bring it back; raises NotFoundError."""
    with desk.database.writing() as session:
        found = find_card(session, desk.person.id, card, lock=True)
        if found is None:
            raise NotFoundError("card", card)
        kept = found._replace(suspended=suspended)
        save_card(session, kept)
    return kept


def next_dues(desk: Desk, dealt: DeckCard, interview: date | None) -> dict[int, datetime]:
    """When the card would be due again, by rating."""
    now, zone = desk.now(), ZoneInfo(desk.person.time_zone)
    dues: dict[int, datetime] = {}
    for rating in RATINGS:
        due = due_at(answered(dealt.memory, now, rating), zone, interview)
        assert due is not None  # an answered card always has one
        dues[rating] = due
    return dues


def take_to_tell(desk: Desk, deck: Deck) -> TakeOffer | None:
    """The story that most needs telling aloud: never told first, then the longest untold.

    Of equals the one that more questions lead to, then the one that stands first in the bank. Only stories
    that a question leads to, as long as there are any; notes that are no story yet come last.
    """
    leads = Counter(dealt.story.id for dealt in deck.asked)
    stories = [story for story in deck.stories if story.content.told]
    asked = [story for story in stories if leads[story.id]] or stories

    def need(story: StoryRecord) -> tuple[bool, bool, float, bool, int, int]:
        told = deck.told.get(story.id)
        last = told.last.timestamp() if told and told.last else 0.0
        landed = story.state is StoryState.LANDED
        raw = story.state is StoryState.RAW
        return (raw, bool(told and told.takes), last, landed, -leads[story.id], story.position)

    if not asked:
        return None
    story = min(asked, key=need)
    words = len(spoken_words(story.content.told))
    seconds = 60.0 * words / desk.target.words_per_minute
    return TakeOffer(story, _why_told(desk, deck, story, leads[story.id]), seconds)


def _why_told(desk: Desk, deck: Deck, story: StoryRecord, leads: int) -> str:
    told = deck.told.get(story.id)
    questions = "one likely question leads" if leads == 1 else f"{leads} likely questions lead"
    if told is None or not told.takes or told.last is None:
        return f"Never told aloud here, and {questions} to it." if leads else "Never told aloud here."
    days = (_today(desk, desk.now()) - _today(desk, told.last)).days
    since = "since today" if days < 1 else "since yesterday" if days == 1 else f"for {days} days"
    return f"Not told {since}{f', and {questions} to it' if leads else ''}."


def _due(deck: Deck, now: datetime, new_left: int) -> list[DeckCard]:
    """The cards that are due, in their order: being learnt, known, new; then those that come in minutes."""
    due = [dealt for dealt in deck.asked if dealt.card.due_at <= now]
    learning = sorted((d for d in due if d.memory.learning), key=lambda d: (d.card.due_at, d.card.id))
    known = sorted(
        (d for d in due if not d.memory.new and not d.memory.learning),
        key=lambda d: (d.card.due_at, d.memory.stability or 0.0, d.card.id),
    )
    new = [d for d in due if d.memory.new][:new_left]
    soon = sorted(
        (d for d in deck.asked if d.memory.learning and now < d.card.due_at <= now + AHEAD),
        key=lambda d: (d.card.due_at, d.card.id),
    )
    return [*learning, *known, *new, *soon]


def _new_left(deck: Deck, today: Sequence[Review], midnight: datetime, desk: Desk) -> int:
    """How many new cards may still begin today: more when an interview is too near for the usual number."""
    begun = sum(review.number == 1 for review in today)
    unseen = sum(dealt.memory.new for dealt in deck.asked)
    a_day = NEW_A_DAY
    if deck.interview:
        days = max((deck.interview - _today(desk, midnight)).days, 1)
        a_day = max(a_day, math.ceil((unseen + begun) / days))
    return max(a_day - begun, 0)


def _fitting(due: Sequence[DeckCard], seconds: float, look: float) -> list[DeckCard]:
    """The first cards that fit into the time."""
    fitting: list[DeckCard] = []
    for dealt in due:
        seconds -= _cost(dealt, look)
        if seconds < 0:
            break
        fitting.append(dealt)
    return fitting


def _cost(dealt: DeckCard, look: float) -> float:
    return look * (LOOKS_OF_NEW if dealt.memory.new else 1)


def _seconds_a_look(reviews: Sequence[Review]) -> float:
    """How long the person takes for a card: the median of their own answers once there are enough."""
    known = [review.seconds for review in reviews if review.seconds]
    if len(known) < _ENOUGH_LOOKS:
        return USUAL_LOOK
    return min(max(median(known), _SHORTEST_LOOK), _LONGEST_LOOK)


def _ahead(deck: Deck, now: datetime, zone: ZoneInfo, due: int) -> tuple[DayAhead, ...]:
    """How many cards come on each day until the interview, that day included."""
    today = now.astimezone(zone).date()
    days = _FORECAST
    if deck.interview:
        days = min((deck.interview - today).days + 1, _LONGEST_FORECAST)
    counts = Counter(
        max(dealt.card.due_at.astimezone(zone).date(), today) for dealt in deck.asked if not dealt.memory.new
    )
    waiting = max(sum(d.memory.new for d in deck.asked) - max(due - counts[today], 0), 0)
    counts[today] = max(due, counts[today])
    for later in range(1, days):
        begins = min(waiting, NEW_A_DAY)
        counts[today + timedelta(days=later)] += begins
        waiting -= begins
    return tuple(DayAhead(day, counts[day]) for day in (today + timedelta(days=n) for n in range(days)))


def _with_memory(desk: Desk, card: Card, memory: Memory, interview: date | None) -> Card:
    due = due_at(memory, ZoneInfo(desk.person.time_zone), interview) or card.created_at
    return card._replace(memory=memory.written(), due_at=due)


def _today(desk: Desk, at: datetime) -> date:
    return at.astimezone(ZoneInfo(desk.person.time_zone)).date()


def _midnight(desk: Desk, at: datetime) -> datetime:
    """When the person's day began."""
    zone = ZoneInfo(desk.person.time_zone)
    return datetime.combine(at.astimezone(zone).date(), time(), zone).astimezone(UTC)
