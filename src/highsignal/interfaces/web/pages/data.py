"""Your data, from the settings page: everything as a file, a backup now, and bringing a file back in."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from fastapi import APIRouter, Response, UploadFile
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from highsignal.interfaces.web.needs import CurrentDesk, OpenWorkspace
from highsignal.interfaces.web.replies import go_to
from highsignal.services.archive_errors import ArchiveError
from highsignal.services.archive_export import export
from highsignal.services.archive_import import import_archive
from highsignal.services.archives import backup
from highsignal.services.errors import UsageError

router = APIRouter()


@router.post("/data/export")
def export_all(desk: CurrentDesk) -> Response:
    """Everything of the person's in one file that can be read, and imported again without loss."""
    folder = Path(tempfile.mkdtemp(prefix="highsignal-export-"))
    done = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    try:
        written = export(desk.workspace, folder / f"highsignal-{desk.now():%Y-%m-%d}.zip", desk.person.id)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        written.path, media_type="application/zip", filename=written.path.name, background=done
    )


@router.post("/data/backup")
def backup_now(workspace: OpenWorkspace) -> Response:
    """A backup of everything into the data folder, read back and checked."""
    written = backup(workspace)
    return go_to("/settings#data", said=f"Backed up and checked: {written.path.name}, {_size(written.size)}.")


@router.post("/data/import")
def import_file(workspace: OpenWorkspace, file: UploadFile) -> Response:
    """Add what an export or a backup has; nothing that is here is overwritten."""
    if not file.filename:
        raise UsageError("choose a file that highsignal exported or backed up")
    with tempfile.TemporaryDirectory(prefix="highsignal-import-") as name:
        path = Path(name) / "archive.zip"
        with path.open("wb") as target:
            shutil.copyfileobj(file.file, target)
        try:
            done = import_archive(workspace, path)
        except ArchiveError as error:
            # The person knows the file by its own name, not by that of the copy.
            raise UsageError(str(error).replace(str(path), f"“{file.filename}”")) from None
    new, changed = done.added.get("story", 0), done.changed.get("story", 0)
    return go_to("/settings#data", said=f"Brought in: {new} new stories, {changed} changed.")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f}\u202fMB" if size >= 1e5 else f"{size / 1e3:.0f}\u202fkB"
