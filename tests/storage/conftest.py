"""Databases for the tests of storage: `database_url` runs a test on SQLite and on PostgreSQL."""

from tests.servers.databases import (
    bank,
    database_url,
    empty_bank_file,
    postgres_bank_url,
    postgres_cluster,
    postgres_url,
)

__all__ = ["bank", "database_url", "empty_bank_file", "postgres_bank_url", "postgres_cluster", "postgres_url"]
