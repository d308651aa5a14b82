"""Mock interviews: beginning one, the question now, and the report."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from highsignal.interfaces.inputs import Line, Words
from highsignal.interfaces.web.mock_rows import rows_of
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.pages.stories import competency_names
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.packs import load
from highsignal.services import mocks as practice
from highsignal.services.errors import InvalidInputError
from highsignal.services.follow_up_wording import wording_now
from highsignal.services.mock_answers import threads
from highsignal.services.mock_report import report_on
from highsignal.services.mock_stories import keep_as_story, set_story, stories_to_choose
from highsignal.services.retention import leftovers

router = APIRouter()
_NEW = "new"  # what is chosen where an answer is to become a story of its own


@router.get("/mocks")
def mocks(request: Request, desk: CurrentDesk) -> Response:
    """The mocks so far, and where another one begins."""
    return page(
        request,
        "mocks.html",
        desk=desk,
        mocks=practice.mocks(desk),
        packs={pack.id: pack.title for pack in load.loops(desk.workspace.sources)},
        names=competency_names(desk),
        wording=wording_now(),
        usual=practice.Wanted(),
        toast=toast_of(request, desk),
    )


@router.post("/mocks")
def begin(
    desk: CurrentDesk,
    style: Annotated[Line, Form()] = "",
    competencies: Annotated[list[str] | None, Form()] = None,
    length: Annotated[Line, Form()] = str(practice.USUAL_QUESTIONS),
    preparation: Annotated[Line, Form()] = str(practice.USUAL_PREPARATION),
    seed: Annotated[Line, Form()] = "",
) -> Response:
    """Begin a mock."""
    wanted = practice.Wanted(
        style, tuple(competencies or ()), _whole("length", length), _whole("preparation", preparation)
    )
    drawn = _whole("seed", seed) if seed else secrets.randbelow(practice.LARGEST_SEED)
    return go_to(f"/mocks/{practice.begin_mock(desk, wanted, drawn).id}")


@router.get("/mocks/{mock}")
def mock_page(request: Request, desk: CurrentDesk, mock: str) -> Response:
    """The question now; it is asked if none is open. A mock that has ended leads to its report."""
    view = practice.go_on(desk, mock)
    if view.mock.ended_at:
        return go_to(f"/mocks/{mock}/report")
    now = view.now
    return page(
        request,
        "mock.html",
        desk=desk,
        view=view,
        now=now,
        threads=threads(view.answers),
        place=sum(not a.question.follows for a in view.answers if now and a.question.number <= now.number),
        about=_opening_of(view, now.follows) if now else 0,
        leftovers=[found for found in leftovers(desk) if found.take.id == now.take]
        if now and now.take
        else [],
        stories=stories_to_choose(desk),
        toast=toast_of(request, desk),
    )


@router.post("/mocks/{mock}/answer")
def answer(
    desk: CurrentDesk,
    mock: str,
    question: Annotated[Line, Form()],
    text: Annotated[Words, Form()] = "",
    seconds: Annotated[Line, Form()] = "",
) -> Response:
    """Keep an answer that was typed, or for which only the clock ran."""
    practice.give_answer(desk, mock, _whole("question", question), text, _seconds(seconds))
    return go_to(f"/mocks/{mock}")


@router.post("/mocks/{mock}/skip")
def skip(desk: CurrentDesk, mock: str, question: Annotated[Line, Form()]) -> Response:
    """Pass on a question."""
    practice.skip(desk, mock, _whole("question", question))
    return go_to(f"/mocks/{mock}")


@router.post("/mocks/{mock}/story")
def say_story(
    desk: CurrentDesk,
    mock: str,
    question: Annotated[Line, Form()],
    story: Annotated[Line, Form()] = "",
    then: Annotated[Line, Form()] = "",
) -> Response:
    """Say which story an answer was: one of the bank, none, or a new one made of it."""
    number = _whole("question", question)
    back = f"/mocks/{mock}/report" if then == "report" else f"/mocks/{mock}"
    if story == _NEW:
        _, change = keep_as_story(desk, mock, number)
        return go_to(f"{back}#question-{number}", change=change)
    set_story(desk, mock, number, story)
    return go_to(f"{back}#question-{number}", said="Noted.")


@router.post("/mocks/{mock}/end")
def end(desk: CurrentDesk, mock: str) -> Response:
    """End a mock."""
    practice.end(desk, mock)
    return go_to(f"/mocks/{mock}/report")


@router.post("/mocks/{mock}/reopen")
def reopen(desk: CurrentDesk, mock: str) -> Response:
    """Take up a mock again that was ended."""
    practice.reopen(desk, mock)
    return go_to(f"/mocks/{mock}")


@router.post("/mocks/{mock}/delete")
def delete(desk: CurrentDesk, mock: str) -> Response:
    """Remove a mock; its answers stay as takes."""
    practice.remove(desk, mock)
    return go_to("/mocks", said="Removed; its answers stay among your takes.")


@router.get("/mocks/{mock}/report")
def report_page(request: Request, desk: CurrentDesk, mock: str) -> Response:
    """What was answered, with its evidence, beside the mocks before."""
    report = report_on(desk, mock)
    return page(
        request,
        "mock_report.html",
        desk=desk,
        report=report,
        mock=report.view.mock,
        rows=rows_of(report.measures, report.earlier),
        packs={pack.id: pack.title for pack in load.loops(desk.workspace.sources)},
        names=competency_names(desk),
        stories=stories_to_choose(desk),
        toast=toast_of(request, desk),
    )


def _opening_of(view: practice.MockView, number: int) -> int:
    """The opening question that a follow-up to question `number` belongs to; 0 for none."""
    found = (t.number for t in threads(view.answers) for a in t.answers if a.question.number == number)
    return next(found, 0)


def _whole(field: str, given: str) -> int:
    if not given.isdecimal() or len(given) > 10:
        raise InvalidInputError({field: f"“{given[:40]}” is no whole number"})
    return int(given)


def _seconds(given: str) -> float | None:
    if not given:
        return None
    try:
        return round(float(given), 1)
    except ValueError:
        raise InvalidInputError({"seconds": f"“{given[:40]}” is no number of seconds"}) from None
