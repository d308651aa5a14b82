"""Which story of the bank answers a question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from highsignal.analysis.matching.bank import BankStory, EmptyQuestionError
from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.services.errors import InvalidInputError
from highsignal.services.workspace import Desk
from highsignal.storage.stories import list_stories

if TYPE_CHECKING:
    from highsignal.analysis.matching.rank import StoryBank


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
    from highsignal.analysis.matching.rank import probes

    with desk.database.reading() as session:
        stories = [s for s in list_stories(session, desk.person.id) if s.content.told]
    try:
        competencies = probes(question)
        bank = story_bank([for_matching(story.content) for story in stories])
        matches = bank.rank(question, top) if stories else ()
    except EmptyQuestionError as error:
        raise InvalidInputError({"question": str(error)}) from None
    return BankRanking(competencies, tuple(BankMatch(stories[m.story], m.score) for m in matches))


def story_bank(entries: Sequence[BankStory]) -> StoryBank:
    """The bank as matching reads it; the few read last are kept, since reading one takes a while."""
    return _read(tuple(entries))


@lru_cache(maxsize=4)
def _read(entries: tuple[BankStory, ...]) -> StoryBank:
    from highsignal.analysis.matching.rank import StoryBank

    return StoryBank(entries)


def shown_competencies(content: StoryContent) -> tuple[str, ...]:
    """The competencies (ids) that a story's words show and that its author has not named, likeliest first."""
    from highsignal.analysis.matching.rank import shows

    if not content.told:
        return ()
    unnamed = for_matching(content._replace(competencies=()))
    return tuple(name for name in shows(unnamed) if name not in content.competencies)


def for_matching(content: StoryContent) -> BankStory:
    """A story as matching reads it."""
    return BankStory(
        title=content.title,
        text=content.full if len(content.full) > len(content.told) else content.told,
        headline=content.headline or None,
        competencies=content.competencies,
        prompt=content.prompt or None,
    )
