"""One take: hear it, see how it was told and what became of the story's claims, correct its words."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form, Request, Response

from highsignal.analysis.delivery.placing import seconds_of
from highsignal.analysis.text.comparison import Piece, compare
from highsignal.domain.practice import Recording, Stage
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName
from highsignal.domain.spans import Span
from highsignal.interfaces.inputs import Identifier, Words
from highsignal.interfaces.web.measures import measures
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.take_picture import scale_of, take_picture
from highsignal.interfaces.web.take_words import Marks, marks_of, runs
from highsignal.interfaces.web.templating import page
from highsignal.services.recordings import discard_take, remove_sound, try_again
from highsignal.services.stories import list_page
from highsignal.services.takes import TakeView, correct_transcript, name_story, view_take

router = APIRouter()
_STORIES = 500  # to choose from; nobody has more
_QUOTED = 2  # places of evidence shown for a signal


class Quotes(NamedTuple):
    """The evidence of a signal: as written, and as told with its second where it has one."""

    written: tuple[str, ...] = ()
    told: tuple[tuple[str, float | None], ...] = ()


@router.get("/takes/{take}")
def take_page(request: Request, desk: CurrentDesk, take: Identifier) -> Response:
    """Everything about one take."""
    view = view_take(desk, take)
    stories = () if view.story else list_page(desk, archived=False, after=None, limit=_STORIES)
    return page(
        request,
        "take.html",
        desk=desk,
        view=view,
        stories=stories,
        toast=toast_of(request, desk),
        **_shown(view),
    )


@router.post("/takes/{take}/words")
def correct(desk: CurrentDesk, take: Identifier, text: Annotated[Words, Form()]) -> Response:
    """Keep the person's own wording beside what was heard."""
    correct_transcript(desk, take, text.strip())
    return go_to(f"/takes/{take}", said="Your words are kept; what was heard is kept beside them.")


@router.post("/takes/{take}/words/heard")
def back_to_heard(desk: CurrentDesk, take: Identifier) -> Response:
    """Go back to what was heard."""
    correct_transcript(desk, take, None)
    return go_to(f"/takes/{take}", said="Back to what was heard.")


@router.post("/takes/{take}/story")
def tell_of(desk: CurrentDesk, take: Identifier, story: Annotated[Identifier, Form()]) -> Response:
    """Say which story it was."""
    name_story(desk, take, story)
    return go_to(f"/takes/{take}", said="Compared with that story from now on.")


@router.post("/takes/{take}/again")
def again(desk: CurrentDesk, take: Identifier) -> Response:
    """Let it be heard once more that could not be."""
    try_again(desk, take)
    return go_to(f"/takes/{take}")


@router.post("/takes/{take}/sound/remove")
def forget_sound(desk: CurrentDesk, take: Identifier) -> Response:
    """Delete the sound and keep the words."""
    remove_sound(desk, take)
    return go_to(f"/takes/{take}", said="The sound is deleted; the words are kept.")


@router.post("/takes/{take}/remove")
def remove(desk: CurrentDesk, take: Identifier) -> Response:
    """Delete a take with its sound and its words."""
    story = view_take(desk, take).take.story
    discard_take(desk, take)
    return go_to(f"/stories/{story}/tell" if story else "/recordings", said="The take is deleted.")


def _shown(view: TakeView) -> dict[str, Any]:
    """What the page shows of a take, beside the view itself."""
    recording = view.recording
    seconds = _seconds(view)
    scale = scale_of(seconds, view.take.version)
    words = view.words
    marks = marks_of(view.delivery, view.retold)
    parts = runs(view.analysis, words, marks) if view.analysis else ()
    transcript = view.transcript
    changes: tuple[Piece, ...] = ()
    if transcript and transcript.corrected is not None:
        changes = compare(transcript.heard.text, transcript.corrected)
    name = view.story.content.name if view.story else "an answer"
    return {
        "name": name,
        "heading": (view.story.content.prompt if view.story else "") or f"Take of {name}",
        "stage": recording.stage.value if recording else "",
        "sound": _has_sound(recording),
        "seconds": seconds,
        "scale": scale,
        "runs": parts,
        "words_timed": bool(words) and _has_sound(recording),
        "keys": _keys(view, marks),
        "roles": list(dict.fromkeys(run.role.value for run in parts if run.role is not Role.OTHER)),
        "picture": take_picture(
            scale, recording.sound if recording else None, parts, view.delivery, _drifts(view)
        ),
        "measures": measures(view.delivery, view.analysis, words) if view.delivery and view.analysis else (),
        "absent": "it was typed" if view.take.kind == "typed" else "no sound of it was kept",
        "changes": changes,
        "quotes": _quotes(view),
        "drift_at": [_second(view, d.told.span) for d in view.retold.drifts] if view.retold else [],
    }


def _keys(view: TakeView, marks: Marks) -> list[tuple[str, str]]:
    """What the marks in the words mean, of those that are there: their class, and the meaning."""
    if not view.words:
        return []
    guessed = any(not word.measured for word in view.words)
    shown = (
        (bool(marks.drifts), "w drift", "told otherwise than it is written"),
        (bool(marks.restarts), "w again", "said twice, or begun again"),
        (bool(marks.pauses), "gap", "a pause inside a clause"),
        (bool(marks.fillers), "filler", "heard, and not part of the words"),
        (guessed, "w guess", "its time is estimated"),
    )
    return [(look, means) for there, look, means in shown if there]


def _seconds(view: TakeView) -> float:
    """How long the recording is, as far as is known."""
    recording = view.recording
    if recording and recording.sound:
        return recording.sound.seconds
    return view.transcript.heard.seconds if view.transcript else view.take.seconds or 0.0


def _has_sound(recording: Recording | None) -> bool:
    return recording is not None and recording.removed_at is None and recording.stage is not Stage.ARRIVING


def _second(view: TakeView, span: Span) -> float | None:
    """When a passage of the told text was spoken."""
    heard = seconds_of(view.words, span)
    return heard[0] if heard else None


def _drifts(view: TakeView) -> list[tuple[float, float]]:
    """From when to when what was told otherwise was spoken."""
    told = (drift.told.span for drift in view.retold.drifts) if view.retold else ()
    return [heard for span in told if (heard := seconds_of(view.words, span))]


def _quotes(view: TakeView) -> dict[SignalName, Quotes]:
    """The evidence of each signal that is compared."""
    survival = view.survival
    if survival is None or view.written is None or view.analysis is None:
        return {}
    pairs = (*survival.lost, *survival.weakened, *survival.survived, *survival.added)
    written, told = view.written.story.source, view.analysis.story.source
    return {
        pair.told.name: Quotes(
            tuple(span.text(written) for span in _first(pair.written)),
            tuple((span.text(told), _second(view, span)) for span in _first(pair.told)),
        )
        for pair in pairs
    }


def _first(signal: Signal) -> tuple[Span, ...]:
    return signal.evidence[:_QUOTED]
