"""What is done to stories from the bank: new, order, archive, mark, delete for good."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse

from highsignal.domain.bank import StoryContent, StoryState
from highsignal.interfaces.inputs import OrderInput
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import back_to, go_to
from highsignal.services.stories import archive, create_story, delete_for_good, mark, reorder, unarchive

router = APIRouter()


@router.get("/stories/new")
@router.post("/stories/new")
def new_story(desk: CurrentDesk) -> Response:
    """Begin an empty story; one that was begun and never written is used again."""
    story, _ = create_story(desk, StoryContent(), reuse_empty=True)
    return go_to(f"/stories/{story.id}")


@router.post("/stories/order")
def order(desk: CurrentDesk, wanted: OrderInput) -> Response:
    """Put the bank into the order sent."""
    change = reorder(desk, wanted.ids)
    return JSONResponse({"change": change.id, "said": change.label})


@router.post("/stories/chosen")
def chosen(
    request: Request,
    desk: CurrentDesk,
    do: Annotated[Literal["archive", "unarchive", "mark", "merge", "delete"], Form()],
    story: Annotated[list[str] | None, Form()] = None,
    state: Annotated[StoryState, Form()] = StoryState.DRAFTED,
) -> Response:
    """Do one thing to all the stories chosen."""
    stories = story or []
    if not stories:
        return back_to(request, "/stories", said="Choose at least one story first.")
    if do == "merge":
        if len(stories) != 2:
            return back_to(request, "/stories", said="Choose exactly two stories to merge.")
        return go_to(f"/stories/{stories[0]}/merge/{stories[1]}")
    if do == "delete":
        count = delete_for_good(desk, stories)
        return back_to(request, "/stories", said=f"Deleted {count} for good.")
    acts = {"archive": archive, "unarchive": unarchive}
    change = acts[do](desk, stories) if do in acts else mark(desk, stories, state)
    return back_to(request, "/stories", change=change)
