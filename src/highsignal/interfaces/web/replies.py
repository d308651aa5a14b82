"""Answers to forms: back to a page, with a message that offers to undo."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change, find_change

_SAID, _CHANGE = "said", "change"
_LONGEST_SAYING = 300  # characters of a message; it is one sentence


class Toast(NamedTuple):
    """A message on the page that follows; `change` can be undone from it when it is not empty."""

    text: str
    change: str = ""


def back_to(request: Request, default: str, said: str = "", change: Change | None = None) -> Response:
    """Go to the page the form stood on (of this server only), or to `default`, and say what was done."""
    came_from = _address(request.headers.get("referer", ""))
    here = came_from.netloc.lower() == request.headers.get("host", "").lower()
    path = came_from.path if here and came_from.path.startswith("/") else default
    return go_to(path, said, change, came_from.query if here else "")


def _address(written: str) -> SplitResult:
    """The parts of an address that somebody else wrote; of none where it is no address at all."""
    try:
        return urlsplit(written)
    except ValueError:  # such as http://[
        return urlsplit("")


def go_to(path: str, said: str = "", change: Change | None = None, query: str = "") -> Response:
    """Go to `path` and say what was done."""
    target = urlsplit(path)
    kept = [(k, v) for k, v in parse_qsl(target.query or query) if k not in (_SAID, _CHANGE)]
    if said:
        kept.append((_SAID, said))
    if change:
        kept.append((_CHANGE, change.id))
    local = urlunsplit(("", "", quote(target.path, safe="/%-._~"), urlencode(kept), target.fragment))
    return RedirectResponse("/" + local.lstrip("/"), status_code=303)


def toast_of(request: Request, desk: Desk) -> Toast | None:
    """The message that this page should show, from its address."""
    change_id = request.query_params.get(_CHANGE, "")
    if change_id:
        with desk.database.reading() as session:
            change = find_change(session, desk.person.id, change_id)
        if change and change.undone_at is None:
            return Toast(change.label, change.id)
    said = request.query_params.get(_SAID, "")[:_LONGEST_SAYING]
    return Toast(said) if said else None
