"""Mock interviews and their questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from highsignal.domain.practice import Mock, MockQuestion
from highsignal.storage.practice_schema import MockQuestionRow, MockRow


def add_mock(session: Session, person: str, mock: Mock) -> None:
    """Keep a new mock with its first questions."""
    values = mock._asdict() | {"person_id": person, "competencies": list(mock.competencies)}
    del values["questions"]
    session.execute(insert(MockRow), [values])
    for question in mock.questions:
        add_question(session, mock.id, question)


def add_question(session: Session, mock: str, question: MockQuestion) -> None:
    """Add a question to a mock; its number is one that the mock does not have yet."""
    session.execute(insert(MockQuestionRow), [_values(question) | {"mock_id": mock}])


def save_question(session: Session, mock: str, question: MockQuestion) -> None:
    """Change a question that is there, such as when it was answered."""
    here = (MockQuestionRow.mock_id == mock, MockQuestionRow.number == question.number)
    session.execute(update(MockQuestionRow).where(*here).values(_values(question)))


def end_mock(session: Session, mock: str, at: datetime | None) -> None:
    """Say when a mock ended; None opens it again."""
    session.execute(update(MockRow).where(MockRow.id == mock).values(ended_at=at))


def remove_mock(session: Session, mock: str) -> None:
    """Remove a mock; the takes that answered it stay."""
    session.execute(delete(MockRow).where(MockRow.id == mock))


def find_mock(session: Session, person: str, mock: str, *, lock: bool = False) -> Mock | None:
    """One of `person`'s mocks; `lock` holds it for this transaction."""
    query = select(MockRow).where(MockRow.id == mock, MockRow.person_id == person)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    return _mocks(session, [row])[0] if row else None


def list_mocks(session: Session, person: str, limit: int | None = None) -> tuple[Mock, ...]:
    """A person's mocks, latest first."""
    query = select(MockRow).where(MockRow.person_id == person)
    return tuple(
        _mocks(
            session, list(session.scalars(query.order_by(MockRow.started_at.desc(), MockRow.id).limit(limit)))
        )
    )


def find_question_of(session: Session, take: str) -> tuple[str, int] | None:
    """The mock and the number of the question that a take answers."""
    query = select(MockQuestionRow.mock_id, MockQuestionRow.number).where(MockQuestionRow.take_id == take)
    found = session.execute(query).first()
    return (found.mock_id, found.number) if found else None


def _values(question: MockQuestion) -> dict[str, object]:
    values = question._asdict() | {"competencies": list(question.competencies)}
    values["take_id"] = values.pop("take") or None
    return values


def _mocks(session: Session, rows: list[MockRow]) -> list[Mock]:
    questions: dict[str, list[MockQuestion]] = {row.id: [] for row in rows}
    asked = (
        select(MockQuestionRow).where(MockQuestionRow.mock_id.in_(questions)).order_by(MockQuestionRow.number)
    )
    for row in session.scalars(asked):
        questions[row.mock_id].append(
            MockQuestion(
                row.number,
                row.prompt,
                row.question,
                tuple(row.competencies),
                row.follows,
                row.probe,
                row.take_id or "",
                row.skipped,
            )
        )
    return [
        Mock(
            row.id,
            row.started_at,
            row.ended_at,
            row.seed,
            row.style,
            tuple(row.competencies),
            row.length,
            row.preparation,
            tuple(questions[row.id]),
        )
        for row in rows
    ]
