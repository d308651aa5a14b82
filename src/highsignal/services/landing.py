"""Whether a story has landed: told within its time, with its signals, its claims intact, and understood.

Four conditions, each with what shows it. The first three are about one and the same take: the latest one
that meets most of them. Within time is up to 120 s, the cap of recorded interviews (evidence.md,
"Delivery"); the ninety seconds are a convention and no condition. The required signals are the first four
that the target's role ranks, with the one the person tightens first: eight strong ones in one telling are
more than ninety seconds hold. Four is a convention, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from highsignal.analysis.timing import CAP
from highsignal.domain.bank import StoryRecord, StoryState, Take
from highsignal.domain.signals import SignalName, State
from highsignal.domain.speech import Retold
from highsignal.domain.stories import Analysis
from highsignal.services.heard import Heard, all_heard
from highsignal.services.readings import analysis_of
from highsignal.services.retelling import alone, compare_telling
from highsignal.services.stories import get_story, mark
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change
from highsignal.storage.hearings import list_hearings
from highsignal.storage.tellings import find_take, list_takes

REQUIRED = 4  # signals; see above
_WITHOUT_ROLE = (SignalName.STAKES, SignalName.DECISION, SignalName.IMPACT, SignalName.OWNERSHIP)
LOOKED_AT = 12  # takes, latest first; an older one says little about how the story is told now
TIME, SIGNALS, CLAIMS, LISTENER = "time", "signals", "claims", "listener"


class Condition(NamedTuple):
    """One of the four: whether it holds, and in one sentence what shows it or what is missing.

    `take` and `hearing` are the ids of what it was read from, empty where there is none.
    """

    id: str
    holds: bool
    why: str
    take: str = ""
    hearing: str = ""


class Landing(NamedTuple):
    """The four conditions of one story, and whether the story is marked as landed."""

    story: StoryRecord
    conditions: tuple[Condition, ...]

    @property
    def all_hold(self) -> bool:
        """Whether the story has landed by all four."""
        return all(condition.holds for condition in self.conditions)

    @property
    def marked(self) -> bool:
        """Whether its state says so."""
        return self.story.state is StoryState.LANDED

    @property
    def met(self) -> int:
        """How many of the four hold."""
        return sum(condition.holds for condition in self.conditions)


class _Told(NamedTuple):
    """A take with what its words show; both None where it has no words."""

    take: Take
    analysis: Analysis | None
    retold: Retold | None


def landing_of(desk: Desk, story: StoryRecord) -> Landing:
    """Whether `story` has landed, read from its takes and hearings; two statements."""
    with desk.database.reading() as session:
        takes = list_takes(session, desk.person.id, story=story.id, limit=LOOKED_AT)
        hearings = list_hearings(session, desk.person.id, story.id)
    return judge_landing(desk, story, takes, all_heard(story.content, hearings))


def judge_landing(desk: Desk, story: StoryRecord, takes: Sequence[Take], heard: Sequence[Heard]) -> Landing:
    """The four conditions from takes (latest first) and answered hearings that are at hand."""
    required = required_signals(desk)
    told = [_told(desk, story, take) for take in takes]
    judged = [(_time(one), _signals(one, required), _claims(one)) for one in told]
    best = max(judged, key=lambda three: sum(c.holds for c in three), default=_NO_TAKE)
    return Landing(story, (*best, _listener(story, heard)))


def required_signals(desk: Desk) -> tuple[SignalName, ...]:
    """The signals that a telling must show strongly, by the target's role and the person's choice."""
    role = desk.standard().role
    ranked = tuple(one.name for one in role.signals) if role else _WITHOUT_ROLE
    chosen = (SignalName(desk.signal),) if desk.signal in tuple(SignalName) else ()
    return tuple(dict.fromkeys((*chosen, *ranked)))[:REQUIRED]


def land_when_all_hold(desk: Desk, story: str, before: Landing) -> Change | None:
    """Mark a story as landed when what just happened made the last condition hold; can be undone.

    Where all four held `before`, the state is left as the person has it.
    """
    if before.all_hold:
        return None
    now = landing_of(desk, get_story(desk, story))
    if not now.all_hold or now.marked:
        return None
    return mark(desk, [story], StoryState.LANDED)


def land_by_take(desk: Desk, take: str) -> Change | None:
    """The same after a take was heard, typed or corrected, which may have made its story land."""
    with desk.database.reading() as session:
        found = find_take(session, desk.person.id, take)
        if found is None or not found.story or not found.text.strip():
            return None
        takes = list_takes(session, desk.person.id, story=found.story, limit=LOOKED_AT)
        hearings = list_hearings(session, desk.person.id, found.story)
    story = get_story(desk, found.story)
    own = _told(desk, story, found)
    if not all(one.holds for one in (_time(own), _signals(own, required_signals(desk)), _claims(own))):
        return None  # most takes: nothing else needs to be looked at
    others = [one for one in takes if one.id != take]
    before = judge_landing(desk, story, others, all_heard(story.content, hearings))
    return land_when_all_hold(desk, story.id, before)


def _told(desk: Desk, story: StoryRecord, take: Take) -> _Told:
    if not take.text.strip():
        return _Told(take, None, None)
    told = analysis_of(desk, alone(story.content, take.version, take.text))
    found = compare_telling(desk, story.content, take.version, told)
    return _Told(take, told, found.retold if found else None)


_NO_TAKE = (
    Condition(TIME, False, "No take yet: tell it aloud once."),
    Condition(SIGNALS, False, "No take yet, so no signal was heard."),
    Condition(CLAIMS, False, "No take yet, so no claim was told."),
)


def _time(told: _Told) -> Condition:
    take = told.take
    if take.seconds is None:
        why = "The latest take was typed; nobody knows how long it takes to say."
        return Condition(TIME, False, why, take.id)
    holds = 0 < take.seconds <= CAP
    seconds = f"{take.seconds:.0f}\u202fs"
    why = (
        f"Told in {seconds}." if holds else f"Told in {seconds}, beyond the {CAP:.0f}\u202fs that there are."
    )
    return Condition(TIME, holds, why, take.id)


def _signals(told: _Told, required: Sequence[SignalName]) -> Condition:
    if told.analysis is None:
        why = "Not measured: the take has a time and no words."
        return Condition(SIGNALS, False, why, told.take.id)
    states = {signal.name: signal.state for signal in told.analysis.signals}
    weak = [name for name in required if states.get(name) is not State.STRONG]
    if weak:
        listed = ", ".join(f"{_called(name)} {states.get(name, State.MISSING).value}" for name in weak)
        return Condition(SIGNALS, False, f"In the telling: {listed}.", told.take.id)
    listed = ", ".join(map(_called, required))
    return Condition(SIGNALS, True, f"Strong in the telling: {listed}.", told.take.id)


def _claims(told: _Told) -> Condition:
    if told.retold is None:
        why = "Not measured: the take has a time and no words."
        return Condition(CLAIMS, False, why, told.take.id)
    if told.retold.drifts:
        return Condition(CLAIMS, False, told.retold.drifts[0].explanation, told.take.id)
    count = len(told.retold.agreed)
    said = {0: "No claim was told otherwise; none was told at all", 1: "The one claim told agrees"}
    why = said.get(count, f"All {count} claims told agree") + " with the story."
    return Condition(CLAIMS, True, why, told.take.id)


def _listener(story: StoryRecord, heard: Sequence[Heard]) -> Condition:
    if not story.content.headline.strip():
        return Condition(LISTENER, False, "The story has no headline yet, so nothing says what to hear.")
    repeated = [one for one in heard if one.repeated]
    if repeated:
        one = repeated[0]
        who = one.hearing.listener or "A listener"
        ruling = " (your ruling)" if one.ruled else ""
        return Condition(LISTENER, True, f"{who} said: “{_short(one.said)}”{ruling}", "", one.hearing.id)
    if not heard:
        return Condition(LISTENER, False, "Nobody has been asked yet what they heard.")
    count = len(heard)
    who = "The one listener has" if count == 1 else f"None of {count} listeners has"
    negated = " not" if count == 1 else ""
    return Condition(LISTENER, False, f"{who}{negated} said the headline’s outcome yet.")


def _called(name: SignalName) -> str:
    return name.value.replace("tradeoff", "trade-off")


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 140 else line[:138].rsplit(" ", 1)[0] + " …"
