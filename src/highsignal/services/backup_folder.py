"""The data folder's backups: which of those that the program made by itself are kept."""

from __future__ import annotations

import re
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from highsignal.services.archive_writing import AUTOMATIC

KEPT_DAYS = 10  # of which the last backup each is kept, and all of the latest day
_OURS = re.compile(r"(highsignal|before-restore)-(\d{8})T\d{6}Z\.zip")
_UNFINISHED_SECONDS = 24 * 3600.0  # after that a program that began to write must have been killed


def delete_old(folder: Path) -> list[Path]:
    """Delete older automatic backups; those that were deleted.

    Kept are every one of the latest day on which there is one and the last one of each of the nine such days
    before; the same for those made before a restore. A file with another name or without the mark of an
    automatic backup was named by the person and is never deleted.
    """
    days: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.iterdir()):
        if match := _OURS.fullmatch(path.name):
            days[match[1]][match[2]].append(path)
    old = [path for kind in days.values() for path in _old(kind) if _is_automatic(path)]
    for path in (*old, *_unfinished(folder)):
        path.unlink(missing_ok=True)
    return old


def _old(days: dict[str, list[Path]]) -> Iterator[Path]:
    latest, *earlier = sorted(days, reverse=True)
    del latest
    for number, day in enumerate(earlier, start=1):
        yield from days[day][:-1] if number < KEPT_DAYS else days[day]


def _is_automatic(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == AUTOMATIC
    except (OSError, zipfile.BadZipFile):
        return False


def _unfinished(folder: Path) -> list[Path]:
    before = time.time() - _UNFINISHED_SECONDS
    return [path for path in folder.glob(".*.zip.*.part") if path.stat().st_mtime < before]
