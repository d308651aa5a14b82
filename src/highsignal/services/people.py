"""Who the bank belongs to and what they aim at; the sample candidate is a person of their own."""

from __future__ import annotations

from zoneinfo import available_timezones

from highsignal.analysis.timing import FASTEST, SLOWEST
from highsignal.domain.bank import Person
from highsignal.domain.signals import SignalName
from highsignal.domain.targets import Target
from highsignal.packs import load
from highsignal.packs.errors import PackError
from highsignal.packs.find import PackSources
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.workspace import Desk, Workspace
from highsignal.storage.people import (
    CURRENT,
    find_person,
    list_people,
    save_person,
    save_target,
    set_workspace_value,
)
from highsignal.storage.stories import new_id
from highsignal.storage.tellings import spoken_pace

_LONGEST_NAME = 200  # characters


def add_person(
    workspace: Workspace, name: str = "", time_zone: str = "UTC", target: Target | None = None
) -> Person:
    """Add a person with what they aim at, if they say so, and open their bank; raises InvalidInputError."""
    person = Person(new_id(), name.strip(), "", time_zone or "UTC", None, workspace.now())
    problems = _person_problems(person)
    if target:
        problems |= _target_problems(workspace.sources, target)
    _refuse(problems)
    with workspace.database.writing() as session:
        save_person(session, person)
        set_workspace_value(session, CURRENT, person.id)
        if target:
            save_target(session, person.id, target, "", workspace.now())
    return person


def change_person(desk: Desk, person: Person) -> Person:
    """Keep what a person says of themselves; raises InvalidInputError."""
    changed = person._replace(id=desk.person.id, created_at=desk.person.created_at, sample=desk.person.sample)
    _refuse(_person_problems(changed))
    with desk.database.writing() as session:
        save_person(session, changed)
    return changed


def measured_pace(desk: Desk) -> tuple[int, float] | None:
    """How many spoken takes there are, and the words a minute over all of them; None before the first."""
    with desk.database.reading() as session:
        return spoken_pace(session, desk.person.id)


def people(workspace: Workspace) -> tuple[Person, ...]:
    """Everybody who has a bank here."""
    with workspace.database.reading() as session:
        return list_people(session)


def open_bank_of(workspace: Workspace, person: str) -> Person:
    """Open the bank of another person; raises NotFoundError."""
    with workspace.database.writing() as session:
        found = find_person(session, person)
        if found is None:
            raise NotFoundError("person", person)
        set_workspace_value(session, CURRENT, person)
    return found


def set_target(desk: Desk, target: Target, signal: str = "") -> None:
    """Keep what a person aims at and the signal they tighten first.

    Raises InvalidInputError for a role, ladder, level or signal that does not exist.
    """
    problems = _target_problems(desk.workspace.sources, target)
    if signal and signal not in {name.value for name in SignalName}:
        problems["signal"] = f"there is no signal {signal!r}"
    _refuse(problems)
    with desk.database.writing() as session:
        save_target(session, desk.person.id, target, signal, desk.now())


def _target_problems(sources: PackSources, target: Target) -> dict[str, str]:
    problems: dict[str, str] = {}
    try:
        load.role(target.role, sources)
    except PackError as error:
        problems["role"] = str(error)
    try:
        load.loop(target.loop, sources)
    except PackError as error:
        problems["loop"] = str(error)
    try:
        ladder = load.ladder(target.ladder, sources)
    except PackError as error:
        problems["ladder"] = str(error)
        return problems
    try:
        load.level(ladder, target.level)
    except PackError as error:
        problems["level"] = str(error)
    return problems


def _person_problems(person: Person) -> dict[str, str]:
    problems: dict[str, str] = {}
    if len(person.name) > _LONGEST_NAME:
        problems["name"] = f"at most {_LONGEST_NAME} characters"
    if person.time_zone not in available_timezones():
        problems["time_zone"] = f"{person.time_zone!r} is not a time zone; one is called like Europe/Berlin"
    pace = person.words_per_minute
    if pace is not None and not SLOWEST <= pace <= FASTEST:
        problems["words_per_minute"] = f"between {SLOWEST:.0f} and {FASTEST:.0f} words a minute"
    return problems


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise InvalidInputError(problems)
