"""What a person should know about a loop plan before they rely on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from highsignal.analysis.matching.coverage import ANSWERED
from highsignal.analysis.planning.likely import Slot

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Concern(StrEnum):
    """What an advice is about."""

    GAP = "gap"  # no story suits the question
    WEAK = "weak"  # the story planned suits it only just
    TWICE = "twice"  # the person pinned one story to two questions
    CONTESTED = "contested"  # one story is the best answer to two questions of one interviewer
    TOLD = "told"  # a pinned story was told in this loop before
    STALE = "stale"  # a pin names a question or a story that is no longer there


class Advice(NamedTuple):
    """One thing to know: whose question it is about (ids), which story, and a sentence for the person."""

    concern: Concern
    interviewer: str
    prompt: str
    story: str | None
    sentence: str


class Drawn(NamedTuple):
    """One place of a plan, as far as advice looks at it."""

    slot: Slot
    story: str | None
    score: float
    pinned: bool
    spare: str | None


def advise(
    places: Sequence[Drawn],
    titles: Mapping[str, str],
    table: NDArray[np.float64],
    told: Collection[str],
    stale: Sequence[tuple[str, str]],
) -> tuple[Advice, ...]:
    """Everything to know about a plan, question by question, then the pins that no longer hold.

    `table` has the score of every story (columns, in the order of `titles`) for every place (rows).
    """
    found: list[Advice] = []
    for place in places:
        found += _of_place(place, titles, told)
    found += _twice(places, titles)
    found += _contested(places, titles, table)
    for interviewer, prompt in stale:
        sentence = "A story was pinned here, and the question or the story is gone; choose again."
        found.append(Advice(Concern.STALE, interviewer, prompt, None, sentence))
    return tuple(found)


def _of_place(place: Drawn, titles: Mapping[str, str], told: Collection[str]) -> Iterator[Advice]:
    who, asked = place.slot.interviewer, place.slot.prompt
    if place.story is None:
        rest = (
            f" Fall back on “{titles[place.spare]}”."
            if place.spare
            else " Write one, or decide what to say instead."
        )
        yield Advice(
            Concern.GAP, who, asked, None, f"No story is left that answers “{place.slot.text}”{rest}"
        )
        return
    title = titles[place.story]
    if place.score < ANSWERED:
        sentence = f"“{title}” answers this only in part; say in your first sentence how it bears on it."
        yield Advice(Concern.WEAK, who, asked, place.story, sentence)
    if place.story in told:
        sentence = f"“{title}” was told in this loop before, and interviewers compare notes."
        yield Advice(Concern.TOLD, who, asked, place.story, sentence)


def _twice(places: Sequence[Drawn], titles: Mapping[str, str]) -> Iterator[Advice]:
    """Only pins can do this; the plan itself tells no story twice."""
    by_story: defaultdict[str, list[Drawn]] = defaultdict(list)
    for place in places:
        if place.story is not None:
            by_story[place.story].append(place)
    for story, several in by_story.items():
        for place in several[1:]:
            same = place.slot.interviewer == several[0].slot.interviewer
            whom = "the same interviewer" if same else f"{several[0].slot.asked_by or 'another interviewer'}"
            sentence = f"“{titles[story]}” is already planned for {whom}; free one of the two."
            yield Advice(Concern.TWICE, place.slot.interviewer, place.slot.prompt, story, sentence)


def _contested(
    places: Sequence[Drawn], titles: Mapping[str, str], table: NDArray[np.float64]
) -> Iterator[Advice]:
    """Where a question got a lesser story because its best one serves another of the same interviewer."""
    told_to = {(p.slot.interviewer, p.story): p for p in places if p.story is not None}
    for row, place in enumerate(places):
        if place.pinned or not titles:
            continue
        best = list(titles)[int(table[row].argmax())]
        other = told_to.get((place.slot.interviewer, best))
        if other is None or other.slot.key == place.slot.key or table[row].max() < ANSWERED:
            continue
        sentence = f"“{titles[best]}” would answer this best, and is kept for “{other.slot.text}”"
        yield Advice(Concern.CONTESTED, place.slot.interviewer, place.slot.prompt, best, sentence)
