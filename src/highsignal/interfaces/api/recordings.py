"""Recordings as they come in parts, and takes with what was heard in them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, Field, StringConstraints

from highsignal.interfaces import spoken_wire, wire
from highsignal.interfaces.api.openapi import PROBLEMS
from highsignal.interfaces.api.paging import Cursor, Limit, Page, cut, decode_moment
from highsignal.interfaces.api.shapes import TakeOut
from highsignal.interfaces.inputs import Identifier, Input, Line, Words
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.services.recordings import (
    Kept,
    add_part,
    begin,
    discard_take,
    finish,
    get_recording,
    kept_recordings,
    remove_all_sounds,
    remove_sound,
    try_again,
)
from highsignal.services.takes import TakeView, correct_transcript, name_story, view_take

router = APIRouter(tags=["recordings"], responses=PROBLEMS)
Number = Annotated[int, Path(ge=0, le=100_000)]
_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": {}}}}


class RecordingInput(Input):
    """A recording that begins: of a story, or of the answer to a mock's question.

    `prompt` says what was asked, for the page that sends it; it is not kept.
    """

    media_type: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    story: Identifier | Literal[""] = ""
    version: Annotated[str, StringConstraints(pattern="^(headline|thirty|ninety|full)$")] = "ninety"
    prompt: Line = ""
    mock: Identifier | Literal[""] = ""
    question: int = Field(default=0, ge=0, le=1000)


class FinishInput(Input):
    """How long the recording is, as far as the browser knows."""

    seconds: float | None = Field(default=None, ge=0, le=3600)


class CorrectionInput(Input):
    """The person's wording of what was heard; null goes back to what was heard."""

    text: Words | None


class StoryInput(Input):
    """Which story a take told."""

    story: Identifier


class BegunOut(BaseModel):
    """A recording that began: its take, and the number of the part that is expected next."""

    take: str
    parts: int = 0


class ArrivedOut(BaseModel):
    """How much has come: the parts are numbered from 0, so `parts` is the number expected next."""

    parts: int
    bytes: int


class FinishedOut(BaseModel):
    """Where what was heard will be seen."""

    take: str
    location: str


class ProgressOut(BaseModel):
    """How far a recording has come; `problem` says why it failed, `progress` runs from 0 to 1."""

    stage: str
    progress: float
    partial: str
    problem: str


class RecordingOut(ProgressOut):
    """A recording; `bytes` is the size of its file, 0 once that was deleted."""

    take: str
    story: str
    story_name: str
    media_type: str
    bytes: int
    seconds: float | None
    created_at: datetime
    removed_at: datetime | None

    @classmethod
    def of(cls, kept: Kept) -> RecordingOut:
        """The shape of one recording."""
        recording = kept.recording
        return cls(
            take=recording.take,
            story=kept.take.story,
            story_name=kept.story,
            stage=recording.stage.value,
            progress=recording.progress,
            partial=recording.partial,
            problem=recording.problem,
            media_type=recording.media_type,
            bytes=0 if recording.removed_at else recording.bytes,
            seconds=recording.sound.seconds if recording.sound else kept.take.seconds,
            created_at=recording.created_at,
            removed_at=recording.removed_at,
        )


async def the_bytes(request: Request) -> bytes:
    """A body as it came."""
    return await request.body()


@router.post("/recordings", status_code=201)
def begin_recording(desk: CurrentDesk, sent: RecordingInput) -> BegunOut:
    """Begin a recording; its parts are sent to it while it is made."""
    take = begin(
        desk, sent.story, sent.media_type, version=sent.version, mock=sent.mock, question=sent.question
    )
    return BegunOut(take=take)


@router.put("/recordings/{take}/parts/{number}", openapi_extra=_BODY)
def keep_part(
    desk: CurrentDesk, take: str, number: Number, body: Annotated[bytes, Depends(the_bytes)]
) -> ArrivedOut:
    """Keep the next part; 409 `part-missing` names the number `expected` when one before it has not come."""
    return ArrivedOut(**add_part(desk, take, number, body)._asdict())


@router.post("/recordings/{take}/finish")
def finish_recording(desk: CurrentDesk, take: str, sent: FinishInput) -> FinishedOut:
    """Say that all parts have come; the recording is heard then."""
    done = finish(desk, take, sent.seconds)
    return FinishedOut(take=take, location=f"/mocks/{done.mock}" if done.mock else f"/takes/{take}")


@router.post("/recordings/{take}/retry")
def retry(desk: CurrentDesk, take: str) -> ProgressOut:
    """Let a recording be heard once more that failed."""
    try_again(desk, take)
    return progress(desk, take)


@router.delete("/recordings/{take}", status_code=204)
def delete(desk: CurrentDesk, take: str, what: Literal["take", "sound"]) -> Response:
    """Delete the take with everything of it, or only its sound."""
    (discard_take if what == "take" else remove_sound)(desk, take)
    return Response(status_code=204)


@router.delete("/recordings")
def delete_all_sounds(desk: CurrentDesk) -> dict[str, int]:
    """Delete the sound of every take; what was heard stays."""
    return {"removed": remove_all_sounds(desk)}


@router.get("/recordings")
def list_recordings(desk: CurrentDesk, limit: Limit = 50, cursor: Cursor = "") -> Page[RecordingOut]:
    """Recordings, latest first, also those whose sound was deleted."""
    before = decode_moment(cursor)
    found = [one for one in kept_recordings(desk) if before is None or _key(one) < before]
    found.sort(key=_key, reverse=True)
    return cut(
        found[: limit + 1], limit, RecordingOut.of, lambda one: [_key(one)[0].isoformat(), _key(one)[1]]
    )


@router.get("/takes/{take}/progress")
def progress(desk: CurrentDesk, take: str) -> ProgressOut:
    """How far the recording of a take has come, and the text heard so far."""
    recording = get_recording(desk, take)
    return ProgressOut(
        stage=recording.stage.value,
        progress=recording.progress,
        partial=recording.partial,
        problem=recording.problem,
    )


@router.get("/takes/{take}")
def one_take(desk: CurrentDesk, take: str) -> dict[str, Any]:
    """A take with everything that is said of it; what cannot be said yet or at all is null."""
    return _take(view_take(desk, take))


@router.put("/takes/{take}/transcript")
def correct(desk: CurrentDesk, take: str, sent: CorrectionInput) -> dict[str, Any]:
    """Keep the person's wording of what was heard, beside it; null goes back to what was heard."""
    return spoken_wire.transcript(correct_transcript(desk, take, sent.text))


@router.put("/takes/{take}/story")
def choose_story(desk: CurrentDesk, take: str, sent: StoryInput) -> TakeOut:
    """Say which story a take told."""
    return TakeOut.of(name_story(desk, take, sent.story))


def _key(one: Kept) -> tuple[datetime, str]:
    return one.recording.created_at, one.recording.take


def _take(view: TakeView) -> dict[str, Any]:
    recording = view.recording
    out: dict[str, Any] = TakeOut.of(view.take).model_dump(mode="json")
    out["recording"] = (
        None
        if recording is None
        else {
            "stage": recording.stage.value,
            "progress": recording.progress,
            "partial": recording.partial,
            "problem": recording.problem,
            "media_type": recording.media_type,
            "bytes": recording.bytes,
            "removed_at": recording.removed_at.isoformat() if recording.removed_at else None,
            "sound": recording.sound._asdict() if recording.sound else None,
        }
    )
    out["text"] = view.text
    out["transcript"] = spoken_wire.transcript(view.transcript) if view.transcript else None
    out["words_heard"] = spoken_wire.words(view.words, view.text)
    out["reading"] = wire.story(view.analysis) if view.analysis else None
    out["delivery"] = spoken_wire.delivery(view.delivery) if view.delivery else None
    out["remarks"] = [spoken_wire.remark(one) for one in view.remarks]
    out["tighten"] = spoken_wire.remark(view.tighten) if view.tighten else None
    out["survival"] = spoken_wire.survival(view.survival) if view.survival else None
    out["drift"] = spoken_wire.drift(view.retold) if view.retold else None
    out["previous"], out["next"] = view.previous, view.next
    return out
