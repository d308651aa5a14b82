"""Takes and rounds: keeping what was told, and reading it again."""

from __future__ import annotations

from datetime import datetime

from highsignal.analysis.text.words import spoken_words
from highsignal.domain.bank import VERSIONS, Round, Take
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.landing import land_by_take
from highsignal.services.workspace import Desk
from highsignal.storage.stories import find_story, new_id
from highsignal.storage.tellings import add_round, add_take, list_rounds, list_takes

_LONGEST_TAKE = 3600.0  # seconds; an hour is no story any more


def keep_take(
    desk: Desk, story: str, text: str, *, kind: str, version: str, seconds: float | None, at: datetime
) -> Take:
    """Keep one attempt at telling a story; raises NotFoundError, InvalidInputError."""
    problems: dict[str, str] = {}
    if kind not in ("typed", "spoken"):
        problems["kind"] = "a take is typed or spoken"
    if version not in VERSIONS:
        problems["version"] = f"one of {', '.join(VERSIONS)}"
    if seconds is not None and not 0 < seconds <= _LONGEST_TAKE:
        problems["seconds"] = f"between 0 and {_LONGEST_TAKE:.0f}"
    if problems:
        raise InvalidInputError(problems)
    with desk.database.writing() as session:
        record = find_story(session, desk.person.id, story)
        if record is None:
            raise NotFoundError("story", story)
        words = len(spoken_words(text))  # none where the time was taken without the words
        take = Take(new_id(), story, at, kind, version, record.revision, seconds, words, text)
        add_take(session, desk.person.id, take)
    land_by_take(desk, take.id)
    return take


def keep_round(desk: Desk, held: Round) -> Round:
    """Keep one interview and what was told in it; raises NotFoundError for a story that is not there."""
    with desk.database.writing() as session:
        for telling in held.tellings:
            if find_story(session, desk.person.id, telling.story) is None:
                raise NotFoundError("story", telling.story)
        kept = held._replace(id=new_id())
        add_round(session, desk.person.id, kept)
    return kept


def takes(desk: Desk, story: str | None, before: tuple[datetime, str] | None, limit: int) -> tuple[Take, ...]:
    """Takes, latest first."""
    with desk.database.reading() as session:
        return list_takes(session, desk.person.id, story=story, before=before, limit=limit)


def rounds(desk: Desk, before: tuple[datetime, str] | None, limit: int) -> tuple[Round, ...]:
    """Rounds, latest first."""
    with desk.database.reading() as session:
        return list_rounds(session, desk.person.id, before=before, limit=limit)
