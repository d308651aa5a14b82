"""Mock interviews: beginning one, the question now, answers, and the end."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.analysis.text.words import count_words
from highsignal.domain.bank import StoryRecord, Take
from highsignal.domain.practice import Mock, MockQuestion
from highsignal.packs import load
from highsignal.packs.errors import PackError
from highsignal.services.errors import InvalidInputError, NotFoundError, UsageError
from highsignal.services.mock_answers import Answer, AnswerState, answers_of
from highsignal.services.mock_questions import next_question, opening_after
from highsignal.services.mock_stories import match_answers
from highsignal.services.workspace import Desk
from highsignal.storage.mocks import (
    add_mock,
    add_question,
    end_mock,
    find_mock,
    list_mocks,
    remove_mock,
    save_question,
)
from highsignal.storage.stories import list_stories, new_id
from highsignal.storage.tellings import add_take

MOST_QUESTIONS = 12  # opening questions; with their follow-ups more than an hour
LONGEST_PREPARATION = 300  # seconds
# evidence.md, "Delivery": asynchronous interviews give 30 s to prepare and ask four to five questions.
USUAL_QUESTIONS = 4
USUAL_PREPARATION = 30
LARGEST_SEED = 2**31 - 1
LONGEST_TAKE = 3600.0  # seconds, as for every take
_TRIES = 3  # two windows may ask for the next question at once


class Wanted(NamedTuple):
    """What a mock is to be: `style` is a loop pack's id or empty, `preparation` seconds before an answer."""

    style: str = ""
    competencies: tuple[str, ...] = ()
    length: int = USUAL_QUESTIONS
    preparation: int = USUAL_PREPARATION


class EndedMockError(UsageError):
    """A mock that has ended takes no more answers."""

    code = "mock-ended"

    def __init__(self) -> None:
        super().__init__("this mock has ended: go on with it from its report, or begin another one")


class MockView(NamedTuple):
    """A mock with its answers, in the order of its questions."""

    mock: Mock
    answers: tuple[Answer, ...]

    @property
    def now(self) -> MockQuestion | None:
        """The question that waits for an answer; None when there is none."""
        return next((a.question for a in self.answers if a.state is AnswerState.OPEN), None)

    @property
    def listening(self) -> bool:
        """Whether an answer is still being turned to text."""
        return any(answer.state is AnswerState.LISTENING for answer in self.answers)

    @property
    def asked(self) -> int:
        """How many opening questions have been asked."""
        return sum(not answer.question.follows for answer in self.answers)

    @property
    def goes_on(self) -> bool:
        """Whether there would be something to answer if it were taken up again."""
        return self.now is not None or self.asked < self.mock.length

    def answer(self, number: int) -> Answer:
        """The answer to question `number`; raises NotFoundError."""
        found = next((a for a in self.answers if a.question.number == number), None)
        if found is None:
            raise NotFoundError("question", str(number))
        return found


def begin_mock(desk: Desk, wanted: Wanted, seed: int) -> Mock:
    """Begin a mock with its first question; raises InvalidInputError.

    The same seed, packs and target ask the same opening questions.
    """
    _check(desk, wanted, seed)
    mock = Mock(
        id=new_id(),
        started_at=desk.now(),
        ended_at=None,
        seed=seed,
        style=wanted.style,
        competencies=tuple(dict.fromkeys(wanted.competencies)),
        length=wanted.length,
        preparation=wanted.preparation,
    )
    first = opening_after(desk, mock)
    if first is None:
        raise InvalidInputError({"competencies": "no prompt of the packs is asked of the role you aim at"})
    mock = mock._replace(questions=(first,))
    with desk.database.writing() as session:
        add_mock(session, desk.person.id, mock)
    return mock


def mocks(desk: Desk, limit: int | None = None) -> tuple[Mock, ...]:
    """The person's mocks, latest first."""
    with desk.database.reading() as session:
        return list_mocks(session, desk.person.id, limit)


def see_mock(desk: Desk, mock: str) -> MockView:
    """A mock as it stands; raises NotFoundError."""
    return _see(desk, mock)[0]


def go_on(desk: Desk, mock: str, environ: Mapping[str, str] = os.environ) -> MockView:
    """The mock with a question to answer, asked now if none was open; raises NotFoundError.

    A follow-up is asked as soon as an answer has been heard, meanwhile the next opening question; when
    nothing is left to ask, the mock ends. Asking twice asks nothing twice. `environ` may name a language
    model (`services/follow_up_wording.py`).
    """
    for _ in range(_TRIES):
        view, stories = _see(desk, mock)
        if view.mock.ended_at or view.now:
            return view
        matched = match_answers(desk, view.answers, stories)
        found = next_question(desk, view.mock, view.answers, environ)
        if found is None and view.listening:
            return see_mock(desk, mock) if matched else view
        _ask(desk, view.mock, found)
    return see_mock(desk, mock)


def give_answer(desk: Desk, mock: str, number: int, text: str, seconds: float | None = None) -> Take:
    """Keep the answer to question `number` as it was typed, or as the clock took it (`seconds`).

    Raises NotFoundError, EndedMockError, and InvalidInputError for an answer with neither words nor time.
    An answer that was there before stays as a take of the bank; the later one counts.
    """
    words = count_words(text)
    if not words and seconds is None:
        raise InvalidInputError({"text": "write your answer first, or pass on the question"})
    if seconds is not None and not 0 < seconds <= LONGEST_TAKE:
        raise InvalidInputError({"seconds": f"between 0 and {LONGEST_TAKE:.0f}"})
    kind = "typed" if seconds is None else "spoken"
    take = Take(new_id(), "", desk.now(), kind, "ninety", 0, seconds, words, text)
    with desk.database.writing() as session:
        found, question = _open_question(_locked(session, desk, mock), number)
        add_take(session, desk.person.id, take)
        save_question(session, found.id, question._replace(take=take.id, skipped=False))
    return take


def skip(desk: Desk, mock: str, number: int) -> None:
    """Pass on question `number`; raises NotFoundError, EndedMockError. An answer that is there stays."""
    with desk.database.writing() as session:
        found, question = _open_question(_locked(session, desk, mock), number)
        if not question.take:
            save_question(session, found.id, question._replace(skipped=True))


def end(desk: Desk, mock: str) -> None:
    """End a mock; raises NotFoundError. Ending twice keeps the first time."""
    with desk.database.writing() as session:
        found = _locked(session, desk, mock)
        if found.ended_at is None:
            end_mock(session, mock, desk.now())


def reopen(desk: Desk, mock: str) -> None:
    """Take up a mock again that was ended; raises NotFoundError."""
    with desk.database.writing() as session:
        _locked(session, desk, mock)
        end_mock(session, mock, None)


def remove(desk: Desk, mock: str) -> None:
    """Remove a mock; its answers stay as takes. Raises NotFoundError."""
    with desk.database.writing() as session:
        _locked(session, desk, mock)
        remove_mock(session, mock)


def _see(desk: Desk, mock: str) -> tuple[MockView, tuple[StoryRecord, ...]]:
    with desk.database.reading() as session:
        found = find_mock(session, desk.person.id, mock)
        if found is None:
            raise NotFoundError("mock", mock)
        answers = answers_of(session, desk.person.id, [found])[found.id]
        stories = list_stories(session, desk.person.id)
    return MockView(found, answers), stories


def _ask(desk: Desk, seen: Mock, found: MockQuestion | None) -> None:
    """Add the question, or end the mock where there is none, unless another window was faster."""
    with desk.database.writing() as session:
        current = find_mock(session, desk.person.id, seen.id, lock=True)
        if current is None or current.questions != seen.questions or current.ended_at:
            return
        if found is None:
            end_mock(session, seen.id, desk.now())
        else:
            add_question(session, seen.id, found)


def _locked(session: Session, desk: Desk, mock: str) -> Mock:
    found = find_mock(session, desk.person.id, mock, lock=True)
    if found is None:
        raise NotFoundError("mock", mock)
    return found


def _open_question(mock: Mock, number: int) -> tuple[Mock, MockQuestion]:
    if mock.ended_at:
        raise EndedMockError
    question = next((q for q in mock.questions if q.number == number), None)
    if question is None:
        raise NotFoundError("question", str(number))
    return mock, question


def _check(desk: Desk, wanted: Wanted, seed: int) -> None:
    problems: dict[str, str] = {}
    if not 1 <= wanted.length <= MOST_QUESTIONS:
        problems["length"] = f"between 1 and {MOST_QUESTIONS} questions"
    if not 0 <= wanted.preparation <= LONGEST_PREPARATION:
        problems["preparation"] = f"between 0 and {LONGEST_PREPARATION} seconds"
    if not 0 <= seed <= LARGEST_SEED:
        problems["seed"] = f"a whole number between 0 and {LARGEST_SEED}"
    known = {competency.id for competency in load.competencies(desk.workspace.sources)}
    unknown = [name for name in wanted.competencies if name not in known]
    if unknown:
        problems["competencies"] = f"no pack has {', '.join(unknown)[:200]}"
    if wanted.style:
        try:
            load.loop(wanted.style, desk.workspace.sources)
        except PackError as error:
            problems["style"] = str(error)
    if problems:
        raise InvalidInputError(problems)
