"""Takes and rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, Field, StringConstraints

from highsignal.domain.bank import Outcome, Round, Telling
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.api.paging import Cursor, Limit, Page, cut, decode_moment
from highsignal.interfaces.api.shapes import RoundOut, TakeOut
from highsignal.interfaces.inputs import Identifier, Input, Line, Words
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services.tellings import keep_round, keep_take, rounds, takes

router = APIRouter(tags=["tellings"], responses=PROBLEMS)


class TakeInput(Input):
    """One attempt at telling a story, typed or spoken."""

    story: Identifier
    text: Words
    kind: Annotated[str, StringConstraints(pattern="^(typed|spoken)$")] = "typed"
    version: Annotated[str, StringConstraints(pattern="^(headline|thirty|ninety|full)$")] = "ninety"
    seconds: float | None = Field(default=None, gt=0, le=3600)
    at: AwareDatetime | None = None


class TellingInput(Input):
    """A story told in a round."""

    story: Identifier
    prompt: Line = ""
    landed: Annotated[str, StringConstraints(pattern="^(yes|partly|no|)$")] = ""


class RoundInput(Input):
    """One interview."""

    company: Line = ""
    kind: Line = ""
    interviewer: Line = ""
    held_at: AwareDatetime
    outcome: Outcome = Outcome.PENDING
    outcome_at: AwareDatetime | None = None
    notes: Words = ""
    tellings: list[TellingInput] = Field(default_factory=list, max_length=50)


@router.get("/takes")
def list_takes(desk: CurrentDesk, story: str = "", limit: Limit = 50, cursor: Cursor = "") -> Page[TakeOut]:
    """Takes, latest first; of one story only when it is named."""
    found = takes(desk, story or None, decode_moment(cursor), limit + 1)
    return cut(found, limit, TakeOut.of, lambda take: [take.at.isoformat(), take.id])


@router.post("/takes", status_code=201)
def add_take(desk: CurrentDesk, sent: TakeInput) -> TakeOut:
    """Keep a take."""
    at: datetime = sent.at or desk.now()
    take = keep_take(
        desk, sent.story, sent.text, kind=sent.kind, version=sent.version, seconds=sent.seconds, at=at
    )
    return TakeOut.of(take)


@router.get("/rounds")
def list_rounds(desk: CurrentDesk, limit: Limit = 50, cursor: Cursor = "") -> Page[RoundOut]:
    """Rounds with what was told in them, latest first."""
    found = rounds(desk, decode_moment(cursor), limit + 1)
    return cut(found, limit, RoundOut.of, lambda held: [held.held_at.isoformat(), held.id])


@router.post("/rounds", status_code=201)
def add_round(desk: CurrentDesk, sent: RoundInput) -> RoundOut:
    """Keep a round."""
    tellings = tuple(Telling(told.story, told.prompt, told.landed) for told in sent.tellings)
    held = Round(
        id="",
        company=sent.company,
        kind=sent.kind,
        interviewer=sent.interviewer,
        held_at=sent.held_at,
        outcome=sent.outcome,
        outcome_at=sent.outcome_at,
        notes=sent.notes,
        tellings=tellings,
    )
    return RoundOut.of(keep_round(desk, held))
