"""The pages, one module for each or for what is done on it."""

from __future__ import annotations

from highsignal.interfaces.web.pages import (
    bring_in,
    checklists,
    coverage,
    data,
    enter,
    headline,
    history,
    loops,
    merge,
    rules,
    sample,
    scan,
    settings,
    stories,
    story,
    story_acts,
    target,
    tell,
    today,
    undo,
)

ROUTERS = (
    enter.router,
    stories.router,
    story_acts.router,  # before story: /stories/new is not a story
    story.router,
    history.router,
    merge.router,
    scan.router,
    rules.router,
    settings.router,
    target.router,
    undo.router,
    bring_in.router,
    sample.router,
    data.router,
    headline.router,
    tell.router,
    today.router,
    coverage.router,
    loops.router,
    checklists.router,
)
