"""Adding an archive to what is here: a bank from another machine, a backup, an export edited by hand."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.services.archive_edits import apply_edits, read_edits
from highsignal.services.archive_errors import ArchiveNotWrittenError
from highsignal.services.archive_manifest import NAME
from highsignal.services.archive_reading import Archive, open_archive
from highsignal.services.archive_writing import copy_into
from highsignal.services.archives import current_rows, refuse_unknown_tables
from highsignal.services.workspace import Workspace
from highsignal.storage.dump import table_names
from highsignal.storage.dump_merge import Merge
from highsignal.storage.people import CURRENT, find_person, list_people, set_workspace_value, workspace_value


class Imported(NamedTuple):
    """What an import did, by table where there are several numbers.

    `edited` stories came from Markdown files changed by hand; `both` were changed here and there, so that
    the history has both; `people` are the names of those in the archive.
    """

    added: dict[str, int]
    changed: dict[str, int]
    kept: dict[str, int]
    edited: int
    both: int
    recordings: int
    people: tuple[str, ...]


def looks_like_archive(path: Path) -> bool:
    """Whether `path` is a ZIP or folder with a manifest in it; it may still turn out to be damaged."""
    if path.is_dir():
        return (path / NAME).is_file() or any(path.glob(f"*/{NAME}"))
    try:
        with zipfile.ZipFile(path) as found:
            return any(name.split("/")[-1] == NAME and name.count("/") < 2 for name in found.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def import_archive(workspace: Workspace, path: Path) -> Imported:
    """Add what the archive at `path` has and is not here, and bring up to date what is older here.

    Nothing is overwritten: of a story changed on both sides the history keeps all revisions. All in one
    transaction. Raises ArchiveError and StorageError, and then nothing was changed.
    """
    with open_archive(path) as archive:
        archive.verify()
        refuse_unknown_tables(archive)
        edits = read_edits(archive)
        recordings = _copy_recordings(workspace, archive)
        with workspace.database.writing() as session:
            merge = Merge(session)
            for name in table_names():
                merge.bring(name, current_rows(archive, name))
            new, changed = apply_edits(session, edits, merge.stories, workspace.now())
            _open_a_bank(session, archive)
        return Imported(
            dict(merge.added + Counter(story=new)),
            dict(+merge.changed),
            dict(+merge.kept),
            changed + new,
            len(merge.stories.diverged),
            recordings,
            tuple(str(row.get("name") or "no name") for row in archive.rows("person")),
        )


def _copy_recordings(workspace: Workspace, archive: Archive) -> int:
    """Unpack the recordings that are not here; one that is too many does no harm should the rest fail."""
    copied = 0
    try:
        for name in archive.recordings():
            target = workspace.folder / name
            if not target.exists():
                with archive.open(name) as file:
                    copy_into(file, target)
                copied += 1
    except OSError as error:
        raise ArchiveNotWrittenError(workspace.folder, (error.strerror or str(error)).lower()) from None
    return copied


def _open_a_bank(session: Session, archive: Archive) -> None:
    """Open somebody's bank where nobody's is open yet."""
    current = workspace_value(session, CURRENT)
    if current and find_person(session, current):
        return
    people = [person.id for person in sorted(list_people(session), key=lambda person: person.sample)]
    if people:
        wanted = archive.manifest.person if archive.manifest.person in people else people[0]
        set_workspace_value(session, CURRENT, wanted)
