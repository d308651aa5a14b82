"""Which story of the bank answers a question."""

from __future__ import annotations

from typing import NamedTuple

from highsignal.analysis.matching.bank import BankStory, EmptyQuestionError
from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.services.errors import InvalidInputError
from highsignal.services.workspace import Desk
from highsignal.storage.stories import list_stories


class BankMatch(NamedTuple):
    """A story that answers a question; `score` is from 0 to 1."""

    story: StoryRecord
    score: float


class BankRanking(NamedTuple):
    """The competencies that a question probes, and the stories that answer it, best first."""

    competencies: tuple[str, ...]
    matches: tuple[BankMatch, ...]


def rank_bank(desk: Desk, question: str, top: int = 3) -> BankRanking:
    """The stories of the bank for `question`, best first; raises InvalidInputError for one without words."""
    # Imported here: the vectors take half a second to load, and only this page needs them.
    from highsignal.analysis.matching.rank import StoryBank, probes

    with desk.database.reading() as session:
        stories = [s for s in list_stories(session, desk.person.id) if s.content.told]
    try:
        competencies = probes(question)
        bank = StoryBank([for_matching(story.content) for story in stories])
        matches = bank.rank(question, top) if stories else ()
    except EmptyQuestionError as error:
        raise InvalidInputError({"question": str(error)}) from None
    return BankRanking(competencies, tuple(BankMatch(stories[m.story], m.score) for m in matches))


def for_matching(content: StoryContent) -> BankStory:
    """A story as matching reads it."""
    return BankStory(
        title=content.title,
        text=content.full if len(content.full) > len(content.told) else content.told,
        headline=content.headline or None,
        competencies=content.competencies,
        prompt=content.prompt or None,
    )
