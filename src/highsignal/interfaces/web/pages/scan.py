"""The ten-second view: what a reader has when they have read for ten seconds, for one story and for all."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.domain.stories import Analysis
from highsignal.interfaces.web.needs import CurrentDesk
from highsignal.interfaces.web.pages.story import ten_seconds
from highsignal.interfaces.web.templating import page
from highsignal.services.bank import view_bank
from highsignal.services.readings import analysis_of, read_text
from highsignal.services.stories import get_story
from highsignal.services.workspace import Desk

router = APIRouter()


class Scan(NamedTuple):
    """What ten seconds of reading give: the words, what they hold, and what the person wants remembered."""

    story: StoryRecord
    words: str
    rest: str
    analysis: Analysis

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is not clear after ten seconds."""
        return tuple(name for name, known in self.analysis.timing.first_ten_knows.items() if not known)


@router.get("/stories/{story_id}/scan")
def scan_story(request: Request, desk: CurrentDesk, story_id: str) -> Response:
    """One story as it is after ten seconds, with the headline before it if there is one."""
    return page(request, "scan.html", desk=desk, scans=[scan_of(desk, get_story(desk, story_id))], all=False)


@router.get("/scan")
def scan_bank(request: Request, desk: CurrentDesk) -> Response:
    """Every story of the bank as it is after ten seconds."""
    scans = [scan_of(desk, row.story) for row in view_bank(desk).rows if not row.story.content.empty]
    return page(request, "scan.html", desk=desk, scans=scans, all=True)


def scan_of(desk: Desk, story: StoryRecord) -> Scan:
    """What a reader has of `story` after ten seconds, who reads the headline first."""
    content = story.content
    text = opening(content)
    analysis = read_text(desk.standard(), text) if text != content.told else analysis_of(desk, content)
    end = analysis.timing.first_ten.end
    rest = " ".join(text[end:].split()[:30])
    return Scan(story, ten_seconds(analysis), rest, analysis)


def opening(content: StoryContent) -> str:
    """What a reader meets first: the headline, then the version that is told."""
    head = content.headline.strip()
    told = content.told.strip()
    if not head or told.startswith(head):
        return content.told
    stop = "" if head.endswith((".", "!", "?")) else "."
    return f"{head}{stop}\n\n{told}" if told else head
