"""Coverage as a picture: prompts in rows by competency, stories in columns, a strength in each cell."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from highsignal.analysis.matching.bank import BankStory
from highsignal.analysis.matching.coverage import ANSWERED, choose, value
from highsignal.packs.model import Competency, Loop, Prompt

if TYPE_CHECKING:
    from numpy.typing import NDArray

# One to two: below these odds a story is more than a stretch. Over the sample bank and all packaged prompts
# the median score is .28, and three cells in ten reach this.
WEAK = 1 / 3
NONE, PARTLY, ANSWERS = 0, 1, 2  # the strengths of a cell

OVERUSED = 2.0  # times an even share; the same as `coverage` uses
_FEW_TELLINGS = 4  # below this nothing can be said of what is told too often

Scores = Sequence[Sequence[float]]


class Cell(NamedTuple):
    """A prompt's best story: its place in the bank, None for an empty bank, and the score from 0 to 1."""

    story: int | None
    score: float


class Row(NamedTuple):
    """One prompt: a strength for each story (0 none, 1 weak, 2 answers) and its best story."""

    prompt: str
    text: str
    strengths: tuple[int, ...]
    best: Cell

    @property
    def strength(self) -> int:
        """The strength of the best story."""
        return max(self.strengths, default=NONE)


class Group(NamedTuple):
    """The prompts of one competency, those that nothing answers first; `wanted` by the target or not."""

    competency: str
    name: str
    wanted: bool
    answered: int
    rows: tuple[Row, ...]


class Column(NamedTuple):
    """One story over the whole board.

    `answers` counts the prompts it answers, `best_for` those it is the best answer to, `share` what part
    that is of all answered prompts (0 to 1), `told` how often it was told in rounds.
    """

    story: str
    answers: int
    weak: int
    best_for: int
    share: float
    told: int
    overused: bool
    chosen: bool


class Overuse(NamedTuple):
    """A story that carries more than its part, and the numbers that say so; shares from 0 to 1."""

    story: str
    best_for: int
    answered: int
    share: float
    even: float
    told: int
    told_share: float
    why: str


class Chosen(NamedTuple):
    """One of the chosen stories: the prompts it adds, and those lost without it (ids).

    `adds` are the prompts that those before it in the list do not answer, `lost` those that no other chosen
    story answers.
    """

    story: str
    adds: tuple[str, ...]
    lost: tuple[str, ...]


class Board(NamedTuple):
    """The whole picture. `unanswered` are prompts (ids) that no story answers, `value` the choice's worth."""

    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    prompts: int
    answered: int
    unanswered: tuple[str, ...]
    overused: tuple[Overuse, ...]
    chosen: tuple[Chosen, ...]
    value: float


def wanted_by(loop: Loop) -> tuple[str, ...]:
    """The competencies a loop asks for: first what each interviewer asks first, then what they ask second."""
    ranked = [
        (rank, order, name)
        for order, interviewer in enumerate(loop.interviewers)
        for rank, name in enumerate(interviewer.competencies)
    ]
    return tuple(dict.fromkeys(name for _, _, name in sorted(ranked)))


def fingerprint(stories: Iterable[BankStory], prompts: Iterable[Prompt]) -> str:
    """A name for the scores of these stories and prompts, to keep them under: the same for the same words."""
    digest = hashlib.sha256()
    for story in stories:
        parts = (story.title, story.text, story.headline, story.prompt, *story.competencies)
        digest.update("\x1f".join(part or "" for part in parts).encode() + b"\x1e")
    digest.update(b"\x1d")
    for prompt in prompts:
        digest.update("\x1f".join((prompt.text, *prompt.competencies)).encode() + b"\x1e")
    return digest.hexdigest()


def board(
    scores: Scores | NDArray[np.float64],
    prompts: Sequence[Prompt],
    stories: Sequence[str],
    competencies: Sequence[Competency],
    wanted: Sequence[str] = (),
    told: Mapping[str, int] | None = None,
    threshold: float = ANSWERED,
) -> Board:
    """The board of `stories` (ids, the columns of `scores`) and `prompts` (its rows).

    `scores` is what `StoryBank.scores` gives, or the same as lists of numbers. `competencies` name the
    groups, those in `wanted` (ids) come first, in its order; `told` counts tellings by story id.
    """
    table = np.asarray(scores, dtype=np.float64).reshape(len(prompts), len(stories))
    strengths = np.where(table >= threshold, ANSWERS, np.where(table >= WEAK, PARTLY, NONE))
    rows = [_row(prompt, table[n], strengths[n]) for n, prompt in enumerate(prompts)]
    answered = [n for n, row in enumerate(rows) if row.strength == ANSWERS]
    best = Counter(rows[n].best.story for n in answered)
    counts = told or {}
    load = [best[n] for n in range(len(stories))]
    overused = _overused(stories, load, len(answered), counts)
    subset = choose(table) if len(stories) and len(prompts) else None
    kept = subset.stories if subset else ()
    heavy = {over.story for over in overused}
    columns = tuple(
        Column(
            story=story,
            answers=int((strengths[:, n] == ANSWERS).sum()),
            weak=int((strengths[:, n] == PARTLY).sum()),
            best_for=load[n],
            share=load[n] / len(answered) if answered else 0.0,
            told=counts.get(story, 0),
            overused=story in heavy,
            chosen=n in kept,
        )
        for n, story in enumerate(stories)
    )
    return Board(
        groups=_groups(rows, prompts, competencies, wanted),
        columns=columns,
        prompts=len(prompts),
        answered=len(answered),
        unanswered=tuple(row.prompt for row in rows if row.strength != ANSWERS),
        overused=overused,
        chosen=_chosen(strengths == ANSWERS, table, kept, prompts, stories),
        value=subset.value if subset else 0.0,
    )


def _row(prompt: Prompt, scores: NDArray[np.float64], strengths: NDArray[np.int_]) -> Row:
    best = int(scores.argmax()) if len(scores) else None
    cell = Cell(best, float(scores[best]) if best is not None else 0.0)
    return Row(prompt.id, prompt.text, tuple(strengths.tolist()), cell)


def _groups(
    rows: Sequence[Row], prompts: Sequence[Prompt], competencies: Sequence[Competency], wanted: Sequence[str]
) -> tuple[Group, ...]:
    """By each prompt's main competency; a group is sorted by its best strength, weakest rows first."""
    names = {c.id: c.name for c in competencies}
    order = dict.fromkeys([*wanted, *names, *(p.primary for p in prompts)])
    by_competency: dict[str, list[Row]] = {name: [] for name in order}
    for row, prompt in zip(rows, prompts, strict=True):
        by_competency[prompt.primary].append(row)
    return tuple(
        Group(
            competency=name,
            name=names.get(name, name.replace("-", " ").capitalize()),
            wanted=name in wanted,
            answered=sum(row.strength == ANSWERS for row in members),
            rows=tuple(sorted(members, key=lambda row: row.strength)),
        )
        for name, members in by_competency.items()
        if members
    )


def _overused(
    stories: Sequence[str], load: Sequence[int], answered: int, told: Mapping[str, int]
) -> tuple[Overuse, ...]:
    """The stories that are the best answer to, or were told in, over twice an even share; heaviest first."""
    count = len(stories)
    if count < 2:
        return ()
    even = 1 / count
    tellings = sum(told.get(story, 0) for story in stories)
    found = []
    for story, best_for in zip(stories, load, strict=True):
        share = best_for / answered if answered else 0.0
        times = told.get(story, 0)
        told_share = times / tellings if tellings else 0.0
        carried = best_for > 1 and share >= OVERUSED * even
        repeated = tellings >= _FEW_TELLINGS and times > 1 and told_share >= OVERUSED * even
        if carried or repeated:
            parts = [f"the best answer to {best_for} of the {answered} prompts that are answered"] * carried
            parts += [f"told {times} times of {tellings}"] * repeated
            why = f"It is {' and was '.join(parts)}." if carried else f"It was {parts[0]}."
            found.append(Overuse(story, best_for, answered, share, even, times, told_share, why))
    return tuple(sorted(found, key=lambda over: (-over.share, -over.told_share)))


def _chosen(
    answers: NDArray[np.bool_],
    table: NDArray[np.float64],
    kept: Sequence[int],
    prompts: Sequence[Prompt],
    stories: Sequence[str],
) -> tuple[Chosen, ...]:
    """The chosen stories, each after those that add more; ties by what they are worth, then by the bank."""
    left = list(kept)
    covered = np.zeros(len(prompts), dtype=bool)
    found: list[Chosen] = []
    while left:
        best = max(left, key=lambda n: (int((answers[:, n] & ~covered).sum()), value(table, [n]), -n))
        left.remove(best)
        others = [n for n in kept if n != best]
        elsewhere = answers[:, others].any(axis=1)
        adds, lost = answers[:, best] & ~covered, answers[:, best] & ~elsewhere
        covered |= answers[:, best]
        found.append(Chosen(stories[best], _ids(adds, prompts), _ids(lost, prompts)))
    return tuple(found)


def _ids(wanted: NDArray[np.bool_], prompts: Sequence[Prompt]) -> tuple[str, ...]:
    return tuple(prompt.id for prompt, there in zip(prompts, wanted.tolist(), strict=True) if there)
