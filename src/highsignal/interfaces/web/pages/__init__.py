"""The pages, one module for each or for what is done on it."""

from __future__ import annotations

from highsignal.interfaces.web.pages import enter, stories, story_acts, undo

ROUTERS = (
    enter.router,
    stories.router,
    story_acts.router,
    undo.router,
)
