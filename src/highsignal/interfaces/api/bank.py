"""The bank as a whole: signals at a glance, which story answers a question, undo."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from highsignal.domain.bank import StoryState
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.inputs import Input, Line
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services.bank import Wanted, view_bank
from highsignal.services.bank_matching import rank_bank
from highsignal.services.board import bank_board
from highsignal.services.this_day import this_day
from highsignal.services.undo import undo

router = APIRouter(tags=["bank"], responses=PROBLEMS)


class Question(Input):
    """A question, and how many stories to name."""

    question: Annotated[Line, StringConstraints(min_length=1)]
    top: int = Field(default=3, ge=1, le=50)


@router.get("/bank")
def bank(
    desk: CurrentDesk,
    words: str = "",
    competency: str = "",
    signal: str = "",
    state: StoryState | None = None,
) -> dict[str, Any]:
    """Every story wanted with its signals, spoken seconds and what it is asked next."""
    view = view_bank(desk, Wanted(words[:200], competency, signal, state))
    rows = [
        {
            "id": row.story.id,
            "title": row.story.content.name,
            "headline": row.story.content.headline,
            "state": row.story.state.value,
            "competencies": list(row.story.content.competencies),
            "told": {"takes": row.told.takes, "rounds": row.told.rounds, "last": row.told.last},
            **row.glance._asdict(),
        }
        for row in view.rows
    ]
    return {"total": view.total, "stories": rows}


@router.get("/coverage")
def coverage(desk: CurrentDesk) -> dict[str, Any]:
    """Which prompts have a story, which have none, what is told too much, and the best six to eight."""
    board, scores = bank_board(desk)
    return {
        "prompts": board.prompts,
        "answered": board.answered,
        "unanswered": list(board.unanswered),
        "overused": [over._asdict() for over in board.overused],
        "chosen": [one._asdict() for one in board.chosen],
        "left_out": [story.id for story in scores.left_out],
        "groups": [
            {
                "competency": group.competency,
                "name": group.name,
                "wanted": group.wanted,
                "prompts": len(group.rows),
                "answered": group.answered,
            }
            for group in board.groups
        ],
    }


@router.get("/today")
def today(desk: CurrentDesk) -> dict[str, Any]:
    """The one next step with its reason, what could come after, and the ways out when nothing moves."""
    day = this_day(desk)
    return {
        "step": day.today.step._asdict() if day.today.step else None,
        "rest": [step._asdict() for step in day.today.rest],
        "days": day.today.days,
        "stuck": [way._asdict() for way in day.ways],
        "moved": day.moved,
    }


@router.post("/match")
def match(desk: CurrentDesk, asked: Question) -> dict[str, Any]:
    """Which stories of the bank answer a question, best first."""
    ranking = rank_bank(desk, asked.question, asked.top)
    matches = [
        {"id": m.story.id, "title": m.story.content.name, "score": round(m.score, 4)} for m in ranking.matches
    ]
    return {"question": asked.question, "competencies": list(ranking.competencies), "matches": matches}


@router.post("/changes/{change}/undo")
def undo_change(desk: CurrentDesk, change: str) -> dict[str, str]:
    """Undo one change; 409 `undo-conflict` when what it left was changed again."""
    return {"undone": undo(desk, change).label}
