"""`highsignal rules` and `highsignal rule CODE`."""

from __future__ import annotations

from pathlib import Path

from highsignal.analysis.rules.catalog import RULES
from highsignal.analysis.rules.select import rule_called
from highsignal.interfaces.cli.output import terminal_width, write_json, write_lines
from highsignal.interfaces.cli.styles import stdout_style
from highsignal.services.rule_pages import index_page, page_of, rule_facts


def run_rules(form: str, colour: str) -> int:
    """List every rule by family."""
    if form == "json":
        write_json({"version": 1, "rules": [rule_facts(rule) for rule in RULES]})
        return 0
    style = stdout_style(colour)
    family = ""
    for rule in RULES:
        if rule.family != family:
            family = rule.family
            write_lines(["", style.paint(family, bold=True)])
        severity = style.severity(rule.severity, f"{rule.severity.value:<7}")
        write_lines([f"  {rule.code}  {severity}  {rule.name:<28} {style.paint(rule.summary, dim=True)}"])
    write_lines(["", f"{len(RULES)} rules. highsignal rule CODE explains one."])
    return 0


def run_rule(code: str, form: str, colour: str) -> int:
    """Explain one rule; raises UnknownRuleError."""
    rule = rule_called(RULES, code)
    if form == "json":
        write_json({"version": 1, **rule_facts(rule, whole=True)})
        return 0
    style = stdout_style(colour)
    page = page_of(rule)
    if style.colour:
        from rich.console import Console
        from rich.markdown import Markdown

        Console(width=terminal_width(), force_terminal=True).print(Markdown(page))
    else:
        write_lines(page.splitlines())
    return 0


def write_pages(folder: Path) -> int:
    """Write a page for each rule, and the list of them, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for rule in RULES:
        (folder / f"{rule.code}.md").write_text(page_of(rule), encoding="utf-8")
    (folder / "README.md").write_text(index_page(RULES), encoding="utf-8")
    write_lines([f"{len(RULES)} pages written to {folder}"])
    return 0
