"""The target: what a person aims at, on the first run and whenever it changes."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form, Request, Response

from highsignal.domain.targets import Target
from highsignal.interfaces.inputs import Line
from highsignal.interfaces.web.needs import CurrentDesk, OpenWorkspace
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.services.errors import InvalidInputError
from highsignal.services.people import add_person, people, set_target

router = APIRouter()


class TargetForm(NamedTuple):
    """The fields of a target as they are in a form; `aim` is ladder/level."""

    role: str = Target().role
    aim: str = f"{Target().ladder}/{Target().level}"
    loop: str = Target().loop
    companies: str = ""
    date: str = ""
    signal: str = ""

    def target(self) -> Target:
        """The target; raises InvalidInputError for a date that is none."""
        ladder, _, level = self.aim.partition("/")
        try:
            when = datetime.date.fromisoformat(self.date).isoformat() if self.date else None
        except ValueError:
            raise InvalidInputError({"date": "a date is written like 2026-12-03"}) from None
        names = tuple(name.strip() for name in self.companies.split(",") if name.strip())
        return Target(self.role, level, ladder, self.loop, names, when)


@router.get("/welcome")
def welcome(request: Request, workspace: OpenWorkspace) -> Response:
    """The first page: what this is, and what you aim at."""
    own = [person for person in people(workspace) if not person.sample]
    if own:
        return go_to("/")
    return page(
        request, "welcome.html", **_choices(workspace.sources), form=TargetForm(), problems={}, name=""
    )


@router.post("/welcome")
def begin(
    request: Request,
    workspace: OpenWorkspace,
    role: Annotated[Line, Form()],
    aim: Annotated[Line, Form()],
    loop: Annotated[Line, Form()],
    name: Annotated[Line, Form()] = "",
    companies: Annotated[Line, Form()] = "",
    date: Annotated[Line, Form()] = "",
    time_zone: Annotated[Line, Form()] = "UTC",
) -> Response:
    """Begin a bank with its target, then bring in what there is."""
    form = TargetForm(role, aim, loop, companies, date)
    try:
        add_person(workspace, name, time_zone, form.target())
    except InvalidInputError as error:
        choices = _choices(workspace.sources)
        return page(request, "welcome.html", 422, **choices, form=form, problems=error.problems, name=name)
    return go_to("/bring-in?first=1")


@router.get("/target")
def target(request: Request, desk: CurrentDesk) -> Response:
    """What you aim at, and the signals this loop looks for."""
    aim = desk.target
    form = TargetForm(
        aim.role,
        f"{aim.ladder}/{aim.level}",
        aim.loop,
        ", ".join(aim.companies),
        aim.date or "",
        desk.signal,
    )
    choices = _choices(desk.workspace.sources)
    return page(
        request, "target.html", desk=desk, **choices, form=form, problems={}, toast=toast_of(request, desk)
    )


@router.post("/target")
def save_target(
    request: Request,
    desk: CurrentDesk,
    role: Annotated[Line, Form()],
    aim: Annotated[Line, Form()],
    loop: Annotated[Line, Form()],
    companies: Annotated[Line, Form()] = "",
    date: Annotated[Line, Form()] = "",
    signal: Annotated[Line, Form()] = "",
) -> Response:
    """Keep what you aim at; every check that depends on it reads it from now on."""
    form = TargetForm(role, aim, loop, companies, date, signal)
    try:
        set_target(desk, form.target(), signal)
    except InvalidInputError as error:
        choices = _choices(desk.workspace.sources)
        return page(request, "target.html", 422, desk=desk, **choices, form=form, problems=error.problems)
    return go_to("/target", said="Saved. Every check reads the new target from now on.")


def _choices(sources: PackSources) -> dict[str, Any]:
    """What there is to choose from, by the packs in use."""
    return {
        "roles": tuple(load.roles(sources)),
        "ladders": tuple(load.ladders(sources)),
        "loops": tuple(load.loops(sources)),
    }
