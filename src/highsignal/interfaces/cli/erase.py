"""`highsignal erase`: says what it will delete, asks, deletes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from highsignal.interfaces.cli.asking import DECLINED, confirmed, counted, sized
from highsignal.interfaces.cli.opening import opened
from highsignal.interfaces.cli.output import write_lines
from highsignal.services.erasing import ErasePlan, erase, plan_erase, plan_erase_person


def run_erase(person: str | None, folder: Path | None, *, keep_backups: bool, yes: bool) -> int:
    """Say what will be deleted, ask unless `yes`, and do it; raises UsageError and StorageError."""
    if person is None:
        return _go_through(plan_erase(folder, keep_backups=keep_backups), yes=yes)
    with opened(folder) as workspace:
        return _go_through(plan_erase_person(workspace, person), yes=yes)


def _go_through(plan: ErasePlan, *, yes: bool) -> int:
    if not plan.places and not any((plan.counts or {}).values()):
        write_lines([f"There is nothing of highsignal in {plan.folder} and {plan.database.place}."])
        return 0
    write_lines(_described(plan))
    if not yes and not confirmed("erase"):
        write_lines(["Nothing was deleted."])
        return DECLINED
    erase(plan)
    write_lines(["Erased."])
    return 0


def _described(plan: ErasePlan) -> Iterator[str]:
    whose = f"everything of {plan.person.name or plan.person.id}" if plan.person else "everything"
    yield f"This deletes {whose}, for good:"
    if plan.counts is None and plan.trouble:
        yield f"  the database, unread: {plan.trouble}"
    elif plan.counts is not None:
        yield f"  from {plan.database.place}: {counted(plan.counts)}"
    for place in plan.places:
        many = f"{place.files:,} files, " if place.files != 1 else ""
        yield f"  {place.path} ({many}{sized(place.size)})"
    for path in plan.left:
        yield f"Left as it is, since it is not highsignal's: {path}"
    if plan.kept_backups and plan.person:
        yield f"{_backups(plan)} may still have what is deleted here."
    elif plan.kept_backups:
        yield f"{_backups(plan)} stay."
    yield "Backups and exports in other places are not found and stay."


def _backups(plan: ErasePlan) -> str:
    number = "1 file" if plan.kept_backups == 1 else f"{plan.kept_backups:,} files"
    return f"{number} in {plan.folder / 'backups'}"
