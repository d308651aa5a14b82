"""`POST /api/v1/analyze` and `match`: the analyzer, without anything of the person's."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from highsignal.domain.targets import Target
from highsignal.interfaces import wire
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.inputs import AnalyzeInput
from highsignal.interfaces.web.needs import OpenWorkspace
from highsignal.services.readings import read_text
from highsignal.services.standards import standard_for
from highsignal.services.workspace import desk_of

router = APIRouter(tags=["analysis"], responses=PROBLEMS)


@router.post("/analyze")
def analyze(request: Request, workspace: OpenWorkspace, sent: AnalyzeInput) -> dict[str, Any]:
    """Everything the analyzer says of one story: an element of `stories` in the answer of `check`.

    Nothing is kept. Without a target the person's own is used, or the usual one where nobody has a
    session.
    """
    desk = desk_of(workspace) if request.state.session else None
    target = sent.target.target() if sent.target else desk.target if desk else Target()
    return wire.story(read_text(standard_for(target, workspace.sources), sent.text))
