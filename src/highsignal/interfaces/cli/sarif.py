"""Findings as SARIF 2.1.0, which code hosts and editors show at their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from highsignal import __version__
from highsignal.analysis.rules.rule import Rule
from highsignal.domain.findings import Finding, Severity
from highsignal.domain.spans import Span
from highsignal.interfaces.cli.places import place_of
from highsignal.services.check import CheckedStory
from highsignal.services.text_files import InputProblem

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(entries: Iterable[CheckedStory | InputProblem], rules: Sequence[Rule]) -> dict[str, Any]:
    """A SARIF log of one run: a result a finding, a notification for each input that could not be used."""
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    for entry in entries:
        if isinstance(entry, InputProblem):
            notifications.append(_notification(entry))
        else:
            results += [_result(f, entry, numbers) for f in entry.analysis.findings]
    driver = {"name": "highsignal", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "invocations": [
            {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications},
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"family": rule.family},
    }


def _result(finding: Finding, entry: CheckedStory, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.ask}"},
        "locations": [_location(entry.path, entry.analysis.story.source, finding.span)],
    }


def _location(path: str, text: str, span: Span) -> dict[str, Any]:
    line, column = place_of(text, span.start)
    end_line, end_column = place_of(text, span.end)
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _uri(path: str) -> str:
    return "stdin" if path == "-" else quote(PurePath(path).as_posix())


def _notification(entry: InputProblem) -> dict[str, Any]:
    region = {"startLine": entry.line, "startColumn": entry.column}
    where = {"physicalLocation": {"artifactLocation": {"uri": _uri(entry.path)}, "region": region}}
    return {"level": "error", "message": {"text": entry.message}, "locations": [where]}
