"""What a bank of stories comes to: one row a story, and the one next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from highsignal.domain.findings import Finding, Severity
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.interfaces.cli.styles import STATE_MARKS, Style
from highsignal.interfaces.cli.text_report import SIGNAL_NAMES
from highsignal.packs.model import Role
from highsignal.services.check import CheckedStory
from highsignal.services.next_step import next_step
from highsignal.services.text_files import InputProblem

_COLUMN = 11
_TITLE = 34


def summary_lines(
    entries: Sequence[CheckedStory | InputProblem], role: Role | None, style: Style
) -> Iterator[str]:
    """A table of signals when there are several stories, counts of findings, and one next step."""
    stories = [entry for entry in entries if isinstance(entry, CheckedStory)]
    if len(stories) > 1:
        yield from _table(stories, style)
        yield ""
    if stories:
        yield _counts(stories, len(entries) - len(stories), style)
    step = next_step(stories, role)
    if step:
        yield ""
        yield style.paint("Next: ", bold=True) + step.ask
        yield style.paint(f"      {step.reason}", dim=True)


def _table(stories: Sequence[CheckedStory], style: Style) -> Iterator[str]:
    names = [SIGNAL_NAMES.get(name, name.value) for name in SignalName]
    yield style.paint(f"{'':{_TITLE}}  " + "".join(f"{name:<{_COLUMN}}" for name in names) + "  s", dim=True)
    for entry in stories:
        title = entry.analysis.story.title
        shown = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
        marks = "".join(_mark(signal, style) + " " * (_COLUMN - 1) for signal in entry.analysis.signals)
        yield f"{shown:<{_TITLE}}  {marks}{entry.analysis.timing.total:>3.0f}"


def _mark(signal: Signal, style: Style) -> str:
    return style.paint(STATE_MARKS[signal.state], dim=signal.state is State.MISSING)


def _counts(stories: Sequence[CheckedStory], unusable: int, style: Style) -> str:
    findings: list[Finding] = [f for entry in stories for f in entry.analysis.findings]
    parts = [_plural(len(stories), "story", "stories")]
    for severity, one, many in (
        (Severity.ERROR, "error", "errors"),
        (Severity.WARNING, "warning", "warnings"),
        (Severity.INFO, "remark", "remarks"),
    ):
        count = sum(f.severity is severity for f in findings)
        if count:
            parts.append(style.severity(severity, _plural(count, one, many)))
    if not findings:
        parts.append("no findings")
    if unusable:
        parts.append(style.severity(Severity.ERROR, _plural(unusable, "input", "inputs") + " not read"))
    return " · ".join(parts)


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
