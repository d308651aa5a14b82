"""Bringing in what a person has: the story candidates found in it, kept or discarded one by one."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.domain.bank import RevisionKind, StoryContent, StoryRecord
from highsignal.packs import load
from highsignal.services.errors import NotFoundError
from highsignal.services.stories import first_state
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change, add_change
from highsignal.storage.sources import (
    DISCARDED,
    KEPT,
    NEW,
    FoundRecord,
    SourceRecord,
    add_source,
    count_waiting,
    decide,
    find_found,
    find_source,
    list_found,
    list_sources,
    source_with_digest,
)
from highsignal.storage.stories import add_story, new_id, standing_of


class BroughtIn(NamedTuple):
    """A source with its candidates; `again` says that the same words were brought in before."""

    source: SourceRecord
    found: tuple[FoundRecord, ...]
    again: bool = False

    @property
    def waiting(self) -> tuple[FoundRecord, ...]:
        """The candidates that are neither kept nor discarded."""
        return tuple(one for one in self.found if one.state == NEW)


def bring_in(desk: Desk, name: str, text: str) -> BroughtIn:
    """Read a source and keep it with the candidates found; the same words twice are one source.

    Raises an IngestError for what cannot be read; nothing is kept then.
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    with desk.database.reading() as session:
        known = source_with_digest(session, desk.person.id, digest)
        if known:
            return BroughtIn(known, list_found(session, known.id), again=True)
    # Imported here: its many patterns take a while, and the start of the program should not wait for them.
    from highsignal.ingest.read import read_source

    read = read_source(name, text, tuple(load.competencies(desk.workspace.sources)))
    source = SourceRecord(
        id=new_id(),
        name=name or "Pasted text",
        kind=read.kind.value,
        digest=digest,
        text=text,
        remarks=read.remarks,
        added_at=desk.now(),
        left_over=tuple((left.span, left.why) for left in read.left_over),
    )
    found = tuple(
        FoundRecord(
            id=new_id(),
            source=source.id,
            position=place,
            state=NEW,
            story=None,
            content=one.content,
            spans=one.spans,
            confidence=one.confidence,
            why=one.why,
            details=tuple((detail.label, detail.text) for detail in one.details),
        )
        for place, one in enumerate(read.found)
    )
    with desk.database.writing() as session:
        # Another window may have sent the same text while this one was read.
        known = source_with_digest(session, desk.person.id, digest)
        if known:
            return BroughtIn(known, list_found(session, known.id), again=True)
        add_source(session, desk.person.id, source, found)
    return BroughtIn(source, found)


def sources(desk: Desk) -> tuple[tuple[SourceRecord, int], ...]:
    """Everything brought in, latest first, with how many candidates wait in it."""
    with desk.database.reading() as session:
        waiting = count_waiting(session, desk.person.id)
        return tuple((source, waiting.get(source.id, 0)) for source in list_sources(session, desk.person.id))


def get_source(desk: Desk, source: str) -> BroughtIn:
    """One source with its candidates; raises NotFoundError."""
    with desk.database.reading() as session:
        found = find_source(session, desk.person.id, source)
        if found is None:
            raise NotFoundError("source", source)
        return BroughtIn(found, list_found(session, source))


def keep(desk: Desk, found: Sequence[str]) -> tuple[tuple[StoryRecord, ...], Change | None]:
    """Make candidates stories of the bank; those that are decided already stay as they are.

    Raises NotFoundError.
    """
    with desk.database.writing() as session:
        stories = []
        for one in found:
            candidate = _candidate(session, desk, one)
            if candidate.state != KEPT:
                content = candidate.content
                kind, state = RevisionKind.IMPORTED, first_state(content)
                story = add_story(session, desk.person.id, content, state, desk.now(), "bring-in", kind)
                decide(session, one, KEPT, story.id)
                stories.append(story)
        if not stories:
            return (), None
        after = [standing_of(story) for story in stories]
        before = [standing._replace(archived_at=desk.now()) for standing in after]
        label = _label("Kept", [story.content for story in stories])
        return tuple(stories), add_change(session, desk.person.id, label, before, after, desk.now())


def discard(desk: Desk, found: Sequence[str]) -> int:
    """Set candidates aside; how many. They stay with their source and can be taken back.

    Raises NotFoundError.
    """
    return _decide_all(desk, found, NEW, DISCARDED)


def take_back(desk: Desk, found: Sequence[str]) -> int:
    """Let discarded candidates wait again; how many. Raises NotFoundError."""
    return _decide_all(desk, found, DISCARDED, NEW)


def _decide_all(desk: Desk, found: Sequence[str], from_state: str, state: str) -> int:
    count = 0
    with desk.database.writing() as session:
        for one in found:
            if _candidate(session, desk, one).state == from_state:
                decide(session, one, state, None)
                count += 1
    return count


def _candidate(session: Session, desk: Desk, found: str) -> FoundRecord:
    candidate = find_found(session, desk.person.id, found)
    if candidate is None:
        raise NotFoundError("story candidate", found)
    return candidate


def _label(done: str, contents: Sequence[StoryContent]) -> str:
    return f"{done} “{contents[0].name}”" if len(contents) == 1 else f"{done} {len(contents)} stories"
