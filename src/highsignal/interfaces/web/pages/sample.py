"""The sample candidate: one click loads her bank, one removes it."""

from __future__ import annotations

from fastapi import APIRouter, Response

from highsignal.interfaces.web.needs import OpenWorkspace
from highsignal.interfaces.web.replies import go_to
from highsignal.services.sample import load_sample, remove_sample

router = APIRouter()


@router.post("/sample/load")
def load(workspace: OpenWorkspace) -> Response:
    """Open the sample candidate's bank."""
    person = load_sample(workspace)
    return go_to("/", said=f"This is the bank of {person.name}, who is invented.")


@router.post("/sample/remove")
def remove(workspace: OpenWorkspace) -> Response:
    """Delete the sample candidate with everything of theirs."""
    person = remove_sample(workspace)
    return go_to("/" if person else "/welcome", said="The sample is gone; nothing of yours was touched.")
