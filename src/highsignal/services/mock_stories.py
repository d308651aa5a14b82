"""Which story of the bank an answer in a mock was: found by its words, corrected by the person."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.matching.told import told_story
from highsignal.domain.bank import VERSIONS, StoryContent, StoryRecord, Take
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.mock_answers import Answer, AnswerState, answers_of
from highsignal.services.stories import create_story
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change
from highsignal.storage.mocks import find_mock
from highsignal.storage.stories import find_story, list_stories
from highsignal.storage.tellings import save_take

# `Take.revision` of an answer of which the person said that it is no story of the bank: so nobody asks again.
NO_STORY = -1


def match_answers(desk: Desk, answers: Sequence[Answer], stories: Sequence[StoryRecord]) -> bool:
    """Find the stories of the answers to opening questions that have been heard since; whether any was.

    Answers to follow-ups belong to the story of their opening question, and are no tellings of their own.
    """
    written = [story for story in stories if story.content.told and story.archived_at is None]
    words = [all_words(story.content) for story in written]
    found: list[Take] = []
    for answer in answers:
        if not _is_open(answer) or answer.take is None:
            continue
        told = told_story(answer.text, words)
        if told is not None:
            found.append(_of_story(answer.take, written[told.story]))
    if found:
        with desk.database.writing() as session:
            for take in found:
                if find_story(session, desk.person.id, take.story):
                    save_take(session, take)
    return bool(found)


def set_story(desk: Desk, mock: str, number: int, story: str) -> None:
    """Say which story the answer to opening question `number` was; an empty one says that it was none.

    Raises NotFoundError for a mock, an answer or a story that is not there.
    """
    with desk.database.writing() as session:
        found = find_mock(session, desk.person.id, mock)
        answers = answers_of(session, desk.person.id, [found])[mock] if found else ()
        take = _opening(answers, number).take
        if take is None:
            raise NotFoundError("answer", str(number))
        if not story:
            save_take(session, take._replace(story="", revision=NO_STORY))
            return
        record = find_story(session, desk.person.id, story)
        if record is None:
            raise NotFoundError("story", story)
        save_take(session, _of_story(take, record))


def keep_as_story(desk: Desk, mock: str, number: int) -> tuple[StoryRecord, Change | None]:
    """Put the answer to opening question `number` into the bank as a story of its own.

    Raises NotFoundError, and InvalidInputError for an answer without words.
    """
    with desk.database.reading() as session:
        found = find_mock(session, desk.person.id, mock)
        answers = answers_of(session, desk.person.id, [found])[mock] if found else ()
    answer = _opening(answers, number)
    if not answer.text.strip():
        raise InvalidInputError({"story": "this answer has no words to make a story of"})
    question = answer.question
    content = StoryContent(ninety=answer.text, prompt=question.question, competencies=question.competencies)
    story, change = create_story(desk, content, window="mock")
    set_story(desk, mock, number, story.id)
    return story, change


def stories_to_choose(desk: Desk) -> tuple[StoryRecord, ...]:
    """The stories that an answer may have been, in the order of the bank."""
    with desk.database.reading() as session:
        return tuple(s for s in list_stories(session, desk.person.id) if not s.content.empty)


def all_words(content: StoryContent) -> str:
    """Everything that is written of a story."""
    return "\n".join((content.title, *(content.text(version) for version in VERSIONS)))


def _opening(answers: Sequence[Answer], number: int) -> Answer:
    """The answer to opening question `number`; raises NotFoundError."""
    found = (a for a in answers if a.question.number == number and not a.question.follows and a.take)
    answer = next(found, None)
    if answer is None:
        raise NotFoundError("answer", str(number))
    return answer


def _is_open(answer: Answer) -> bool:
    """Whether it tells a story that nobody has named yet."""
    take = answer.take
    unknown = take is not None and not take.story and take.revision != NO_STORY
    return unknown and not answer.question.follows and answer.state is AnswerState.HEARD


def _of_story(take: Take, story: StoryRecord) -> Take:
    version = take.version if story.content.text(take.version) else story.content.told_version
    return take._replace(story=story.id, version=version, revision=story.revision)
