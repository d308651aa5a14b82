"""The tables, one class each. Every row belongs to a person; times are stored in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone, and store the rest in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """The moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcTime, date: Date, str: Text, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


ID = String(40)


def owner() -> Mapped[str]:
    """The column that says whose a row is."""
    return mapped_column(ID, ForeignKey("person.id", ondelete="CASCADE"), index=True)


class PersonRow(Base):
    """Whose bank it is."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    headline: Mapped[str]
    time_zone: Mapped[str]
    words_per_minute: Mapped[float | None]
    created_at: Mapped[datetime]
    sample: Mapped[bool]


class WorkspaceRow(Base):
    """What holds for the whole workspace, such as whose bank is open."""

    __tablename__ = "workspace"
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str]


class TargetRow(Base):
    """What a person aims at."""

    __tablename__ = "target"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str]
    level: Mapped[str]
    ladder: Mapped[str]
    loop: Mapped[str]
    companies: Mapped[list[Any]]
    interview_on: Mapped[date | None]
    signal: Mapped[str]
    updated_at: Mapped[datetime]


class StoryRow(Base):
    """A story's place and state; its words are in its revisions."""

    __tablename__ = "story"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    merged_into: Mapped[str | None] = mapped_column(ID)


class RevisionRow(Base):
    """A story's words after one change; rows are added, never changed."""

    __tablename__ = "revision"
    story_id: Mapped[str] = mapped_column(ID, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    window: Mapped[str]
    base: Mapped[int]
    title: Mapped[str]
    headline: Mapped[str]
    thirty: Mapped[str]
    ninety: Mapped[str]
    full: Mapped[str]
    competencies: Mapped[list[Any]]
    prompt: Mapped[str]


class ReadingRow(Base):
    """What the analyzer said of a text: a cache that may be emptied at any time."""

    __tablename__ = "reading"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = owner()
    at: Mapped[datetime]
    value: Mapped[dict[str, Any]]


class SourceRow(Base):
    """Something a person brought in, as it was."""

    __tablename__ = "source"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str]
    remarks: Mapped[list[Any]]
    left_over: Mapped[list[Any]]
    added_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("person_id", "digest"),)


class FoundStoryRow(Base):
    """A story candidate in a source: new, kept (then `story_id` is the story) or discarded."""

    __tablename__ = "found_story"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    source_id: Mapped[str] = mapped_column(ID, ForeignKey("source.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    story_id: Mapped[str | None] = mapped_column(ID)
    content: Mapped[dict[str, Any]]
    spans: Mapped[list[Any]]
    confidence: Mapped[float]
    why: Mapped[str]
    details: Mapped[list[Any]]


class TickRow(Base):
    """What a person says of a checklist line."""

    __tablename__ = "tick"
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    story_id: Mapped[str] = mapped_column(ID, primary_key=True)
    line: Mapped[str] = mapped_column(String(80), primary_key=True)
    met: Mapped[bool]
    note: Mapped[str]
    at: Mapped[datetime]


class TakeRow(Base):
    """One attempt at telling a story."""

    __tablename__ = "take"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    # None for an answer in a mock as long as nobody knows which story it was.
    story_id: Mapped[str | None] = mapped_column(ID, ForeignKey("story.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int]
    seconds: Mapped[float | None]
    words: Mapped[int]
    text: Mapped[str]
    __table_args__ = (Index(None, "story_id", "at"),)  # for when and how often a story was told


class RoundRow(Base):
    """One interview."""

    __tablename__ = "round"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    company: Mapped[str]
    kind: Mapped[str]
    interviewer: Mapped[str]
    held_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(20))
    outcome_at: Mapped[datetime | None]
    notes: Mapped[str]


class TellingRow(Base):
    """A story told in a round."""

    __tablename__ = "telling"
    round_id: Mapped[str] = mapped_column(ID, ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    story_id: Mapped[str] = mapped_column(ID, ForeignKey("story.id", ondelete="CASCADE"), index=True)
    prompt: Mapped[str]
    landed: Mapped[str] = mapped_column(String(20))


class LoopRow(Base):
    """A loop that is being planned: its interviewers, their prompts and the stories for them."""

    __tablename__ = "loop"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    name: Mapped[str]
    held_on: Mapped[date | None]
    interviewers: Mapped[list[Any]]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ChangeRow(Base):
    """What a person did to the bank, with what stood there before and after, so that it can be undone."""

    __tablename__ = "change"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person_id: Mapped[str] = owner()
    at: Mapped[datetime]
    label: Mapped[str]
    before: Mapped[list[Any]]
    after: Mapped[list[Any]]
    undone_at: Mapped[datetime | None]
