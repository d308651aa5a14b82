"""The files of recordings in the data folder: `<take>.<ending>` when whole, with `.part` behind it before."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

from highsignal.services.recording_errors import RecordingLostError, UnsupportedSoundError
from highsignal.services.workspace import RECORDINGS
from highsignal.storage.database import private_folder
from highsignal.storage.errors import DiskFullError

UNFINISHED = ".part"
_ENDINGS = {
    "webm": ("audio/webm", "video/webm"),
    "ogg": ("audio/ogg", "application/ogg", "audio/opus"),
    "m4a": ("audio/mp4", "audio/x-m4a", "audio/m4a"),
    "mp4": ("video/mp4",),
    "mov": ("video/quicktime",),
    "mp3": ("audio/mpeg", "audio/mp3"),
    "wav": ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
    "flac": ("audio/flac", "audio/x-flac"),
    "aac": ("audio/aac", "audio/x-aac", "audio/aacp"),
}
_ENDING_OF = {kind: ending for ending, kinds in _ENDINGS.items() for kind in kinds}
_ALSO = {"oga": "ogg", "opus": "ogg", "wave": "wav", "mpga": "mp3"}
_NO_ROOM = (ENOSPC, EDQUOT, EFBIG)


def media_type_of(said: str, name: str = "") -> str:
    """The kind of sound that a browser said, without its codecs; by the file's `name` where it said none.

    Raises UnsupportedSoundError.
    """
    kind = said.split(";")[0].strip().lower()
    if kind in _ENDING_OF:
        return kind
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kinds = _ENDINGS.get(_ALSO.get(ending, ending))
    if kinds is None:
        raise UnsupportedSoundError(f"“{name}”" if name else kind)
    return kinds[0]


def whole_file(folder: Path, take: str, media_type: str) -> Path:
    """Where the sound of a take is once it is whole; `folder` is the data folder."""
    return folder / RECORDINGS / f"{take}.{_ENDING_OF.get(media_type, 'sound')}"


def unfinished_file(folder: Path, take: str, media_type: str) -> Path:
    """Where the sound of a take is as long as parts of it come."""
    whole = whole_file(folder, take, media_type)
    return whole.with_name(whole.name + UNFINISHED)


def append_part(path: Path, size: int, data: bytes) -> None:
    """Write `data` behind the first `size` bytes of `path`; it is on the disk when this returns.

    What stands behind them was written by somebody who died before it was confirmed, and is overwritten.
    Raises RecordingLostError when the file is shorter, DiskFullError.
    """
    private_folder(path.parent)
    with _translated(), os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        new = size == 0
        if file.seek(0, os.SEEK_END) < size:
            raise RecordingLostError
        file.truncate(size)
        file.seek(size)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if new:
        _sync_folder(path.parent)


def make_whole(part: Path, whole: Path, size: int) -> None:
    """Give the first `size` bytes of `part` their final name; one that has it already is left as it is.

    Raises RecordingLostError when they are not there.
    """
    if not part.exists() and whole.exists() and whole.stat().st_size == size:
        return  # somebody died between this and writing it down
    if not part.exists() or part.stat().st_size < size:
        raise RecordingLostError
    with _translated():
        os.truncate(part, size)
        part.replace(whole)
        _sync_folder(whole.parent)


def files_of(folder: Path, takes: Iterable[str]) -> Iterator[Path]:
    """The files that there are of these takes, whole or not."""
    wanted = set(takes)
    place = folder / RECORDINGS
    if wanted and place.is_dir():
        yield from (path for path in sorted(place.iterdir()) if path.name.split(".")[0] in wanted)


def remove_files(folder: Path, takes: Iterable[str]) -> None:
    """Delete what there is of these takes."""
    for path in files_of(folder, takes):
        path.unlink(missing_ok=True)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFullError from error
        raise


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
