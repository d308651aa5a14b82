"""Rehearsal: the cards, what is due today, rating an answer and taking it back."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.api.paging import Cursor, Limit, Page, cut, decode
from highsignal.interfaces.inputs import Identifier, Input
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services.anki import anki_text
from highsignal.services.deck import DeckCard, open_deck
from highsignal.services.rehearsal import rate, session_of, suspend, undo_rating

router = APIRouter(tags=["cards"], responses=PROBLEMS)


class CardOut(BaseModel):
    """A card: the question, the story that answers it and the line that opens it.

    `rests` is null for a card that is asked, else suspended, archived, replaced or not-asked. `answers` is
    how often it was answered.
    """

    id: str
    prompt: str
    question: str
    competencies: list[str]
    story: str
    title: str
    opening: str
    due_at: datetime.datetime
    answers: int
    suspended: bool
    rests: str | None

    @classmethod
    def of(cls, dealt: DeckCard) -> CardOut:
        """The shape of one card."""
        card = dealt.card
        return cls(
            id=card.id,
            prompt=card.prompt,
            question=card.question,
            competencies=list(dealt.competencies),
            story=card.story,
            title=dealt.title,
            opening=dealt.opening,
            due_at=card.due_at,
            answers=dealt.memory.answers,
            suspended=card.suspended,
            rests=dealt.rests.value if dealt.rests else None,
        )


class TakeOfferOut(BaseModel):
    """The story that most needs telling aloud, and why."""

    story: str
    title: str
    why: str
    seconds: float


class DayOut(BaseModel):
    """How many cards are known to come on a day."""

    day: datetime.date
    cards: int


class SessionOut(BaseModel):
    """What is left to do today: cards within the ten minutes, and one whole take."""

    due: int
    minutes: int
    done: int
    interview: datetime.date | None
    cards: list[CardOut]
    take: TakeOfferOut | None
    ahead: list[DayOut]
    without_a_story: list[str]


class AnswerInput(Input):
    """An answer: 1 again, 2 hard, 3 good, 4 easy; `seen` is the card's `answers` where it was shown."""

    rating: int = Field(ge=1, le=4)
    seconds: float = Field(default=0.0, ge=0, le=3600)
    seen: int | None = Field(default=None, ge=0, le=2**31 - 1)


class AnsweredOut(BaseModel):
    """When a card is due again; `changed` is false where it had been answered already."""

    id: str
    due_at: datetime.datetime
    answers: int
    changed: bool


class SuspendedInput(Input):
    """Whether a card is put aside."""

    suspended: bool


class CardStandOut(BaseModel):
    """How a card stands."""

    id: str
    due_at: datetime.datetime
    suspended: bool


@router.get("/cards")
def list_cards(desk: CurrentDesk, limit: Limit = 50, cursor: Cursor = "") -> Page[CardOut]:
    """All cards by their id, those that rest included."""
    after = decode(cursor, str)
    deck = open_deck(desk)
    cards = sorted((*deck.asked, *deck.resting), key=lambda dealt: dealt.card.id)
    found = [dealt for dealt in cards if not after or dealt.card.id > str(after[0])]
    return cut(found[: limit + 1], limit, CardOut.of, lambda dealt: [dealt.card.id])


@router.get("/cards/session")
def session(desk: CurrentDesk, more: bool = False) -> SessionOut:
    """What is left to do today; with `more` also what does not fit into the ten minutes."""
    found = session_of(desk, more=more)
    take = found.take
    return SessionOut(
        due=found.due,
        minutes=found.minutes,
        done=found.done,
        interview=found.deck.interview,
        cards=[CardOut.of(dealt) for dealt in found.cards],
        take=TakeOfferOut(
            story=take.story.id, title=take.story.content.name, why=take.why, seconds=round(take.seconds, 1)
        )
        if take
        else None,
        ahead=[DayOut(day=one.day, cards=one.cards) for one in found.ahead],
        without_a_story=list(found.deck.gaps),
    )


@router.get(
    "/cards/anki",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def anki(desk: CurrentDesk) -> Response:
    """The cards that are asked, as a text file that Anki imports."""
    name = f"highsignal-cards-{desk.now():%Y-%m-%d}.txt"
    return Response(
        anki_text(open_deck(desk).asked),
        media_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/cards/undo")
def undo(desk: CurrentDesk) -> CardStandOut:
    """Take back the last answer of today; 400 `nothing-rated` when there is none."""
    card = undo_rating(desk)
    return CardStandOut(id=card.id, due_at=card.due_at, suspended=card.suspended)


@router.post("/cards/{card}/answers", status_code=201)
def answer(desk: CurrentDesk, card: Identifier, sent: AnswerInput) -> AnsweredOut:
    """Keep an answer to a card; one that was sent twice is kept once when it says what it had `seen`."""
    rated = rate(desk, card, sent.rating, sent.seconds, sent.seen)
    return AnsweredOut(id=card, due_at=rated.card.due_at, answers=rated.memory.answers, changed=rated.changed)


@router.put("/cards/{card}/suspended")
def put_aside(desk: CurrentDesk, card: Identifier, sent: SuspendedInput) -> CardStandOut:
    """Put a card aside, or bring it back."""
    kept = suspend(desk, card, sent.suspended)
    return CardStandOut(id=kept.id, due_at=kept.due_at, suspended=kept.suspended)
