"""One of everything that practice keeps, for a bank with a row in every table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from highsignal.domain.bank import Take
from highsignal.domain.practice import (
    Card,
    Hearing,
    HearingKind,
    Mock,
    MockQuestion,
    Recording,
    Review,
    Stage,
    TakeTranscript,
)
from highsignal.domain.spans import Span
from highsignal.domain.speech import HeardFiller, Sound, SpokenWord, Transcript
from highsignal.services.workspace import Desk
from highsignal.storage.cards import add_cards, add_review
from highsignal.storage.hearings import add_hearing
from highsignal.storage.mocks import add_mock
from highsignal.storage.recordings import add_recording, save_transcript
from highsignal.storage.stories import new_id
from highsignal.storage.tellings import add_take

THEN = datetime(2026, 2, 5, 4, 5, 6, 789012, tzinfo=UTC)
HEARD = Transcript(
    "tiny",
    "I cut it.",
    (SpokenWord(Span(0, 1), 0.1, 0.25), SpokenWord(Span(2, 5), 0.3, 0.625, measured=False)),
    61.25,
    (HeardFiller("um", 1.5, 1.75, "aligner"),),
    "why",
)


def practise(desk: Desk, first: str, second: str) -> None:
    """Keep a recorded take with its transcript, a mock, cards, and two hearings."""
    take, person = new_id(), desk.person.id
    sound = Sound(61.25, -20.5, 0.0, 0.25, (0.5, 0.125))
    with desk.database.writing() as session:
        add_take(session, person, Take(take, "", THEN, "spoken", "ninety", 0, 61.25, 3, "I cut it."))
        recording = Recording(take, Stage.HEARD, "audio/webm", 12345, 3, THEN, THEN, sound=sound)
        add_recording(session, person, recording)
        save_transcript(session, TakeTranscript(take, HEARD, "I did cut it.", THEN))
        asked = MockQuestion(1, "a-prompt", "Why?", ("conflict",), take=take)
        probe = MockQuestion(2, "", "And what did it cost?", follows=1, probe="tradeoff", skipped=True)
        add_mock(
            session, person, Mock(new_id(), THEN, None, 7, "general", ("conflict",), 4, 30, (asked, probe))
        )
        card = Card(new_id(), first, "a-prompt", "Why?", {"due": "x", "step": 1}, THEN, THEN)
        add_cards(session, person, [card, card._replace(id=new_id(), story=second, suspended=True)])
        add_review(session, Review(card.id, 1, THEN, 3, 4.5))
        hearing = Hearing(new_id(), first, HearingKind.SCAN, "file", 1, "ninety", THEN)
        add_hearing(session, person, hearing)
        answered = THEN + timedelta(days=1)
        heard = {"did": "They cut a cost.", "changed": "It halved."}
        listened = hearing._replace(id=new_id(), kind=HearingKind.LISTEN, answered_at=answered, clarity=4)
        add_hearing(session, person, listened._replace(answers=heard, listener="Cleo"))
