"""A person's desk on either database, with a clock that goes a second further each time it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.servers.databases import *  # noqa: F403

from highsignal.packs.find import PackSources
from highsignal.services.people import add_person
from highsignal.services.workspace import Desk, Workspace, desk_of
from highsignal.storage.database import Database


class Clock:
    """Gives moments that all differ, so that what was later can be told."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def workspace(bank: Database, sources: PackSources, tmp_path: Path) -> Workspace:
    """A workspace on an empty database of either system."""
    return Workspace(bank, sources, tmp_path, Clock())


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """The desk of Ana, whose bank is empty."""
    add_person(workspace, "Ana", "Europe/Berlin")
    found = desk_of(workspace)
    assert found
    return found
