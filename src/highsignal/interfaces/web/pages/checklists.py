"""The checklists: each line by evidence where there is some, by the person where there is none."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import Line, Words
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import back_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.checking import check_bank, check_one, say

router = APIRouter()
_SAYINGS = {"met": True, "not-met": False, "undecided": None}


@router.get("/checklists")
def checklists(request: Request, desk: CurrentDesk) -> Response:
    """The coach's and the proof checklist for the whole bank."""
    titles = {checklist.id: checklist.title for checklist in desk.standard().checklists}
    return page(
        request,
        "checklists.html",
        desk=desk,
        lines=check_bank(desk),
        titles=titles,
        toast=toast_of(request, desk),
    )


@router.get("/stories/{story}/checklist")
def story_checklist(request: Request, desk: CurrentDesk, story: str) -> Response:
    """The checklists for one story."""
    checked = check_one(desk, story)
    return page(
        request,
        "story_checklist.html",
        desk=desk,
        checked=checked,
        story=checked.story,
        text=checked.analysis.story.source,
        toast=toast_of(request, desk),
    )


@router.post("/checklists/{line}")
def say_line(
    request: Request,
    desk: CurrentDesk,
    line: Line,
    met: Annotated[Literal["met", "not-met", "undecided"], Form()],
    story: Annotated[str, Form()] = "",
    note: Annotated[Words, Form()] = "",
) -> Response:
    """Keep what the person says of a line."""
    say(desk, story, line, _SAYINGS[met], note)
    return back_to(request, "/checklists", said="Kept as yours." if met != "undecided" else "Left open.")
