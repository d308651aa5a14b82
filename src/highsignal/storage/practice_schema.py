"""The tables of practice: recordings, transcripts, mocks, rehearsal cards and hearings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from highsignal.storage.schema import ID, Base, owner


def _take_key() -> Mapped[str]:
    return mapped_column(ID, ForeignKey("take.id", ondelete="CASCADE"), primary_key=True)


class RecordingRow(Base):
    """The sound of a take; the file lies in the data folder, named by the take."""

    __tablename__ = "recording"
    take_id: Mapped[str] = _take_key()
    person_id: Mapped[str] = owner()
    stage: Mapped[str] = mapped_column(String(20))
    media_type: Mapped[str] = mapped_column(String(80))
    bytes: Mapped[int]
    parts: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    problem: Mapped[str]
    progress: Mapped[float]
    partial: Mapped[str]
    attempt: Mapped[int]
    sound: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    removed_at: Mapped[datetime | None]


class TranscriptRow(Base):
    """What was heard in a take; `corrected` is the person's own wording of it."""

    __tablename__ = "transcript"
    take_id: Mapped[str] = _take_key()
    recogniser: Mapped[str]
    heard: Mapped[str]
    words: Mapped[list[Any]]
    fillers: Mapped[list[Any]]
    fillers_why: Mapped[str]
    seconds: Mapped[float]
    corrected: Mapped[str | None]
    corrected_at: Mapped[datetime | None]


class MockRow(Base):
    """A mock interview."""

    __tablename__ = "mock"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    seed: Mapped[int]
    style: Mapped[str]
    competencies: Mapped[list[Any]]
    length: Mapped[int]
    preparation: Mapped[int]


class MockQuestionRow(Base):
    """A question of a mock and the take that answers it."""

    __tablename__ = "mock_question"
    mock_id: Mapped[str] = mapped_column(ID, ForeignKey("mock.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    prompt: Mapped[str]
    question: Mapped[str]
    competencies: Mapped[list[Any]]
    follows: Mapped[int]
    probe: Mapped[str] = mapped_column(String(40))
    take_id: Mapped[str | None] = mapped_column(ID, ForeignKey("take.id", ondelete="SET NULL"), index=True)
    skipped: Mapped[bool]


class CardRow(Base):
    """A rehearsal card."""

    __tablename__ = "card"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    story_id: Mapped[str] = mapped_column(ID, ForeignKey("story.id", ondelete="CASCADE"), index=True)
    prompt: Mapped[str]
    question: Mapped[str]
    memory: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    suspended: Mapped[bool]


class ReviewRow(Base):
    """One answer to a card; rows are added, never changed."""

    __tablename__ = "review"
    card_id: Mapped[str] = mapped_column(ID, ForeignKey("card.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    rating: Mapped[int]
    seconds: Mapped[float]


class HearingRow(Base):
    """What a listener said they heard."""

    __tablename__ = "hearing"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    story_id: Mapped[str] = mapped_column(ID, ForeignKey("story.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    way: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int]
    version: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime]
    listener: Mapped[str]
    answered_at: Mapped[datetime | None]
    answers: Mapped[dict[str, Any]]
    clarity: Mapped[int | None]
    __table_args__ = (Index(None, "story_id", "asked_at"),)
