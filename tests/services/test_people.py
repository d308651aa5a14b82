"""People and what they aim at: kept, checked, and each at a desk of their own."""

from __future__ import annotations

import pytest

from highsignal.domain.bank import StoryContent, Take
from highsignal.domain.targets import Target
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.people import add_person, change_person, open_bank_of, people, set_target
from highsignal.services.stories import create_story
from highsignal.services.workspace import Desk, Workspace, desk_of
from highsignal.storage.people import remove_person, workspace_value
from highsignal.storage.stories import new_id
from highsignal.storage.tellings import add_take


def desk_now(workspace: Workspace) -> Desk:
    found = desk_of(workspace)
    assert found
    return found


def test_nobody_has_a_desk_before_the_first_person_came(workspace: Workspace) -> None:
    assert desk_of(workspace) is None


def test_the_last_person_added_sits_at_the_desk(workspace: Workspace) -> None:
    ana = add_person(workspace, "  Ana ", "Asia/Kolkata")
    ben = add_person(workspace, "Ben")
    assert [p.name for p in people(workspace)] == ["Ana", "Ben"]
    assert desk_now(workspace).person == ben
    assert open_bank_of(workspace, ana.id) == ana
    assert desk_now(workspace).person.time_zone == "Asia/Kolkata"
    with pytest.raises(NotFoundError):
        open_bank_of(workspace, "nobody")


def test_a_person_is_changed_and_never_becomes_another(desk: Desk) -> None:
    changed = change_person(desk, desk.person._replace(id="x", name="Ana M", words_per_minute=160.5))
    assert changed.id == desk.person.id
    now = desk_now(desk.workspace)
    assert now.person == changed
    assert now.target.words_per_minute == 160.5


@pytest.mark.parametrize(
    ("field", "value"), [("name", "x" * 201), ("time_zone", "Mars/Base"), ("words_per_minute", 5.0)]
)
def test_what_cannot_be_is_refused_by_field(desk: Desk, field: str, value: object) -> None:
    with pytest.raises(InvalidInputError) as caught:
        change_person(desk, desk.person._replace(**{field: value}))  # type: ignore[arg-type]
    assert set(caught.value.problems) == {field}


def test_a_target_is_kept(desk: Desk) -> None:
    assert not desk.targeted
    aim = Target(companies=("Acme, Inc.", "株式会社"), date="2026-05-01", loop=desk.target.loop)
    set_target(desk, aim, "stakes")
    now = desk_now(desk.workspace)
    assert now.targeted
    assert (now.target.companies, now.target.date, now.signal) == (aim.companies, aim.date, "stakes")
    set_target(desk, aim._replace(date=None))
    assert desk_now(desk.workspace).target.date is None


@pytest.mark.parametrize("field", ["role", "ladder", "level", "loop"])
def test_a_target_that_is_not_there_is_refused_by_field(desk: Desk, field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        set_target(desk, desk.target._replace(**{field: "no-such-thing"}))  # type: ignore[arg-type]
    assert set(caught.value.problems) == {field}
    assert not desk_now(desk.workspace).targeted


def test_a_pack_that_went_away_leaves_the_desk_usable(desk: Desk) -> None:
    broken = desk._replace(target=desk.target._replace(ladder="gone"))
    assert broken.standard().target.ladder == Target().ladder


def test_three_spoken_takes_make_a_pace(desk: Desk) -> None:
    story = create_story(desk, StoryContent(title="a"))[0].id
    paces = []
    for _ in range(3):
        take = Take(new_id(), story, desk.now(), "spoken", "ninety", 1, 60.0, 120, "…")
        with desk.database.writing() as session:
            add_take(session, desk.person.id, take)
        paces.append(desk_now(desk.workspace).target.words_per_minute)
    assert paces == [desk.target.words_per_minute] * 2 + [120]


def test_a_person_goes_with_everything_that_is_theirs(desk: Desk) -> None:
    create_story(desk, StoryContent(title="a"))
    with desk.database.writing() as session:
        remove_person(session, desk.person.id)
    assert desk_of(desk.workspace) is None
    with desk.database.reading() as session:
        assert workspace_value(session, "current-person") == desk.person.id
