"""The loop planner: each likely question gets a story, and no story is told twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from highsignal.analysis.matching.board import WEAK
from highsignal.analysis.planning.advice import Advice, Drawn, advise
from highsignal.analysis.planning.likely import Slot

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pins = Mapping[tuple[str, str], str]  # (interviewer, prompt) → story: what the person settled


class UnevenScoresError(ValueError):
    """The table of scores does not have a row for each question and a column for each story."""

    def __init__(self, shape: tuple[int, ...], slots: int, stories: int) -> None:
        super().__init__(
            f"the scores have the shape {shape}, and there are {slots} questions and {stories} stories: "
            "score every story for every question"
        )


class Place(NamedTuple):
    """What to tell at one question: `story` is None where nothing suits it, which is a gap.

    `score` is the match of story and question from 0 to 1 (0 for a gap), `pinned` whether the person
    chose the story. `spare` is a story that nothing else in the loop needs, to fall back on.
    """

    slot: Slot
    story: str | None
    score: float
    pinned: bool = False
    spare: str | None = None
    spare_score: float = 0.0


class LoopPlan(NamedTuple):
    """A story for each question of a loop, in the order of the questions, and what to know about it.

    `total` is the sum of the scores.
    """

    places: tuple[Place, ...]
    advice: tuple[Advice, ...]
    total: float

    def of(self, interviewer: str) -> tuple[Place, ...]:
        """What is planned for one interviewer."""
        return tuple(place for place in self.places if place.slot.interviewer == interviewer)

    @property
    def gaps(self) -> tuple[Slot, ...]:
        """The questions for which there is no story."""
        return tuple(place.slot for place in self.places if place.story is None)


def plan_loop(
    slots: Sequence[Slot],
    stories: Mapping[str, str],
    scores: Sequence[Sequence[float]] | NDArray[np.float64],
    pinned: Pins | None = None,
    told: Collection[str] = (),
    threshold: float = WEAK,
) -> LoopPlan:
    """Give each of `slots` one of `stories` so that the sum of the scores is the greatest there is.

    `stories` are titles by id, in the order of the columns of `scores`, which has one row a slot. What is
    `pinned` stays as it is, even where a story suits badly or is told twice; the plan itself uses no story
    a second time, none that was `told` in this loop before, and none whose score is below `threshold`:
    there the question is left as a gap. A pin on a question or story that is no longer there is passed
    over and named in the advice. Deterministic. Raises UnevenScoresError.
    """
    table = np.asarray(scores, dtype=np.float64).reshape(len(slots), -1 if len(slots) else len(stories))
    if table.shape != (len(slots), len(stories)):
        raise UnevenScoresError(table.shape, len(slots), len(stories))
    ids = list(stories)
    columns = {story: column for column, story in enumerate(ids)}
    settled = {
        row: columns[story]
        for row, slot in enumerate(slots)
        if (story := (pinned or {}).get(slot.key)) is not None and story in columns
    }
    used = set(settled.values()) | {columns[s] for s in told if s in columns}
    chosen = settled | _assigned(table, settled, used, threshold)
    spares = _spares(table, set(chosen.values()) | used, threshold)
    places = tuple(_place(slot, row, ids, table, chosen, settled, spares) for row, slot in enumerate(slots))
    stale = [key for key, story in (pinned or {}).items() if not _stands(key, story, slots, columns)]
    drawn = [Drawn(p.slot, p.story, p.score, p.pinned, p.spare) for p in places]
    total = round(sum(place.score for place in places), 6)
    return LoopPlan(places, advise(drawn, stories, table, frozenset(told), stale), total)


def _stands(key: tuple[str, str], story: str, slots: Sequence[Slot], columns: Mapping[str, int]) -> bool:
    return story in columns and any(slot.key == key for slot in slots)


def _assigned(
    table: NDArray[np.float64], settled: Mapping[int, int], used: Collection[int], threshold: float
) -> dict[int, int]:
    """Row → column for the rows that are still open, from the columns that are still free."""
    rows = [r for r in range(table.shape[0]) if r not in settled]
    columns = [c for c in range(table.shape[1]) if c not in used]
    if not rows or not columns:
        return {}
    # Imported here: scipy takes a third of a second, and only the planner needs it.
    from scipy.optimize import linear_sum_assignment

    open_ = table[np.ix_(rows, columns)]
    worth = np.where(open_ >= threshold, open_, 0.0)  # an unsuited story is worth as much as none
    pairs = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return {rows[r]: columns[c] for r, c in pairs if worth[r, c] > 0}


def _spares(table: NDArray[np.float64], used: Collection[int], threshold: float) -> dict[int, int]:
    """Row → the best story that nothing in the plan needs; two questions may share a spare."""
    free = [c for c in range(table.shape[1]) if c not in used]
    found: dict[int, int] = {}
    for row in range(table.shape[0]):
        best = max(free, key=lambda c: table[row, c], default=None)
        if best is not None and table[row, best] >= threshold:
            found[row] = best
    return found


def _place(
    slot: Slot,
    row: int,
    ids: Sequence[str],
    table: NDArray[np.float64],
    chosen: Mapping[int, int],
    settled: Mapping[int, int],
    spares: Mapping[int, int],
) -> Place:
    column, spare = chosen.get(row), spares.get(row)
    return Place(
        slot=slot,
        story=None if column is None else ids[column],
        score=0.0 if column is None else float(table[row, column]),
        pinned=row in settled,
        spare=None if spare is None else ids[spare],
        spare_score=0.0 if spare is None else float(table[row, spare]),
    )
