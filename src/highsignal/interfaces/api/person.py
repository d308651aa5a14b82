"""The person's target."""

from __future__ import annotations

import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.inputs import TargetInput
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services.people import set_target
from highsignal.services.workspace import Desk

router = APIRouter(tags=["target"], responses=PROBLEMS)


class TargetOut(BaseModel):
    """What the person aims at; `words_per_minute` is the pace that spoken time is counted with."""

    role: str
    level: str
    ladder: str
    loop: str
    companies: list[str]
    date: datetime.date | None
    words_per_minute: float


@router.get("/target")
def target(desk: CurrentDesk) -> TargetOut:
    """What the person aims at."""
    return _out(desk)


@router.put("/target")
def save_target(desk: CurrentDesk, sent: TargetInput) -> TargetOut:
    """Change what the person aims at; the pace is a setting of the person's, not of the target."""
    wanted = sent.target(desk.target.words_per_minute)._replace(words_per_minute=desk.target.words_per_minute)
    set_target(desk, wanted, desk.signal)
    return _out(desk._replace(target=wanted))


def _out(desk: Desk) -> TargetOut:
    aim = desk.target
    return TargetOut(
        role=aim.role,
        level=aim.level,
        ladder=aim.ladder,
        loop=aim.loop,
        companies=list(aim.companies),
        date=datetime.date.fromisoformat(aim.date) if aim.date else None,
        words_per_minute=aim.words_per_minute,
    )
