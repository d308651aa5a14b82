"""What listeners heard of a story beside what was meant: the headline's outcome, and each signal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from highsignal.analysis.hearing import Echo, Verdict, echo_of
from highsignal.analysis.hearing_signals import SignalHeard, heard_signals
from highsignal.domain.bank import StoryContent
from highsignal.domain.practice import Hearing, HearingKind
from highsignal.domain.signals import SignalName
from highsignal.domain.stories import Analysis

# The answers in which an outcome comes up: what changed, and what would be passed on.
OUTCOME_IN = {HearingKind.SCAN: ("sentence",), HearingKind.LISTEN: ("changed", "tell", "did")}
RULED, RULED_ON = "_ruled", "_ruled_on"  # what the person says, and the headline that it is about


class Heard(NamedTuple):
    """One answered hearing beside the headline: `echo` is of the answer (`answer`) that repeats most of it.

    `ruled` is yes or no where the person overruled the comparison for this headline, else empty. `echo` is
    None where the story has no headline to compare with.
    """

    hearing: Hearing
    answer: str
    echo: Echo | None
    ruled: str = ""

    @property
    def said(self) -> str:
        """The listener's words in that answer."""
        return self.hearing.answers.get(self.answer, "")

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that counts; None where nothing can be compared."""
        if self.ruled:
            return Verdict.HEARD if self.ruled == "yes" else Verdict.MISSED
        return self.echo.verdict if self.echo else None

    @property
    def repeated(self) -> bool:
        """Whether this listener repeated the headline's outcome."""
        return self.verdict is Verdict.HEARD


class SignalShare(NamedTuple):
    """A signal over all listeners: how many heard it, heard a part, out of how many that could say it."""

    name: SignalName
    intended: str
    heard: int
    partly: int
    listeners: int
    state: str


def heard_of(content: StoryContent, hearing: Hearing) -> Heard:
    """One answered hearing against the headline as it stands."""
    asked = [key for key in OUTCOME_IN[hearing.kind] if hearing.answers.get(key, "").strip()]
    headline = content.headline.strip()
    if not headline:
        return Heard(hearing, asked[0] if asked else "", None)
    ruled = hearing.answers.get(RULED, "") if hearing.answers.get(RULED_ON) == content.headline else ""
    if not asked:
        return Heard(hearing, "", echo_of(headline, ""), ruled)
    echoes = {key: echo_of(headline, hearing.answers[key]) for key in asked}
    best = max(echoes, key=lambda key: echoes[key].chance)
    return Heard(hearing, best, echoes[best], ruled)


def all_heard(content: StoryContent, hearings: Iterable[Hearing]) -> tuple[Heard, ...]:
    """The answered hearings of a story, latest answered first."""
    answered = [h for h in hearings if h.answered_at is not None]
    return tuple(
        heard_of(content, h) for h in sorted(answered, key=lambda h: (h.answered_at, h.id), reverse=True)
    )


def by_signal(analysis: Analysis, hearing: Hearing) -> tuple[SignalHeard, ...]:
    """One hearing, signal by signal, against the text as it stands."""
    return heard_signals(analysis, hearing.answers)


def signal_shares(analysis: Analysis, hearings: Sequence[Hearing]) -> tuple[SignalShare, ...]:
    """Each signal over the listeners who were given the whole story; none where there are none."""
    listened = [h for h in hearings if h.answered_at and h.kind is HearingKind.LISTEN]
    return shares_of([by_signal(analysis, h) for h in listened])


def shares_of(compared: Sequence[Sequence[SignalHeard]]) -> tuple[SignalShare, ...]:
    """Each signal over hearings that were compared with one text."""
    return tuple(_share(column) for column in zip(*compared, strict=True))


def _share(column: Sequence[SignalHeard]) -> SignalShare:
    verdicts = [one.echo.verdict for one in column if one.echo is not None]
    first = column[0]
    intended = next((one.intended for one in column if one.intended), "")
    return SignalShare(
        first.name,
        intended,
        verdicts.count(Verdict.HEARD),
        verdicts.count(Verdict.PARTLY),
        len(verdicts),
        first.state.value,
    )
