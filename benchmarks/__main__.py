"""All benchmarks, printed and written to RESULTS.md with date and machine: `python -m benchmarks [NAME…]`."""

from __future__ import annotations

import datetime
import importlib
import os
import platform
import sys
from pathlib import Path

from benchmarks.tables import markdown

NAMES = (
    *("roles", "roles_heldout", "agreement", "claims", "episode", "matching", "false_alarms", "bring_in"),
    *("speech", "speed", "workbench", "hearing", "drift", "jobs"),
)
RESULTS = Path(__file__).parent / "RESULTS.md"
_BEGIN = "<!-- {} -->"


def main(names: list[str]) -> None:
    """Run the benchmarks called `names`, all when none is named, and renew their sections."""
    for name in names or NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        table = markdown(module.run())
        print(f"\n## {name}\n\n{table}")
        _renew(name, (module.__doc__ or "").strip(), table)


def _renew(name: str, about: str, table: str) -> None:
    """Replace the section of one benchmark, leaving the others with their own dates."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    begin, end = _BEGIN.format(name), _BEGIN.format(f"end of {name}")
    stamp = f"{datetime.datetime.now(datetime.UTC).date().isoformat()}, {_machine()}"
    section = f"{begin}\n## {name}\n\n{about}\n\n*{stamp}*\n\n{table}\n{end}"
    if begin in text:
        before, rest = text.split(begin, 1)
        text = before + section + rest.split(end, 1)[1]
    else:
        text = text.rstrip() + "\n\n" + section + "\n"
    RESULTS.write_text(text, encoding="utf-8")


def _machine() -> str:
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {python}"


if __name__ == "__main__":
    main(sys.argv[1:])
