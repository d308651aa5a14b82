"""Killed writers: what they confirmed is found, and a writer that failed is not taken for a killed one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.servers.killed import WriterError, instants, run_killed

WRITER = """
import itertools, os, sys
file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY | os.O_APPEND)
print("ready", flush=True)
for number in itertools.count():
    os.write(file, b"%d\\n" % number)
    print(number, flush=True)
"""


@pytest.mark.parametrize("seconds", instants(seed=7, count=4, latest=0.3))
def test_all_that_was_confirmed_was_written_and_at_most_one_thing_more(
    tmp_path: Path, seconds: float
) -> None:
    path = tmp_path / "written"
    killed = run_killed(WRITER, seconds, str(path))
    written = path.read_text(encoding="ascii").splitlines()
    assert written[: len(killed.acknowledged)] == list(killed.acknowledged)
    assert len(written) - len(killed.acknowledged) in (0, 1)
    assert killed.seconds >= seconds


def test_instants_are_those_of_the_seed_and_many_are_early() -> None:
    assert instants(1, 20, 2.0) == instants(1, 20, 2.0) != instants(2, 20, 2.0)
    assert sum(instant <= 0.2 for instant in instants(1, 20, 2.0)) >= 10
    assert all(0.5 <= instant <= 2.0 for instant in instants(1, 20, 2.0, earliest=0.5))


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("raise SystemExit('no disk')", r"before 'ready'.(?s:.)*no disk"),
        ("print('ready', flush=True)", "ended by itself with status 0"),
        ("print('written', flush=True)", "printed 'written' before 'ready'"),
    ],
)
def test_a_writer_that_fails_is_told_from_a_killed_one(script: str, sentence: str) -> None:
    with pytest.raises(WriterError, match=sentence):
        run_killed(script, 0.5)
