"""Hearings as JSON: asked for, answered, compared, and whether a story has landed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from highsignal.domain.practice import Hearing, HearingKind
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.api.paging import Cursor, Limit, Page, cut, decode_moment
from highsignal.interfaces.inputs import Identifier, Input, Words
from highsignal.interfaces.web.hearing_documents import file_name, hearing_file
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services.clarity import clarity_of
from highsignal.services.errors import NotFoundError
from highsignal.services.heard import heard_of
from highsignal.services.hearing_material import take_of
from highsignal.services.hearings import ask, get_hearing, hearings, overrule, remove, story_of, take_in
from highsignal.services.landing import landing_of
from highsignal.services.stories import get_story

router = APIRouter(prefix="/hearings", tags=["hearings"], responses=PROBLEMS)


class HearingOut(BaseModel):
    """A hearing; `take` is empty where the text was read, `answers` are the words by question."""

    id: str
    story: str
    kind: HearingKind
    way: str
    revision: int
    take: str
    asked_at: datetime
    answered_at: datetime | None
    listener: str
    answers: dict[str, str]
    clarity: int | None

    @classmethod
    def of(cls, hearing: Hearing) -> HearingOut:
        """The shape of one hearing; notes of ours are left out."""
        said = {key: words for key, words in hearing.answers.items() if not key.startswith("_")}
        values = hearing._asdict() | {"answers": said, "take": take_of(hearing)}
        del values["version"]
        return cls(**values)


class ComparedOut(HearingOut):
    """A hearing beside the headline.

    `verdict` is heard, partly or missed, null where nothing can be compared; `ruled` is the person's own yes
    or no; `said` are the words of the answer that repeats most, `chance` the model's probability of heard.
    """

    verdict: str | None
    ruled: str
    said: str
    chance: float | None


class TakenInOut(BaseModel):
    """What became of a pasted text; `landed` is the change that can be undone when the story landed by it."""

    new: list[HearingOut]
    known: list[HearingOut]
    landed: str | None


class ConditionOut(BaseModel):
    """One of the four conditions, with what shows it."""

    id: str
    holds: bool
    why: str
    take: str
    hearing: str


class LandingOut(BaseModel):
    """Whether a story has landed, and its clarity: mean, 95 % interval from three listeners on."""

    story: str
    state: str
    all_hold: bool
    conditions: list[ConditionOut]
    clarity: float | None
    interval: list[float] | None
    listeners: int


class HearingInput(Input):
    """Whom to ask about what: `take` names a recording to be heard, empty for the text."""

    story: Identifier
    kind: HearingKind
    way: Literal["here", "file"] = "file"
    take: Annotated[str, Query(max_length=40)] = ""


class PastedInput(Input):
    """What a listener's file gave back."""

    text: Words
    story: Identifier | None = None


class RulingInput(Input):
    """Whether the outcome was heard, by the person; empty leaves it to the comparison."""

    heard: Literal["yes", "no", ""]


@router.get("")
def list_hearings(
    desk: CurrentDesk, story: str = "", limit: Limit = 50, cursor: Cursor = ""
) -> Page[HearingOut]:
    """Hearings, the latest asked first; of one story only when it is named."""
    before = decode_moment(cursor)
    found = [h for h in hearings(desk, story or None) if before is None or _after(h, before)]
    return cut(found[: limit + 1], limit, HearingOut.of, lambda h: [h.asked_at.isoformat(), h.id])


@router.post("", status_code=201)
def ask_for(desk: CurrentDesk, sent: HearingInput) -> HearingOut:
    """Prepare a hearing; a file for it is at `/file`."""
    return HearingOut.of(ask(desk, sent.story, sent.kind, sent.way, sent.take))


@router.post("/answers")
def paste(desk: CurrentDesk, sent: PastedInput) -> TakenInOut:
    """Keep pasted answers, each once; 400 with a code such as `damaged-answer` keeps nothing."""
    taken = take_in(desk, sent.text, sent.story)
    return TakenInOut(
        new=[HearingOut.of(h) for h in taken.new],
        known=[HearingOut.of(h) for h in taken.known],
        landed=taken.landed.id if taken.landed else None,
    )


@router.get("/landing")
def landing(desk: CurrentDesk, story: str) -> LandingOut:
    """The four conditions of a story that has landed, and its clarity."""
    found = landing_of(desk, get_story(desk, story))
    now = clarity_of(hearings(desk, story)).now
    return LandingOut(
        story=story,
        state=found.story.state.value,
        all_hold=found.all_hold,
        conditions=[ConditionOut(**condition._asdict()) for condition in found.conditions],
        clarity=now.mean if now else None,
        interval=[now.low, now.high] if now and now.low is not None and now.high is not None else None,
        listeners=now.listeners if now else 0,
    )


@router.get("/{hearing}")
def one(desk: CurrentDesk, hearing: str) -> ComparedOut:
    """One hearing beside the headline as it stands."""
    return _compared(desk, get_hearing(desk, hearing))


@router.get("/{hearing}/file", response_class=HTMLResponse)
def file(desk: CurrentDesk, hearing: str) -> Response:
    """The self-contained file for a listener."""
    found = get_hearing(desk, hearing)
    if found.way != "file":
        raise NotFoundError("file of hearing", hearing)
    disposition = {"Content-Disposition": f'attachment; filename="{file_name(found)}"'}
    return HTMLResponse(hearing_file(desk, found), headers=disposition)


@router.put("/{hearing}/ruling")
def rule(desk: CurrentDesk, hearing: str, sent: RulingInput) -> ComparedOut:
    """Overrule the comparison, or leave it to it again."""
    return _compared(desk, overrule(desk, hearing, sent.heard)[0])


@router.delete("/{hearing}", status_code=204)
def delete(desk: CurrentDesk, hearing: str) -> Response:
    """Delete a hearing with its answers, for good."""
    remove(desk, hearing)
    return Response(status_code=204)


def _compared(desk: CurrentDesk, hearing: Hearing) -> ComparedOut:
    shape = HearingOut.of(hearing).model_dump()
    if hearing.answered_at is None:
        return ComparedOut(**shape, verdict=None, ruled="", said="", chance=None)
    heard = heard_of(story_of(desk, hearing).content, hearing)
    return ComparedOut(
        **shape,
        verdict=heard.verdict.value if heard.verdict else None,
        ruled=heard.ruled,
        said=heard.said,
        chance=round(heard.echo.chance, 4) if heard.echo else None,
    )


def _after(hearing: Hearing, key: tuple[datetime, str]) -> bool:
    """Whether a hearing comes behind the last one of the page before, in the order of the list."""
    at, last = key
    return (hearing.asked_at, last) < (at, hearing.id)
