"""The page of a rule, made from its docstring and its examples."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from highsignal.analysis.rules.examples import Example, examples_of
from highsignal.analysis.rules.rule import Rule

SECTIONS = ("Why it is bad", "Example", "Use instead", "Known limits", "References")


def page_of(rule: Rule) -> str:
    """The rule's page as Markdown: what it finds, why, an example, its limits, and all its examples."""
    examples = examples_of(rule.code)
    parts = [
        f"# {rule.code} {rule.name}",
        f"*{rule.family} · {rule.severity.value}* · allow it with `<!-- highsignal: allow {rule.name} -->`",
        "## What it does\n\n" + inspect.cleandoc(rule.doc),
        "## Where it fires\n\n" + "\n\n".join(_shown(e) for e in examples if e.bad),
        "## Where it stays silent\n\n" + "\n\n".join(_shown(e) for e in examples if not e.bad),
    ]
    return "\n\n".join(parts) + "\n"


def index_page(rules: Sequence[Rule]) -> str:
    """The list of all rules as Markdown, by family."""
    lines = ["# Rules", "", "Made by `make docs` from the rules themselves; change a rule, not its page.", ""]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += [
                "",
                f"## {family.capitalize()}",
                "",
                "| code | name | severity | what it finds |",
                "|---|---|---|---|",
            ]
        lines.append(
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {rule.summary} |"
        )
    return "\n".join(lines) + "\n"


def rule_facts(rule: Rule, *, whole: bool = False) -> dict[str, Any]:
    """The rule as JSON: in short, or `whole` with documentation and examples."""
    facts: dict[str, Any] = {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "summary": rule.summary,
    }
    if whole:
        examples = examples_of(rule.code)
        facts["documentation"] = inspect.cleandoc(rule.doc)
        facts["bad"] = [e.text for e in examples if e.bad]
        facts["near_misses"] = [e.text for e in examples if not e.bad]
    return facts


def _shown(example: Example) -> str:
    quoted = "\n".join(f"> {line}".rstrip() for line in example.text.splitlines())
    return f"**{example.about}**\n\n{quoted}" if example.about else quoted
