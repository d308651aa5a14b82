"""What each rule finds, why, and when it is wrong."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from highsignal.analysis.rules.catalog import RULES
from highsignal.analysis.rules.rule import FAMILIES
from highsignal.analysis.rules.select import rule_called
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.templating import page
from highsignal.services.rule_pages import page_of

router = APIRouter()


@router.get("/rules")
def rules(request: Request, desk: CurrentDesk) -> Response:
    """All rules by family."""
    families = [
        (name, [rule for rule in RULES if rule.code.startswith(code)]) for code, name in FAMILIES.items()
    ]
    return page(request, "rules.html", desk=desk, families=families)


@router.get("/rules/{code}")
def rule(request: Request, desk: CurrentDesk, code: str) -> Response:
    """One rule's page."""
    found = rule_called(RULES, code)
    return page(request, "rule.html", desk=desk, rule=found, text=_html(page_of(found)))


@lru_cache(maxsize=len(RULES))
def _html(markdown: str) -> Markup:
    # Imported here: only this page needs it.
    from markdown_it import MarkdownIt

    # HTML inside the Markdown is shown as text, never passed through.
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))
