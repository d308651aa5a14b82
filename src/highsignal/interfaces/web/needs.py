"""What pages need of a request: the person's desk, and the token of their forms."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData

from highsignal.interfaces.web.access import Access
from highsignal.interfaces.web.failures import NobodyError
from highsignal.services.workspace import Desk, Workspace, desk_of

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def the_workspace(request: Request) -> Workspace:
    """The workspace that the server has open."""
    workspace: Workspace = request.app.state.workspace
    return workspace


def the_desk(request: Request) -> Desk:
    """The desk of the person whose bank is open; leads to the first run when there is none."""
    desk = desk_of(the_workspace(request))
    if desk is None:
        raise NobodyError
    return desk


async def form_token_checked(request: Request) -> None:
    """Refuse a form that does not carry the token of its session."""
    if request.method in _SAFE:
        return
    token = request.headers.get("x-csrf-token", "")
    if not token and request.headers.get("content-type", "").startswith(_FORMS):
        sent = (await request.form()).get("csrf", "")
        token = sent if isinstance(sent, str) else ""
    access: Access = request.app.state.access
    if not access.is_form_token(token, request.state.session):
        raise HTTPException(403, "This form is too old: go back, load the page again and send it once more.")


async def the_form(request: Request) -> FormData:
    """The fields of a form whose names are not known beforehand."""
    return await request.form()


CurrentDesk = Annotated[Desk, Depends(the_desk)]
SentForm = Annotated[FormData, Depends(the_form)]
OpenWorkspace = Annotated[Workspace, Depends(the_workspace)]
