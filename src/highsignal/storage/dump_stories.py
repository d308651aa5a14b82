"""Bringing in stories with their history: revisions of both sides are kept, the later words stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.orm import Session

from highsignal.domain.bank import RevisionKind
from highsignal.storage.dump import Row, add_rows, values_of
from highsignal.storage.errors import UnusableRowError
from highsignal.storage.tables import Base

_CONTENT = ("title", "headline", "thirty", "ninety", "full", "competencies", "prompt")
_STANDING = ("state", "archived_at", "merged_into")
_WINDOW = "import"


class StoryMerge:
    """Merges stories one by one.

    A story that is not there is added as it is. Of one that is there, the revisions that are not there are
    added behind those that are: under their own numbers and kinds when nothing was written here since, else
    as `imported`. Then the words that were written last stand; where those are the ones from here, they
    follow once more as `restored`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._story: Table = Base.metadata.tables["story"]
        self._revision: Table = Base.metadata.tables["revision"]
        self._coming: dict[str, Row] = {}
        self._numbers: dict[str, dict[int, int]] = {}  # story → number in the archive → number here
        self.added: set[str] = set()
        self.changed: set[str] = set()
        self.kept: set[str] = set()
        self.diverged: set[str] = set()
        self.revisions = 0

    def announce(self, rows: Iterable[Row]) -> None:
        """Hear of the stories that come; their revisions come next."""
        for row in rows:
            values = values_of("story", row)
            self._coming[values["id"]] = row
        there = set(self._session.scalars(select(self._story.c.id)))
        last = select(self._story.c.person_id, func.max(self._story.c.position) + 1)
        found = self._session.execute(last.group_by(self._story.c.person_id))
        ends: dict[str, int] = {person: end for person, end in found}  # noqa: C416 - rows, not pairs
        for story, row in sorted(self._coming.items(), key=lambda item: (item[1]["position"], item[0])):
            # Behind the stories of a bank that is not empty; else in the places they have.
            if story not in there and (end := ends.get(row["person_id"])) is not None:
                self._coming[story] = row | {"position": end}
                ends[row["person_id"]] = end + 1

    def bring(self, rows: Iterable[Row]) -> None:
        """Bring in the revisions, those of a story together in the order of their numbers."""
        for story, revisions in groupby(rows, key=lambda row: str(row.get("story_id"))):
            if story not in self._coming or story in self._numbers:
                raise UnusableRowError("revision", f"its story {story!r} is missing, or it is out of order")
            self._bring_story(story, self._coming[story], revisions)
        if missing := set(self._coming) - set(self._numbers):
            raise UnusableRowError("story", f"{sorted(missing)[0]!r} has no revision")

    def number_here(self, story: str, number: Any) -> Any:
        """The number that a revision of the archive has here."""
        return self._numbers.get(story, {}).get(number, number)

    def _bring_story(self, story: str, row: Row, revisions: Iterable[Row]) -> None:
        there = (
            self._session.execute(select(self._story).where(self._story.c.id == story).with_for_update())
            .mappings()
            .first()
        )
        if there is None:
            self._add(story, row, revisions)
        elif there["person_id"] != row["person_id"]:
            raise UnusableRowError("story", "it belongs to another person here")
        else:
            self._extend(story, dict(there), values_of("story", row), revisions)

    def _add(self, story: str, row: Row, revisions: Iterable[Row]) -> None:
        add_rows(self._session, "story", [row])
        numbers: dict[int, int] = {}
        self._numbers[story] = numbers

        def noted() -> Iterable[Row]:
            for revision in revisions:
                numbers[revision["number"]] = revision["number"]
                yield revision

        self.revisions += add_rows(self._session, "revision", noted())
        if row["revision"] != max(numbers):
            raise UnusableRowError("story", f"its last revision is not {row['revision']}")
        self.added.add(story)

    def _extend(self, story: str, there: Row, coming: Row, revisions: Iterable[Row]) -> None:
        known = self._known(story)
        numbers: dict[int, int] = {}
        self._numbers[story] = numbers
        new: list[Row] = []
        for identity, revision in _identified(values_of("revision", row) for row in revisions):
            if identity in known:
                numbers[revision["number"]] = known[identity]
            else:
                new.append(revision)
        if not new:
            self.kept.add(story)
            return
        # Nothing was written here since when all that is here is the beginning of what comes.
        last = there["revision"]
        straight = len(numbers) == last and new[0]["number"] == last + 1
        if not straight:
            self.diverged.add(story)
        self._append(last, new, numbers, straight=straight)
        self._stand(story, there, coming, last + len(new), straight=straight)
        self.changed.add(story)

    def _append(self, last: int, new: list[Row], numbers: dict[int, int], *, straight: bool) -> None:
        for number, revision in enumerate(new, start=last + 1):
            base = numbers.get(revision["base"], revision["base"])
            numbers[revision["number"]] = number
            values = revision | {"number": number, "base": base}
            if not straight:
                values |= {"kind": RevisionKind.IMPORTED.value, "window": _WINDOW}
            self._session.execute(insert(self._revision), [values])
            self.revisions += 1

    def _stand(self, story: str, there: Row, coming: Row, last: int, *, straight: bool) -> None:
        """Let the words that were written last stand."""
        values: dict[str, Any] = {"revision": last}
        if straight or coming["updated_at"] > there["updated_at"]:
            values |= {field: coming[field] for field in (*_STANDING, "updated_at")}
        else:
            values["revision"] = self._repeat(story, there["revision"], last + 1, there["updated_at"])
        self._session.execute(update(self._story).where(self._story.c.id == story).values(values))

    def _repeat(self, story: str, number: int, again: int, at: datetime) -> int:
        here = (self._revision.c.story_id == story, self._revision.c.number == number)
        words = dict(self._session.execute(select(self._revision).where(*here)).mappings().one())
        kind = RevisionKind.RESTORED.value
        words |= {"number": again, "base": number, "kind": kind, "window": _WINDOW, "at": at}
        self._session.execute(insert(self._revision), [words])
        return again

    def _known(self, story: str) -> dict[tuple[Any, ...], int]:
        """The revisions that are here, by what makes them the same as one that comes."""
        query = select(self._revision).where(self._revision.c.story_id == story)
        found = self._session.execute(query.order_by(self._revision.c.number)).mappings()
        return {identity: row["number"] for identity, row in _identified(map(dict, found))}


def _identified(revisions: Iterable[Row]) -> Iterator[tuple[tuple[Any, ...], Row]]:
    """Revisions with what two of them have in common that are the same one: the moment and the words.

    Where a history has that twice, its second one is the second one of another history.
    """
    seen: Counter[tuple[Any, ...]] = Counter()
    for revision in revisions:
        words = tuple(tuple(v) if isinstance(v := revision[f], list) else v for f in _CONTENT)
        identity = (revision["at"], *words)
        seen[identity] += 1
        yield (*identity, seen[identity]), revision
