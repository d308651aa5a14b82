"""The JSON API under /api/v1: the same services and the same checks as the pages."""

from __future__ import annotations

from highsignal.interfaces.api import (
    analyze,
    bank,
    cards,
    hearings,
    knowledge,
    mocks,
    openapi,
    person,
    recordings,
    stories,
    tellings,
)

ROUTERS = (
    openapi.router,
    analyze.router,
    stories.router,
    bank.router,
    tellings.router,
    recordings.router,
    cards.router,
    hearings.router,
    mocks.router,
    knowledge.router,
    person.router,
)
