"""The answers of a mock as they stand: what was said, and how far it has been heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.domain.bank import Take
from highsignal.domain.practice import Mock, MockQuestion, Stage, TakeTranscript
from highsignal.storage.mock_answers import Progress, find_stages, find_takes
from highsignal.storage.recordings import list_transcripts


class AnswerState(StrEnum):
    """How far an answer has come."""

    OPEN = "open"  # not given yet, or its recording was never finished
    SKIPPED = "skipped"
    LISTENING = "listening"  # recorded, and being turned to text
    FAILED = "failed"  # recorded, and could not be heard
    WORDLESS = "wordless"  # only the time was taken, or nothing was said
    HEARD = "heard"  # its words are there


class Answer(NamedTuple):
    """A question of a mock and what was answered; `progress` is None for an answer without a recording."""

    question: MockQuestion
    take: Take | None = None
    progress: Progress | None = None
    transcript: TakeTranscript | None = None

    @property
    def text(self) -> str:
        """The words that count: the transcript as corrected, else what was typed."""
        if self.transcript is not None:
            return self.transcript.text
        return self.take.text if self.take else ""

    @property
    def state(self) -> AnswerState:
        """How far it has come."""
        if self.question.skipped:
            return AnswerState.SKIPPED
        stage = self.progress.stage if self.progress else None
        if self.take is None or stage is Stage.ARRIVING:
            return AnswerState.OPEN
        if stage in (Stage.WAITING, Stage.LISTENING):
            return AnswerState.LISTENING
        if stage is Stage.FAILED:
            return AnswerState.FAILED
        return AnswerState.HEARD if self.text.strip() else AnswerState.WORDLESS


class Thread(NamedTuple):
    """An opening question with the follow-ups to it, in the order in which they were asked."""

    opening: Answer
    follow_ups: tuple[Answer, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers, the one to the opening question first."""
        return (self.opening, *self.follow_ups)

    @property
    def text(self) -> str:
        """Everything that was said in it and has been heard."""
        return "\n\n".join(a.text.strip() for a in self.answers if a.state is AnswerState.HEARD)

    @property
    def number(self) -> int:
        """The number of its opening question."""
        return self.opening.question.number


def answers_of(session: Session, person: str, mocks: Sequence[Mock]) -> dict[str, tuple[Answer, ...]]:
    """The answers of these mocks, by mock, in the order of their questions; three statements in all."""
    takes = [question.take for mock in mocks for question in mock.questions if question.take]
    found = find_takes(session, person, takes)
    stages = find_stages(session, takes)
    transcripts: Mapping[str, TakeTranscript] = list_transcripts(session, takes) if takes else {}
    return {
        mock.id: tuple(
            Answer(q, found.get(q.take), stages.get(q.take), transcripts.get(q.take)) for q in mock.questions
        )
        for mock in mocks
    }


def threads(answers: Sequence[Answer]) -> tuple[Thread, ...]:
    """The answers by opening question; a follow-up to a follow-up belongs to the same thread."""
    openings: dict[int, list[Answer]] = {}
    leads: dict[int, int] = {}  # the number of a question → that of its opening question
    for answer in answers:
        question = answer.question
        first = leads.get(question.follows, question.number) if question.follows else question.number
        leads[question.number] = first
        openings.setdefault(first, []).append(answer)
    return tuple(Thread(found[0], tuple(found[1:])) for found in openings.values())
