"""Counts how often the database was given what was heard in a take, by a trigger in the database itself."""

from __future__ import annotations

from sqlalchemy import text

from highsignal.storage.database import Database

_SQLITE = (
    "CREATE TABLE heard_log (take_id TEXT)",
    "CREATE TRIGGER log_heard AFTER INSERT ON transcript "
    "BEGIN INSERT INTO heard_log VALUES (NEW.take_id); END",
)
_POSTGRES = (
    "CREATE TABLE heard_log (take_id TEXT)",
    "CREATE FUNCTION log_heard() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN INSERT INTO heard_log VALUES (NEW.take_id); RETURN NEW; END $$",
    "CREATE TRIGGER log_heard AFTER INSERT ON transcript FOR EACH ROW EXECUTE FUNCTION log_heard()",
)


def watch_writes(database: Database) -> None:
    """Begin to count."""
    with database.connection() as connection:
        for statement in _SQLITE if database.sqlite else _POSTGRES:
            connection.execute(text(statement))


def writes(database: Database) -> dict[str, int]:
    """How often each take's transcript was written since."""
    with database.connection() as connection:
        rows = connection.execute(text("SELECT take_id, count(*) FROM heard_log GROUP BY take_id")).all()
    return {str(take): int(count) for take, count in rows}
