"""Running rules over a story."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.rules.rule import Case, Rule
from highsignal.analysis.rules.suppress import without_allowed
from highsignal.domain.findings import Finding, Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def run_rules(case: Case, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """The findings of `rules` in `case`, in order of the text, without those that comments allow.

    A text that is no past episode gets only the findings of rules that are about any text.
    """
    story = case.reading.episode.specific
    found = [f for rule in rules if story or not rule.stories_only for f in rule.findings(case)]
    found.sort(key=lambda f: (f.span.start, _ORDER[f.severity], f.code, f.span.end))
    return without_allowed(found, case.reading.story.source)
