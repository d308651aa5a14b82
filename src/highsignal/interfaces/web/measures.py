"""The measures of a take as they are shown: each with its definition, its evidence and what it was made from.

What each means and where its numbers come from is in docs/delivery.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from highsignal.analysis.delivery.pauses import SHORTEST
from highsignal.analysis.delivery.remarks import (
    FAST,
    HARMFUL_FILLERS,
    NATURAL_PAUSE,
    SLOW,
    hesitations,
    per_minute,
)
from highsignal.analysis.timing import CAP, NINETY
from highsignal.domain.roles import Role
from highsignal.domain.speech import Delivery, SpokenWord
from highsignal.domain.stories import Analysis
from highsignal.interfaces.web.pictures import ROLE_NAMES
from highsignal.interfaces.web.take_words import clock
from highsignal.interfaces.web.templating import plural

_THIN = "\u202f"
_WORDS_SHOWN = 12  # of a sentence that is quoted


class Heard(NamedTuple):
    """A place of the recording: where it begins, in seconds, and what is there."""

    at: float
    words: str


class Measure(NamedTuple):
    """One measure: `value` and `label` as they are read together; `made_from` says it in a sentence.

    `beyond` is True outside of the band in which nothing is wrong; `places` are where it was heard.
    """

    code: str
    value: str
    label: str
    definition: str
    evidence: str
    made_from: str
    places: tuple[Heard, ...] = ()
    beyond: bool = False


def measures(delivery: Delivery, analysis: Analysis, words: Sequence[SpokenWord]) -> tuple[Measure, ...]:
    """The line of measures of one take; `words` are those of the analysed text."""
    told = _Told(delivery, analysis, words)
    return (
        _length(told), _outcome(told), _decision(told), _pace(told), _pauses(told), _restarts(told),
        _fillers(told), _roles(told),
    )  # fmt: skip


class _Told(NamedTuple):
    """What a measure is made from."""

    delivery: Delivery
    analysis: Analysis
    words: Sequence[SpokenWord]

    @property
    def first(self) -> float:
        """When the first word begins; the times to the first outcome and decision count from there."""
        return self.words[0].start if self.words else 0.0

    def sentence(self, second: float) -> str:
        """How the sentence begins that is spoken at a second of the recording."""
        spoken = [word for word in self.words if word.start <= second + 0.01]
        at = spoken[-1].span.start if spoken else 0
        for item in self.analysis.sentences:
            if item.sentence.span.start <= at < item.sentence.span.end:
                words = item.sentence.text.split()
                more = " …" if len(words) > _WORDS_SHOWN else ""
                return f"“{' '.join(words[:_WORDS_SHOWN])}{more}”"
        return ""

    def word(self, number: int) -> str:
        """A word of the text."""
        return self.words[number].span.text(self.analysis.story.source)


def _length(told: _Told) -> Measure:
    delivery = told.delivery
    over = f", {delivery.over_mark:.0f}{_THIN}s past the mark" if delivery.over_mark else ""
    end = clock(told.first + delivery.spoken_seconds)
    return Measure(
        "length",
        f"{delivery.spoken_seconds:.0f}{_THIN}s",
        f"of {NINETY:.0f}",
        "From the beginning of the first word to the end of the last one.",
        f"Ninety seconds are a convention: no study of it was found. After {CAP:.0f}{_THIN}s asynchronous "
        "interviews usually cut the answer off.",
        f"{delivery.words} words between {clock(told.first)} and {end}{over}.",
        beyond=delivery.over_cap > 0,
    )


def _outcome(told: _Told) -> Measure:
    late = told.delivery.time_to_impact_seconds
    return Measure(
        "outcome",
        "no outcome" if late is None else f"{late:.0f}{_THIN}s",
        "heard" if late is None else "to the first outcome",
        "Seconds from the first word to the first sentence in which something changed.",
        "Interview guides say: put the result up front; too many words before it are a senior pitfall. "
        "How many seconds are too many was not found: only an outcome after the mark, or none, is a finding.",
        "No sentence of the transcript tells what changed." if late is None else "This sentence:",
        () if late is None else (Heard(told.first + late, told.sentence(told.first + late)),),
        beyond=late is None or late > NINETY,
    )


def _decision(told: _Told) -> Measure:
    late = told.delivery.time_to_decision_seconds
    return Measure(
        "decision",
        "no decision" if late is None else f"{late:.0f}{_THIN}s",
        "heard" if late is None else "to the first decision",
        "Seconds from the first word to the first sentence in which a choice is heard.",
        "No number for it was found; it is shown so that takes can be compared.",
        "No sentence of the transcript tells a choice." if late is None else "This sentence:",
        () if late is None else (Heard(told.first + late, told.sentence(told.first + late)),),
    )


def _pace(told: _Told) -> Measure:
    delivery = told.delivery
    rate = delivery.words_per_minute
    return Measure(
        "pace",
        f"{rate:.0f}",
        "words a minute",
        "Words divided by the time from the first to the last; below, in stretches of fifteen seconds.",
        f"Nothing is said between {SLOW:.0f} and {FAST:.0f}: 79 British recordings average 198 (Wang and Li "
        "2021), radio advice is 160 to 180, and 120 to 145 was found too narrow a rule.",
        f"{delivery.words} words in {delivery.spoken_seconds:.0f}{_THIN}s"
        + (
            f"; {100 * delivery.interpolated:.0f}{_THIN}% of their times are estimated."
            if delivery.interpolated
            else "."
        ),
        tuple(Heard(p.start, f"to {clock(p.end)}: {p.words_per_minute:.0f}") for p in delivery.pace),
        beyond=per_minute(1, delivery) is not None and not SLOW <= rate <= FAST,
    )


def _pauses(told: _Told) -> Measure:
    delivery = told.delivery
    count, _ = hesitations(delivery)
    inside = [p for p in delivery.pauses if p.within_clause]
    long = [p for p in inside if p.end - p.start > NATURAL_PAUSE]
    return Measure(
        "pauses",
        str(count),
        "pause inside a clause" if count == 1 else "pauses inside clauses",
        f"Silences of more than {NATURAL_PAUSE}{_THIN}s between two words of one clause.",
        f"Pauses at punctuation are natural ({NATURAL_PAUSE}{_THIN}s); only those inside a clause tell of "
        "searching for words (Kahng). Which number of them matters was not found.",
        f"{plural(len(delivery.pauses), 'silence')} from {SHORTEST}{_THIN}s on, {len(inside)} in a clause.",
        tuple(Heard(p.start, f"{p.end - p.start:.1f}{_THIN}s after “{told.word(p.after)}”") for p in long),
    )


def _restarts(told: _Told) -> Measure:
    found = told.delivery.restarts
    text = told.analysis.story.source
    return Measure(
        "restarts",
        str(len(found)),
        "restart" if len(found) == 1 else "restarts",
        "Words said twice in a row, or a sentence begun again.",
        "No number was found from which they harm: a convention, and never more than a hint.",
        "Compared word by word in the transcript.",
        tuple(Heard(r.start, f"“{r.span.text(text)}”") for r in found),
    )


def _fillers(told: _Told) -> Measure:
    fillers = told.delivery.fillers
    definition = "“Um” and “uh”, heard by the recogniser or found between words by the aligner."
    evidence = (
        f"Up to 5 a minute listeners do not mind; {HARMFUL_FILLERS:.0f} clearly harm (Laske 2024). "
        "In between nothing was tried, so nothing is said."
    )
    if not fillers.measured:
        why = fillers.why or "this recording does not let them be told from other sounds"
        return Measure("fillers", "fillers", "not measured", definition, evidence, f"Not measured: {why}")
    count = len(fillers.found)
    rate = per_minute(count, told.delivery)
    return Measure(
        "fillers",
        str(count),
        "filler (heard)" if count == 1 else "fillers (heard)",
        definition,
        evidence,
        "Too short a take for a rate." if rate is None else f"{rate:.1f} a minute.",
        tuple(Heard(f.start, f"“{f.sound}” ({f.by})") for f in fillers.found),
        beyond=rate is not None and rate >= HARMFUL_FILLERS,
    )


def _roles(told: _Told) -> Measure:
    told_roles = [(r, s) for r, s in told.delivery.role_seconds.items() if s and r is not Role.OTHER]
    return Measure(
        "roles",
        str(len(told_roles)),
        "role heard" if len(told_roles) == 1 else "roles heard",
        "How long each part of the story took: from each sentence’s first word to the end of its last.",
        "Which share each should have was not found; true stories of interviews hold more situation than "
        "task, action or result (Bangerter 2014).",
        " · ".join(f"{ROLE_NAMES[role.value]} {seconds:.0f}{_THIN}s" for role, seconds in told_roles)
        or "No sentence has a role.",
    )
