"""Adding an archive's rows to what is there: nothing there is overwritten that is not older."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeGuard

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from highsignal.storage.dump import Row, add_rows, values_of
from highsignal.storage.dump_stories import StoryMerge
from highsignal.storage.errors import UnusableRowError
from highsignal.storage.people import CURRENT
from highsignal.storage.tables import Base

# The moment of a row's last change; the later one of two rows with the same key is kept.
_CHANGED = {
    "target": "updated_at",
    "loop": "updated_at",
    "tick": "at",
    "round": "outcome_at",
    "change": "undone_at",
    "recording": "changed_at",
    "transcript": "corrected_at",
    "mock": "ended_at",
    "card": "due_at",
    "hearing": "answered_at",
}
_UNDECIDED = "new"  # the state of a story candidate that nobody kept or discarded yet


class Merge:
    """Brings in one table after the other, in the order of `table_names`, and counts by table.

    `added` rows were not there, `changed` ones were older here, `kept` ones are as they were.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.added: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.stories = StoryMerge(session)
        self._doubles: set[str] = set()  # sources that were brought in here before, under another id

    def bring(self, name: str, rows: Iterable[Row]) -> None:
        """Bring in the rows of one table; raises UnusableRowError."""
        special = {"story": self._bring_stories, "revision": self._bring_revisions}
        if name in special:
            special[name](rows)
            return
        present = self._present(name)
        coming = (self._adapted(name, row) for row in rows)
        new = (row for row in coming if self._is_new(row, name, present))
        self.added[name] += add_rows(self._session, name, new)

    def _bring_stories(self, rows: Iterable[Row]) -> None:
        self.stories.announce(rows)

    def _bring_revisions(self, rows: Iterable[Row]) -> None:
        self.stories.bring(rows)
        self.added["story"] += len(self.stories.added)
        self.changed["story"] += len(self.stories.changed)
        self.kept["story"] += len(self.stories.kept)
        self.added["revision"] += self.stories.revisions

    def _is_new(self, row: Row | None, name: str, present: dict[tuple[Any, ...], Row]) -> TypeGuard[Row]:
        """Whether a row is to be added; one that is there is changed at once where it is older."""
        if row is None:
            self.kept[name] += 1
            return False
        table = Base.metadata.tables[name]
        values = values_of(name, row)
        key = _key(table, values)
        there = present.get(key)
        if there is None:
            present[key] = values
            return not self._is_double(table, values)
        if self._is_older(name, there, values):
            _same_owner(table, there, values)
            self._session.execute(update(table).where(*_matches(table, key)).values(values))
            self.changed[name] += 1
        else:
            self.kept[name] += 1
        return False

    def _adapted(self, name: str, row: Row) -> Row | None:
        """`row` with what it refers to as that is called here; None when there is nothing to bring."""
        if name in ("take", "hearing") and row.get("story_id"):
            return row | {"revision": self.stories.number_here(str(row.get("story_id")), row.get("revision"))}
        if name == "found_story" and str(row.get("source_id")) in self._doubles:
            return None
        if name == "change" and self.stories.diverged & {str(s["story"]) for s in row.get("before", ())}:
            return None  # its numbers of revisions are not those of here
        return row

    def _is_double(self, table: Table, values: Row) -> bool:
        """Whether the same source was brought in here before, under another id."""
        if table.name != "source":
            return False
        same = (table.c.person_id == values["person_id"], table.c.digest == values["digest"])
        if self._session.scalar(select(table.c.id).where(*same)) is None:
            return False
        self._doubles.add(values["id"])
        self.kept["source"] += 1
        return True

    def _is_older(self, name: str, there: Row, coming: Row) -> bool:
        if name == "workspace":
            return there["key"] == CURRENT and not self._is_somebody(there["value"])
        if name == "found_story":
            return bool(there["state"] == _UNDECIDED != coming["state"])
        if name == "telling":
            return not there["landed"] and bool(coming["landed"])
        if name == "mock_question":
            return not there["take_id"] and bool(coming["take_id"])
        column = _CHANGED.get(name)
        return column is not None and _later(coming[column], there[column])

    def _is_somebody(self, person: str) -> bool:
        table = Base.metadata.tables["person"]
        return self._session.scalar(select(table.c.id).where(table.c.id == person)) is not None

    def _present(self, name: str) -> dict[tuple[Any, ...], Row]:
        """The rows that are there: by key, with the columns that tell which of two is older."""
        table = Base.metadata.tables[name]
        telling = {"key", "value", "state", "landed", "take_id", "person_id", _CHANGED.get(name)}
        columns = [c for c in table.columns if c.primary_key or c.name in telling]
        rows = self._session.execute(select(*columns)).mappings()
        return {_key(table, row): dict(row) for row in rows}


def _key(table: Table, row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _matches(table: Table, key: tuple[Any, ...]) -> list[Any]:
    return [column == value for column, value in zip(table.primary_key.columns, key, strict=True)]


def _same_owner(table: Table, there: Row, coming: Row) -> None:
    if "person_id" in table.c and there["person_id"] != coming["person_id"]:
        raise UnusableRowError(table.name, "it belongs to another person here")


def _later(coming: datetime | None, there: datetime | None) -> bool:
    return coming is not None and (there is None or coming > there)
