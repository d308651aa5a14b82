"""Stories and their revisions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from highsignal.interfaces import wire
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.api.paging import Cursor, Limit, Page, cut, decode
from highsignal.interfaces.api.shapes import RevisionOut, SavedOut, StoryOut
from highsignal.interfaces.inputs import OrderInput, StateInput, StoryEdit, StoryWords
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services.readings import analysis_of
from highsignal.services.stories import (
    archive,
    create_story,
    get_revision,
    get_story,
    list_page,
    mark,
    reorder,
    restore_revision,
    revisions,
    save_story,
    unarchive,
)

router = APIRouter(prefix="/stories", tags=["stories"], responses=PROBLEMS)
Number = Annotated[int, Query(ge=1, le=2**31 - 1)]


@router.get("")
def list_stories(
    desk: CurrentDesk, archived: bool = False, limit: Limit = 50, cursor: Cursor = ""
) -> Page[StoryOut]:
    """The stories of the bank in its order, or those of the archive."""
    after = decode(cursor, int, str)
    place = (int(str(after[0])), str(after[1])) if after else None
    found = list_page(desk, archived=archived, after=place, limit=limit + 1)
    return cut(found, limit, StoryOut.of, lambda record: [record.position, record.id])


@router.post("", status_code=201)
def add_story(desk: CurrentDesk, words: StoryWords) -> StoryOut:
    """Put a new story at the end of the bank."""
    return StoryOut.of(create_story(desk, words.content(), window="api")[0])


@router.put("/order")
def order(desk: CurrentDesk, wanted: OrderInput) -> dict[str, str]:
    """Put the bank into this order; stories that are not named keep theirs behind those that are."""
    return {"change": reorder(desk, wanted.ids).id}


@router.get("/{story}")
def story(desk: CurrentDesk, story: str) -> StoryOut:
    """One story as it stands."""
    return StoryOut.of(get_story(desk, story))


@router.put("/{story}")
def save(desk: CurrentDesk, story: str, edit: StoryEdit) -> SavedOut:
    """Save new words, written from revision `base`; 409 `story-conflict` has the `current` ones."""
    saved = save_story(desk, story, edit.content(), edit.base, edit.window)
    return SavedOut(**StoryOut.of(saved.story).model_dump(), changed=saved.changed)


@router.delete("/{story}")
def remove(desk: CurrentDesk, story: str) -> StoryOut:
    """Archive a story; it can be brought back."""
    archive(desk, [story])
    return StoryOut.of(get_story(desk, story))


@router.post("/{story}/unarchive")
def bring_back(desk: CurrentDesk, story: str) -> StoryOut:
    """Bring a story back from the archive."""
    unarchive(desk, [story])
    return StoryOut.of(get_story(desk, story))


@router.put("/{story}/state")
def set_state(desk: CurrentDesk, story: str, sent: StateInput) -> StoryOut:
    """Say how far a story has come."""
    mark(desk, [story], sent.state)
    return StoryOut.of(get_story(desk, story))


@router.get("/{story}/reading")
def reading(desk: CurrentDesk, story: str) -> dict[str, Any]:
    """What the analyzer says of the version a listener would hear, held against the person's target."""
    return wire.story(analysis_of(desk, get_story(desk, story).content))


@router.get("/{story}/revisions")
def list_revisions(
    desk: CurrentDesk, story: str, limit: Limit = 50, cursor: Cursor = ""
) -> Page[RevisionOut]:
    """Everything a story has been, latest first."""
    before = decode(cursor, int)
    number = int(str(before[0])) if before else None
    found = revisions(desk, story, number, limit + 1)
    return cut(found, limit, RevisionOut.of, lambda revision: [revision.number])


@router.get("/{story}/revisions/{number}")
def revision(desk: CurrentDesk, story: str, number: int) -> RevisionOut:
    """One revision."""
    return RevisionOut.of(get_revision(desk, story, number))


@router.post("/{story}/revisions/{number}/restore")
def restore(desk: CurrentDesk, story: str, number: int) -> StoryOut:
    """Make an earlier revision the present one, as a new revision."""
    return StoryOut.of(restore_revision(desk, story, number)[0])
