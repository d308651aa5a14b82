"""Today: one next step with its reason, the rest quietly below."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import clean
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.answering import answer_question
from highsignal.services.stuck import Way, WayOut
from highsignal.services.this_day import this_day
from highsignal.services.today import Step

router = APIRouter()


@router.get("/")
def today_page(request: Request, desk: CurrentDesk) -> Response:
    """The one next step."""
    return page(
        request,
        "today.html",
        desk=desk,
        day=this_day(desk),
        leads=leads,
        leads_way=leads_way,
        toast=toast_of(request, desk),
    )


@router.post("/today/answer")
def answer(
    desk: CurrentDesk,
    story: Annotated[str, Form()],
    about: Annotated[str, Form()],
    words: Annotated[str, Form()] = "",
) -> Response:
    """Put the answer to the step's question into its story, where it belongs."""
    if not words.strip():
        return go_to("/", said="Write a sentence first.")
    _, change = answer_question(desk, story, about, clean(words))
    if change is None:
        return go_to(f"/stories/{story}", said="That question is no longer open; the story has changed.")
    return go_to("/", change=change)


def leads(step: Step) -> str:
    """Where doing a step begins."""
    story = f"/stories/{step.story}" if step.story else "/stories"
    return {
        "set-target": "/target",
        "write-story": "/stories/new",
        "keep-found": "/bring-in",
        "answer": story,
        "tell-aloud": f"{story}/tell" if step.story else story,
        "see-coverage": f"/coverage#competency-{step.about}",
        "decide-line": f"/checklists#{step.about}",
    }.get(step.action, story)


def leads_way(way: WayOut) -> str:
    """Where a way out of being stuck begins."""
    end = {Way.HEADLINE: "/headline", Way.MOCK: "/tell"}.get(way.way, "")
    return f"/stories/{way.story}{end}"
