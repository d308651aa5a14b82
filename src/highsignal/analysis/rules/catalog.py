"""Every rule, in the order of the families; a rule that is not here does not exist."""

from __future__ import annotations

from highsignal.analysis.rules import stakes
from highsignal.analysis.rules.rule import Rule

RULES: tuple[Rule, ...] = (stakes.missing_stakes,)

# Codes are permanent: a rule that is taken out leaves its code here, with the code that replaced it or None.
REDIRECTS: dict[str, str | None] = {}
