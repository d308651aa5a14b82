"""The pages that a start opens, apart from the others: these are not waited for (see later.py)."""

from __future__ import annotations

from highsignal.interfaces.web.first import enter, today

ROUTERS = (enter.router, today.router)
