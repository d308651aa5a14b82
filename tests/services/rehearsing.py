"""A small bank whose stories each have a question of their own, and a clock that tests can set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.services.conftest import Clock

from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.services.deck import DeckCard, Rests, open_deck
from highsignal.services.people import set_target
from highsignal.services.stories import create_story
from highsignal.services.workspace import Desk, desk_of

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
# A title, the question it was written for, and how it is told.
TOLD = (
    (
        "Inference cost",
        "What did the move to smaller machines teach you?",
        "Our ranking service cost twice its budget in March. I chose to distil the model, which gave up two "
        "weeks. Its cost fell by 22 %.",
    ),
    (
        "Fraud labels",
        "Which label did you stop trusting, and when?",
        "Our fraud labels came from the model itself. I stopped the retraining for a week. We won back "
        "1.8 million dollars of good orders a year.",
    ),
    (
        "On-call",
        "What did you stop doing at night?",
        "The rotation woke people four times a night in October. I rewrote the alerts with two engineers. "
        "Pages fell from 120 to 9 a month.",
    ),
)


def write_bank(desk: Desk) -> tuple[StoryRecord, ...]:
    """Put the stories into the bank."""
    return tuple(
        create_story(desk, StoryContent(title=title, ninety=told, prompt=question))[0]
        for title, question, told in TOLD
    )


def set_clock(desk: Desk, at: datetime) -> None:
    """Let it be a moment."""
    clock = desk.workspace.now
    assert isinstance(clock, Clock)
    clock.moment = at - timedelta(seconds=1)


def with_interview(desk: Desk, days: int) -> Desk:
    """The desk of somebody whose interview is so many days ahead."""
    day = (desk.now() + timedelta(days=days)).date().isoformat()
    set_target(desk, desk.target._replace(date=day), "")
    found = desk_of(desk.workspace)
    assert found
    return found


def card_of(desk: Desk, place: int = 0) -> DeckCard:
    """The first card that asks for one of the stories."""
    return next(dealt for dealt in open_deck(desk).asked if dealt.title == TOLD[place][0])


def asked(desk: Desk) -> dict[str, DeckCard]:
    """The cards that are asked, by their id."""
    return {dealt.card.id: dealt for dealt in open_deck(desk).asked}


def resting(desk: Desk) -> dict[str, Rests | None]:
    """Why the cards that are not asked rest, by their id."""
    return {dealt.card.id: dealt.rests for dealt in open_deck(desk).resting}
