"""The shortcut for plain checks understands them as the full command line does, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
import typer
import typer.main
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.interfaces.cli.main import app
from highsignal.interfaces.cli.quick_check import QuickCheck, understand

COMMAND = typer.main.get_command(app).commands["check"]  # type: ignore[attr-defined]

WORDS = st.text(alphabet="ab./=", min_size=1, max_size=4)
OPTIONS = st.sampled_from(
    ["--target", "--config", "--format", "--color", "--colour", "--select", "--ignore", "--packs"]
)
VALUES = st.one_of(WORDS, st.sampled_from(["json", "text", "sarif", "auto", "never", "--format", "-", ""]))
ARGUMENTS = st.one_of(
    WORDS.map(lambda w: [w]),
    st.tuples(OPTIONS, VALUES).map(list),
    st.tuples(OPTIONS, VALUES).map(lambda pair: [f"{pair[0]}={pair[1]}"]),
    st.sampled_from([["-"], ["--help"], ["--form", "json"], ["--"], ["--wrong"]]),
)


def fully(arguments: list[str]) -> dict[str, Any] | None:
    """What the full command line makes of the arguments, None when it refuses them."""
    try:
        context = COMMAND.make_context("check", list(arguments))
    except Exception:
        return None
    found: dict[str, Any] = context.params
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(ARGUMENTS, max_size=4).map(lambda parts: [word for part in parts for word in part]))
def test_both_ways_understand_the_same(arguments: list[str]) -> None:
    quick = understand(["check", *arguments])
    if quick is None:
        return
    full = fully(arguments)
    assert full is not None, arguments
    assert quick == QuickCheck(
        paths=tuple(full["paths"]),
        target=str(full["target"]) if full["target"] else None,
        config=str(full["config"]) if full["config"] else None,
        output=str(full["output"]),
        color=str(full["color"]),
        select=tuple(full["select"] or ()),
        ignore=tuple(full["ignore"] or ()),
        packs=tuple(map(str, full["packs"] or ())),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["rules"],
        ["check"],
        ["check", "a", "--help"],
        ["check", "a", "--format", "xml"],
        ["check", "a", "--select"],
    ],
)
def test_everything_else_is_left_to_the_full_command_line(arguments: list[str]) -> None:
    assert understand(arguments) is None


def test_a_plain_check_takes_the_shortcut() -> None:
    found = understand(["check", "bank", "--format=json", "--select", "STK", "--select", "DEC001", "-"])
    assert found == QuickCheck(("bank", "-"), output="json", select=("STK", "DEC001"))
