"""Every rule, in the order of the families; a rule that is not here does not exist."""

from __future__ import annotations

from highsignal.analysis.rules import (
    clarity,
    closing,
    decision,
    detail,
    impact,
    learning,
    length,
    opening,
    ownership,
    stakes,
    structure,
)
from highsignal.analysis.rules.rule import FAMILIES, Rule

_FAMILIES = (
    structure,
    stakes,
    decision,
    impact,
    ownership,
    learning,
    length,
    detail,
    clarity,
    opening,
    closing,
)


def _place(rule: Rule) -> tuple[int, str]:
    return list(FAMILIES).index(rule.code[:3]), rule.code


RULES: tuple[Rule, ...] = tuple(sorted((rule for family in _FAMILIES for rule in family.RULES), key=_place))

# Codes are permanent: a rule that is taken out leaves its code here, with the code that replaced it or None.
REDIRECTS: dict[str, str | None] = {}
