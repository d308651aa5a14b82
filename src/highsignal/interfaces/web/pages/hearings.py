"""Hearings: asking for one, the blind page, the file, what came back, and what was heard of a story."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from highsignal.domain.bank import StoryRecord
from highsignal.domain.practice import Hearing, HearingKind
from highsignal.interfaces.inputs import Words
from highsignal.interfaces.web.hearing_documents import (
    file_name,
    hearing_file,
    packed_material,
    shown_to_listener,
)
from highsignal.interfaces.web.needs import CurrentDesk, SentForm
from highsignal.interfaces.web.replies import back_to, go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.clarity import Clarity, clarity_of
from highsignal.services.errors import InvalidInputError, NotFoundError, UsageError
from highsignal.services.heard import Heard, all_heard, by_signal, shares_of
from highsignal.services.hearing_material import (
    LARGEST_EMBEDDED,
    NothingToHearError,
    material_of,
    opens_with_headline,
    take_of,
    text_for,
)
from highsignal.services.hearings import (
    QUESTIONS,
    Reply,
    TakenIn,
    answer_here,
    ask,
    get_hearing,
    hearings,
    overrule,
    playable_takes,
    remove,
    take_in,
)
from highsignal.services.landing import landing_of
from highsignal.services.readings import analysis_of
from highsignal.services.stories import get_story, list_page
from highsignal.services.workspace import Desk

router = APIRouter()
_SIGNALS_SHOWN = 12  # hearings whose signals are compared on the page; older ones were of older words
_MOST_STORIES = 500


class HeardStory(NamedTuple):
    """One story in the list of all: its clarity, and how many of its listeners repeated the outcome."""

    story: StoryRecord
    clarity: Clarity
    repeated: int
    answered: int
    waiting: int


@router.get("/hearings")
def all_hearings(request: Request, desk: CurrentDesk) -> Response:
    """Every story with what its listeners said."""
    return _all_page(request, desk)


@router.post("/hearings/answers")
def paste_anywhere(request: Request, desk: CurrentDesk, text: Annotated[Words, Form()] = "") -> Response:
    """Keep pasted answers, whichever story they are about."""
    try:
        taken = take_in(desk, text)
    except UsageError as error:
        return _all_page(request, desk, problem=_sentence(error), pasted=text)
    return _taken("/hearings", taken)


@router.get("/stories/{story}/hearings")
def story_hearings(request: Request, desk: CurrentDesk, story: str, made: str = "") -> Response:
    """One story: asking somebody, what came back, clarity, and the comparison."""
    return _story_page(request, desk, story, made=made)


@router.post("/stories/{story}/hearings")
def new_hearing(
    request: Request,
    desk: CurrentDesk,
    story: str,
    way: Annotated[Literal["here", "file"], Form()],
    kind: Annotated[HearingKind, Form()],
    take: Annotated[str, Form()] = "",
) -> Response:
    """Hand the laptop over, or make a file."""
    try:
        hearing = ask(desk, story, kind, way, take)
    except InvalidInputError as error:
        return _story_page(request, desk, story, asking=_sentence(error))
    if way == "here":
        return go_to(f"/hear/{hearing.id}")
    return go_to(f"/stories/{story}/hearings?made={hearing.id}#made")


@router.post("/stories/{story}/hearings/answers")
def paste(request: Request, desk: CurrentDesk, story: str, text: Annotated[Words, Form()] = "") -> Response:
    """Keep pasted answers about this story."""
    try:
        taken = take_in(desk, text, story)
    except UsageError as error:
        return _story_page(request, desk, story, problem=_sentence(error), pasted=text)
    return _taken(f"/stories/{story}/hearings", taken)


@router.get("/hearings/{hearing}/file")
def download(desk: CurrentDesk, hearing: str) -> Response:
    """The file to send to a listener."""
    found = get_hearing(desk, hearing)
    if found.way != "file":
        raise NotFoundError("file of hearing", hearing)
    disposition = {"Content-Disposition": f'attachment; filename="{file_name(found)}"'}
    return HTMLResponse(hearing_file(desk, found), headers=disposition)


@router.post("/hearings/{hearing}/ruling")
def rule(
    request: Request, desk: CurrentDesk, hearing: str, heard: Annotated[Literal["yes", "no", ""], Form()] = ""
) -> Response:
    """Say oneself whether the outcome was heard."""
    found, landed = overrule(desk, hearing, heard)
    said = "" if landed else "Kept." if heard else "Left to the comparison."
    return back_to(request, f"/stories/{found.story}/hearings", said=said, change=landed)


@router.post("/hearings/{hearing}/delete")
def delete(request: Request, desk: CurrentDesk, hearing: str) -> Response:
    """Delete a hearing for good."""
    found = remove(desk, hearing)
    return back_to(request, f"/stories/{found.story}/hearings", said="Deleted.")


@router.get("/hear/{hearing}")
def hear(request: Request, desk: CurrentDesk, hearing: str) -> Response:
    """What a listener sees on this machine: no navigation, no headline, no title."""
    return _hear_page(request, desk, get_hearing(desk, hearing))


@router.post("/hear/{hearing}")
def answer(request: Request, desk: CurrentDesk, hearing: str, sent: SentForm) -> Response:
    """Keep what the listener said; a mistake comes back on the same blind page with every word."""
    asked = get_hearing(desk, hearing)
    fields = {key: value for key, value in sent.items() if isinstance(value, str)}
    try:
        _, landed = answer_here(desk, hearing, _reply(asked.kind, fields))
    except InvalidInputError as error:
        return _hear_page(request, desk, asked, fields, problems=error.problems)
    except UsageError as error:
        return _hear_page(request, desk, asked, fields, said=_sentence(error))
    return go_to(f"/hear/{hearing}", change=landed)


@router.get("/hear/{hearing}/sound")
def sound(desk: CurrentDesk, hearing: str) -> Response:
    """The recording that this listener hears."""
    given = material_of(desk, get_hearing(desk, hearing))
    if given.sound is None:
        raise NotFoundError("recording of hearing", hearing)
    return FileResponse(given.sound, media_type=given.media_type.partition(";")[0])


def _hear_page(
    request: Request,
    desk: Desk,
    hearing: Hearing,
    fields: dict[str, str] | None = None,
    said: str = "",
    problems: dict[str, str] | None = None,
) -> Response:
    if hearing.way == "file":
        raise NotFoundError("hearing on this machine", hearing.id)
    given = material_of(desk, hearing)
    packed: dict[str, Any] = {"text": given.text}
    if given.sound is not None:
        packed["sound"] = f"/hear/{hearing.id}/sound"
    kept = {key.removeprefix("a_"): value for key, value in fields.items()} if fields is not None else None
    status = 422 if fields is not None else 200
    return page(
        request,
        "hear.html",
        status,
        **shown_to_listener(hearing, given),
        done=hearing.answered_at is not None,
        material=packed_material(packed),
        given=kept,
        said=said,
        problems=problems or {},
    )


def _reply(kind: HearingKind, fields: dict[str, str]) -> Reply:
    rated, exposure = fields.get("clarity", ""), fields.get("exposure", "")
    return Reply(
        {key: fields.get(f"a_{key}", "") for key in QUESTIONS[kind]},
        fields.get("listener", ""),
        int(rated) if rated.isascii() and rated.isdigit() and len(rated) == 1 else None,
        _number(exposure) if kind is HearingKind.SCAN else None,
        "listened" if fields.get("how") == "listened" else "read",
    )


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def _story_page(
    request: Request,
    desk: Desk,
    story: str,
    made: str = "",
    problem: str = "",
    pasted: str = "",
    asking: str = "",
) -> Response:
    record = get_story(desk, story)
    kept = hearings(desk, story)
    analysis = analysis_of(desk, record.content)
    heard = all_heard(record.content, kept)
    # A scan shows the opening only, so that most signals could not be heard in it.
    listened = [one.hearing for one in heard if one.hearing.kind is HearingKind.LISTEN]
    signals = {hearing.id: by_signal(analysis, hearing) for hearing in listened[:_SIGNALS_SHOWN]}
    return page(
        request,
        "hearings.html",
        422 if problem or asking else 200,
        desk=desk,
        story=record,
        landing=landing_of(desk, record),
        clarity=clarity_of(kept),
        heard=heard,
        signals=signals,
        shares=shares_of(list(signals.values())),
        waiting=[one for one in kept if one.answered_at is None],
        made=next((one for one in kept if one.id == made and one.way == "file"), None),
        questions=QUESTIONS,
        takes=playable_takes(desk, story),
        largest=LARGEST_EMBEDDED,
        empty=_nothing_to_hear(record),
        reads_headline=opens_with_headline(record.content, record.content.told),
        take_of=take_of,
        problem=problem,
        pasted=pasted,
        asking=asking,
        toast=toast_of(request, desk),
    )


def _nothing_to_hear(story: StoryRecord) -> str:
    try:
        text_for(HearingKind.LISTEN, story.content)
    except NothingToHearError as error:
        return _sentence(error)
    return ""


def _all_page(request: Request, desk: Desk, problem: str = "", pasted: str = "") -> Response:
    by_story: dict[str, list[Hearing]] = {}
    for hearing in hearings(desk):
        by_story.setdefault(hearing.story, []).append(hearing)
    stories = list_page(desk, archived=False, after=None, limit=_MOST_STORIES)
    rows = [_row(story, by_story.get(story.id, [])) for story in stories if not story.content.empty]
    return page(
        request,
        "hearings_all.html",
        422 if problem else 200,
        desk=desk,
        rows=sorted(rows, key=lambda row: not row.answered),  # what was heard first, else as in the bank
        problem=problem,
        pasted=pasted,
        toast=toast_of(request, desk),
    )


def _row(story: StoryRecord, kept: list[Hearing]) -> HeardStory:
    heard: tuple[Heard, ...] = all_heard(story.content, kept)
    repeated = sum(one.repeated for one in heard)
    return HeardStory(story, clarity_of(kept), repeated, len(heard), len(kept) - len(heard))


def _taken(path: str, taken: TakenIn) -> Response:
    if taken.landed:
        return go_to(path, change=taken.landed)
    names = [hearing.listener or "a listener" for hearing in taken.new]
    if not names:
        return go_to(path, said="This answer was here already; it counts once.")
    known = "; another one was here already" if taken.known else ""
    return go_to(path, said=f"Kept what {' and '.join(names)} heard{known}.")


def _sentence(error: UsageError) -> str:
    words = "; ".join(error.problems.values()) if isinstance(error, InvalidInputError) else str(error)
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '!', '?')) else '.'}"
