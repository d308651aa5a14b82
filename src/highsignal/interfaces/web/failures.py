"""What a browser or program sees when something cannot be done: a sentence, never a traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from highsignal.analysis.matching.bank import EmptyQuestionError
from highsignal.analysis.rules.select import UnknownRuleError
from highsignal.analysis.text.errors import FrontMatterError
from highsignal.ingest.errors import IngestError
from highsignal.interfaces.web.invalid import field_of, sentence_of
from highsignal.interfaces.web.templating import page
from highsignal.packs.errors import PackError
from highsignal.services.errors import InvalidInputError, StoryConflictError, UsageError
from highsignal.services.recording_errors import PartMissingError
from highsignal.services.workspace import Desk, desk_of
from highsignal.storage.errors import StorageError

_log = logging.getLogger("highsignal")
_STATUS = {
    "not-found": 404,
    "story-conflict": 409,
    "undo-conflict": 409,
    "invalid-input": 422,
    "part-missing": 409,
    "recording-finished": 409,
    "recording-lost": 409,
    "not-failed": 409,
    "too-large": 413,
    "unsupported-sound": 415,
    "empty-recording": 422,
    "disk-full": 507,
    "unstorable-text": 422,
}
# What the reader of forms says when a field is over 1 MB, or when there are over a thousand.
_TOO_MUCH = ("Part exceeded", "Field exceeded", "Too many")
_TITLES = {
    400: "This cannot be done",
    401: "Open the link once more",
    403: "Not from there",
    404: "Not here",
    405: "Not like this",
    409: "Changed meanwhile",
    413: "Too large",
    415: "No sound that can be heard here",
    421: "Another address",
    422: "Something needs mending",
    500: "A fault of the program",
    503: "The database cannot be used",
    507: "The disk is full",
}


class NobodyError(Exception):
    """Nobody has a bank here yet; the first run comes first."""


def install(app: FastAPI) -> None:
    """Give `app` an answer for everything that can go wrong."""
    for known in (UsageError, IngestError, PackError, UnknownRuleError, FrontMatterError, EmptyQuestionError):
        app.add_exception_handler(known, _unusable)
    app.add_exception_handler(StorageError, _storage)
    app.add_exception_handler(NobodyError, _nobody)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def answer(request: Request, status: int, code: str, detail: str, **more: Any) -> Response:
    """Problem details (RFC 9457) for programs and for parts of a page, a page for people."""
    title = _TITLES.get(status, "This cannot be done")
    if wants_json(request):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
        return JSONResponse(body | more, status_code=status, media_type="application/problem+json")
    return page(request, "problem.html", status, title=title, detail=detail, code=code, desk=_desk(request))


def _desk(request: Request) -> Desk | None:
    """Whose bank is open, for the frame of the page; none where that cannot be said just now."""
    if not request.scope.get("state", {}).get("session") or "app" not in request.scope:
        return None
    try:
        return desk_of(request.app.state.workspace)
    except StorageError:
        return None


def wants_json(request: Request) -> bool:
    """Whether a program asks, or a script on one of our pages."""
    if request.url.path.startswith("/api/"):
        return True
    accepts = request.headers.get("accept", "")
    return not accepts.startswith("text/html") and "hx-request" not in request.headers


def refuse(
    scope: Scope, status: int, code: str, detail: str
) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """The answer of the guard, before any page is reached."""
    return answer(Request(scope), status, code, detail)


def _unusable(request: Request, error: Exception) -> Response:
    code = getattr(error, "code", "unusable")
    more: dict[str, Any] = {}
    if isinstance(error, StoryConflictError):
        more["current"] = story_fields(error)
    if isinstance(error, PartMissingError):
        more["expected"] = error.expected
    if isinstance(error, InvalidInputError):
        more["problems"] = error.problems
    return answer(request, _STATUS.get(code, 400), code, _sentence(str(error)), **more)


def story_fields(error: StoryConflictError) -> dict[str, Any]:
    """How the story stands that somebody else saved."""
    current = error.current
    return {
        "revision": current.revision,
        "saved_at": current.updated_at.isoformat(),
        **current.content._asdict(),
    }


def _storage(request: Request, error: Exception) -> Response:
    code = getattr(error, "code", "storage")
    return answer(request, _STATUS.get(code, 503), code, _sentence(str(error)))


def _nobody(request: Request, _error: Exception) -> Response:
    if wants_json(request):
        return answer(
            request, 409, "no-person", "Nobody has a bank here yet: open the pages once to begin one."
        )
    return RedirectResponse("/welcome", status_code=303)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = {field_of(found): sentence_of(found) for found in error.errors()}
    detail = "; ".join(f"{field}: {sentence}" for field, sentence in problems.items())
    return answer(request, 422, "invalid-input", _sentence(detail), problems=problems)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentences = {
        404: "There is no such page. It may have been removed, or its address mistyped.",
        405: "This address does not take such a request.",
        413: "This is more than can be taken at once: at most 1 MB of text, 20 files and 12 MB in all.",
    }
    status = 413 if str(error.detail).startswith(_TOO_MUCH) else error.status_code
    code = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}.get(status, "unusable")
    made = answer(request, status, code, sentences.get(status, str(error.detail)))
    made.headers.update(error.headers or {})
    return made


def fault(scope: Scope, error: Exception) -> Response:
    """The answer to what nobody expected: its number on the page, all of it in the log."""
    request = Request(scope)
    number = secrets.token_hex(4)
    _log.error("fault %s at %s %s", number, request.method, request.url.path, exc_info=error)
    detail = (
        f"This is a fault of the program, not yours; nothing that was saved is lost. Its number is {number}: "
        "the terminal in which highsignal runs says more under it."
    )
    return answer(request, 500, "fault", detail, number=number)


def _sentence(text: str) -> str:
    capital = text[:1].upper() + text[1:]
    return capital if capital.endswith((".", "?", "!")) else capital + "."
