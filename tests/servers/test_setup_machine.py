"""`tests/setup_machine` on imagined machines, with programs of our own in the place of Debian's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "setup_machine"
NEEDED = ("bash", "id", "tail", "rm", "mktemp", "chmod", "env")
FAILING = '#!/bin/sh\necho "E: no network" \nexit 100\n'


def machine(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Run the script where only these programs exist, given by their source."""
    for name in NEEDED:
        found = next(p for p in (Path("/usr/bin", name), Path("/bin", name)) if p.exists())
        (folder / name).symlink_to(found)
    for name, source in programs.items():
        path = folder / name.replace("_", "-")
        path.unlink(missing_ok=True)
        path.write_text(source, encoding="utf-8")
        path.chmod(0o755)
    script = folder / "setup"
    # Debian's servers may be installed here; the imagined machine has none of them.
    text = SCRIPT.read_text(encoding="utf-8").replace("/usr/lib/", f"{folder}/lib/")
    script.write_text(text.replace("/usr/sbin/policy-rc.d", str(folder / "policy-rc.d")), encoding="utf-8")
    script.chmod(0o755)
    return subprocess.run(
        ["bash", str(script)],
        env={**os.environ, "PATH": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def with_libatomic(folder: Path) -> None:
    (folder / "lib" / "x86_64-linux-gnu").mkdir(parents=True)
    (folder / "lib" / "x86_64-linux-gnu" / "libatomic.so.1").touch()


def by_number(number: int) -> str:
    return f"#!/bin/sh\necho {number}\n"


def test_nothing_is_done_when_all_is_there(tmp_path: Path) -> None:
    with_libatomic(tmp_path)
    done = machine(tmp_path, chromium="", initdb="")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("programs", "sentence"),
    [
        ({}, "no apt-get here"),
        ({"apt_get": "", "id": by_number(1000)}, "no sudo here. Run this as root"),
        ({"apt_get": "", "id": by_number(1000), "sudo": FAILING}, "sudo did not let this user"),
        ({"apt_get": FAILING, "id": by_number(0)}, "E: no network\napt-get could not install"),
    ],
)
def test_the_sentence_says_why_it_cannot_install(
    tmp_path: Path, programs: dict[str, str], sentence: str
) -> None:
    done = machine(tmp_path, **programs)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "postgresql chromium libatomic1" in done.stderr
    assert not (tmp_path / "policy-rc.d").exists()


def test_lists_of_packages_are_fetched_only_when_the_packages_are_not_found(tmp_path: Path) -> None:
    with_libatomic(tmp_path)
    log = tmp_path / "asked"
    lists = tmp_path / "lists"
    apt = f'#!/bin/sh\necho "$*" >>{log}\ncase "$*" in *update) : >{lists};; *) [ -e {lists} ];; esac\n'
    assert machine(tmp_path, apt_get=apt, id=by_number(0), chromium="").returncode == 0
    asked = log.read_text(encoding="utf-8").splitlines()
    assert [line.split()[-1] for line in asked] == ["postgresql", "update", "postgresql"]
    assert "chromium" not in log.read_text(encoding="utf-8")
