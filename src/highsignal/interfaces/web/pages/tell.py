"""Telling a story aloud: recorded, uploaded, typed, or against the clock alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import Line, Words
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.errors import InvalidInputError
from highsignal.services.retention import leftovers
from highsignal.services.stories import get_story
from highsignal.services.tellings import keep_take, takes

router = APIRouter()
_SHOWN = 12  # takes below the recorder


@router.get("/stories/{story}/tell")
def tell_page(request: Request, desk: CurrentDesk, story: str) -> Response:
    """The question, the headline and the recorder; the text stays out of sight unless it is asked for."""
    record = get_story(desk, story)
    return page(
        request,
        "tell.html",
        desk=desk,
        story=record,
        told_version=record.content.told_version,
        takes=takes(desk, story, None, _SHOWN),
        leftovers=[found for found in leftovers(desk) if found.take.story == story],
        toast=toast_of(request, desk),
    )


@router.post("/stories/{story}/tell")
def keep(
    desk: CurrentDesk,
    story: str,
    seconds: Annotated[Line, Form()] = "",
    text: Annotated[Words, Form()] = "",
) -> Response:
    """Keep how long it took, or the words, or both; words without a time were typed and not spoken.

    Raises NotFoundError, InvalidInputError.
    """
    took = _number(seconds)
    if took is None and not text.strip():
        raise InvalidInputError({"text": "write what you would say, or let the clock run"})
    version = get_story(desk, story).content.told_version
    kind = "typed" if took is None else "spoken"
    take = keep_take(desk, story, text, kind=kind, version=version, seconds=took, at=desk.now())
    return go_to(f"/takes/{take.id}" if text.strip() else f"/stories/{story}/tell", said="Kept.")


def _number(given: str) -> float | None:
    if not given:
        return None
    try:
        return round(float(given), 1)
    except ValueError:
        raise InvalidInputError({"seconds": f"“{given}” is no number of seconds"}) from None
