"""The private PostgreSQL cluster: fresh databases, shared by processes, gone when its users are gone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from tests.servers import leftovers
from tests.servers.installed import MissingProgramError, postgres_programs
from tests.servers.postgres import PREFIX, Cluster

from highsignal.storage.database import Database
from highsignal.storage.migrate import known_revisions, present_revision

USER = """
import sys, time
from pathlib import Path
from tests.servers.postgres import Cluster
cluster = Cluster.of_run(Path(sys.argv[1]))
print(cluster.url(cluster.create()), flush=True)
time.sleep(600)
"""


def plain(url: str) -> str:
    return url.replace("+psycopg", "")


def started_user(shared: Path) -> tuple[subprocess.Popen[str], str]:
    user = subprocess.Popen([sys.executable, "-c", USER, str(shared)], stdout=subprocess.PIPE, text=True)
    assert user.stdout is not None
    return user, user.stdout.readline().strip()


def can_connect(url: str) -> bool:
    try:
        psycopg.connect(plain(url), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def ends(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_a_database_of_its_own(postgres_url: str, turn: int) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (word TEXT)"))
    engine.dispose()


def test_a_database_url_is_empty_on_either_system(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (word TEXT)"))
    engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_bank_has_the_tables_of_this_version(bank: Database, turn: int) -> None:
    assert present_revision(bank) == known_revisions()[-1]
    with bank.writing() as session:
        session.execute(text("CREATE TABLE only_here (word TEXT)"))


def test_the_server_sorts_and_tells_time_as_a_user_s_server_does(postgres_url: str) -> None:
    with psycopg.connect(plain(postgres_url)) as connection:
        order = connection.execute("SELECT string_agg(w, '' ORDER BY w) FROM unnest('{B,a,C}'::text[]) w")
        assert order.fetchone() == ("aBC",)
        assert connection.execute("SHOW timezone").fetchone() == ("Asia/Kolkata",)


def test_a_database_is_dropped_while_somebody_is_connected(postgres_cluster: Cluster) -> None:
    name = postgres_cluster.create()
    with psycopg.connect(plain(postgres_cluster.url(name))):
        postgres_cluster.drop(name)
    assert not can_connect(postgres_cluster.url(name))


def test_a_template_is_built_once_and_copied(postgres_cluster: Cluster) -> None:
    built: list[str] = []

    def build(url: str) -> None:
        built.append(url)
        with psycopg.connect(plain(url)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    # Another worker process may have built it, but this one does so at most once.
    names = {postgres_cluster.template("template_of_this_test", build) for _ in range(3)}
    assert names == {"template_of_this_test"}
    assert len(built) <= 1
    copy = postgres_cluster.create("template_of_this_test")
    with psycopg.connect(plain(postgres_cluster.url(copy))) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    postgres_cluster.drop(copy)


def test_processes_share_a_cluster_and_it_goes_when_all_of_them_were_killed(tmp_path: Path) -> None:
    first, one = started_user(tmp_path)
    second, two = started_user(tmp_path)
    folder = Path((tmp_path / "postgres").read_text(encoding="utf-8"))
    assert one.rpartition("/")[0] == two.rpartition("/")[0]
    first.kill()
    first.communicate()
    time.sleep(0.5)
    assert can_connect(two)
    second.kill()
    second.communicate()
    assert ends(lambda: not folder.exists())
    assert not can_connect(two)


def test_when_the_keeper_is_killed_too_the_next_run_deletes_what_is_left(tmp_path: Path) -> None:
    user, url = started_user(tmp_path)
    folder = Path((tmp_path / "postgres").read_text(encoding="utf-8"))
    keepers = subprocess.run(["pgrep", "-f", f"keeper.py {folder} "], stdout=subprocess.PIPE, text=True)
    os.kill(int(keepers.stdout), signal.SIGKILL)
    user.kill()
    user.communicate()
    assert ends(lambda: not can_connect(url)), "PostgreSQL must end with its keeper"
    assert folder.exists()

    def deleted() -> bool:  # the dying server may write a last file in between
        leftovers.delete_unused(PREFIX)
        return not folder.exists()

    assert ends(deleted)


def test_a_folder_in_use_is_no_left_over(tmp_path: Path) -> None:
    folder, lock = leftovers.new_folder("highsignal-left-over-test-")
    try:
        assert leftovers.is_used(folder)
    finally:
        lock.close()
    assert not leftovers.is_used(folder)
    leftovers.delete_unused("highsignal-left-over-test-")
    assert not folder.exists()


def test_without_postgresql_the_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingProgramError, match=r"make test.*apt-get install .*postgresql"):
        postgres_programs(tmp_path)


def test_the_newest_of_debian_s_servers_is_used(tmp_path: Path) -> None:
    for version in ("9", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert postgres_programs(tmp_path) == tmp_path / "17" / "bin"
