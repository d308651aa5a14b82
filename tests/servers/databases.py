"""Fixtures of databases, for the conftest of a folder of tests to import; nothing starts before a test asks.

`database_url` and `bank` run a test twice, on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.servers.postgres import Cluster

from highsignal.storage.database import FILE, Database, sqlite_url
from highsignal.storage.migrate import upgrade

__all__ = ["bank", "database_url", "empty_bank_file", "postgres_bank_url", "postgres_cluster", "postgres_url"]

SYSTEMS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres_cluster(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Cluster]:
    """The PostgreSQL cluster of this run, one for all worker processes."""
    own = tmp_path_factory.getbasetemp()
    cluster = Cluster.of_run(own if worker_id == "master" else own.parent)
    yield cluster
    cluster.close()


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """`postgresql+psycopg://…` of a new empty database, dropped after the test."""
    name = postgres_cluster.create()
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture(params=SYSTEMS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new empty database, without tables, of either system."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return str(request.getfixturevalue("postgres_url"))


def with_tables(url: str) -> None:
    """Give an empty database the structure of this version."""
    database = Database(url)
    upgrade(database, datetime.now(UTC))
    database.close()


@pytest.fixture(scope="session")
def empty_bank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables of this version and nobody in it; copied, never opened."""
    folder = tmp_path_factory.mktemp("empty-bank")
    with_tables(sqlite_url(folder))
    return folder / FILE


@pytest.fixture
def postgres_bank_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The URL of a new database on PostgreSQL with the tables of this version, dropped after the test."""
    name = postgres_cluster.create(postgres_cluster.template("empty_bank", with_tables))
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture(params=SYSTEMS)
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A new database of either system with the tables of this version and nobody in it."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_bank_file"), tmp_path / FILE)
        url = sqlite_url(tmp_path)
    else:
        url = request.getfixturevalue("postgres_bank_url")
    database = Database(url)
    yield database
    database.close()
