"""All recordings: how much room they take, how long they are kept, and deleting them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import Identifier, Line
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.errors import InvalidInputError
from highsignal.services.recordings import finish, is_removable, kept_recordings, remove_all_sounds
from highsignal.services.retention import keep_days, leftovers, set_keep_days
from highsignal.services.workspace import Desk

router = APIRouter()


@router.get("/recordings")
def recordings(request: Request, desk: CurrentDesk) -> Response:
    """The sounds that are kept, and what was left over when a window or the program went away."""
    days = keep_days(desk.workspace)
    return _page(request, desk, "" if days is None else str(days))


@router.post("/recordings/keep")
def keep_for(request: Request, desk: CurrentDesk, days: Annotated[Line, Form()] = "") -> Response:
    """Delete sounds after so many days, or keep them."""
    try:
        if days and not days.isdigit():
            raise InvalidInputError({"days": "a whole number of days, or nothing to keep them"})
        set_keep_days(desk.workspace, int(days) if days else None)
    except InvalidInputError as error:
        return _page(request, desk, days, error.problems.get("days", ""), 422)
    kept = f"Sounds are deleted after {days} days; the words stay." if days else "Sounds are kept."
    return go_to("/recordings", said=kept)


@router.post("/recordings/remove")
def remove_all(desk: CurrentDesk) -> Response:
    """Delete every sound; the words stay."""
    count = remove_all_sounds(desk)
    return go_to("/recordings", said=f"{count} sounds are deleted; the words are kept.")


@router.post("/recordings/{take}/use")
def use(desk: CurrentDesk, take: Identifier) -> Response:
    """Use a recording that was cut off as it is."""
    finish(desk, take)
    return go_to(f"/takes/{take}")


def _page(request: Request, desk: Desk, days: str, problem: str = "", status: int = 200) -> Response:
    found = leftovers(desk)
    unfinished = {one.take.id for one in found}
    kept = [one for one in kept_recordings(desk) if one.take.id not in unfinished]
    return page(
        request,
        "recordings.html",
        status,
        desk=desk,
        leftovers=found,
        there=[one for one in kept if one.recording.removed_at is None],
        gone=sum(one.recording.removed_at is not None for one in kept),
        removable=sum(is_removable(one.recording) for one in kept),
        days=days,
        problem=problem,
        folder=desk.workspace.folder,
        toast=toast_of(request, desk),
    )
