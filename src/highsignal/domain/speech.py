"""What was heard in a recording: words with their times, and what is measured on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from highsignal.domain.claims import Claim
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span


class SpokenWord(NamedTuple):
    """A word of the transcript: `span` counts in its text, `start` and `end` in seconds of the recording.

    `measured` is False where the times were interpolated, because the word is in no dictionary.
    """

    span: Span
    start: float
    end: float
    measured: bool = True


class HeardFiller(NamedTuple):
    """An "um" or "uh": `sound` is what was heard, times in seconds; `by` is recogniser or aligner."""

    sound: str
    start: float
    end: float
    by: str


class Transcript(NamedTuple):
    """What a recogniser heard in a recording of `seconds`; fillers do not stand in `text`.

    `recogniser` names it with its model. `fillers_why` says why fillers were not measured; it is empty
    when they were.
    """

    recogniser: str
    text: str
    words: tuple[SpokenWord, ...]
    seconds: float
    fillers: tuple[HeardFiller, ...] = ()
    fillers_why: str = ""


class Sound(NamedTuple):
    """How a recording sounds: `peaks` are the loudest samples (0 to 1) of equal stretches, for a picture.

    `level` is the speech level in dB below full scale, `clipped` and `silent` are shares of the time.
    """

    seconds: float
    level: float
    clipped: float
    silent: float
    peaks: tuple[float, ...]


class Pause(NamedTuple):
    """A silence between two words, in seconds; `after` is the number of the word before it."""

    start: float
    end: float
    within_clause: bool
    after: int


class Restart(NamedTuple):
    """Words said and taken back: `kind` is repeat (the same words twice) or restart (begun again)."""

    span: Span
    start: float
    end: float
    kind: str


class Pace(NamedTuple):
    """Words a minute in a stretch of the recording, seconds."""

    start: float
    end: float
    words_per_minute: float


class Fillers(NamedTuple):
    """Fillers heard; when `measured` is False, `why` says why and `found` means nothing."""

    measured: bool
    why: str = ""
    found: tuple[HeardFiller, ...] = ()


class Delivery(NamedTuple):
    """How a story was told; every time in seconds of the recording.

    `spoken_seconds` runs from the first word to the end of the last one; `over_mark` and `over_cap` are
    what it is longer than the ninety seconds and the cap. A time is None where the thing was not heard.
    """

    words: int
    words_per_minute: float
    spoken_seconds: float
    pace: tuple[Pace, ...]
    pauses: tuple[Pause, ...]
    restarts: tuple[Restart, ...]
    fillers: Fillers
    time_to_impact_seconds: float | None
    time_to_decision_seconds: float | None
    role_seconds: Mapping[Role, float]
    over_mark: float
    over_cap: float
    interpolated: float  # share of the words whose times were not measured


class Place(NamedTuple):
    """Where something stands: a document's name, the span in its text, and the words there."""

    path: str
    span: Span
    text: str


class Drift(NamedTuple):
    """A claim told otherwise than it is: `kind` is value, direction, unit, baseline, date or scope.

    `claimed` is where it is claimed, `told` where it was told otherwise; `explanation` is one sentence.
    """

    metric: str
    kind: str
    claimed: Place
    told: Place
    explanation: str


class Retold(NamedTuple):
    """A story's claims against those of one telling.

    `drifts` contradict, `agreed` are pairs (claimed, told) that say the same, `untold` are the story's
    claims that were not told, `new` the told ones that the story does not have.
    """

    drifts: tuple[Drift, ...]
    agreed: tuple[tuple[Claim, Claim], ...]
    untold: tuple[Claim, ...]
    new: tuple[Claim, ...]
