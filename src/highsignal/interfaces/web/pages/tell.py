"""Telling a story aloud against the clock; how long it took is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import Words
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.stories import get_story
from highsignal.services.tellings import keep_take, takes

router = APIRouter()
_SHOWN = 12  # takes below the clock


@router.get("/stories/{story}/tell")
def tell_page(request: Request, desk: CurrentDesk, story: str) -> Response:
    """The question, the headline and a clock; the text stays out of sight unless it is asked for."""
    record = get_story(desk, story)
    return page(
        request,
        "tell.html",
        desk=desk,
        story=record,
        takes=takes(desk, story, None, _SHOWN),
        toast=toast_of(request, desk),
    )


@router.post("/stories/{story}/tell")
def keep(
    desk: CurrentDesk,
    story: str,
    seconds: Annotated[float, Form()],
    text: Annotated[Words, Form()] = "",
) -> Response:
    """Keep how long it took, and the words if they were written down."""
    version = get_story(desk, story).content.told_version
    kept = round(seconds, 1)
    keep_take(desk, story, text, kind="spoken", version=version, seconds=kept, at=desk.now())
    return go_to(f"/stories/{story}/tell", said="Kept.")
