"""The JSON API under /api/v1: the same services and the same checks as the pages."""

from __future__ import annotations

from highsignal.interfaces.api import analyze, bank, knowledge, openapi, person, stories, tellings

ROUTERS = (
    openapi.router,
    analyze.router,
    stories.router,
    bank.router,
    tellings.router,
    knowledge.router,
    person.router,
)
