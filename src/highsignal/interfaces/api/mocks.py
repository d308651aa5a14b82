"""Mock interviews."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from highsignal.domain.practice import Mock
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.api.paging import Cursor, Limit, Page, cut, decode
from highsignal.interfaces.inputs import Identifier, Input, Line, Words
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services import mocks as practice
from highsignal.services.mock_answers import Answer
from highsignal.services.mock_report import Measures, report_on
from highsignal.services.mock_stories import set_story
from highsignal.services.mock_thread import ThreadReport

router = APIRouter(prefix="/mocks", tags=["mocks"], responses=PROBLEMS)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class MockInput(Input):
    """What a mock is to be; without a seed one is drawn."""

    style: Line = ""
    competencies: list[Line] = Field(default_factory=list, max_length=40)
    length: int = Field(default=practice.USUAL_QUESTIONS, ge=1, le=practice.MOST_QUESTIONS)
    preparation: int = Field(default=practice.USUAL_PREPARATION, ge=0, le=practice.LONGEST_PREPARATION)
    seed: int | None = Field(default=None, ge=0, le=practice.LARGEST_SEED)


class AnswerInput(Input):
    """An answer: its words, and how many seconds it took if a clock ran."""

    text: Words
    seconds: float | None = Field(default=None, gt=0, le=practice.LONGEST_TAKE)


class StoryChoice(Input):
    """Which story an answer was; empty for none of the bank's."""

    story: Identifier | Annotated[str, Field(max_length=0)]


class QuestionOut(BaseModel):
    """A question of a mock; `follows` is the number of the one it probes, 0 for one of its own.

    `state` is open, skipped, listening, failed, wordless or heard.
    """

    number: int
    question: str
    prompt: str
    competencies: list[str]
    follows: int
    probe: str
    state: str
    take: str
    story: str

    @classmethod
    def of(cls, answer: Answer) -> QuestionOut:
        """The shape of a question with its answer."""
        question = answer.question
        return cls(
            number=question.number,
            question=question.question,
            prompt=question.prompt,
            competencies=list(question.competencies),
            follows=question.follows,
            probe=question.probe,
            state=answer.state.value,
            take=question.take,
            story=answer.take.story if answer.take else "",
        )


class MockOut(BaseModel):
    """A mock as it was begun."""

    id: str
    started_at: datetime
    ended_at: datetime | None
    seed: int
    style: str
    competencies: list[str]
    length: int
    preparation: int
    asked: int

    @classmethod
    def of(cls, mock: Mock) -> MockOut:
        """The shape of a mock."""
        values = mock._asdict() | {"competencies": list(mock.competencies)}
        return cls(asked=len(values.pop("questions")), **values)


class MockStanding(MockOut):
    """A mock with its questions; `now` is the number of the open one, null while none is.

    `listening` says that answers are still being turned to text, so that a follow-up may come.
    """

    now: int | None
    listening: bool
    questions: list[QuestionOut]

    @classmethod
    def seen(cls, view: practice.MockView) -> MockStanding:
        """The shape of a mock as it stands."""
        return cls(
            now=view.now.number if view.now else None,
            listening=view.listening,
            questions=[QuestionOut.of(answer) for answer in view.answers],
            **MockOut.of(view.mock).model_dump(),
        )


class AnswerReport(BaseModel):
    """What can be said of one answer; times in seconds, null where nothing says them."""

    number: int
    question: str
    follow_ups: int
    take: str
    story: str
    seconds: float | None
    timed: bool
    first_outcome_seconds: float | None
    signals: dict[str, str]
    gained: list[str]
    numbers: int | None
    numbers_kept: int | None
    drift: list[str]

    @classmethod
    def of(cls, told: ThreadReport) -> AnswerReport:
        """The shape of what is said of one opening question."""
        opening, figures = told.thread.opening, told.figures
        numbers = figures.numbers if figures else None
        return cls(
            number=told.thread.number,
            question=opening.question.question,
            follow_ups=len(told.thread.follow_ups),
            take=opening.question.take,
            story=told.story.id if told.story else "",
            seconds=told.seconds,
            timed=figures.timed if figures else told.seconds is not None,
            first_outcome_seconds=figures.first_outcome if figures else None,
            signals=dict(figures.states) if figures else {},
            gained=list(figures.gained) if figures else [],
            numbers=numbers.total if numbers else None,
            numbers_kept=numbers.kept if numbers else None,
            drift=list(numbers.drifted) if numbers else [],
        )


class MeasuresOut(BaseModel):
    """A mock in numbers; medians in seconds. There is no score for hiring."""

    mock: str
    started_at: datetime
    asked: int
    answered: int
    length_seconds: float | None
    first_outcome_seconds: float | None
    without_outcome: int
    over_cap: int
    strong_signals: float | None
    numbers: int
    numbers_kept: int
    numbers_drifted: int
    clarity: float | None
    clarity_low: float | None
    clarity_high: float | None
    listeners: int

    @classmethod
    def of(cls, measures: Measures) -> MeasuresOut:
        """The shape of a mock's numbers."""
        clarity = measures.clarity
        return cls(
            mock=measures.mock.id,
            started_at=measures.mock.started_at,
            asked=measures.asked,
            answered=measures.answered,
            length_seconds=measures.length,
            first_outcome_seconds=measures.first_outcome,
            without_outcome=measures.without_outcome,
            over_cap=measures.over_cap,
            strong_signals=measures.strong,
            numbers=measures.numbers,
            numbers_kept=measures.kept,
            numbers_drifted=measures.drifted,
            clarity=clarity.mean if clarity else None,
            clarity_low=clarity.low if clarity else None,
            clarity_high=clarity.high if clarity else None,
            listeners=clarity.listeners if clarity else 0,
        )


class ReportOut(BaseModel):
    """The report on a mock, and the numbers of those before it."""

    measures: MeasuresOut
    answers: list[AnswerReport]
    earlier: list[MeasuresOut]
    lacking: dict[str, int]
    listening: bool


@router.get("")
def list_mocks(desk: CurrentDesk, limit: Limit = 50, cursor: Cursor = "") -> Page[MockOut]:
    """Mocks, latest first."""
    after = decode(cursor, str)
    found = practice.mocks(desk)
    start = next((n + 1 for n, mock in enumerate(found) if after and mock.id == after[0]), 0)
    return cut(found[start : start + limit + 1], limit, MockOut.of, lambda mock: [mock.id])


@router.post("", status_code=201)
def begin(desk: CurrentDesk, sent: MockInput) -> MockStanding:
    """Begin a mock with its first question."""
    wanted = practice.Wanted(sent.style, tuple(sent.competencies), sent.length, sent.preparation)
    seed = secrets.randbelow(practice.LARGEST_SEED) if sent.seed is None else sent.seed
    return MockStanding.seen(practice.see_mock(desk, practice.begin_mock(desk, wanted, seed).id))


@router.get("/{mock}")
def mock(desk: CurrentDesk, mock: Identifier) -> MockStanding:
    """A mock as it stands."""
    return MockStanding.seen(practice.see_mock(desk, mock))


@router.post("/{mock}/next")
def go_on(desk: CurrentDesk, mock: Identifier) -> MockStanding:
    """Ask the next question, if none is open; sending this twice asks nothing twice."""
    return MockStanding.seen(practice.go_on(desk, mock))


@router.post("/{mock}/questions/{number}/answer", status_code=201)
def answer(desk: CurrentDesk, mock: Identifier, number: Number, sent: AnswerInput) -> MockStanding:
    """Answer a question in writing, or with the time it took; the next one is asked."""
    practice.give_answer(desk, mock, number, sent.text, sent.seconds)
    return MockStanding.seen(practice.go_on(desk, mock))


@router.post("/{mock}/questions/{number}/skip")
def skip(desk: CurrentDesk, mock: Identifier, number: Number) -> MockStanding:
    """Pass on a question; the next one is asked."""
    practice.skip(desk, mock, number)
    return MockStanding.seen(practice.go_on(desk, mock))


@router.put("/{mock}/questions/{number}/story")
def say_story(desk: CurrentDesk, mock: Identifier, number: Number, sent: StoryChoice) -> MockStanding:
    """Say which story the answer to an opening question was."""
    set_story(desk, mock, number, sent.story)
    return MockStanding.seen(practice.see_mock(desk, mock))


@router.post("/{mock}/end")
def end(desk: CurrentDesk, mock: Identifier) -> MockStanding:
    """End a mock."""
    practice.end(desk, mock)
    return MockStanding.seen(practice.see_mock(desk, mock))


@router.post("/{mock}/reopen")
def reopen(desk: CurrentDesk, mock: Identifier) -> MockStanding:
    """Take up a mock again that was ended."""
    practice.reopen(desk, mock)
    return MockStanding.seen(practice.go_on(desk, mock))


@router.get("/{mock}/report")
def report(desk: CurrentDesk, mock: Identifier) -> ReportOut:
    """Each answer with its evidence, and this mock beside those before it."""
    made = report_on(desk, mock)
    return ReportOut(
        measures=MeasuresOut.of(made.measures),
        answers=[AnswerReport.of(told) for told in made.threads],
        earlier=[MeasuresOut.of(measures) for measures in made.earlier],
        lacking={name.value: count for name, count in made.lacking},
        listening=made.listening,
    )


@router.delete("/{mock}", status_code=204, response_class=Response)
def remove(desk: CurrentDesk, mock: Identifier) -> Response:
    """Remove a mock; its answers stay as takes."""
    practice.remove(desk, mock)
    return Response(status_code=204)
