"""The way in: the launch link, and what a supervisor asks about the server."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from highsignal.interfaces.web.access import COOKIE, SESSION_SECONDS, Access
from highsignal.interfaces.web.failures import answer
from highsignal.interfaces.web.needs import OpenWorkspace

router = APIRouter()


@router.get("/launch")
def launch(request: Request, token: str = "") -> Response:
    """Open the link that the program printed: it gives this browser a session."""
    access: Access = request.app.state.access
    session = access.redeem(token)
    if session is None:
        if request.state.session:
            return RedirectResponse("/", status_code=303)
        detail = (
            "This link was opened before or is more than ten minutes old. "
            "Run highsignal again: it opens this program with a new one."
        )
        return answer(request, 401, "used-link", detail)
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(COOKIE, session, max_age=SESSION_SECONDS, httponly=True, samesite="strict", path="/")
    return response


@router.get("/healthz")
def healthz() -> Response:
    """Whether the server answers at all."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def readyz(workspace: OpenWorkspace) -> Response:
    """Whether the database answers too; a StorageError becomes 503."""
    with workspace.database.reading() as session:
        session.connection().exec_driver_sql("SELECT 1")
    return JSONResponse({"status": "ready"})
