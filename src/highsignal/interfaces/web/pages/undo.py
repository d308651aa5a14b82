"""Undoing the last thing done, or the one a message offers."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import back_to
from highsignal.services.undo import last_change, undo

router = APIRouter()


@router.post("/undo/{change}")
def undo_change(request: Request, desk: CurrentDesk, change: str) -> Response:
    """Undo one change and go back to the page it was asked on."""
    found = undo(desk, change)
    return back_to(request, "/stories", said=f"Undone: {found.label}")


@router.post("/undo")
def undo_last(request: Request, desk: CurrentDesk) -> Response:
    """Undo the last change that has not been undone."""
    found = last_change(desk)
    if found is None:
        return back_to(request, "/stories", said="There is nothing to undo.")
    undo(desk, found.id)
    return back_to(request, "/stories", said=f"Undone: {found.label}")
