"""Comments with which an author allows what a rule would point at.

`<!-- highsignal: allow missing-stakes -->` allows it on its own line, or on the next line with words
when it stands alone; `<!-- highsignal: allow-file STK001, CLR -->` in the whole file. Names, codes and
the first letters of codes may be given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from highsignal.domain.findings import Finding

_COMMENT = r"<!--\s*highsignal:\s*(?P<scope>allow-file|allow)\s+(?P<rules>[^>]*?)\s*-->"


class _Allowance(NamedTuple):
    rules: frozenset[str]
    line: int | None  # None: the whole file


class Suppressions:
    """What the comments of one file allow."""

    def __init__(self, text: str) -> None:
        self._allowances: list[_Allowance] = []
        self._starts: list[int] = [0]
        if "highsignal:" not in text:
            return
        self._starts += [m.end() for m in re.finditer(r"\r\n|\n|\r", text)]
        for match in re.finditer(_COMMENT, text):
            rules = frozenset(re.split(r"[,\s]+", match.group("rules")))
            line = None if match.group("scope") == "allow-file" else self._line_meant(text, match)
            self._allowances.append(_Allowance(rules, line))

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _line_meant(self, text: str, match: re.Match[str]) -> int:
        """The comment's own line, or the next one with words when the comment stands alone."""
        line = self._line(match.start())
        alone = not text[self._starts[line - 1] : match.start()].strip()
        end = self._starts[line] if line < len(self._starts) else len(text)
        if not alone or text[match.end() : end].strip():
            return line
        words = re.search(r"[^\s<]", text[match.end() :])
        return self._line(match.end() + words.start()) if words else line

    def allow(self, finding: Finding) -> bool:
        """Whether the author allows this finding."""
        first, last = (
            self._line(finding.span.start),
            self._line(max(finding.span.start, finding.span.end - 1)),
        )
        return any(
            (a.line is None or first <= a.line <= last) and _names(a.rules, finding) for a in self._allowances
        )


def _names(rules: frozenset[str], finding: Finding) -> bool:
    return finding.rule in rules or any(finding.code.startswith(rule) for rule in rules if rule)


def without_allowed(findings: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """`findings` without those that comments in `text` allow."""
    suppressions = Suppressions(text)
    return tuple(finding for finding in findings if not suppressions.allow(finding))
