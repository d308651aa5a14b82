"""Rows as plain values that any database takes: read from one, put into another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Float,
    Integer,
    String,
    Table,
    delete,
    false,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from highsignal.storage.errors import UnusableRowError
from highsignal.storage.tables import Base, UtcTime

Row = dict[str, Any]
"""A row by names of columns: text, numbers, truth, lists and objects; moments and days as ISO 8601."""

_CACHE = "reading"  # can be made again from the stories
_WORDS = "revision"
_CHUNK_ROWS = 500
_CHUNK_SIGNS = 4_000_000  # characters; revisions may be long
_LARGEST_NUMBER = 2**31 - 1  # of an integer column of PostgreSQL
# What a column that an older archive does not know yet begins with, where it names no default itself.
_BEGINNINGS: tuple[tuple[type, Any], ...] = (
    (Boolean, False),
    (JSON, []),
    (Integer, 0),
    (Float, 0.0),
    (String, ""),
)


def table_names() -> tuple[str, ...]:
    """The tables that are worth keeping; one that another refers to comes before it.

    Revisions follow their stories at once: a story is there only with its words.
    """
    names = [table.name for table in Base.metadata.sorted_tables if table.name not in (_CACHE, _WORDS)]
    names.insert(names.index("story") + 1, _WORDS)
    return tuple(names)


def read_rows(session: Session, name: str, person: str | None = None) -> Iterator[Row]:
    """The rows of a table in the order of their keys, only those of one person if named."""
    table = Base.metadata.tables[name]
    query = select(table).order_by(*table.primary_key.columns)
    if person is not None:
        query = query.where(owned_by(table, person))
    found = session.execute(query, execution_options={"yield_per": _CHUNK_ROWS})
    for row in found.mappings():
        yield {column.name: _plain(row[column]) for column in table.columns}


def count_rows(session: Session, name: str, person: str | None = None) -> int:
    """How many rows a table has, or how many of them are one person's."""
    table = Base.metadata.tables[name]
    query = select(func.count()).select_from(table)
    if person is not None:
        query = query.where(owned_by(table, person))
    return session.scalar(query) or 0


def add_rows(session: Session, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Put rows into a table; how many. Raises UnusableRowError for one that does not fit."""
    table = Base.metadata.tables[name]
    count = 0
    chunk: list[Row] = []
    signs = 0
    for row in rows:
        chunk.append(values_of(name, row))
        signs += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(chunk) >= _CHUNK_ROWS or signs >= _CHUNK_SIGNS:
            count += _insert(session, table, chunk)
            chunk, signs = [], 0
    return count + (_insert(session, table, chunk) if chunk else 0)


def values_of(name: str, row: Mapping[str, Any]) -> Row:
    """What the columns of a table take for `row`; a column it does not have gets its beginning.

    Raises UnusableRowError for a value of the wrong kind, and for a column that there is not.
    """
    table = Base.metadata.tables[name]
    if unknown := set(row) - set(table.columns.keys()):
        raise UnusableRowError(name, f"there is no column {sorted(unknown)[0]!r}")
    return {
        column.name: _value(table, column, row[column.name])
        if column.name in row
        else _beginning(table, column)
        for column in table.columns
    }


def remove_everything(session: Session) -> None:
    """Empty all tables, the cache too; on PostgreSQL nobody else writes until the transaction ends."""
    tables = list(reversed(Base.metadata.sorted_tables))
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in tables)
        # Unlike DELETE this also frees the pages in which the words stand.
        session.execute(text(f"TRUNCATE {names}"))
        return
    for table in tables:
        session.execute(delete(table))


def owned_by(table: Table, person: str) -> ColumnElement[bool]:
    """The condition that a row of `table` is `person`'s: by its column, or by the row it hangs on."""
    if table.name == "person":
        return table.c.id == person
    if "person_id" in table.c:
        condition: ColumnElement[bool] = table.c.person_id == person
        return condition
    for key in table.foreign_keys:
        if key.parent.nullable:
            continue  # what a row may do without does not say whose it is
        parent = key.column.table
        return key.parent.in_(select(key.column).where(owned_by(parent, person)))
    return false()


def _insert(session: Session, table: Table, rows: list[Row]) -> int:
    try:
        session.execute(insert(table), rows)
    except IntegrityError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise UnusableRowError(
            table.name, f"it is there twice, or names what is not there: {reason}"
        ) from None
    return len(rows)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date


def _beginning(table: Table, column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if column.default is not None and column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]  # a scalar default has it
    if column.primary_key or column.foreign_keys:
        raise UnusableRowError(table.name, f"{column.name!r} is missing")
    for kind, beginning in _BEGINNINGS:
        if isinstance(column.type, kind):
            return list(beginning) if isinstance(beginning, list) else beginning
    raise UnusableRowError(table.name, f"{column.name!r} is missing")


def _value(table: Table, column: Column[Any], value: Any) -> Any:
    if value is None and column.nullable:
        return None
    try:
        return _converted(column.type, value)
    except (TypeError, ValueError):
        shown = repr(value)[:40]
        raise UnusableRowError(table.name, f"{column.name!r} cannot be {shown}") from None


def _converted(kind: object, value: Any) -> Any:
    """`value` as a column of this type takes it; raises TypeError or ValueError."""
    if isinstance(kind, UtcTime):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(value)
        return moment
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Boolean):
        return _of(value, bool)
    if isinstance(kind, Integer):
        number = _of(value, int)
        if isinstance(value, bool) or abs(number) > _LARGEST_NUMBER:
            raise ValueError(value)
        return number
    if isinstance(kind, Float):
        return float(_of(value, int, float))
    if isinstance(kind, String):
        words = _of(value, str)
        if kind.length and len(words) > kind.length:
            raise ValueError(value)
        return words
    return _of(value, list, dict)


def _of(value: Any, *kinds: type) -> Any:
    if not isinstance(value, kinds):
        raise TypeError(value)
    return value
