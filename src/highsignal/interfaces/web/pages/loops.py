"""The loop planner: who asks what, and which story is told to whom."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import Line
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.pages.stories import competency_names
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.packs import load
from highsignal.services import loops as plans
from highsignal.services.errors import InvalidInputError

router = APIRouter()


@router.get("/loops")
def loops(request: Request, desk: CurrentDesk) -> Response:
    """The loops being planned, and where a new one begins."""
    return page(
        request,
        "loops.html",
        desk=desk,
        records=plans.loops(desk),
        packs=tuple(load.loops(desk.workspace.sources)),
        toast=toast_of(request, desk),
    )


@router.post("/loops")
def begin(
    desk: CurrentDesk,
    pack: Annotated[Line, Form()],
    name: Annotated[Line, Form()] = "",
    held_on: Annotated[Line, Form()] = "",
) -> Response:
    """Begin a loop of a kind."""
    record = plans.begin_loop(desk, name, pack, _day(held_on))
    return go_to(f"/loops/{record.id}")


@router.get("/loops/{loop}")
def loop_page(request: Request, desk: CurrentDesk, loop: str) -> Response:
    """One loop, interviewer by interviewer."""
    planned = plans.planned(desk, loop)
    return page(
        request,
        "loop.html",
        desk=desk,
        planned=planned,
        titles=planned.scores.titles,
        texts={prompt.id: prompt.text for prompt in planned.scores.prompts},
        names=competency_names(desk),
        toast=toast_of(request, desk),
    )


@router.post("/loops/{loop}")
def change(
    desk: CurrentDesk,
    loop: str,
    name: Annotated[Line, Form()] = "",
    held_on: Annotated[Line, Form()] = "",
) -> Response:
    """Rename a loop, or move its date."""
    plans.change_loop(desk, loop, name, _day(held_on))
    return go_to(f"/loops/{loop}", said="Saved.")


@router.post("/loops/{loop}/delete")
def delete(desk: CurrentDesk, loop: str) -> Response:
    """Remove a loop."""
    record = plans.delete_loop(desk, loop)
    return go_to("/loops", said=f"Removed “{record.name}”.")


@router.post("/loops/{loop}/interviewers")
def add_interviewer(desk: CurrentDesk, loop: str, title: Annotated[Line, Form()] = "") -> Response:
    """Add a conversation."""
    made = plans.add_interviewer(desk, loop, title)
    return go_to(f"/loops/{loop}#{made}")


@router.post("/loops/{loop}/{interviewer}")
def change_interviewer(
    desk: CurrentDesk,
    loop: str,
    interviewer: str,
    do: Annotated[Literal["save", "unstrike", "remove", "expect"], Form()] = "save",
    name: Annotated[Line, Form()] = "",
    questions: Annotated[int, Form()] = 3,
    competencies: Annotated[list[str] | None, Form()] = None,
    prompt: Annotated[Line, Form()] = "",
) -> Response:
    """Keep what is known of an interviewer, expect a prompt or all again, or take them out."""
    if do == "remove":
        plans.remove_interviewer(desk, loop, interviewer)
        return go_to(f"/loops/{loop}", said="Taken out of the loop.")
    if do == "expect":
        plans.expect(desk, loop, interviewer, prompt)
    elif do == "unstrike":
        plans.unstrike(desk, loop, interviewer)
    else:
        plans.change_interviewer(desk, loop, interviewer, name, questions, competencies or ())
    return go_to(f"/loops/{loop}#{interviewer}")


@router.post("/loops/{loop}/{interviewer}/{prompt}")
def settle(
    desk: CurrentDesk,
    loop: str,
    interviewer: str,
    prompt: str,
    do: Annotated[Literal["pin", "strike"], Form()] = "pin",
    story: Annotated[str, Form()] = "",
) -> Response:
    """Settle the story for a prompt, or strike the prompt."""
    if do == "strike":
        plans.strike(desk, loop, interviewer, prompt)
    else:
        plans.pin(desk, loop, interviewer, prompt, story)
    return go_to(f"/loops/{loop}#{interviewer}")


def _day(written: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError:
        raise InvalidInputError({"date": "a date is written like 2026-12-03"}) from None
