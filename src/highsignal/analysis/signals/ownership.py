"""Ownership: who decided, and scope that matches the level aimed at.

There is no ratio of "I" to "we": people of higher status say "I" less (Kacewicz), rated candidates
said "we" more (arXiv 1504.03425); see evidence.md, "Pronouns". What counts is a choice or a deed with
a teller in it, and evidence of scope against the level of a ladder that the person chose.
"""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.heard import has_teller
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.signals.scope import ScopeEvidence, scope_evidence
from highsignal.domain.roles import Role
from highsignal.domain.signals import Signal, SignalName, State
from highsignal.packs.model import Dimension, Level


def deeds_with_teller(reading: Reading) -> tuple[ReadSentence, ...]:
    """The sentences in which the teller chooses or acts."""
    return tuple(s for s in reading.of(Role.DECISION, Role.TRADEOFF, Role.ACTION) if has_teller(s))


def met_dimensions(evidence: Sequence[ScopeEvidence], level: Level) -> dict[Dimension, bool]:
    """Whether the evidence reaches the level's threshold, for each dimension that it asks for or exceeds.

    A dimension that the level does not ask for is there only when it is shown all the same: scope beyond
    a level must not count less for it than for the level above.
    """
    met: dict[Dimension, bool] = {}
    for dimension, wanted in level.expects.items():
        enough = [e for e in evidence if e.dimension is dimension and e.amount >= level.threshold(dimension)]
        if wanted or enough:
            met[dimension] = len(enough) >= max(wanted, 1)
    return met


def ownership(reading: Reading, level: Level) -> Signal:
    """Strong when the teller acts and most of the scope the level asks for is shown; else weak or missing.

    One story need not show every dimension: half of those that the level asks for, rounded up, is
    what the ladder packs call strong for a single story.
    """
    deeds = deeds_with_teller(reading)
    if not deeds:
        why = "No choice or deed has a teller in it: who decided?"
        return Signal(SignalName.OWNERSHIP, State.MISSING, (), why)
    evidence = scope_evidence(reading)
    met = met_dimensions(evidence, level)
    shown = [d for d, ok in met.items() if ok]
    spans = tuple(e.span for e in evidence if e.dimension in shown) or (deeds[0].span,)
    needed = (sum(wanted > 0 for wanted in level.expects.values()) + 1) // 2
    if len(shown) >= needed:
        names = ", ".join(d.value for d in shown) or "the teller's own part"
        return Signal(SignalName.OWNERSHIP, State.STRONG, spans, f"Scope of {level.id} is shown in {names}.")
    lacking = ", ".join(d.value for d, ok in met.items() if not ok)
    why = f"The teller acts; {level.id} also looks for {lacking}."
    return Signal(SignalName.OWNERSHIP, State.WEAK, spans, why)
