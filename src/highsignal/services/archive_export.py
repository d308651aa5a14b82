"""An export: a ZIP with everything in files that a person can read, and that imports again without loss."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from highsignal.domain.bank import Person, StoryRecord
from highsignal.services.archive_errors import UnknownPersonError
from highsignal.services.archive_manifest import ArchiveKind
from highsignal.services.archive_readme import readme
from highsignal.services.archive_stories import file_name, write_story
from highsignal.services.archive_writing import ArchiveWriter, json_bytes, write_archive
from highsignal.services.archives import Written, add_recordings, dump_into, manifest_for, recordings_in
from highsignal.services.workspace import Workspace
from highsignal.storage.people import find_target, list_people
from highsignal.storage.stories import list_revisions, list_stories
from highsignal.storage.tellings import list_takes


def export(workspace: Workspace, path: Path | None = None, name: str | None = None) -> Written:
    """Write everything, or what belongs to the person called `name`, into `path`, a file or a folder.

    By default into the present folder. Raises UnknownPersonError, ArchiveError when it cannot be written.
    """
    person = person_called(workspace, name) if name is not None else None
    usual = f"highsignal-export-{workspace.now():%Y%m%d}.zip"
    path = (path or Path()).absolute()
    path = path / usual if path.is_dir() else path
    added = 0

    def fill(writer: ArchiveWriter) -> dict[str, int]:
        nonlocal added
        with workspace.database.reading() as session:
            writer.add("README.txt", [readme(workspace.now(), person)])
            _write_people(writer, session, person)
            counts = dump_into(writer, session, person.id if person else None)
        added = add_recordings(writer, workspace.folder, recordings_of(workspace, person))
        return counts

    manifest = manifest_for(workspace, ArchiveKind.EXPORT, person.id if person else None)
    done = write_archive(path, manifest, fill, b"")
    return Written(path, path.stat().st_size, done.counts, added)


def person_called(workspace: Workspace, name: str) -> Person:
    """The person with this name (capitals do not matter) or id; raises UnknownPersonError."""
    with workspace.database.reading() as session:
        everybody = list_people(session)
    found = [person for person in everybody if person.id == name]
    found = found or [person for person in everybody if person.name.casefold() == name.strip().casefold()]
    if len(found) != 1:
        known = [(person.id, person.name) for person in found or everybody]
        raise UnknownPersonError(name, known, several=bool(found))
    return found[0]


def recordings_of(workspace: Workspace, person: Person | None) -> list[Path]:
    """All recordings, or those of one person's takes: a recording is named by its take's id."""
    if person is None:
        return recordings_in(workspace.folder)
    with workspace.database.reading() as session:
        takes = {take.id for take in list_takes(session, person.id)}
    return recordings_in(workspace.folder, lambda path: path.name.split(".")[0] in takes)


def _write_people(writer: ArchiveWriter, session: Session, only: Person | None) -> None:
    people = (only,) if only else list_people(session)
    writer.add("people.json", [json_bytes([_described(session, person) for person in people], indent=1)])
    folders = _folders(people)
    for person in people:
        stories = list_stories(session, person.id, archived=None)
        for archived in (False, True):
            group = [story for story in stories if (story.archived_at is not None) is archived]
            folder = f"{folders[person.id]}archive/" if archived else folders[person.id]
            for number, story in enumerate(group, start=1):
                _write_story(writer, session, folder, number, story)


def _write_story(
    writer: ArchiveWriter, session: Session, folder: str, number: int, story: StoryRecord
) -> None:
    name = file_name(number, story.content)
    words = write_story(story.id, story.state, story.content)
    writer.add(f"stories/{folder}{name}", [words.encode()])
    past = [
        {"number": r.number, "at": r.at.isoformat(), "kind": r.kind.value, "base": r.base}
        | r.content._asdict()
        for r in list_revisions(session, story.id)
    ]
    history = {"id": story.id, "name": story.content.name, "revisions": past}
    writer.add(f"history/{folder}{name.removesuffix('.md')}.json", [json_bytes(history, indent=1)])


def _folders(people: tuple[Person, ...]) -> dict[str, str]:
    """A folder with its `/` for each person's stories; none where there is only one person."""
    if len(people) == 1:
        return {people[0].id: ""}
    return dict(_numbered(people))


def _numbered(people: tuple[Person, ...]) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for person in people:
        plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in person.name.lower())
        name = plain.strip("-")[:40] or "person"
        free = next(n for n in chain([name], (f"{name}-{i}" for i in count(2))) if n not in taken)
        taken.add(free)
        yield person.id, f"{free}/"


def _described(session: Session, person: Person) -> dict[str, Any]:
    aim = find_target(session, person.id)
    target, signal = aim or (None, "")
    return person._asdict() | {
        "created_at": person.created_at.isoformat(),
        "target": target._asdict() | {"signal_first": signal} if target else None,
    }
