"""The JSON that other programs rely on: version 1 of `contracts.md`, shared by command line and web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from highsignal.domain.claims import Claim
from highsignal.domain.findings import Finding
from highsignal.domain.signals import Signal
from highsignal.domain.spans import Span
from highsignal.domain.stories import Analysis, ChecklistLine, Timing
from highsignal.services.check import CheckedStory
from highsignal.services.text_files import InputProblem

VERSION = 1
_DIGITS = 4  # of a confidence


def report(entries: Iterable[CheckedStory | InputProblem]) -> dict[str, Any]:
    """The answer of `highsignal check --format json`."""
    stories: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    for entry in entries:
        if isinstance(entry, InputProblem):
            errors.append(problem(entry))
        else:
            stories.append(story(entry.analysis, entry.path))
    return {"version": VERSION, "stories": stories, "errors": errors}


def story(analysis: Analysis, path: str | None = None) -> dict[str, Any]:
    """One element of `stories`; offsets count in the file's text."""
    told = analysis.story
    return {
        "path": path,
        "title": told.title,
        "headline": told.headline,
        "start": told.span.start,
        "end": told.span.end,
        "words": told.words,
        "spoken_seconds": analysis.timing.total,
        "episode": {
            "specific": analysis.episode.specific,
            "confidence": round(analysis.episode.confidence, _DIGITS),
            "kind": analysis.episode.kind,
            "evidence": spans(analysis.episode.evidence),
        },
        "sentences": [
            {
                "start": s.sentence.span.start,
                "end": s.sentence.span.end,
                "role": s.role.value,
                "confidence": round(s.confidence, _DIGITS),
            }
            for s in analysis.sentences
        ],
        "claims": [claim(c) for c in analysis.claims],
        "signals": {s.name.value: signal(s) for s in analysis.signals},
        "checklist": [checklist_line(line) for line in analysis.checklist],
        "findings": [finding(f) for f in analysis.findings],
        "timing": timing(analysis.timing),
    }


def problem(entry: InputProblem) -> dict[str, Any]:
    """One element of `errors`."""
    return {"path": entry.path, "line": entry.line, "column": entry.column, "message": entry.message}


def spans(found: Iterable[Span]) -> list[dict[str, int]]:
    """Spans as objects with start and end."""
    return [{"start": span.start, "end": span.end} for span in found]


def claim(found: Claim) -> dict[str, Any]:
    """One element of `claims`."""
    return {
        "start": found.span.start,
        "end": found.span.end,
        "text": found.text,
        "metric": found.metric,
        "direction": found.direction.value,
        "value": found.value,
        "unit": found.unit,
        "kind": found.kind.value,
        "baseline": found.baseline,
        "range": list(found.range) if found.range else None,
        "approximate": found.approximate,
        "guardrail": found.guardrail,
        "scope": found.scope,
        "time_frame": found.time_frame,
        "status": found.status.value,
        "lever": found.lever.value if found.lever else None,
    }


def signal(found: Signal) -> dict[str, Any]:
    """One value of `signals`."""
    return {"state": found.state.value, "evidence": spans(found.evidence), "why": found.why, "ask": found.ask}


def checklist_line(line: ChecklistLine) -> dict[str, Any]:
    """One element of `checklist`."""
    return {
        "id": line.id,
        "line": line.line,
        "state": line.state,
        "why": line.why,
        "evidence": spans(line.evidence),
    }


def finding(found: Finding) -> dict[str, Any]:
    """One element of `findings`."""
    return {
        "code": found.code,
        "rule": found.rule,
        "severity": found.severity.value,
        "start": found.span.start,
        "end": found.span.end,
        "message": found.message,
        "ask": found.ask,
    }


def timing(found: Timing) -> dict[str, Any]:
    """Spoken seconds: in total, by role, before the first outcome; and what ten seconds hold."""
    return {
        "words_per_minute": found.words_per_minute,
        "spoken_seconds": found.total,
        "role_seconds": {role.value: seconds for role, seconds in found.by_role.items()},
        "time_to_impact_seconds": found.first_outcome,
        "time_to_decision_seconds": found.first_decision,
        "first_ten_seconds": {
            "start": found.first_ten.start,
            "end": found.first_ten.end,
            "knows": dict(found.first_ten_knows),
        },
    }
