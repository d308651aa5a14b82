"""Templates: where they lie, what they may call, and how a page is made of one."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from highsignal import __version__
from highsignal.domain.bank import VERSION_NAMES, VERSIONS, StoryState
from highsignal.domain.signals import SignalName
from highsignal.interfaces.claim_words import claim_words
from highsignal.interfaces.web import board_pictures, hearing_pictures, pictures
from highsignal.interfaces.web.access import Access
from highsignal.interfaces.web.assets import asset
from highsignal.interfaces.web.take_picture import VERSION_SECONDS
from highsignal.interfaces.web.take_words import clock
from highsignal.speech.variables import endpoint_named

_FOLDER = Path(__file__).parent / "templates"
_THEME = "highsignal_theme"  # the cookie in which a browser keeps light or dark
_THIN = "\u202f"  # narrow no-break space, before units


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page that `template` makes of `context`, with what every page needs."""
    theme = request.cookies.get(_THEME, "")
    shared = {
        "request": request,
        "nonce": request.state.nonce,
        "csrf": form_token(request),
        "path": request.url.path,
        "person": None,
        "toast": None,
        "time_zone": "UTC",
        "theme": theme if theme in ("light", "dark") else "",
    }
    desk = context.get("desk")
    if desk is not None:
        shared |= {"person": desk.person, "time_zone": desk.person.time_zone}
    html = environment().get_template(template).render(shared | context)
    return HTMLResponse(html, status_code=status)


def form_token(request: Request) -> str:
    """The token that forms on this page carry."""
    access: Access = request.app.state.access
    session = request.state.session
    return access.form_token(session) if session else ""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with everything they may call."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "asset": asset,
        "version": __version__,
        "VERSIONS": VERSIONS,
        "VERSION_NAMES": VERSION_NAMES,
        "STATES": tuple(StoryState),
        "SIGNALS": tuple(SignalName),
        "time_bar": pictures.time_bar,
        "signal_marks": pictures.signal_marks,
        "signal_mark": pictures.signal_mark,
        "share_bar": pictures.share_bar,
        "clarity_chart": hearing_pictures.clarity_chart,
        "marked": hearing_pictures.marked,
        "group_bars": board_pictures.group_bars,
        "story_cells": board_pictures.story_cells,
        "prompt_cells": board_pictures.prompt_cells,
        "column_heads": board_pictures.column_heads,
        "speech_endpoint": lambda: endpoint_named(os.environ),
        "ROLE_LETTERS": pictures.ROLE_LETTERS,
        "VERSION_SECONDS": VERSION_SECONDS,
    }
    made.filters |= {
        "seconds": seconds,
        "day": day,
        "moment": moment,
        "plural": plural,
        "iso": lambda at: at.isoformat(),
        "spoken": spoken,
        "weekday": lambda at: f"{at:%a} {at.day} {at:%b}",
        "claim_words": claim_words,
        "place": clock,
        "file_size": file_size,
    }
    return made


def seconds(value: float | None) -> str:
    """Seconds as people read them: 84 s, 2 min 5 s."""
    if value is None:
        return "–"
    whole = round(value)
    if whole < 120:
        return f"{whole}{_THIN}s"
    return f"{whole // 60}{_THIN}min {whole % 60}{_THIN}s"


def spoken(words: int, words_per_minute: float) -> str:
    """How long so many words take to say."""
    return seconds(60.0 * words / words_per_minute)


def file_size(count: int) -> str:
    """Bytes as people read them: 640 KB, 1.4 MB."""
    if count < 1000:
        return f"{count}{_THIN}bytes"
    return f"{count / 1000:.0f}{_THIN}KB" if count < 1_000_000 else f"{count / 1e6:.1f}{_THIN}MB"


def day(value: date | None) -> str:
    """A date such as 3 Dec 2026."""
    return f"{value.day} {value:%b %Y}" if value else "–"


@pass_context
def moment(context: Context, value: datetime | None) -> str | Markup:
    """A moment in the person's time zone, for the browser to bring into its own words."""
    if value is None:
        return "–"
    local = value.astimezone(ZoneInfo(context.get("time_zone") or "UTC"))
    shown = f"{local.day} {local:%b %Y, %H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), shown)


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 story, 3 stories."""
    return f"{count}{_THIN if not one else ' '}{one if count == 1 else many or one + 's'}"
