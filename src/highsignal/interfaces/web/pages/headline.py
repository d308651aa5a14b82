"""The headline path: one sentence first, then the story rebuilt from it in five questions."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from highsignal.analysis.headline_path import questions, rebuild, suggest_headlines
from highsignal.domain.bank import RevisionKind, StoryRecord
from highsignal.domain.stories import Analysis
from highsignal.interfaces.inputs import clean
from highsignal.interfaces.web.needs import CurrentDesk, SentForm
from highsignal.interfaces.web.replies import go_to
from highsignal.interfaces.web.templating import page
from highsignal.services.errors import InvalidInputError
from highsignal.services.readings import analysis_of
from highsignal.services.stories import LONGEST_LINE, edit_story, get_story
from highsignal.services.versions import read_version
from highsignal.services.workspace import Desk

router = APIRouter()


@router.get("/stories/{story}/headline")
def headline_page(request: Request, desk: CurrentDesk, story: str, headline: str = "") -> Response:
    """Say it in one sentence; then the five questions that make a story of it."""
    record = get_story(desk, story)
    return _page(request, desk, record, " ".join(clean(headline).split())[:LONGEST_LINE], {})


@router.post("/stories/{story}/headline")
def answer(request: Request, desk: CurrentDesk, story: str, sent: SentForm) -> Response:
    """Show the story that the answers make, or keep it as the ninety-second version."""
    record = get_story(desk, story)
    headline = " ".join(_word(sent, "headline").split())[:LONGEST_LINE]
    existing = _existing(desk, record)
    answers = {q.id: _word(sent, q.id) for q in questions(headline, existing)}
    if _word(sent, "do") != "keep":
        return _page(request, desk, record, headline, answers)
    text = _word(sent, "text").strip() or rebuild(headline, answers, existing).text
    content = record.content._replace(headline=headline, ninety=text)
    label, kind = "Rebuilt {name} from its headline", RevisionKind.EDITED
    _, change = edit_story(desk, story, content, _base(sent), label, kind)
    return go_to(f"/stories/{story}", change=change)


def _page(
    request: Request, desk: Desk, record: StoryRecord, headline: str, answers: dict[str, str]
) -> Response:
    existing = _existing(desk, record)
    told = any(words.strip() for words in answers.values())
    made = rebuild(headline, answers, existing) if told else None
    title = record.content.title
    return page(
        request,
        "headline.html",
        desk=desk,
        story=record,
        headline=headline,
        suggested=suggest_headlines(existing) if existing else (),
        questions=questions(headline, existing) if headline else (),
        answers=answers,
        made=made,
        reading=read_version(desk.standard(), made.text, "ninety", title, headline) if made else None,
    )


def _existing(desk: Desk, record: StoryRecord) -> Analysis | None:
    """What there is of the story already."""
    return analysis_of(desk, record.content) if record.content.told_version != "headline" else None


def _base(sent: FormData) -> int:
    written = _word(sent, "base")
    if not written.isdigit() or len(written) > 9:
        raise InvalidInputError({"base": "load the page again: it does not say which revision it began from"})
    return int(written)


def _word(sent: FormData, name: str) -> str:
    value = sent.get(name, "")
    return str(clean(value)) if isinstance(value, str) else ""
