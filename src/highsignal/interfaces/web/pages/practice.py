"""Practice: what to do now, how far each story has come, what was told lately."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.rehearsal_words import comes
from highsignal.interfaces.web.replies import toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.landing import CLAIMS, LISTENER, SIGNALS, TIME
from highsignal.services.practice import practice_of
from highsignal.services.rehearsal import session_of

router = APIRouter()
# What each condition of landing is called where it stands in a row.
CONDITIONS = {TIME: "in time", SIGNALS: "signals", CLAIMS: "claims", LISTENER: "heard"}
_WAYS = {"here": "on this machine", "file": "by file", "link": "by link"}


@router.get("/practice")
def practice(request: Request, desk: CurrentDesk) -> Response:
    """Everything of practice that there is, and where it leads."""
    found = practice_of(desk)
    next_card = found.session.comes_next
    return page(
        request,
        "practice.html",
        desk=desk,
        practice=found,
        session=found.session,
        next_words=comes(desk.now(), next_card, ZoneInfo(desk.person.time_zone)) if next_card else "",
        conditions=CONDITIONS,
        ways=_WAYS,
        toast=toast_of(request, desk),
    )


@router.get("/practice/due")
def due(request: Request, desk: CurrentDesk) -> Response:
    """What today's page says of rehearsal; fetched after it, since dealing the cards takes as long again."""
    return page(request, "due.html", desk=desk, session=session_of(desk))
