"""Practice: recordings, mock interviews, rehearsal cards, and what listeners heard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from highsignal.domain.speech import Sound, Transcript


class Stage(StrEnum):
    """How far a recording has come."""

    ARRIVING = "arriving"  # chunks are coming from the browser
    WAITING = "waiting"  # whole, and in the queue
    LISTENING = "listening"  # a worker is at it
    HEARD = "heard"  # transcript and times are there
    FAILED = "failed"  # `problem` says why; it can be tried again


class Recording(NamedTuple):
    """The sound of a take, by the take's id; the file is gone once `removed_at` is set.

    `parts` is the number of chunks that have come, `bytes` their size, `progress` runs from 0 to 1 while
    a worker listens and `partial` is what it has heard so far. `sound` is None until it was decoded.
    """

    take: str
    stage: Stage
    media_type: str
    bytes: int
    parts: int
    created_at: datetime
    changed_at: datetime
    problem: str = ""
    progress: float = 0.0
    partial: str = ""
    attempt: int = 0
    sound: Sound | None = None
    removed_at: datetime | None = None


class TakeTranscript(NamedTuple):
    """What was heard in a take, and what the person corrected it to, None where nothing was."""

    take: str
    heard: Transcript
    corrected: str | None = None
    corrected_at: datetime | None = None

    @property
    def text(self) -> str:
        """The words that count: the corrected ones where there are any."""
        return self.heard.text if self.corrected is None else self.corrected


class MockQuestion(NamedTuple):
    """A question of a mock: `follows` is the number of the one it probes (0 for one of its own).

    `probe` names what the answer lacked, empty for an opening question. `take` is the answer, empty as
    long as there is none; `skipped` when the person passed.
    """

    number: int
    prompt: str
    question: str
    competencies: tuple[str, ...] = ()
    follows: int = 0
    probe: str = ""
    take: str = ""
    skipped: bool = False


class Mock(NamedTuple):
    """A mock interview: what it asks for, its questions so far, and when it ended."""

    id: str
    started_at: datetime
    ended_at: datetime | None
    seed: int
    style: str
    competencies: tuple[str, ...]
    length: int
    preparation: int
    questions: tuple[MockQuestion, ...] = ()


class Card(NamedTuple):
    """A rehearsal card: the question, the story that answers it, and when it is due.

    `memory` is the state that the scheduler keeps for it.
    """

    id: str
    story: str
    prompt: str
    question: str
    memory: Mapping[str, Any]
    due_at: datetime
    created_at: datetime
    suspended: bool = False


class Review(NamedTuple):
    """One answer to a card: `rating` from 1 (again) to 4 (easy), `seconds` to think."""

    card: str
    number: int
    at: datetime
    rating: int
    seconds: float


class HearingKind(StrEnum):
    """What a listener was given."""

    SCAN = "scan"  # ten seconds to read, then one sentence from memory
    LISTEN = "listen"  # the whole story, then questions


class Hearing(NamedTuple):
    """What a listener said they heard of one revision of a story.

    `way` is here (the laptop was handed over), file or link. `answers` are their words by question; it is
    empty, and `answered_at` None, as long as no answer has come back. `clarity` runs from 1 to 5.
    """

    id: str
    story: str
    kind: HearingKind
    way: str
    revision: int
    version: str
    asked_at: datetime
    listener: str = ""
    answered_at: datetime | None = None
    answers: Mapping[str, str] = MappingProxyType({})
    clarity: int | None = None
