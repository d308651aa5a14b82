"""Each rule fires on its bad examples and stays silent on its near misses."""

from __future__ import annotations

import pytest

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.rules.catalog import RULES
from highsignal.analysis.rules.examples import Example, examples_of
from highsignal.analysis.rules.rule import Rule

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{'bad' if example.bad else 'near miss'}-{example.about}")
    for rule in RULES
    for example in examples_of(rule.code)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example, standard: Standard) -> None:
    analyses = analyze_text(example.text, standard)
    fired = [f for a in analyses for f in a.findings if f.code == rule.code]
    assert bool(fired) == example.bad, [f.message for f in fired]
    for finding in fired:
        assert 0 <= finding.span.start <= finding.span.end <= len(example.text)
        assert finding.message
        assert finding.ask.endswith("?")
