"""The bank: all stories as a table or as cards."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from highsignal.domain.bank import StoryState
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import toast_of
from highsignal.interfaces.web.templating import page
from highsignal.packs import load
from highsignal.services.bank import Wanted, view_bank
from highsignal.services.workspace import Desk

router = APIRouter()
_STATES = {state.value: state for state in StoryState}


@router.get("/stories")
def stories(
    request: Request,
    desk: CurrentDesk,
    q: str = "",
    competency: str = "",
    signal: str = "",
    state: str = "",
    archived: str = "",
    shape: str = "table",
) -> Response:
    """The stories wanted, with their signals, spoken time and state."""
    wanted = Wanted(q.strip()[:200], competency, signal, _STATES.get(state), archived == "1")
    shape = "cards" if shape == "cards" and not wanted.archived else "table"

    def link(**changed: Any) -> str:
        fields = {"q": wanted.words, "competency": competency, "signal": signal, "state": state}
        chosen = fields | {"shape": shape} | changed
        return urlencode({key: value for key, value in chosen.items() if value})

    return page(
        request,
        "stories.html",
        desk=desk,
        view=view_bank(desk, wanted),
        wanted=wanted,
        shape=shape,
        link=link,
        names=competency_names(desk),
        toast=toast_of(request, desk),
    )


def competency_names(desk: Desk) -> dict[str, str]:
    """What the competencies of the packs are called, by their id."""
    found = load.competencies(desk.workspace.sources)
    return {competency.id: competency.name for competency in found}
