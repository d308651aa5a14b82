"""One opening question of a mock with its answer: length, signals, and what became of the story's numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from highsignal.analysis.delivery.measure import measure_delivery
from highsignal.analysis.drift.compare import compare_claims
from highsignal.domain.bank import VERSIONS, StoryContent, StoryRecord
from highsignal.domain.practice import Hearing
from highsignal.domain.signals import SignalName, State
from highsignal.domain.speech import Drift
from highsignal.domain.stories import Analysis
from highsignal.services.clarity import Rated, clarity_of
from highsignal.services.mock_answers import Answer, AnswerState, Thread
from highsignal.services.readings import analysis_of, read_text
from highsignal.services.workspace import Desk

_RANK = {State.MISSING: 0, State.WEAK: 1, State.STRONG: 2}


class Numbers(NamedTuple):
    """What became of a story's numbers in the telling: told as they are, told otherwise, left out."""

    kept: int = 0
    drifted: tuple[Drift, ...] = ()
    untold: int = 0


class ThreadReport(NamedTuple):
    """An opening question with what was answered, follow-ups included.

    `analysis` is of the answer to the opening question; None, as all that follows from it, where there are
    no words of it. `seconds` is its length, `timed` whether that was measured or counted from the words.
    `first_outcome` is in seconds, None where none was heard. `gained` are signals that were stronger with
    the answers to the follow-ups. `numbers` is None where the story is not known.
    """

    thread: Thread
    story: StoryRecord | None
    analysis: Analysis | None = None
    seconds: float | None = None
    timed: bool = False
    first_outcome: float | None = None
    role_seconds: Mapping[str, float] = {}
    gained: tuple[SignalName, ...] = ()
    numbers: Numbers | None = None
    clarity: Rated | None = None

    @property
    def states(self) -> dict[str, str]:
        """The state of each signal, by name."""
        return {s.name.value: s.state.value for s in self.analysis.signals} if self.analysis else {}

    @property
    def strong(self) -> int:
        """How many of the eight signals are strong."""
        return sum(state == State.STRONG.value for state in self.states.values())


def report_thread(
    desk: Desk, thread: Thread, stories: Mapping[str, StoryRecord], hearings: Sequence[Hearing]
) -> ThreadReport:
    """What can be said of one thread; `stories` by id, `hearings` of any of them."""
    opening = thread.opening
    story = stories.get(opening.take.story) if opening.take else None
    clarity = clarity_of(h for h in hearings if story and h.story == story.id).now
    timed = opening.take.seconds if opening.take else None
    report = ThreadReport(thread, story, seconds=timed, timed=timed is not None, clarity=clarity)
    if opening.state is not AnswerState.HEARD:
        return report
    standard = desk.standard()
    analysis = read_text(standard, opening.text)
    whole = read_text(standard, thread.text)
    report = _timed(report._replace(analysis=analysis), opening, analysis)
    told = {signal.name: signal.state for signal in analysis.signals}
    gained = tuple(s.name for s in whole.signals if _RANK[s.state] > _RANK[told[s.name]])
    numbers = _numbers(desk, story.content, whole) if story and story.content.told else None
    return report._replace(gained=gained if thread.follow_ups else (), numbers=numbers)


def _timed(report: ThreadReport, answer: Answer, analysis: Analysis) -> ThreadReport:
    """With times: measured on the words of a recording, else counted from them at the person's pace."""
    timing = analysis.timing
    by_role = {role.value: seconds for role, seconds in timing.by_role.items()}
    if answer.transcript is not None and answer.transcript.heard.words:
        delivery = measure_delivery(answer.transcript.heard, analysis)
        return report._replace(
            seconds=delivery.spoken_seconds,
            timed=True,
            first_outcome=delivery.time_to_impact_seconds,
            role_seconds={role.value: seconds for role, seconds in delivery.role_seconds.items()},
        )
    if report.seconds is None:
        return report._replace(seconds=timing.total, first_outcome=timing.first_outcome, role_seconds=by_role)
    scale = report.seconds / timing.total if timing.total else 1.0
    outcome = None if timing.first_outcome is None else round(timing.first_outcome * scale, 1)
    return report._replace(
        first_outcome=outcome, role_seconds={role: round(s * scale, 1) for role, s in by_role.items()}
    )


def _numbers(desk: Desk, content: StoryContent, told: Analysis) -> Numbers:
    """The numbers of the story's told version in the answer; what is new beside it may stand in another."""
    version = content.told_version
    written = analysis_of(desk, content)
    found = compare_claims(
        written.claims, told.claims, version, "answer", (written.story.source, told.story.source)
    )
    drifts, new = found.drifts, found.new
    for other in VERSIONS:
        if other == version or not new or not content.text(other):
            continue
        words = content.text(other)
        claims = read_text(desk.standard(), words).claims
        more = compare_claims(claims, new, other, "answer", (words, told.story.source))
        drifts, new = drifts + more.drifts, more.new
    kept = len({claimed.span for claimed, _ in found.agreed})
    return Numbers(kept, drifts, len(found.untold))
