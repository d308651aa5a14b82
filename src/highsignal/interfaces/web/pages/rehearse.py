"""Rehearsing by keys: the question, which story, its opening line, and how well it was known."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import Identifier
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.rehearsal_words import (
    RATING_NAMES,
    REST_WORDS,
    comes,
    day_words,
    days_picture,
    until,
)
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.rehearsal import next_dues, rate, session_of, suspend, undo_rating

router = APIRouter()

Flag = Annotated[Literal["", "1"], Form()]


@router.get("/rehearse")
def rehearse(
    request: Request, desk: CurrentDesk, card: str = "", more: str = "", later: str = "", aside: str = ""
) -> Response:
    """The next card of today's session.

    `card` comes before the others, `more` goes on after the ten minutes, `later` leaves the take to the end;
    `aside` is the card that was put aside just now, to be brought back by undo.
    """
    session = session_of(desk, more=bool(more), later=bool(later), first=card)
    shown = session.cards[0] if session.cards and not session.take_now else None
    now, zone = desk.now(), ZoneInfo(desk.person.time_zone)
    interview = session.deck.interview
    dues = next_dues(desk, shown, interview) if shown else {}
    resting = session.deck.resting
    return page(
        request,
        "rehearse.html",
        desk=desk,
        session=session,
        shown=shown,
        ratings=[(n, RATING_NAMES[n], until(now, due, zone, interview)) for n, due in dues.items()],
        next_words=comes(now, session.comes_next, zone) if session.comes_next else "",
        days=(interview - now.astimezone(zone).date()).days if interview else None,
        rest_words=REST_WORDS,
        picture=days_picture(session.ahead, interview),
        day_lines=[day_words(one, session.ahead) for one in session.ahead if one.cards],
        aside=next((d for d in resting if d.card.id == aside and d.card.suspended), None),
        more="1" if more else "",
        later="1" if later else "",
        toast=toast_of(request, desk),
    )


@router.post("/rehearse/undo")
def undo(desk: CurrentDesk, more: Flag = "", later: Flag = "") -> Response:
    """Take back the last answer of today; its card comes again at once."""
    return go_to(_address(more, later, card=undo_rating(desk).id))


@router.post("/rehearse/{card}/answer")
def answer(
    desk: CurrentDesk,
    card: Identifier,
    rating: Annotated[int, Form()],
    seconds: Annotated[float, Form()] = 0.0,
    seen: Annotated[int | None, Form()] = None,
    more: Flag = "",
    later: Flag = "",
) -> Response:
    """Keep how well the card was known, and go on to the next."""
    rate(desk, card, rating, seconds, seen)
    return go_to(_address(more, later))


@router.post("/rehearse/{card}/aside")
def put_aside(
    desk: CurrentDesk,
    card: Identifier,
    do: Annotated[Literal["suspend", "resume"], Form()] = "suspend",
    more: Flag = "",
    later: Flag = "",
) -> Response:
    """Put a card aside, or ask it again."""
    suspend(desk, card, do == "suspend")
    return go_to(_address(more, later, **{"aside" if do == "suspend" else "card": card}))


def _address(more: str, later: str, **others: str) -> str:
    kept = {name: value for name, value in {"more": more, "later": later, **others}.items() if value}
    return f"/rehearse?{urlencode(kept)}" if kept else "/rehearse"
