"""Modules and functions stay small enough to be read in one go."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "highsignal"
LARGEST_MODULE = 400
MEDIAN_MODULE = 130
LONG_FUNCTION = 40
BANNED = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def functions() -> Iterator[tuple[str, int]]:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                yield f"{path.relative_to(SOURCE)}:{node.name}", body_lines(node)


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code: a docstring is documentation, and a rule's docstring is its whole page."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    skipped = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - skipped


def test_no_module_is_long() -> None:
    long = {
        str(p): n
        for p in modules()
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > LARGEST_MODULE
    }
    assert not long


def test_the_median_module_is_short() -> None:
    lengths = [len(p.read_text(encoding="utf-8").splitlines()) for p in modules() if p.name != "__init__.py"]
    assert statistics.median(lengths) <= MEDIAN_MODULE


def test_nine_functions_in_ten_are_short() -> None:
    lengths = [lines for _, lines in functions()]
    assert sum(n < LONG_FUNCTION for n in lengths) / len(lengths) >= 0.9


def test_names_say_what_a_module_is_for() -> None:
    assert not [p for p in modules() if p.stem in BANNED or p.parent.name in BANNED]


def test_every_module_says_what_it_is_for() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"
