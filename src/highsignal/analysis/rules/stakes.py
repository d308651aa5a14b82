"""Rules on stakes: why it mattered, to whom, and when the listener hears it."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.signals import SignalName, State
from highsignal.domain.spans import Span


@rule("STK001", "missing-stakes", Severity.WARNING)
def missing_stakes(case: Case) -> Iterator[Hit]:
    """Finds stories in which nothing says why the problem mattered.

    ## Why it is bad
    A listener who does not know what was at risk cannot tell a rescue from routine work. "Weak stakes"
    is one of the four common mistakes that the coaching method behind this product names.

    ## Example
    The ranking service answered slowly on Mondays. I added a cache. It got faster.

    ## Use instead
    The ranking service answered slowly on Mondays, and Monday is when shops decide whether to renew.

    ## Known limits
    Stakes told only by tone, or known to everybody in the room, are not seen.

    ## References
    Seed documents, "Common mistakes"; mission row S2.
    """
    if case.state(SignalName.STAKES) is not State.MISSING:
        return
    setup = case.reading.of(Role.SITUATION, Role.TASK)
    at = setup[-1].span.end if setup else case.reading.start.start
    yield Hit(
        Span(at, at),
        "Nothing says why this mattered.",
        "What would have happened, and to whom, had you done nothing?",
    )
