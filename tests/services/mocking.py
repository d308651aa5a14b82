"""Mocks to try things with: answers that were typed, spoken and heard, or are still being heard."""

from __future__ import annotations

from highsignal.domain.bank import StoryContent, StoryRecord, Take
from highsignal.domain.practice import Mock, Recording, Stage, TakeTranscript
from highsignal.domain.spans import Span
from highsignal.domain.speech import SpokenWord, Transcript
from highsignal.services.mocks import Wanted, begin_mock, go_on
from highsignal.services.stories import create_story
from highsignal.services.workspace import Desk
from highsignal.storage.mocks import find_mock, save_question
from highsignal.storage.recordings import add_recording, save_recording, save_transcript
from highsignal.storage.stories import new_id
from highsignal.storage.tellings import add_take

COST = (
    "In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it. "
    "I rebuilt the training set with two engineers. "
    "Inference cost fell by 22 %, and the launch kept its date. "
    "Since then I ask for the cost of a model before anybody trains it."
)
SAID = (
    "So the launch in Brazil would have been cut since our ranking service cost twice its budget. "
    "We distilled the model. Inference cost fell by 25 %, and the launch kept its date."
)
NOWHERE: dict[str, str] = {}  # an environment that names no language model


def story(desk: Desk, title: str = "Inference cost", ninety: str = COST) -> StoryRecord:
    return create_story(desk, StoryContent(title=title, ninety=ninety))[0]


def mock(desk: Desk, seed: int = 7, **wanted: object) -> Mock:
    return begin_mock(desk, Wanted(**wanted), seed)  # type: ignore[arg-type]


def record(desk: Desk, held: str, number: int, stage: Stage = Stage.WAITING) -> str:
    """An answer whose recording has come as far as `stage`; its take."""
    take = Take(new_id(), "", desk.now(), "spoken", "ninety", 0, 30.0, 0, "")
    with desk.database.writing() as session:
        add_take(session, desk.person.id, take)
        recording = Recording(take.id, stage, "audio/webm", 10, 1, desk.now(), desk.now())
        add_recording(session, desk.person.id, recording)
        found = find_mock(session, desk.person.id, held)
        assert found
        question = next(q for q in found.questions if q.number == number)
        save_question(session, held, question._replace(take=take.id))
    return take.id


def hear(desk: Desk, take: str, text: str) -> None:
    """What a worker does when it has heard a take: two words a second."""
    words = []
    at = 0
    for number, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        words.append(SpokenWord(Span(start, at), number / 2, number / 2 + 0.4))
    heard = Transcript("tiny", text, tuple(words), len(words) / 2)
    with desk.database.writing() as session:
        save_transcript(session, TakeTranscript(take, heard))
        recording = Recording(take, Stage.HEARD, "audio/webm", 10, 1, desk.now(), desk.now())
        save_recording(session, recording)


def asked(desk: Desk, held: str) -> list[str]:
    """The questions of a mock, those that follow marked by what they are about."""
    view = go_on(desk, held, NOWHERE)
    return [a.question.probe or "opening" for a in view.answers]
