"""The sample candidate as a person of their own: one call loads everything of theirs, one removes it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from highsignal.domain.bank import Person
from highsignal.services.recording_files import remove_files
from highsignal.services.sample_bank import SampleBank, sample_bank
from highsignal.services.sample_practice import add_practice
from highsignal.services.workspace import Workspace
from highsignal.storage.loops import save_loop
from highsignal.storage.people import (
    CURRENT,
    add_person_once,
    find_person,
    forget_workspace_value,
    list_people,
    remove_person,
    save_target,
    set_workspace_value,
    workspace_value,
)
from highsignal.storage.sources import add_source
from highsignal.storage.stories import add_histories
from highsignal.storage.tellings import add_rounds, add_takes, list_takes
from highsignal.storage.ticks import save_tick

BEFORE = "person-before-sample"  # whose bank was open when the sample was loaded


def load_sample(workspace: Workspace) -> Person:
    """Open the sample candidate's bank, put there first with a year of history if need be."""
    bank = sample_bank(workspace.now())
    with workspace.database.writing() as session:
        before = workspace_value(session, CURRENT)
        person = next((one for one in list_people(session) if one.sample), None)
        if person is None:
            person = bank.person
            # Two windows may ask at once; the one that comes second finds the sample there.
            if add_person_once(session, person):
                add_bank(session, bank)
        if before and before != person.id:
            set_workspace_value(session, BEFORE, before)
        set_workspace_value(session, CURRENT, person.id)
    return person


def remove_sample(workspace: Workspace) -> Person | None:
    """Delete the sample candidate with everything of theirs; whose bank is open then, None without anybody.

    That is the person who was there before, if theirs was the open bank; nobody else's rows are touched.
    """
    with workspace.database.writing() as session:
        for person in list_people(session):
            if person.sample:
                takes = [take.id for take in list_takes(session, person.id)]
                remove_person(session, person.id)
                session.flush()
                remove_files(workspace.folder, takes)
        open_now = _remaining(session)
        forget_workspace_value(session, BEFORE)
        if open_now:
            set_workspace_value(session, CURRENT, open_now.id)
        else:
            forget_workspace_value(session, CURRENT)
    return open_now


def add_bank(session: Session, bank: SampleBank) -> None:
    """Store everything of `bank` but its person, who is there already."""
    person = bank.person.id
    save_target(session, person, bank.target, bank.signal, bank.target_at)
    add_histories(session, person, bank.stories, bank.revisions)
    add_takes(session, person, bank.takes)
    add_rounds(session, person, bank.rounds)
    for source, found in bank.sources:
        add_source(session, person, source, found)
    for tick in bank.ticks:
        save_tick(session, person, tick)
    save_loop(session, person, bank.loop)
    add_practice(session, person, bank.practice)


def _remaining(session: Session) -> Person | None:
    """Whose bank to open: the one that is open, else the one that was before, else the latest comer's."""
    for key in (CURRENT, BEFORE):
        named = workspace_value(session, key)
        if named and (person := find_person(session, named)):
            return person
    people = list_people(session)
    return people[-1] if people else None
