"""Something in a story that a listener will stumble over, and the question whose answer mends it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from highsignal.domain.spans import Span


class Severity(StrEnum):
    """How much it matters; only `error` makes `highsignal check` exit with 1."""

    ERROR = "error"  # a listener will be misled, or there is no story to hear
    WARNING = "warning"  # a signal that the loop looks for is lost
    INFO = "info"  # would be better; the story works without


class Finding(NamedTuple):
    """One finding: permanent `code`, the rule's name, where, what is wrong, and the one question to answer.

    An empty span (start = end) marks a place where something is missing.
    """

    code: str
    rule: str
    severity: Severity
    span: Span
    message: str
    ask: str
