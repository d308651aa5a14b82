"""The sound of a take, and sound files that were made elsewhere."""

from __future__ import annotations

from fastapi import APIRouter, Response, UploadFile
from fastapi.responses import FileResponse

from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to
from highsignal.services.recordings import keep_upload, sound_of
from highsignal.services.stories import get_story

router = APIRouter()


@router.get("/recordings/{take}/sound")
def sound(desk: CurrentDesk, take: str) -> Response:
    """The sound of a take, whole or the part that is asked for."""
    path, media_type = sound_of(desk, take)
    return FileResponse(path, media_type=media_type)


@router.post("/stories/{story}/upload")
def upload(desk: CurrentDesk, story: str, sound: UploadFile) -> Response:
    """Keep a sound file as a take of a story, and go where it is heard."""
    version = get_story(desk, story).content.told_version
    take = keep_upload(
        desk,
        story,
        sound.file,
        name=(sound.filename or "").replace("\\", "/").rsplit("/", 1)[-1][:200],
        media_type=sound.content_type or "",
        version=version,
    )
    return go_to(f"/takes/{take}")
