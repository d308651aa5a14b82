"""One opening question of a mock with its answer: length, signals, and what became of the story's numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from highsignal import __version__
from highsignal.analysis.analyzer import Standard
from highsignal.analysis.delivery.measure import measure_delivery
from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.domain.signals import State
from highsignal.domain.stories import Analysis
from highsignal.services.clarity import Rated
from highsignal.services.kept_values import plain, reader_of
from highsignal.services.mock_answers import Answer, AnswerState, Thread
from highsignal.services.readings import read_text
from highsignal.services.retelling import compare_telling
from highsignal.services.workspace import Desk
from highsignal.storage.readings import find_readings, save_readings

_RANK = {State.MISSING: 0, State.WEAK: 1, State.STRONG: 2}


class Numbers(NamedTuple):
    """What became of a story's numbers in the telling: told as they are, told otherwise, left out.

    `drifted` has a sentence for each that was told otherwise.
    """

    kept: int
    drifted: tuple[str, ...]
    untold: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + len(self.drifted) + self.untold


class Figures(NamedTuple):
    """What is measured on an answer in words, kept since it takes a while to make.

    `seconds` is its length, `timed` whether that was measured or counted from the words; `first_outcome` is
    in seconds, None where none was heard. `states` are those of the signals by name, `gained` the signals
    that are stronger with the answers to the follow-ups. `numbers` is None where the story is not known.
    """

    seconds: float
    timed: bool
    first_outcome: float | None
    role_seconds: Mapping[str, float]
    states: Mapping[str, str]
    gained: tuple[str, ...]
    numbers: Numbers | None

    @property
    def strong(self) -> int:
        """How many of the eight signals are strong."""
        return sum(state == State.STRONG.value for state in self.states.values())


class ThreadReport(NamedTuple):
    """An opening question with its follow-ups; `figures` is None where there are no words of the answer."""

    thread: Thread
    story: StoryRecord | None
    figures: Figures | None = None
    clarity: Rated | None = None

    @property
    def seconds(self) -> float | None:
        """How long the answer was; of one without words what the clock took."""
        take = self.thread.opening.take
        return self.figures.seconds if self.figures else take.seconds if take else None


def figures_of(
    desk: Desk, threads: Sequence[Thread], stories: Mapping[str, StoryRecord]
) -> dict[str, Figures]:
    """The figures of the threads whose answer has words, by its take; `stories` are the bank's, by id.

    They are made once for the same words, story and target, and kept.
    """
    standard = desk.standard()
    heard = {_key(standard, t, _story(t, stories)): t for t in threads if _is_heard(t)}
    with desk.database.reading() as session:
        known = find_readings(session, heard)
    read = reader_of(Figures)
    found = {key: read(value["figures"]) if read else value["figures"] for key, value in known.items()}
    new = {key: _make(desk, t, _story(t, stories)) for key, t in heard.items() if key not in found}
    if new:
        values = {key: {"figures": plain(figures)} for key, figures in new.items()}
        with desk.database.writing() as session:
            save_readings(session, desk.person.id, values, desk.now())
    return {heard[key].opening.question.take: figures for key, figures in (found | new).items()}


def _is_heard(thread: Thread) -> bool:
    return thread.opening.state is AnswerState.HEARD


def _story(thread: Thread, stories: Mapping[str, StoryRecord]) -> StoryRecord | None:
    take = thread.opening.take
    return stories.get(take.story) if take else None


def _key(standard: Standard, thread: Thread, story: StoryRecord | None) -> str:
    """A name for the figures: another as soon as anything that they are made of is another."""
    opening = thread.opening
    times = opening.transcript.heard.words if opening.transcript else ()
    listeners = tuple(group.named for group in standard.role.audiences) if standard.role else ()
    parts = (
        ("mock-answer", __version__, standard.target, standard.level, listeners),
        (opening.text, thread.text, times, opening.take.seconds if opening.take else None),
        story.content if story else None,
        opening.question.take,
    )
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=24).hexdigest()


def _make(desk: Desk, thread: Thread, story: StoryRecord | None) -> Figures:
    standard = desk.standard()
    analysis = read_text(standard, thread.opening.text)
    whole = read_text(standard, thread.text)
    before = {signal.name: signal.state for signal in analysis.signals}
    gained = (s.name.value for s in whole.signals if _RANK[s.state] > _RANK[before[s.name]])
    figures = Figures(
        seconds=analysis.timing.total,
        timed=False,
        first_outcome=analysis.timing.first_outcome,
        role_seconds={role.value: seconds for role, seconds in analysis.timing.by_role.items()},
        states={signal.name.value: signal.state.value for signal in analysis.signals},
        gained=tuple(gained) if thread.follow_ups else (),
        numbers=_numbers(desk, story.content, whole) if story and story.content.told else None,
    )
    return _timed(figures, thread.opening, analysis)


def _timed(figures: Figures, answer: Answer, analysis: Analysis) -> Figures:
    """With measured times: those of the words of a recording, else as fast as the clock says."""
    if answer.transcript is not None and answer.transcript.heard.words:
        delivery = measure_delivery(answer.transcript.heard, analysis)
        return figures._replace(
            seconds=delivery.spoken_seconds,
            timed=True,
            first_outcome=delivery.time_to_impact_seconds,
            role_seconds={role.value: seconds for role, seconds in delivery.role_seconds.items()},
        )
    took = answer.take.seconds if answer.take else None
    if took is None or not figures.seconds:
        return figures
    scale = took / figures.seconds
    outcome = figures.first_outcome
    return figures._replace(
        seconds=took,
        timed=True,
        first_outcome=None if outcome is None else round(outcome * scale, 1),
        role_seconds={role: round(seconds * scale, 1) for role, seconds in figures.role_seconds.items()},
    )


def _numbers(desk: Desk, content: StoryContent, told: Analysis) -> Numbers:
    """The numbers of the story's told version in the answer; what is new beside it may stand in another."""
    found = compare_telling(desk, content, content.told_version, told)
    if found is None:
        return Numbers(0, (), 0)
    kept = len({claimed.span for claimed, _ in found.retold.agreed})
    drifts = dict.fromkeys(drift.explanation for drift in found.retold.drifts)
    return Numbers(kept, tuple(drifts), len(found.retold.untold))
