"""Where the programs are that the tests need beside Python; `tests/setup_machine` installs them."""

from __future__ import annotations

import shutil
from pathlib import Path

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


class MissingProgramError(Exception):
    """A program that the tests need is not on this machine."""

    def __init__(self, program: str, package: str) -> None:
        super().__init__(
            f"The tests need {program}, which is not on this machine. "
            f"Run `make test`, which installs it, or `apt-get install --no-install-recommends {package}`."
        )


def postgres_programs(debian: Path = DEBIAN_POSTGRES) -> Path:
    """The folder with `initdb` and `postgres`: the newest of Debian's, else what PATH leads to.

    Raises MissingProgramError when there is none: tests on PostgreSQL fail, they are never skipped.
    """
    found = [path.parent for path in debian.glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    elsewhere = shutil.which("initdb")
    if elsewhere is None:
        raise MissingProgramError("a PostgreSQL server", "postgresql")
    return Path(elsewhere).resolve().parent


def chromium() -> Path:
    """Debian's Chromium. Raises MissingProgramError when there is none."""
    found = shutil.which("chromium")
    if found is None:
        raise MissingProgramError("Chromium", "chromium")
    return Path(found)
