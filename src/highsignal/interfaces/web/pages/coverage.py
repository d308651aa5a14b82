"""Coverage: prompts by stories, what nothing answers, which story carries too much, the best six to eight."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.bank_matching import rank_bank
from highsignal.services.board import bank_board, loop_of
from highsignal.services.errors import InvalidInputError

router = APIRouter()


@router.get("/coverage")
def coverage(request: Request, desk: CurrentDesk, q: str = "", show: str = "") -> Response:
    """The board; with a question, which stories answer it."""
    board, scores = bank_board(desk)
    asked, ranking, problem = q.strip()[:500], None, ""
    if asked:
        try:
            ranking = rank_bank(desk, asked, 3)
        except InvalidInputError as error:
            problem = error.problems["question"]
    return page(
        request,
        "coverage.html",
        desk=desk,
        board=board,
        stories=scores.stories,
        titles=scores.titles,
        left_out=scores.left_out,
        prompts={prompt.id: prompt.text for prompt in scores.prompts},
        loop_pack=loop_of(desk),
        asked=asked,
        ranking=ranking,
        problem=problem,
        only_gaps=show == "gaps",
        toast=toast_of(request, desk),
    )
