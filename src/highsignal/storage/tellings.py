"""Takes and rounds: what was told, when, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from highsignal.domain.bank import Outcome, Round, Take, Telling
from highsignal.storage.schema import RoundRow, TakeRow, TellingRow


class Told(NamedTuple):
    """How often a story was told: in takes and in rounds, and when last."""

    takes: int = 0
    rounds: int = 0
    last: datetime | None = None


def add_take(session: Session, person: str, take: Take) -> None:
    """Keep a take."""
    add_takes(session, person, (take,))


def add_takes(session: Session, person: str, takes: Iterable[Take]) -> None:
    """Keep takes."""
    rows = [take._asdict() | {"person_id": person} for take in takes]
    for row in rows:
        row["story_id"] = row.pop("story") or None
    if rows:
        session.execute(insert(TakeRow), rows)


def add_round(session: Session, person: str, held: Round) -> None:
    """Keep a round and what was told in it."""
    add_rounds(session, person, (held,))


def add_rounds(session: Session, person: str, rounds: Sequence[Round]) -> None:
    """Keep rounds and what was told in them."""
    rows = [held._asdict() | {"person_id": person, "outcome": held.outcome.value} for held in rounds]
    for row in rows:
        del row["tellings"]
    tellings = [
        {"round_id": held.id, "number": number, "story_id": t.story, "prompt": t.prompt, "landed": t.landed}
        for held in rounds
        for number, t in enumerate(held.tellings, start=1)
    ]
    if rows:
        session.execute(insert(RoundRow), rows)
    if tellings:
        session.execute(insert(TellingRow), tellings)


def find_take(session: Session, person: str, take: str) -> Take | None:
    """One of `person`'s takes."""
    row = session.get(TakeRow, take)
    return _take(row) if row and row.person_id == person else None


def save_take(session: Session, take: Take) -> None:
    """Change a take that is there: its words, its time, and which story it was."""
    values = take._asdict() | {"story_id": take.story or None}
    del values["story"], values["id"]
    session.execute(update(TakeRow).where(TakeRow.id == take.id).values(values))


def remove_take(session: Session, take: str) -> None:
    """Remove a take with its recording's row and its transcript."""
    session.execute(delete(TakeRow).where(TakeRow.id == take))


def list_takes(
    session: Session,
    person: str,
    *,
    story: str | None = None,
    before: tuple[datetime, str] | None = None,
    limit: int | None = None,
) -> tuple[Take, ...]:
    """Takes, latest first; `before` is the (time, id) of the one they come after in that order."""
    query = select(TakeRow).where(TakeRow.person_id == person).order_by(TakeRow.at.desc(), TakeRow.id.desc())
    if story is not None:
        query = query.where(TakeRow.story_id == story)
    if before:
        at, last = before
        query = query.where((TakeRow.at < at) | ((TakeRow.at == at) & (TakeRow.id < last)))
    return tuple(_take(row) for row in session.scalars(query.limit(limit)))


def list_rounds(
    session: Session,
    person: str,
    *,
    before: tuple[datetime, str] | None = None,
    limit: int | None = None,
) -> tuple[Round, ...]:
    """Rounds with what was told in them, latest first; `before` as for takes."""
    query = (
        select(RoundRow)
        .where(RoundRow.person_id == person)
        .order_by(RoundRow.held_at.desc(), RoundRow.id.desc())
    )
    if before:
        at, last = before
        query = query.where((RoundRow.held_at < at) | ((RoundRow.held_at == at) & (RoundRow.id < last)))
    rows = session.scalars(query.limit(limit)).all()
    tellings: dict[str, list[Telling]] = {row.id: [] for row in rows}
    told = select(TellingRow).where(TellingRow.round_id.in_(tellings)).order_by(TellingRow.number)
    for row in session.scalars(told):
        tellings[row.round_id].append(Telling(row.story_id, row.prompt, row.landed))
    return tuple(_round(row, tellings[row.id]) for row in rows)


_OWNER: BindParameter[str] = bindparam("person")
_TAKES_TOLD = (
    select(TakeRow.story_id, func.count(), func.max(TakeRow.at))
    .where(TakeRow.person_id == _OWNER, TakeRow.story_id.is_not(None))
    .group_by(TakeRow.story_id)
)
_ROUNDS_TOLD = (
    select(TellingRow.story_id, func.count(), func.max(RoundRow.held_at))
    .join(RoundRow, RoundRow.id == TellingRow.round_id)
    .where(RoundRow.person_id == _OWNER)
    .group_by(TellingRow.story_id)
)
_SPOKEN = select(func.count(), func.sum(TakeRow.words), func.sum(TakeRow.seconds)).where(
    TakeRow.person_id == _OWNER, TakeRow.kind == "spoken", TakeRow.seconds > 0, TakeRow.words > 0
)


def told_counts(session: Session, person: str) -> dict[str, Told]:
    """How often each story was told, for those that were."""
    counts: dict[str, Told] = {}
    for story, count, last in session.execute(_TAKES_TOLD, {"person": person}):
        counts[str(story)] = Told(takes=count, last=last)
    for story, count, last in session.execute(_ROUNDS_TOLD, {"person": person}):
        told = counts.get(story, Told())
        counts[story] = told._replace(rounds=count, last=max(filter(None, (told.last, last))))
    return counts


def spoken_pace(session: Session, person: str) -> tuple[int, float] | None:
    """How many spoken takes there are and their words a minute over all; None before the first."""
    count, words, seconds = session.execute(_SPOKEN, {"person": person}).one()
    return (count, 60.0 * words / seconds) if seconds else None


def _take(row: TakeRow) -> Take:
    return Take(
        row.id,
        row.story_id or "",
        row.at,
        row.kind,
        row.version,
        row.revision,
        row.seconds,
        row.words,
        row.text,
    )


def _round(row: RoundRow, tellings: list[Telling]) -> Round:
    return Round(
        row.id,
        row.company,
        row.kind,
        row.interviewer,
        row.held_at,
        Outcome(row.outcome),
        row.outcome_at,
        row.notes,
        tuple(tellings),
    )
