"""Bringing in what a person has, and deciding on the candidates found in it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response, UploadFile

from highsignal.domain.sources import SourceKind
from highsignal.ingest.errors import IngestError
from highsignal.interfaces.inputs import Line, clean
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.replies import go_to, toast_of
from highsignal.interfaces.web.templating import page
from highsignal.services.bringing_in import bring_in, discard, get_source, keep, sources, take_back
from highsignal.services.text_files import InputProblem, text_of

router = APIRouter()
_MOST_FILES = 20


@router.get("/bring-in")
def bring_in_page(request: Request, desk: CurrentDesk, first: str = "") -> Response:
    """Where text is pasted or dropped, and what was brought in before."""
    return page(
        request,
        "bring_in.html",
        desk=desk,
        sources=sources(desk),
        first=first == "1",
        text="",
        problems=(),
        toast=toast_of(request, desk),
    )


@router.post("/bring-in")
def read_it(
    request: Request,
    desk: CurrentDesk,
    text: Annotated[str, Form()] = "",
    name: Annotated[Line, Form()] = "",
    files: list[UploadFile] | None = None,
) -> Response:
    """Find story candidates in what was pasted or dropped; what cannot be read is said, the rest kept."""
    given, problems = _uploaded(files or ())
    if text.strip():
        given.append((name, clean(text)))
    found = []
    for file_name, words in given:
        try:
            found.append(bring_in(desk, file_name, words))
        except IngestError as error:
            problems.append(str(error))
    if not given and not problems:
        problems.append("There is nothing here yet: paste some text, or choose a file.")
    if problems or not found:
        return page(
            request,
            "bring_in.html",
            422 if problems else 200,
            desk=desk,
            sources=sources(desk),
            first=False,
            text=text if not found else "",
            problems=tuple(problems),
            toast=None,
        )
    if len(found) == 1:
        said = "These words were brought in before; here is what was found." if found[0].again else ""
        return go_to(f"/bring-in/{found[0].source.id}", said=said)
    count = sum(len(one.waiting) for one in found)
    return go_to("/bring-in", said=f"{count} story candidates were found in {len(found)} files.")


@router.get("/bring-in/{source}")
def source_page(request: Request, desk: CurrentDesk, source: str) -> Response:
    """The candidates found in one source, and what of it is in none of them."""
    brought = get_source(desk, source)
    return page(
        request,
        "found.html",
        desk=desk,
        brought=brought,
        source=brought.source,
        kind=SourceKind(brought.source.kind).described,
        left=[(span.text(brought.source.text).strip(), why) for span, why in brought.source.left_over],
        toast=toast_of(request, desk),
    )


@router.post("/bring-in/{source}")
def decide_page(
    desk: CurrentDesk,
    source: str,
    do: Annotated[Literal["keep", "keep-all", "discard", "discard-all", "take-back"], Form()],
    found: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Keep, discard or take back candidates."""
    brought = get_source(desk, source)
    chosen = found or ([one.id for one in brought.waiting] if do.endswith("-all") else [])
    if not chosen:
        return go_to(f"/bring-in/{source}", said="Choose at least one candidate first.")
    if do.startswith("keep"):
        stories, change = keep(desk, chosen)
        if not get_source(desk, source).waiting:
            return go_to("/stories", change=change)
        return go_to(
            f"/bring-in/{source}", change=change, said="" if stories else "Nothing was left to keep."
        )
    count = take_back(desk, chosen) if do == "take-back" else discard(desk, chosen)
    said = f"{count} taken back." if do == "take-back" else f"{count} discarded; they stay below."
    return go_to(f"/bring-in/{source}", said=said)


def _uploaded(files: list[UploadFile] | tuple[()]) -> tuple[list[tuple[str, str]], list[str]]:
    """The texts of uploaded files by name, and a sentence for each that is none."""
    given: list[tuple[str, str]] = []
    problems: list[str] = []
    sent = [file for file in files if file.filename]
    if len(sent) > _MOST_FILES:
        problems.append(
            f"Only the first {_MOST_FILES} of {len(sent)} files were read; send the others after."
        )
    for file in sent[:_MOST_FILES]:
        name = (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1][:200]
        read = text_of(name, file.file.read())
        if isinstance(read, InputProblem):
            problems.append(read.message)
        else:
            given.append((name, clean(read.text)))
    return given, problems
