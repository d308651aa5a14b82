"""Settings: who you are, how fast you talk, whose bank is open."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Form, Request, Response

from highsignal.analysis.timing import FASTEST, SLOWEST, WORDS_PER_MINUTE
from highsignal.interfaces.inputs import Identifier, Line
from highsignal.interfaces.web.needs import CurrentDesk, OpenWorkspace
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import day, page
from highsignal.services.errors import InvalidInputError
from highsignal.services.people import change_person, measured_pace, open_bank_of, people
from highsignal.services.workspace import Desk

router = APIRouter()


@router.get("/settings")
def settings(request: Request, desk: CurrentDesk) -> Response:
    """Everything a person can set."""
    given = desk.person._asdict() | {"pace": _number(desk.person.words_per_minute)}
    return _page(request, desk, given, {})


@router.post("/settings")
def save_settings(
    request: Request,
    desk: CurrentDesk,
    name: Annotated[Line, Form()] = "",
    headline: Annotated[Line, Form()] = "",
    time_zone: Annotated[Line, Form()] = "UTC",
    pace: Annotated[Line, Form()] = "",
) -> Response:
    """Keep what was set; what cannot be used is said beside its field, and nothing is changed then."""
    given = {"name": name, "headline": headline, "time_zone": time_zone, "pace": pace}
    try:
        wanted = float(pace.replace(",", ".")) if pace else None
    except ValueError:
        wanted = -1.0  # refused below with the sentence for what is out of range
    try:
        change_person(
            desk,
            desk.person._replace(name=name, headline=headline, time_zone=time_zone, words_per_minute=wanted),
        )
    except InvalidInputError as error:
        return _page(request, desk, given, error.problems, 422)
    return go_to("/settings", said="Saved.")


@router.post("/people/{person}/open")
def open_bank(workspace: OpenWorkspace, person: Identifier) -> Response:
    """Open another person's bank."""
    found = open_bank_of(workspace, person)
    return go_to("/", said=f"This is the bank of {found.name or 'somebody without a name'}.")


def _page(
    request: Request, desk: Desk, given: dict[str, Any], problems: dict[str, str], status: int = 200
) -> Response:
    return page(
        request,
        "settings.html",
        status,
        desk=desk,
        given=given,
        problems=problems,
        zones=sorted(available_timezones()),
        measured=measured_pace(desk),
        usual=WORDS_PER_MINUTE,
        slowest=SLOWEST,
        fastest=FASTEST,
        people=people(desk.workspace),
        aim=aim_in_words(desk),
        place=desk.database.place,
        folder=desk.workspace.folder,
        toast=toast_of(request, desk),
    )


def aim_in_words(desk: Desk) -> str:
    """What the person aims at, as they would say it; ids where a pack is gone."""
    aim, standard = desk.target, desk.standard()
    role = standard.role.title if standard.role else aim.role
    when = f", interview on {day(date.fromisoformat(aim.date))}" if aim.date else ""
    return f"{role}, {standard.level.title}{when}"


def _number(pace: float | None) -> str:
    return "" if pace is None else f"{pace:g}"
