"""What the documents say is true: commands, options, rules, links, version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from highsignal import __version__
from highsignal.analysis.rules.catalog import RULES
from highsignal.interfaces.cli.main import app
from highsignal.services.rule_pages import index_page, page_of

ROOT = Path(__file__).parents[2]
PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name, command in COMMANDS.items():
        assert f"## `highsignal {name}" in page, f"docs/commands.md does not have `highsignal {name}`"
        section = page.split(f"## `highsignal {name}", 1)[1].split("\n## ", 1)[0]
        for option in command.params:
            for written in option.opts:
                if written.startswith("--"):
                    assert f"`{written}" in section, f"docs/commands.md: {name} {written}"


def test_every_documented_command_exists() -> None:
    for page in PAGES:
        for name in re.findall(
            r"^\s*\$? ?highsignal ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE
        ):
            assert name in COMMANDS, f"{page.name} tells of `highsignal {name}`, which does not exist"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_rule_pages_are_those_of_the_rules(rule: object) -> None:
    from highsignal.analysis.rules.rule import Rule

    assert isinstance(rule, Rule)
    page = ROOT / "docs" / "rules" / f"{rule.code}.md"
    assert page.is_file(), "run `make docs`"
    assert page.read_text(encoding="utf-8") == page_of(rule), f"{page.name} is old: run `make docs`"


def test_the_list_of_rules_is_current_and_no_page_is_left_over() -> None:
    folder = ROOT / "docs" / "rules"
    assert (folder / "README.md").read_text(encoding="utf-8") == index_page(RULES)
    assert {p.stem for p in folder.glob("*.md")} - {"README"} == {r.code for r in RULES}


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(
        r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert versions[0] == __version__


def test_the_readme_fits_one_screen() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 45
