"""Coverage of the bank: prompts by stories, computed once for the words as they stand."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from highsignal.domain.bank import StoryRecord
from highsignal.packs import load
from highsignal.packs.errors import PackError
from highsignal.packs.model import Loop, Prompt
from highsignal.services.bank_matching import for_matching
from highsignal.services.readings import glances
from highsignal.services.workspace import Desk
from highsignal.storage.readings import find_readings, save_readings
from highsignal.storage.stories import list_stories
from highsignal.storage.tellings import told_counts

if TYPE_CHECKING:
    from highsignal.analysis.matching.board import Board

_KEPT_TABLES = 60  # in memory; one of 40 stories takes some 400 kB
_NO_STORY = frozenset(("habit", "hypothetical", "self_description", "keywords", "off_topic", "gibberish"))
_DIGITS = 3  # of a score kept; more than the matching itself is sure of

_Table = list[list[float]]
_tables: OrderedDict[str, _Table] = OrderedDict()
_lock = threading.Lock()


class Scores(NamedTuple):
    """How well each story (column) answers each prompt (row), from 0 to 1; `left_out` tell no one time."""

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


def bank_scores(desk: Desk) -> Scores:
    """The scores of every story that has words, for every prompt that the target's role is asked."""
    # Imported here: the vectors take half a second to load, which no other page should wait for.
    from highsignal.analysis.matching.bank import Prompt as Asked
    from highsignal.analysis.matching.board import fingerprint
    from highsignal.analysis.matching.rank import StoryBank

    prompts = tuple(load.prompts(desk.workspace.sources, None, role_of(desk)))
    stories, left_out = _tellable(desk)
    entries = [for_matching(story.content) for story in stories]
    asked = [Asked(prompt.text, prompt.competencies) for prompt in prompts]
    key = fingerprint(entries, prompts)
    table = _known(desk, key)
    if table is None:
        found = StoryBank(entries).scores(asked)
        table = [[round(score, _DIGITS) for score in row] for row in found.tolist()]
        _keep(desk, key, table)
    return Scores(prompts, stories, table, left_out)


def bank_board(desk: Desk) -> tuple[Board, Scores]:
    """The board of the bank, the competencies of the target's loop first."""
    from highsignal.analysis.matching.board import board, wanted_by

    scores = bank_scores(desk)
    with desk.database.reading() as session:
        told = {story: count.rounds for story, count in told_counts(session, desk.person.id).items()}
    loop = loop_of(desk)
    made = board(
        scores.table,
        scores.prompts,
        [story.id for story in scores.stories],
        tuple(load.competencies(desk.workspace.sources)),
        wanted_by(loop) if loop else (),
        told,
    )
    return made, scores


def role_of(desk: Desk) -> str | None:
    """The role whose prompts are asked; None, which means all prompts, where its pack is gone."""
    try:
        return load.role(desk.target.role, desk.workspace.sources).id
    except PackError:
        return None


def _tellable(desk: Desk) -> tuple[tuple[StoryRecord, ...], tuple[StoryRecord, ...]]:
    """The stories that can be told at a prompt, and the texts that are no episode at all."""
    with desk.database.reading() as session:
        written = [s for s in list_stories(session, desk.person.id) if s.content.told]
    seen = glances(desk, written)
    told = tuple(s for s in written if seen[s.id].kind not in _NO_STORY)
    return told, tuple(s for s in written if seen[s.id].kind in _NO_STORY)


def _known(desk: Desk, key: str) -> _Table | None:
    with _lock:
        if key in _tables:
            _tables.move_to_end(key)
            return _tables[key]
    with desk.database.reading() as session:
        kept = find_readings(session, [key])
    table: _Table | None = kept[key]["scores"] if key in kept else None
    if table is not None:
        _remember(key, table)
    return table


def _keep(desk: Desk, key: str, table: _Table) -> None:
    _remember(key, table)
    with desk.database.writing() as session:
        save_readings(session, desk.person.id, {key: {"scores": table}}, desk.now())


def _remember(key: str, table: _Table) -> None:
    with _lock:
        _tables[key] = table
        while len(_tables) > _KEPT_TABLES:
            _tables.popitem(last=False)
