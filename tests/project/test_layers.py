"""Imports go only downwards, and the domain knows nothing but the standard library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "highsignal"

# From the ground up; a package may import its own and those below it.
LAYERS = (
    ("domain",),
    ("packs",),
    ("analysis",),
    ("ingest", "publish", "storage", "speech"),
    ("services",),
    ("interfaces",),
)
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}
NO_IO = {"open", "input", "print", "exec", "eval"}


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module


def modules(layer: str = "") -> list[Path]:
    return sorted((SOURCE / layer).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_downwards(path: Path) -> None:
    parts = path.relative_to(SOURCE).parts
    if len(parts) < 2 or parts[0] not in HEIGHT:
        return
    for name in imports_of(path):
        if not name.startswith("highsignal."):
            continue
        other = name.split(".")[1]
        if other in HEIGHT and other != parts[0]:
            assert HEIGHT[other] < HEIGHT[parts[0]], f"{path} imports {name}, which is not below it"


@pytest.mark.parametrize("path", modules("domain"), ids=lambda p: p.name)
def test_domain_uses_the_standard_library_only_and_does_no_io(path: Path) -> None:
    for name in imports_of(path):
        top = name.split(".")[0]
        assert name.startswith("highsignal.domain") or top in sys.stdlib_module_names, (
            f"{path} imports {name}"
        )
        assert top not in {"os", "pathlib", "random", "time", "socket", "subprocess"}, (
            f"{path} imports {name}"
        )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in NO_IO, f"{path}:{node.lineno} calls {node.func.id}"


def test_only_the_command_line_prints() -> None:
    for path in modules():
        if "interfaces" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path}:{node.lineno} prints"
