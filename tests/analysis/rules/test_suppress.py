"""Comments that allow a finding: on their line, on the next one, in the whole file."""

from __future__ import annotations

import pytest

from highsignal.analysis.rules.suppress import without_allowed
from highsignal.domain.findings import Finding, Severity
from highsignal.domain.spans import Span


def finding(text: str, words: str) -> Finding:
    at = text.index(words)
    return Finding("STK001", "missing-stakes", Severity.WARNING, Span(at, at + len(words)), "m", "a?")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("Here it is. <!-- highsignal: allow missing-stakes -->", True),
        ("<!-- highsignal: allow STK001 -->\nHere it is.", True),
        ("<!-- highsignal: allow STK -->\n\n\nHere it is.", True),
        ("<!-- highsignal: allow CLR001, STK001 -->\r\nHere it is.", True),
        ("<!--highsignal:allow STK001-->\nNot here.\nHere it is.", False),
        ("<!-- highsignal: allow CLR001 -->\nHere it is.", False),
        ("First.\n\nHere it is.\n\n<!-- highsignal: allow-file missing-stakes -->", True),
        ("Here it is. <!-- allow missing-stakes -->", False),
        ("Here it is.", False),
    ],
)
def test_allowed(text: str, allowed: bool) -> None:
    found = finding(text, "Here it is.")
    assert without_allowed([found], text) == (() if allowed else (found,))


def test_a_finding_over_several_lines_is_allowed_on_any_of_them() -> None:
    text = "One.\nTwo. <!-- highsignal: allow STK001 -->\nThree."
    span = Span(0, len(text))
    found = Finding("STK001", "missing-stakes", Severity.WARNING, span, "m", "a?")
    assert without_allowed([found], text) == ()
