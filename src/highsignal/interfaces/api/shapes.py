"""What the API answers with, as schemas; each is made from what a service returned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from highsignal.domain.bank import Revision, Round, StoryRecord, Take


class Problem(BaseModel):
    """Problem details (RFC 9457) with a stable code."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str


class WordsOut(BaseModel):
    """The words of a story, by version."""

    title: str
    headline: str
    thirty: str
    ninety: str
    full: str
    competencies: list[str]
    prompt: str


class StoryOut(WordsOut):
    """A story as it stands; `revision` is what an edit starts from."""

    id: str
    revision: int
    state: str
    position: int
    created_at: datetime
    saved_at: datetime
    archived_at: datetime | None
    merged_into: str | None

    @classmethod
    def of(cls, record: StoryRecord) -> StoryOut:
        """The shape of one story."""
        return cls(
            id=record.id,
            revision=record.revision,
            state=record.state.value,
            position=record.position,
            created_at=record.created_at,
            saved_at=record.updated_at,
            archived_at=record.archived_at,
            merged_into=record.merged_into,
            **_words(record),
        )


class SavedOut(StoryOut):
    """A story after a save; `changed` is false when it stood so already."""

    changed: bool = True


class RevisionOut(WordsOut):
    """A story's words after one change."""

    number: int
    at: datetime
    kind: str
    window: str
    base: int

    @classmethod
    def of(cls, revision: Revision) -> RevisionOut:
        """The shape of one revision."""
        return cls(
            number=revision.number,
            at=revision.at,
            kind=revision.kind.value,
            window=revision.window,
            base=revision.base,
            **_words(revision),
        )


class TakeOut(BaseModel):
    """One attempt at telling a story."""

    id: str
    story: str
    at: datetime
    kind: str
    version: str
    revision: int
    seconds: float | None
    words: int
    text: str

    @classmethod
    def of(cls, take: Take) -> TakeOut:
        """The shape of one take."""
        return cls(**take._asdict())


class TellingOut(BaseModel):
    """A story told in a round."""

    story: str
    prompt: str
    landed: str


class RoundOut(BaseModel):
    """One interview."""

    id: str
    company: str
    kind: str
    interviewer: str
    held_at: datetime
    outcome: str
    outcome_at: datetime | None
    notes: str
    tellings: list[TellingOut]

    @classmethod
    def of(cls, held: Round) -> RoundOut:
        """The shape of one round."""
        values = held._asdict() | {"outcome": held.outcome.value}
        tellings = [TellingOut(**telling._asdict()) for telling in values.pop("tellings")]
        return cls(**values, tellings=tellings)


def _words(holder: StoryRecord | Revision) -> dict[str, Any]:
    return holder.content._asdict() | {"competencies": list(holder.content.competencies)}
