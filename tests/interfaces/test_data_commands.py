"""backup, restore, export, import, erase as people run them: what they say, ask and answer."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.servers.databases import *  # noqa: F403
from tests.storage.filled import contents, fill

from highsignal.interfaces.cli.failures import guarded
from highsignal.interfaces.cli.main import app
from highsignal.packs.find import PackSources
from highsignal.services.workspace import Workspace, open_workspace
from highsignal.storage.database import FILE

HIGHSIGNAL = [sys.executable, "-m", "highsignal.interfaces.cli.start"]
NOBODY = 65534  # the account `nobody`


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def ana(data: Path, database_url: str) -> Iterator[Workspace]:
    url = None if database_url.startswith("sqlite") else database_url  # then in the data folder
    workspace = open_workspace(data, url, PackSources(), environ={})
    fill(workspace)
    workspace.database.close()
    yield workspace
    workspace.database.close()


class Done(NamedTuple):
    """What a command answered."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process as the program does, beside the data folder."""

    def go(*words: str, answer: str = "", url: str = "") -> Done:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("HIGHSIGNAL_")]:
                patch.delenv(name)
            patch.setenv("HIGHSIGNAL_DATA", str(data))
            if url:
                patch.setenv("HIGHSIGNAL_DATABASE_URL", url)
            patch.chdir(data.parent)
            patch.setattr(sys, "stdin", StringIO(answer))
            status = guarded(lambda: app(list(words), prog_name="highsignal"))
        return checked(Done(status, *capfd.readouterr()))

    return go


def checked(done: Done) -> Done:
    assert "Traceback" not in done.stderr
    assert "fault of the program" not in done.stderr
    return done


def run_apart(data: Path, *words: str, prefix: tuple[str, ...] = ()) -> Done:
    """Run a command in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HIGHSIGNAL_")}
    done = subprocess.run(
        [*prefix, *HIGHSIGNAL, *words],
        cwd=data.parent,
        env=environment | {"HIGHSIGNAL_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return checked(Done(done.returncode, done.stdout, done.stderr))


def url_of(workspace: Workspace) -> str:
    return "" if workspace.database.sqlite else workspace.database.url.render_as_string(hide_password=False)


def test_out_and_back(ana: Workspace, data: Path, run: Run) -> None:
    url = url_of(ana)
    before = contents(ana.database)
    ana.database.close()

    done = run("backup", url=url)
    path, said = done.stdout.splitlines()
    assert Path(path).parent == data / "backups"
    assert said.startswith("1 person, 4 stories, 7 revisions, 3 takes, 2 rounds, 1 source, 2 planned loops; ")
    assert said.endswith("kB, read back and checked")

    done = run("export", "mine.zip", "--person", "Ana", url=url)
    assert done.stdout.startswith(str(data.parent / "mine.zip"))

    done = run("erase", "--keep-backups", url=url, answer="erase\n")
    assert done.returncode == 0, done.stderr
    assert f"from {ana.database.place}: 1 person, 4 stories, 7 revisions" in done.stdout
    assert "1 file in " in done.stdout
    assert done.stdout.endswith("Erased.\n")
    assert {p.name for p in data.iterdir()} == {"backups"}

    done = run("import", "mine.zip", url=url)
    assert "added    1 person, 4 stories, 7 revisions" in done.stdout
    assert "changed  nothing" in done.stdout
    assert contents(ana.database) == before
    ana.database.close()

    done = run("restore", path, "--yes", url=url)
    assert done.returncode == 0, done.stderr
    assert "Brought back: 1 person, 4 stories" in done.stdout
    assert "before-restore-" in done.stdout
    assert contents(ana.database) == before


def test_nothing_is_done_without_the_right_answer(ana: Workspace, data: Path, run: Run) -> None:
    url = url_of(ana)
    path = run("backup", url=url).stdout.splitlines()[0]
    before = contents(ana.database)
    ana.database.close()
    for words in (["restore", path], ["erase"], ["erase", "--person", "Ana"]):
        done = run(*words, url=url, answer="y\n")
        assert done.returncode == 1
        assert done.stdout.splitlines()[-1] in ("Nothing was changed.", "Nothing was deleted.")
        done = run(*words, url=url)
        assert done.returncode == 2
        assert "nobody is there to answer; say --yes" in done.stderr
    assert contents(ana.database) == before


def refused(done: Done, *words: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("highsignal: ")
    assert all(word in line for word in words), line


COMMANDS = [["backup"], ["export"], ["import", "x.zip"], ["restore", "x.zip", "--yes"], ["erase", "--yes"]]


@pytest.fixture
def small(tmp_path: Path, empty_bank_file: Path, data: Path, run: Run) -> Path:
    """A data folder with an empty bank, and an archive of one beside it."""
    data.mkdir()
    shutil.copy(empty_bank_file, data / FILE)
    assert run("backup", str(tmp_path / "x.zip")).returncode == 0
    return data


@pytest.mark.parametrize("command", COMMANDS[:4], ids=lambda words: words[0])
def test_a_data_folder_that_is_a_file(small: Path, command: list[str], run: Run) -> None:
    shutil.rmtree(small)
    small.write_text("a file")
    refused(run(*command), str(small), "cannot be used: its folder cannot be made")


@pytest.mark.parametrize("command", COMMANDS[:3], ids=lambda words: words[0])
def test_a_damaged_file(small: Path, command: list[str], run: Run) -> None:
    (small / FILE).write_bytes(os.urandom(30_000))
    refused(run(*command), f"{small / FILE} is damaged", "highsignal restore")


def test_a_damaged_file_is_put_aside_by_restore(small: Path, run: Run) -> None:
    (small / FILE).write_bytes(b"damaged" * 1000)
    done = run("restore", "x.zip", answer="no\n")
    assert done.returncode == 1
    assert "is damaged; it is kept in the backups" in done.stdout
    assert (small / FILE).read_bytes() == b"damaged" * 1000
    assert run("restore", "x.zip", "--yes").returncode == 0
    (aside,) = (small / "backups").iterdir()
    assert aside.read_bytes() == b"damaged" * 1000
    assert run("backup").returncode == 0


@pytest.mark.parametrize("command", COMMANDS[:4], ids=lambda words: words[0])
def test_a_newer_database(small: Path, command: list[str], run: Run) -> None:
    with sqlite3.connect(small / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    refused(run(*command), "written by a newer highsignal", "Nothing was changed")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_a_read_only_data_folder(small: Path, command: list[str]) -> None:
    """As another account where the tests run as root, whom permissions do not stop."""
    prefix: tuple[str, ...] = ()
    path = str(small.parent / "x.zip")
    place = small.parent
    if os.geteuid() == 0:
        prefix = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
        for parent in [place, *place.parents][:4]:
            if parent != Path("/tmp"):
                parent.chmod(parent.stat().st_mode | 0o055)
    small.chmod(0o555)
    (small / FILE).chmod(0o444)
    (small.parent / "x.zip").chmod(0o644)
    words = [path if word == "x.zip" else word for word in command]
    if command == ["export"]:
        words.append(str(place))
    done = run_apart(small, *words, prefix=prefix)
    small.chmod(0o755)
    assert done.returncode == 2, done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("highsignal: ")
    assert (small / FILE).exists()


def test_what_is_no_archive(small: Path, run: Run) -> None:
    (small.parent / "letter.txt").write_text("Dear reader")
    refused(run("import", "letter.txt"), "is no backup or export of highsignal")
    refused(run("import", "none.zip"), "there is no such file")
    refused(run("restore", "letter.txt", "--yes"), "it is not a ZIP")
    refused(run("backup", "letter.txt"), "is no archive of highsignal, so it was left as it is")


def test_an_address_that_is_none(data: Path, run: Run) -> None:
    refused(run("backup", url="nonsense"), "cannot be used: its URL is not understood")


def test_erasing_nothing(data: Path, run: Run) -> None:
    done = run("erase")
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is nothing of highsignal" in done.stdout
    assert not data.exists()
