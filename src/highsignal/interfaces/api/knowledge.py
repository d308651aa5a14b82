"""What the program knows: rules, prompts and competencies."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from highsignal.analysis.rules.catalog import RULES
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.api.paging import Cursor, Limit, Page, cut, decode
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.packs import load

router = APIRouter(tags=["knowledge"], responses=PROBLEMS)


class RuleOut(BaseModel):
    """A rule: its permanent code, its name, and what it finds."""

    code: str
    name: str
    family: str
    severity: str
    summary: str


class PromptOut(BaseModel):
    """An interview question; the first competency is the one it is mainly about."""

    id: str
    text: str
    competencies: list[str]


@router.get("/rules")
def rules(_desk: CurrentDesk, limit: Limit = 100, cursor: Cursor = "") -> Page[RuleOut]:
    """Every rule, in the order of their families."""
    after = decode(cursor, str)
    start = next((n + 1 for n, rule in enumerate(RULES) if after and rule.code == after[0]), 0)
    found = RULES[start : start + limit + 1]
    return cut(
        found,
        limit,
        lambda r: RuleOut(code=r.code, name=r.name, family=r.family, severity=r.severity, summary=r.summary),
        lambda r: [r.code],
    )


@router.get("/prompts")
def prompts(
    desk: CurrentDesk, competency: str = "", limit: Limit = 100, cursor: Cursor = ""
) -> Page[PromptOut]:
    """The questions that the target's role is asked, by competency if one is named."""
    found = sorted(
        load.prompts(desk.workspace.sources, competency or None, desk.target.role), key=lambda p: p.id
    )
    after = decode(cursor, str)
    later = [prompt for prompt in found if not after or prompt.id > str(after[0])][: limit + 1]
    return cut(
        later,
        limit,
        lambda p: PromptOut(id=p.id, text=p.text, competencies=list(p.competencies)),
        lambda p: [p.id],
    )
