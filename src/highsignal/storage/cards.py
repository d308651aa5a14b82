"""Rehearsal cards and the answers to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from highsignal.domain.practice import Card, Review
from highsignal.storage.practice_schema import CardRow, ReviewRow


def add_cards(session: Session, person: str, cards: Iterable[Card]) -> None:
    """Keep new cards."""
    rows = [_values(card) | {"person_id": person} for card in cards]
    if rows:
        session.execute(insert(CardRow), rows)


def save_card(session: Session, card: Card) -> None:
    """Change a card that is there."""
    session.execute(update(CardRow).where(CardRow.id == card.id).values(_values(card)))


def remove_cards(session: Session, cards: Iterable[str]) -> None:
    """Remove cards with the answers to them."""
    session.execute(delete(CardRow).where(CardRow.id.in_(list(cards))))


def find_card(session: Session, person: str, card: str, *, lock: bool = False) -> Card | None:
    """One of `person`'s cards; `lock` holds it for this transaction."""
    query = select(CardRow).where(CardRow.id == card, CardRow.person_id == person)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    return _card(row) if row else None


def list_cards(session: Session, person: str) -> tuple[Card, ...]:
    """A person's cards, the one that is due first before the others."""
    query = select(CardRow).where(CardRow.person_id == person).order_by(CardRow.due_at, CardRow.id)
    return tuple(_card(row) for row in session.scalars(query))


def count_due(session: Session, person: str, at: datetime) -> int:
    """How many of `person`'s cards are due at a moment."""
    query = select(func.count()).where(
        CardRow.person_id == person, CardRow.suspended.is_(False), CardRow.due_at <= at
    )
    return session.scalar(query) or 0


def add_review(session: Session, review: Review) -> None:
    """Keep an answer to a card; its number is the next one of the card."""
    values = review._asdict()
    values["card_id"] = values.pop("card")
    session.execute(insert(ReviewRow), [values])


def remove_review(session: Session, card: str, number: int) -> None:
    """Take an answer back."""
    session.execute(delete(ReviewRow).where(ReviewRow.card_id == card, ReviewRow.number == number))


def list_reviews(
    session: Session, person: str, card: str | None = None, since: datetime | None = None
) -> tuple[Review, ...]:
    """The answers to a person's cards, or to one of them, in their order; those `since` a moment if given."""
    query = (
        select(ReviewRow).join(CardRow, CardRow.id == ReviewRow.card_id).where(CardRow.person_id == person)
    )
    if card is not None:
        query = query.where(ReviewRow.card_id == card)
    if since is not None:
        query = query.where(ReviewRow.at >= since)
    rows = session.scalars(query.order_by(ReviewRow.at, ReviewRow.card_id, ReviewRow.number))
    return tuple(Review(row.card_id, row.number, row.at, row.rating, row.seconds) for row in rows)


def _values(card: Card) -> dict[str, Any]:
    values = card._asdict() | {"memory": dict(card.memory)}
    values["story_id"] = values.pop("story")
    return values


def _card(row: CardRow) -> Card:
    return Card(
        row.id, row.story_id, row.prompt, row.question, row.memory, row.due_at, row.created_at, row.suspended
    )
