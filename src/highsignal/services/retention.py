"""How long sounds are kept, and recordings that were never finished."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from highsignal.domain.bank import Take
from highsignal.domain.practice import Recording, Stage
from highsignal.services.errors import InvalidInputError
from highsignal.services.recording_files import remove_files, unfinished_file, whole_file
from highsignal.services.recordings import Kept, forget_sound, is_removable, kept_recordings
from highsignal.services.workspace import Desk, Workspace
from highsignal.storage.people import forget_workspace_value, set_workspace_value, workspace_value
from highsignal.storage.recordings import list_recordings
from highsignal.storage.tellings import remove_take

KEEP_DAYS = "recordings.keep-days"  # in the workspace's table; missing: sounds are kept
_LONGEST_DAYS = 3650
# While somebody records a part comes every second, so that one that has had none for this long was cut off;
# somebody who only paused it is offered what is there, and loses nothing.
_CUT_OFF_AFTER = timedelta(seconds=30)
_EMPTY_FOR = timedelta(hours=1)  # begun and nothing came: nobody misses it


class Leftover(NamedTuple):
    """A recording that was cut off; `seconds` is about how long it is, a part being one second."""

    recording: Recording
    take: Take
    story: str
    seconds: float


def keep_days(workspace: Workspace) -> int | None:
    """After how many days sounds are deleted; None for never."""
    with workspace.database.reading() as session:
        value = workspace_value(session, KEEP_DAYS)
    return int(value) if value and value.isdigit() else None


def set_keep_days(workspace: Workspace, days: int | None) -> None:
    """Delete sounds after so many days, or never; raises InvalidInputError."""
    if days is not None and not 1 <= days <= _LONGEST_DAYS:
        raise InvalidInputError({"days": f"between 1 and {_LONGEST_DAYS:,}, or nothing to keep them"})
    with workspace.database.writing() as session:
        if days is None:
            forget_workspace_value(session, KEEP_DAYS)
        else:
            set_workspace_value(session, KEEP_DAYS, str(days))
    tidy(workspace)


def tidy(workspace: Workspace) -> int:
    """Delete the sounds that are older than they are to be kept, and takes of which nothing ever came.

    Everybody's; what was heard stays. Answers how many sounds were deleted.
    """
    days, now = keep_days(workspace), workspace.now()
    with workspace.database.writing() as session:
        everything = list_recordings(session)
        old = [r for r in everything if days and is_removable(r) and _age(r, now) >= timedelta(days=days)]
        for recording in old:
            forget_sound(session, workspace.folder, recording, now)
        for recording in everything:
            idle = now - recording.changed_at
            if recording.stage is Stage.ARRIVING and not recording.bytes and idle >= _EMPTY_FOR:
                remove_take(session, recording.take)
                remove_files(workspace.folder, (recording.take,))
    return len(old)


def leftovers(desk: Desk) -> tuple[Leftover, ...]:
    """Recordings that were cut off, latest first; `finish` uses one, `discard_take` throws it away.

    One whose file is gone is not offered: there is nothing to use.
    """
    now = desk.now()
    return tuple(
        Leftover(one.recording, one.take, one.story, _heard_for(one.recording))
        for one in kept_recordings(desk)
        if _is_cut_off(one.recording, now) and _is_there(desk, one)
    )


def _is_cut_off(recording: Recording, now: datetime) -> bool:
    idle = now - recording.changed_at
    return recording.stage is Stage.ARRIVING and recording.bytes > 0 and idle >= _CUT_OFF_AFTER


def _is_there(desk: Desk, one: Kept) -> bool:
    place = (desk.workspace.folder, one.recording.take, one.recording.media_type)
    return any(path.is_file() for path in (unfinished_file(*place), whole_file(*place)))


def _heard_for(recording: Recording) -> float:
    # A part is a second of sound; what was uploaded comes in larger ones, faster.
    elapsed = (recording.changed_at - recording.created_at).total_seconds()
    return min(float(recording.parts), elapsed + 1.0)


def _age(recording: Recording, now: datetime) -> timedelta:
    return now - recording.created_at
