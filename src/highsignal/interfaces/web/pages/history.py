"""A story's history: every revision, two of them compared, and going back to one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.history import compare_contents, sittings
from highsignal.services.stories import get_revision, get_story, restore_revision, revisions

router = APIRouter()
_PAGE = 200  # revisions; a year of daily work on one story has fewer sittings than fit a screen


@router.get("/stories/{story_id}/history")
def history(request: Request, desk: CurrentDesk, story_id: str, before: int | None = None) -> Response:
    """What was written when, latest first."""
    story = get_story(desk, story_id)
    found = revisions(desk, story_id, before, _PAGE + 1)
    shown, rest = found[:_PAGE], found[_PAGE:]
    return page(
        request,
        "history.html",
        desk=desk,
        story=story,
        sittings=sittings(shown, rest[0] if rest else None),
        older=shown[-1].number if rest else None,
        toast=toast_of(request, desk),
    )


@router.get("/stories/{story_id}/compare")
def compare(request: Request, desk: CurrentDesk, story_id: str, a: int, b: int) -> Response:
    """Two revisions of a story, the earlier first, word by word."""
    story = get_story(desk, story_id)
    earlier, later = (get_revision(desk, story_id, number) for number in sorted((a, b)))
    return page(
        request,
        "compare.html",
        desk=desk,
        story=story,
        earlier=earlier,
        later=later,
        changes=compare_contents(earlier.content, later.content),
    )


@router.post("/stories/{story_id}/restore/{number}")
def restore(desk: CurrentDesk, story_id: str, number: int) -> Response:
    """Make an earlier revision the present one; the one it replaces stays in the history."""
    _, change = restore_revision(desk, story_id, number)
    return go_to(f"/stories/{story_id}", change=change)
