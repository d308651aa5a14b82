"""The report on a mock: each answer with its evidence, and the mock beside those before it.

Nothing in it is a score for hiring. What was not measured is None, with its reason where it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import mean, median
from typing import NamedTuple

from highsignal.analysis.probes import ABOUT, lack_of
from highsignal.analysis.timing import CAP
from highsignal.domain.bank import StoryRecord
from highsignal.domain.practice import Hearing, Mock
from highsignal.domain.signals import SignalName, State
from highsignal.services.clarity import Rated, clarity_of
from highsignal.services.errors import NotFoundError
from highsignal.services.mock_answers import Answer, Thread, answers_of, threads
from highsignal.services.mock_stories import match_answers
from highsignal.services.mock_thread import Figures, ThreadReport, figures_of
from highsignal.services.mocks import MockView
from highsignal.services.workspace import Desk
from highsignal.storage.hearings import list_hearings
from highsignal.storage.mocks import list_mocks
from highsignal.storage.stories import list_stories

EARLIER = 7  # mocks that one is compared with; with itself two months of one a week


class Measures(NamedTuple):
    """A mock in numbers; each is None where no answer gives it.

    `answered` of `asked` opening questions have words. `length` and `first_outcome` are medians in seconds,
    `without_outcome` counts the answers in which none was heard, `over_cap` those longer than the cap.
    `strong` is the mean number of strong signals an answer, of eight. Of `numbers` the stories told have,
    `kept` were told as they are and `drifted` otherwise. `clarity` is what people said of the stories told,
    up to the next mock.
    """

    mock: Mock
    asked: int
    answered: int
    length: float | None
    first_outcome: float | None
    without_outcome: int
    over_cap: int
    strong: float | None
    numbers: int
    kept: int
    drifted: int
    clarity: Rated | None


class Report(NamedTuple):
    """A mock looked back on: `earlier` are those before it in which anything was answered, latest first.

    `lacking` counts the answers in which each signal is not strong, most first; `probed` the follow-ups by
    the signal that they asked for.
    """

    view: MockView
    threads: tuple[ThreadReport, ...]
    measures: Measures
    earlier: tuple[Measures, ...]
    lacking: tuple[tuple[SignalName, int], ...]
    probed: tuple[tuple[SignalName, int], ...]

    @property
    def listening(self) -> bool:
        """Whether answers are still being turned to text, so that more will be said later."""
        return self.view.listening


class _Bank(NamedTuple):
    """What reports are made of, read at once for all mocks."""

    mocks: tuple[Mock, ...]  # the one that is reported on, then those before it
    until: datetime  # when the mock after it began; now, where there is none
    answers: Mapping[str, tuple[Answer, ...]]
    stories: Mapping[str, StoryRecord]
    hearings: tuple[Hearing, ...]
    figures: Mapping[str, Figures] = {}


def report_on(desk: Desk, mock: str) -> Report:
    """The report on a mock that has ended, or on what there is of it so far; raises NotFoundError."""
    bank = _read(desk, mock)
    if match_answers(desk, bank.answers[mock], list(bank.stories.values())):
        bank = _read(desk, mock)
    every = [thread for answers in bank.answers.values() for thread in threads(answers)]
    bank = bank._replace(figures=figures_of(desk, every, bank.stories))
    this, *before = bank.mocks
    told = _told(bank, mock)
    # A mock's stories are as clear as people found them until the next mock.
    untils = [bank.until, *(one.started_at for one in bank.mocks)]
    earlier = (
        _measures(one, _told(bank, one.id), bank, until)
        for one, until in zip(before, untils[1:], strict=False)
    )
    return Report(
        MockView(this, bank.answers[mock]),
        told,
        _measures(this, told, bank, bank.until),
        tuple(measures for measures in earlier if measures.answered),
        _lacking(told),
        _probed(bank.answers[mock]),
    )


def _read(desk: Desk, mock: str) -> _Bank:
    person = desk.person.id
    with desk.database.reading() as session:
        found = list_mocks(session, person)
        at = next((n for n, one in enumerate(found) if one.id == mock), None)
        if at is None:
            raise NotFoundError("mock", mock)
        wanted = found[at : at + 1 + EARLIER]
        until = found[at - 1].started_at if at else desk.now()
        stories = {story.id: story for story in list_stories(session, person, archived=None)}
        answers = answers_of(session, person, wanted)
        return _Bank(wanted, until, answers, stories, list_hearings(session, person))


def _told(bank: _Bank, mock: str) -> tuple[ThreadReport, ...]:
    return tuple(_thread(bank, thread) for thread in threads(bank.answers[mock]))


def _thread(bank: _Bank, thread: Thread) -> ThreadReport:
    take = thread.opening.take
    story = bank.stories.get(take.story) if take else None
    clarity = clarity_of(h for h in bank.hearings if story and h.story == story.id).now
    return ThreadReport(thread, story, bank.figures.get(take.id) if take else None, clarity)


def _measures(mock: Mock, told: Sequence[ThreadReport], bank: _Bank, until: datetime) -> Measures:
    heard = [one.figures for one in told if one.figures is not None]
    lengths = [one.seconds for one in told if one.seconds is not None]
    outcomes = [one.first_outcome for one in heard if one.first_outcome is not None]
    numbers = [one.numbers for one in heard if one.numbers is not None]
    stories = {one.story.id for one in told if one.story}
    listened = (h for h in bank.hearings if h.story in stories and h.answered_at and h.answered_at < until)
    return Measures(
        mock=mock,
        asked=len(told),
        answered=len(heard),
        length=median(lengths) if lengths else None,
        first_outcome=median(outcomes) if outcomes else None,
        without_outcome=len(heard) - len(outcomes),
        over_cap=sum(seconds > CAP for seconds in lengths),
        strong=mean(one.strong for one in heard) if heard else None,
        numbers=sum(n.total for n in numbers),
        kept=sum(n.kept for n in numbers),
        drifted=sum(len(n.drifted) for n in numbers),
        clarity=clarity_of(listened).now,
    )


def _lacking(told: Sequence[ThreadReport]) -> tuple[tuple[SignalName, int], ...]:
    counts = dict.fromkeys(SignalName, 0)
    for one in told:
        for name, state in one.figures.states.items() if one.figures else ():
            counts[SignalName(name)] += state != State.STRONG.value
    return tuple(sorted(((name, n) for name, n in counts.items() if n), key=lambda pair: -pair[1]))


def _probed(answers: Sequence[Answer]) -> tuple[tuple[SignalName, int], ...]:
    counts: dict[SignalName, int] = {}
    for answer in answers:
        signal = ABOUT.get(lack_of(answer.question.probe))
        if signal is not None:
            counts[signal] = counts.get(signal, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: -pair[1]))
