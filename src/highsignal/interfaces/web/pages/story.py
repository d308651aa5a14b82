"""One story: the page with the editor, and what the editor asks of the analyzer while one types."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from highsignal.analysis.answers import place_of_answer
from highsignal.domain.bank import StoryRecord
from highsignal.domain.stories import Analysis
from highsignal.interfaces import wire
from highsignal.interfaces.inputs import ReadingInput
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.pages.stories import competency_names
from highsignal.interfaces.web.replies import toast_of
from highsignal.interfaces.web.templating import environment, page
from highsignal.services.bank_matching import shown_competencies
from highsignal.services.landing import landing_of
from highsignal.services.questions import questions_of
from highsignal.services.readings import analysis_of
from highsignal.services.stories import get_story
from highsignal.services.versions import read_version
from highsignal.services.workspace import Desk

router = APIRouter()


@router.get("/stories/{story_id}")
def story(request: Request, desk: CurrentDesk, story_id: str) -> Response:
    """The editor on one story, with what the analyzer says of the version a listener would hear."""
    record = get_story(desk, story_id)
    content = record.content
    return page(
        request,
        "story.html",
        desk=desk,
        story=record,
        data=editor_data(record),
        landing=landing_of(desk, record),
        panel=panel(desk, analysis_of(desk, content), content.told_version),
        names=competency_names(desk),
        toast=toast_of(request, desk),
    )


@router.post("/stories/{story_id}/reading")
def reading(desk: CurrentDesk, story_id: str, typed: ReadingInput) -> Response:
    """What the analyzer says of one version as it stands in the editor."""
    get_story(desk, story_id)
    standard = desk.standard()
    analysis = read_version(standard, typed.text, typed.version, typed.title, typed.headline)
    element = wire.story(analysis)
    for found, written in zip(analysis.findings, element["findings"], strict=True):
        written["insert"] = place_of_answer(analysis, found)._asdict()
    return JSONResponse({"reading": element, "panel": panel(desk, analysis, typed.version)})


@router.get("/stories/{story_id}/suggested")
def suggested(request: Request, desk: CurrentDesk, story_id: str) -> Response:
    """The competencies that the story seems to show; fetched when looked for, since it takes a while."""
    found = shown_competencies(get_story(desk, story_id).content)
    return page(request, "suggested.html", found=found, names=competency_names(desk))


def editor_data(record: StoryRecord) -> dict[str, object]:
    """The fields that the editor begins with."""
    return {
        "id": record.id,
        "revision": record.revision,
        "state": record.state.value,
        **record.content._asdict(),
        "competencies": list(record.content.competencies),
    }


def panel(desk: Desk, analysis: Analysis, version: str) -> str:
    """The side panel: first ten seconds, time, signals, questions and claims."""
    template = environment().get_template("panel.html")
    return template.render(
        analysis=analysis,
        version=version,
        questions=questions_of(analysis, version),
        ten=ten_seconds(analysis),
        pace=desk.target.words_per_minute,
        level=desk.standard().level,
    )


def ten_seconds(analysis: Analysis) -> str:
    """The words that a reader takes in within ten seconds."""
    return analysis.timing.first_ten.text(analysis.story.source)
