"""Coverage of the bank: prompts by stories, computed once for the words as they stand."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from highsignal.domain.bank import StoryRecord
from highsignal.packs import load
from highsignal.packs.errors import PackError
from highsignal.packs.model import Loop, Prompt
from highsignal.services.bank_matching import for_matching, story_bank
from highsignal.services.readings import glances
from highsignal.services.workspace import Desk
from highsignal.storage.readings import find_readings, save_readings
from highsignal.storage.stories import list_stories
from highsignal.storage.tellings import Told, told_counts

if TYPE_CHECKING:
    from highsignal.analysis.matching.board import Board

_KEPT_TABLES = 60  # in memory, and as many boards; one of 40 stories takes some 400 kB
_NO_STORY = frozenset(("habit", "hypothetical", "self_description", "keywords", "off_topic", "gibberish"))
_DIGITS = 3  # of a score kept; more than the matching itself is sure of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_Table = list[list[float]]
_tables: OrderedDict[str, _Table] = OrderedDict()
_boards: OrderedDict[Hashable, Board] = OrderedDict()
_lock = threading.Lock()


class Scores(NamedTuple):
    """How well each story (column) answers each prompt (row), from 0 to 1; `left_out` tell no one time.

    The table is the same where the `key` is the same.
    """

    key: str
    prompts: tuple[Prompt, ...]
    stories: tuple[StoryRecord, ...]
    table: _Table
    left_out: tuple[StoryRecord, ...] = ()

    def of_prompts(self, wanted: Sequence[str]) -> _Table:
        """The rows of the prompts with these ids."""
        rows = {prompt.id: row for prompt, row in zip(self.prompts, self.table, strict=True)}
        return [rows[prompt] for prompt in wanted]

    @property
    def titles(self) -> dict[str, str]:
        """What each story is called, by its id."""
        return {story.id: story.content.name for story in self.stories}


def loop_of(desk: Desk) -> Loop | None:
    """The kind of loop that the target names; None where its pack is gone."""
    try:
        return load.loop(desk.target.loop, desk.workspace.sources)
    except PackError:
        return None


def bank_scores(desk: Desk, stories: Sequence[StoryRecord] | None = None) -> Scores:
    """The scores of every story that has words, for every prompt that the target's role is asked.

    `stories` are those of the bank, where they have been read already.
    """
    # Imported here: the vectors take half a second to load, which no other page should wait for.
    from highsignal.analysis.matching.bank import Prompt as Asked
    from highsignal.analysis.matching.board import fingerprint

    prompts = tuple(load.prompts(desk.workspace.sources, None, role_of(desk)))
    tellable, left_out = _tellable(desk, stories)
    entries = [for_matching(story.content) for story in tellable]
    key = fingerprint(entries, prompts)
    table = _known(desk, key)
    if table is None:
        found = story_bank(entries).scores([Asked(prompt.text, prompt.competencies) for prompt in prompts])
        table = [[round(score, _DIGITS) for score in row] for row in found.tolist()]
        _keep(desk, key, table)
    return Scores(key, prompts, tellable, table, left_out)


def bank_board(
    desk: Desk,
    stories: Sequence[StoryRecord] | None = None,
    told: Mapping[str, Told] | None = None,
) -> tuple[Board, Scores]:
    """The board of the bank, the competencies of the target's loop first.

    `stories` are those of the bank and `told` how often each was told, where they have been read already.
    """
    from highsignal.analysis.matching.board import board, wanted_by

    scores = bank_scores(desk, stories)
    if told is None:
        with desk.database.reading() as session:
            told = told_counts(session, desk.person.id)
    rounds = {story: count.rounds for story, count in told.items()}
    loop = loop_of(desk)
    wanted = wanted_by(loop) if loop else ()
    competencies = tuple(load.competencies(desk.workspace.sources))
    identifiers = tuple(story.id for story in scores.stories)
    key = (
        scores.key,
        identifiers,
        tuple(prompt.id for prompt in scores.prompts),
        tuple((competency.id, competency.name) for competency in competencies),
        wanted,
        tuple(rounds.get(story, 0) for story in identifiers),
    )
    made = _remembered(_boards, key)
    if made is None:
        made = board(scores.table, scores.prompts, identifiers, competencies, wanted, rounds)
        _remember(_boards, key, made)
    return made, scores


def role_of(desk: Desk) -> str | None:
    """The role whose prompts are asked; None, which means all prompts, where its pack is gone."""
    try:
        return load.role(desk.target.role, desk.workspace.sources).id
    except PackError:
        return None


def _tellable(
    desk: Desk, stories: Sequence[StoryRecord] | None
) -> tuple[tuple[StoryRecord, ...], tuple[StoryRecord, ...]]:
    """The stories that can be told at a prompt, and the texts that are no episode at all."""
    if stories is None:
        with desk.database.reading() as session:
            stories = list_stories(session, desk.person.id)
    written = [story for story in stories if story.content.told]
    seen = glances(desk, written)
    told = tuple(s for s in written if seen[s.id].kind not in _NO_STORY)
    return told, tuple(s for s in written if seen[s.id].kind in _NO_STORY)


def _known(desk: Desk, key: str) -> _Table | None:
    if (table := _remembered(_tables, key)) is not None:
        return table
    with desk.database.reading() as session:
        kept = find_readings(session, [key])
    found: _Table | None = kept[key]["scores"] if key in kept else None
    if found is not None:
        _remember(_tables, key, found)
    return found


def _keep(desk: Desk, key: str, table: _Table) -> None:
    _remember(_tables, key, table)
    with desk.database.writing() as session:
        save_readings(session, desk.person.id, {key: {"scores": table}}, desk.now())


def _remembered(kept: OrderedDict[K, V], key: K) -> V | None:
    with _lock:
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)


def _remember(kept: OrderedDict[K, V], key: K, made: V) -> None:
    with _lock:
        kept[key] = made
        while len(kept) > _KEPT_TABLES:
            kept.popitem(last=False)
