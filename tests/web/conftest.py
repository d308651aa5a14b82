"""A server of its own for each test, with a person, and a client that has a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from highsignal.domain.bank import StoryContent, StoryRecord
from highsignal.domain.targets import Target
from highsignal.interfaces.web.access import COOKIE, Access
from highsignal.interfaces.web.app import create_app
from highsignal.services.people import add_person
from highsignal.services.stories import create_story
from highsignal.services.workspace import Desk, Workspace, desk_of, open_workspace

HOST = "testserver"
TOLD = (
    "In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it, which gave up two weeks. "
    "I rebuilt the training set with two engineers. "
    "Inference cost fell by 22 % at the same accuracy, and the launch kept its date. "
    "Since then I ask for the cost of a model before anybody trains it."
)


class Site(NamedTuple):
    """An application and a browser-like client with a session; `token` is that of its forms."""

    app: FastAPI
    client: TestClient
    workspace: Workspace
    access: Access
    token: str

    @property
    def desk(self) -> Desk:
        desk = desk_of(self.workspace)
        assert desk is not None
        return desk

    def story(self, title: str = "Inference cost", ninety: str = TOLD) -> StoryRecord:
        return create_story(self.desk, StoryContent(title=title, ninety=ninety))[0]

    def post(self, path: str, **fields: str | list[str]) -> object:
        return self.client.post(path, data={"csrf": self.token, **fields}, follow_redirects=False)


def open_site(folder: Path, *, person: bool = True, url: str | None = None) -> Site:
    workspace = open_workspace(folder, url=url)
    if person:
        add_person(workspace, "Ada", "Europe/Berlin", Target())
    access = Access(b"k" * 32, frozenset((HOST,)))
    app = create_app(workspace, access)
    client = TestClient(app, headers={"accept": "text/html"}, raise_server_exceptions=False)
    session = access.new_session()
    client.cookies.set(COOKIE, session)
    return Site(app, client, workspace, access, access.form_token(session))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = open_site(tmp_path)
    yield made
    made.workspace.database.close()


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    made = open_site(tmp_path, person=False)
    yield made
    made.workspace.database.close()
