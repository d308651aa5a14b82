"""Rows as plain values: whole, checked, and those of an older archive brought up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.storage.filled import contents, fill

from highsignal.packs.find import PackSources
from highsignal.services.workspace import Workspace, utc_now
from highsignal.storage import dump_steps
from highsignal.storage.database import Database
from highsignal.storage.dump import (
    Row,
    add_rows,
    count_rows,
    remove_everything,
    table_names,
    values_of,
)
from highsignal.storage.dump_steps import brought_up
from highsignal.storage.errors import UnstorableTextError, UnusableRowError
from highsignal.storage.migrate import known_revisions
from highsignal.storage.people import remove_person
from highsignal.storage.readings import save_readings
from highsignal.storage.schema import Base, ReadingRow

PERSON = {
    "id": "p",
    "name": "Ana",
    "headline": "",
    "time_zone": "UTC",
    "words_per_minute": None,
    "created_at": "2026-03-01T09:00:00+00:00",
    "sample": False,
}


@pytest.fixture
def filled(bank: Database, tmp_path: Path) -> Database:
    fill(Workspace(bank, PackSources(), tmp_path, utc_now))
    return bank


def test_every_table_but_the_cache_is_kept_and_has_rows(filled: Database) -> None:
    assert set(table_names()) == set(Base.metadata.tables) - {"reading"}
    assert all(contents(filled).values())


def test_what_was_read_goes_into_an_empty_database_again(filled: Database) -> None:
    before = contents(filled)
    written = json.dumps(before)
    with filled.writing() as session:
        save_readings(session, before["person"][0]["id"], {"key": {"a": 1}}, utc_now())
        remove_everything(session)
        assert not any(count_rows(session, name) for name in table_names())
        assert session.scalar(select(ReadingRow)) is None
        for name, rows in json.loads(written).items():
            assert add_rows(session, name, rows) == len(rows)
    assert contents(filled) == before


def test_rows_are_one_person_s(filled: Database, tmp_path: Path) -> None:
    ana = contents(filled)
    fill(Workspace(filled, PackSources(), tmp_path, utc_now), "Ben")
    person = ana["person"][0]["id"]
    assert contents(filled, person) == ana | {"workspace": []}
    with filled.reading() as session:
        assert count_rows(session, "revision", person) == len(ana["revision"])
    with filled.writing() as session:
        remove_person(session, person)
    everything = contents(filled)
    assert [row["name"] for row in everything["person"]] == ["Ben"]
    assert person not in repr(everything)


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("person", {"name": 3}, "'name' cannot be 3"),
        ("person", {"name": None}, "'name' cannot be None"),
        ("person", {"sample": "yes"}, "'sample' cannot be 'yes'"),
        ("person", {"created_at": "yesterday"}, "'created_at' cannot be 'yesterday'"),
        ("person", {"created_at": "2026-03-01T09:00:00"}, "'created_at' cannot be"),
        ("person", {"created_at": 5}, "'created_at' cannot be 5"),
        ("person", {"words_per_minute": "fast"}, "'words_per_minute' cannot be 'fast'"),
        ("person", {"colour": "blue"}, "there is no column 'colour'"),
        ("person", {"id": "x" * 41}, "'id' cannot be"),
        ("story", {"position": 2**31}, "'position' cannot be"),
        ("story", {"position": True}, "'position' cannot be True"),
        ("loop", {"interviewers": "me"}, "'interviewers' cannot be 'me'"),
        ("loop", {"held_on": "2026-13-01"}, "'held_on' cannot be"),
    ],
)
def test_a_row_of_the_wrong_kind_is_a_sentence(filled: Database, table: str, change: Row, words: str) -> None:
    row = contents(filled)[table][0] | change
    with pytest.raises(UnusableRowError) as caught:
        values_of(table, row)
    assert f"a row for “{table}” that cannot be used ({words}" in str(caught.value)


@pytest.mark.parametrize("table", ["person", "revision", "take"])
def test_a_row_that_is_there_or_hangs_on_nothing_is_a_sentence(filled: Database, table: str) -> None:
    row = contents(filled)[table][0]
    before = contents(filled)
    for wrong in (row, row | {"story_id": "nobody", "id": "new"} if "story_id" in row else row):
        if "number" in row:
            wrong = {name: value for name, value in wrong.items() if name != "id"}
        with pytest.raises(UnusableRowError, match="it is there twice, or names what is not there"):
            add(filled, table, wrong)
    assert contents(filled) == before


def add(database: Database, table: str, row: Row) -> None:
    with database.writing() as session:
        add_rows(session, table, [row])


def test_columns_that_came_later_begin_with_their_default(bank: Database) -> None:
    old = {
        name: value
        for name, value in PERSON.items()
        if name not in ("headline", "sample", "words_per_minute")
    }
    values = values_of("person", old)
    assert (values["headline"], values["sample"], values["words_per_minute"]) == ("", False, None)
    with pytest.raises(UnusableRowError, match="'id' is missing"):
        values_of("person", {"name": "Ana"})
    add(bank, "person", old)
    assert contents(bank)["person"] == [PERSON]


def test_a_row_goes_through_every_step_after_its_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(table: str, row: Row) -> Row | None:
        return row | {"steps": "1"} if table == "story" else None

    def second(_table: str, row: Row) -> Row | None:
        return row | {"steps": row["steps"] + "2"}

    monkeypatch.setattr(dump_steps, "STEPS", {"0002": first, "0003": second})
    monkeypatch.setattr(dump_steps, "known_revisions", lambda: ("0001", "0002", "0003", "0004"))
    assert brought_up("story", {"id": "s"}, "0001") == {"id": "s", "steps": "12"}
    assert brought_up("story", {"steps": "1"}, "0002") == {"steps": "12"}
    assert brought_up("other", {"id": "s"}, "0001") is None
    assert brought_up("other", {"id": "s"}, "0004") == {"id": "s"}


def test_every_step_leads_to_a_structure_that_there_is() -> None:
    assert set(dump_steps.STEPS) <= set(known_revisions())


@pytest.mark.parametrize("name", ["NUL \0", "half \ud83d"])
def test_what_cannot_be_kept_everywhere_is_refused_everywhere(bank: Database, name: str) -> None:
    for rows in ([PERSON | {"name": name}], [PERSON, PERSON | {"id": "q", "name": name}]):
        with pytest.raises(UnstorableTextError, match="so nothing was saved"), bank.writing() as session:
            add_rows(session, "person", rows)
        assert contents(bank)["person"] == []
    add(bank, "person", PERSON | {"id": "another"})
    assert len(contents(bank)["person"]) == 1


def test_a_nul_inside_what_is_kept_as_json_moves_between_databases(bank: Database) -> None:
    add(bank, "person", PERSON)
    plan = [{"name": "NUL \0", "half": "\ud83d"}]
    row = {
        "id": "l",
        "person_id": "p",
        "name": "",
        "held_on": None,
        "interviewers": plan,
        "created_at": PERSON["created_at"],
        "updated_at": PERSON["created_at"],
    }
    add(bank, "loop", row)
    assert contents(bank)["loop"] == [row]
