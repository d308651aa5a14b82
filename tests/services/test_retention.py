"""Recordings that were cut off are offered; sounds go after the days that were chosen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from highsignal.domain.bank import StoryContent
from highsignal.domain.practice import Stage
from highsignal.services.archives import backup, restore
from highsignal.services.errors import InvalidInputError
from highsignal.services.recordings import (
    add_part,
    begin,
    discard_take,
    finish,
    get_recording,
    kept_recordings,
    sound_of,
)
from highsignal.services.retention import keep_days, leftovers, set_keep_days, tidy
from highsignal.services.stories import create_story
from highsignal.services.workspace import Desk
from highsignal.storage.recordings import save_recording


def begun(desk: Desk, parts: int = 3) -> str:
    take = begin(desk, create_story(desk, StoryContent(title="Cost"))[0].id, "audio/webm")
    for number in range(parts):
        add_part(desk, take, number, b"sound")
    return take


def later(desk: Desk, **much: float) -> Desk:
    now = desk.now() + timedelta(**much)
    return desk._replace(workspace=desk.workspace._replace(now=lambda: now))


def done(desk: Desk, stage: Stage = Stage.HEARD) -> str:
    take = begun(desk)
    finish(desk, take)
    with desk.database.writing() as session:
        save_recording(session, get_recording(desk, take)._replace(stage=stage))
    return take


def files(desk: Desk) -> list[str]:
    return sorted(path.name.split(".")[0] for path in (desk.workspace.folder / "recordings").glob("*"))


def test_what_was_cut_off_is_offered_and_can_be_used(desk: Desk) -> None:
    take = begun(desk)
    assert leftovers(desk) == ()  # somebody may be speaking
    (found,) = leftovers(later(desk, minutes=1))
    assert (found.recording.take, found.story, found.seconds) == (take, "Cost", 3.0)
    finish(desk, take, found.seconds)
    assert leftovers(later(desk, minutes=1)) == ()
    assert get_recording(desk, take).stage is Stage.WAITING


def test_what_was_cut_off_can_be_thrown_away(desk: Desk) -> None:
    discard_take(desk, begun(desk))
    assert leftovers(later(desk, minutes=1)) == ()
    assert files(desk) == []


def test_a_recording_without_a_file_or_without_sound_is_not_offered(desk: Desk) -> None:
    lost, empty = begun(desk), begun(desk, parts=0)
    (desk.workspace.folder / "recordings" / f"{lost}.webm.part").unlink()
    assert leftovers(later(desk, minutes=1)) == ()
    tidy(later(desk, minutes=30).workspace)
    assert {one.take.id for one in kept_recordings(desk)} == {lost, empty}
    tidy(later(desk, hours=2).workspace)
    assert {one.take.id for one in kept_recordings(desk)} == {lost}


def test_a_backup_has_what_was_cut_off_and_it_is_no_whole_recording_there(desk: Desk, tmp_path: Path) -> None:
    cut_off, whole = begun(desk), done(desk)
    written = backup(desk.workspace, tmp_path / "backup.zip")
    with ZipFile(written.path) as archive:
        names = {name for name in archive.namelist() if name.startswith("recordings/")}
    assert names == {f"recordings/{cut_off}.webm.part", f"recordings/{whole}.webm"}
    discard_take(desk, cut_off)
    restore(desk.workspace, written.path)
    (found,) = leftovers(later(desk, minutes=1))
    finish(desk, found.recording.take)
    assert sound_of(desk, cut_off)[0].read_bytes() == b"sound" * 3


def test_sounds_are_kept_unless_days_are_chosen(desk: Desk) -> None:
    take = done(desk)
    assert keep_days(desk.workspace) is None
    assert tidy(later(desk, days=3000).workspace) == 0
    set_keep_days(desk.workspace, 30)
    assert keep_days(desk.workspace) == 30
    assert tidy(later(desk, days=29).workspace) == 0
    assert files(desk) == [take]
    assert tidy(later(desk, days=31).workspace) == 1
    assert (files(desk), get_recording(desk, take).removed_at is not None) == ([], True)
    assert tidy(later(desk, days=31).workspace) == 0
    set_keep_days(desk.workspace, None)
    assert keep_days(desk.workspace) is None


def test_what_still_waits_is_not_deleted_for_its_age(desk: Desk) -> None:
    waiting, failed, cut_off = done(desk, Stage.WAITING), done(desk, Stage.FAILED), begun(desk)
    set_keep_days(desk.workspace, 1)
    assert tidy(later(desk, days=5).workspace) == 1
    assert files(desk) == sorted([waiting, cut_off])
    assert get_recording(desk, failed).removed_at is not None


@pytest.mark.parametrize("days", [0, -1, 100_000])
def test_days_that_make_no_sense_are_refused(desk: Desk, days: int) -> None:
    with pytest.raises(InvalidInputError):
        set_keep_days(desk.workspace, days)
    assert keep_days(desk.workspace) is None
