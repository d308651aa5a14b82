"""Two stories side by side, made into one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from highsignal.domain.bank import VERSIONS, StoryContent, StoryRecord
from highsignal.interfaces.inputs import StoryWords
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to
from highsignal.interfaces.web.templating import page
from highsignal.services.stories import get_story, merge

router = APIRouter()


class MergeForm(StoryWords):
    """The words the merged story will have, and the revision they were chosen from."""

    base: int
    csrf: str = ""


@router.get("/stories/{keep}/merge/{other}")
def merge_page(request: Request, desk: CurrentDesk, keep: str, other: str) -> Response:
    """Both stories field by field, with what the one will be."""
    stories = get_story(desk, keep), get_story(desk, other)
    return page(
        request,
        "merge.html",
        desk=desk,
        keep=stories[0],
        other=stories[1],
        together=proposal(*stories),
    )


@router.post("/stories/{keep}/merge/{other}")
def merge_stories(desk: CurrentDesk, keep: str, other: str, form: Annotated[MergeForm, Form()]) -> Response:
    """Keep the words sent; the other story goes to the archive."""
    _, change = merge(desk, keep, other, form.content(), form.base)
    return go_to(f"/stories/{keep}", change=change)


def proposal(keep: StoryRecord, other: StoryRecord) -> StoryContent:
    """What there is of both: short fields from the first that has one, the full text from both."""
    first, second = keep.content, other.content
    fields = {name: first.text(name) or second.text(name) for name in VERSIONS if name != "full"}
    bodies = [text for text in (first.full or first.told, second.full or second.told) if text.strip()]
    both = "\n\n".join(dict.fromkeys(bodies))
    return StoryContent(
        title=first.title or second.title,
        full=both,
        competencies=tuple(dict.fromkeys((*first.competencies, *second.competencies))),
        prompt=first.prompt or second.prompt,
        **fields,
    )
