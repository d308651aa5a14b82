"""Opening a workspace: where it is, who may look in, and a sentence for whatever stands in the way."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.storage.filled import contents, fill

from highsignal.packs.find import PackSources
from highsignal.services.workspace import Workspace, data_folder, open_workspace
from highsignal.storage.database import FILE, sqlite_url
from highsignal.storage.errors import DamagedDatabaseError, DatabaseUnavailableError

SOURCES = PackSources()


@contextmanager
def opened(folder: Path, url: str | None = None) -> Iterator[Workspace]:
    workspace = open_workspace(folder, url, SOURCES, environ={})
    try:
        yield workspace
    finally:
        workspace.database.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_data_folder_is_the_one_named_else_the_system_s(tmp_path: Path) -> None:
    assert data_folder({"HIGHSIGNAL_DATA": f" {tmp_path} "}) == tmp_path
    assert data_folder({"HIGHSIGNAL_DATA": "~/bank"}) == Path.home() / "bank"
    assert data_folder({}).name == "highsignal"


@pytest.mark.parametrize("name", ["a/b", "what? #1 100%41", "Ünï – “quoted”", "a+b&c=d;e"])
def test_any_folder_will_do_and_only_its_owner_sees_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    with opened(folder) as workspace:
        assert workspace.database.file == folder / FILE
        before = contents(fill(workspace).database)
    assert mode(folder) == 0o700
    assert mode(folder / FILE) == 0o600
    with opened(folder) as workspace:
        assert contents(workspace.database) == before


def test_a_folder_that_is_not_ours_keeps_its_permissions(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    (home / "letter.txt").write_text("mine")
    with opened(tmp_path / "data", sqlite_url(home)):
        pass
    assert mode(home) == 0o755
    assert mode(home / FILE) == 0o600


@pytest.mark.parametrize("under", [".", "below"])
def test_a_data_folder_that_is_a_file_is_a_sentence(tmp_path: Path, under: str) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DatabaseUnavailableError, match=r"its folder cannot be made \(.+\); name another"):
        open_workspace(tmp_path / "data" / under, None, SOURCES, environ={})
    assert (tmp_path / "data").read_text() == "a file"


@pytest.mark.parametrize(
    "url",
    ["nonsense", "oracle://x", "mongodb://x", "postgresql://nobody:secret@127.0.0.1:1/none", "http://["],
)
def test_a_database_that_cannot_be_reached_is_a_sentence_without_its_password(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(DatabaseUnavailableError) as caught:
        open_workspace(tmp_path, url, SOURCES, environ={})
    assert "secret" not in str(caught.value)
    assert "cannot be used" in str(caught.value)


@pytest.mark.parametrize("damage", ["header", "pages", "all", "text"])
def test_a_damaged_file_is_a_sentence_and_left_as_it_is(tmp_path: Path, damage: str) -> None:
    with opened(tmp_path) as workspace:
        fill(workspace)
    file = tmp_path / FILE
    whole = file.read_bytes()
    broken = {
        "header": b"\0" * 100 + whole[100:],
        "pages": whole[:4096] + os.urandom(len(whole) - 8192) + whole[-4096:],
        "all": os.urandom(len(whole)),
        "text": b"This is a letter, not a database.\n" * 10,
    }[damage]
    file.write_bytes(broken)
    with pytest.raises(DamagedDatabaseError, match=r"is damaged .+ Copy the file away"):
        open_workspace(tmp_path, None, SOURCES, environ={})
    assert file.read_bytes() == broken


def test_an_empty_file_becomes_a_bank(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with opened(tmp_path) as workspace:
        fill(workspace)
