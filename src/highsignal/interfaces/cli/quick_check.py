"""A shortcut to `check` for plain invocations: building the whole command line takes as long as checking.

It understands only arguments it is sure of and leaves everything else (help, abbreviations, mistakes)
to the full command line in `main`; `tests/interfaces/test_quick_check.py` holds the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

_LISTS = {"--select": "select", "--ignore": "ignore", "--packs": "packs"}
_SINGLE = {"--target": "target", "--config": "config"}
_CHOICES = {
    "--format": ("output", ("text", "json", "sarif")),
    "--color": ("color", ("auto", "always", "never")),
    "--colour": ("color", ("auto", "always", "never")),
}


class QuickCheck(NamedTuple):
    """The arguments of one `check`, with the command line's defaults."""

    paths: tuple[str, ...]
    target: str | None = None
    config: str | None = None
    output: str = "text"
    color: str = "auto"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


def understand(arguments: Sequence[str]) -> QuickCheck | None:
    """`arguments` (without the program's name) as a plain `check`, or None when they are anything else."""
    if not arguments or arguments[0] != "check":
        return None
    paths: list[str] = []
    values: dict[str, Any] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "-" or not argument.startswith("-"):
            paths.append(argument)
            continue
        option, equals, value = argument.partition("=")
        if not equals:
            value = next(rest, "")
        if not value or value.startswith("-") or not _take(option, value, values):
            return None
    return QuickCheck(tuple(paths), **values) if paths else None


def _take(option: str, value: str, values: dict[str, Any]) -> bool:
    """Keep the value of an option; False when the option or the value is not known."""
    if option in _LISTS:
        name = _LISTS[option]
        values[name] = (*values.get(name, ()), value)
    elif option in _SINGLE:
        values[_SINGLE[option]] = value
    elif option in _CHOICES and value in _CHOICES[option][1]:
        values[_CHOICES[option][0]] = value
    else:
        return False
    return True


def run_quickly(found: QuickCheck) -> int:
    """Carry out the check and return its exit status."""
    from pathlib import Path

    from highsignal.interfaces.cli.check import run_check
    from highsignal.interfaces.cli.request import Request

    request = Request(
        target_file=Path(found.target) if found.target else None,
        pack_folders=tuple(Path(folder) for folder in found.packs),
        config=Path(found.config) if found.config else None,
        select=found.select,
        ignore=found.ignore,
    )
    return run_check(found.paths, request, found.output, found.color)
