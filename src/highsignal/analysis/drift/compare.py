"""Every claim that was told against the claims of the story: same, drifted, new, or not told."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.analysis.drift.facts import Fact, aside, facts_of
from highsignal.analysis.drift.judge import AGREES, DATE, VALUE
from highsignal.analysis.drift.pairing import pairs_of
from highsignal.analysis.drift.sentences import explain, metric_of
from highsignal.analysis.drift.times import TimeDrift, time_drifts, times_of
from highsignal.domain.claims import Claim
from highsignal.domain.spans import Span
from highsignal.domain.speech import Drift, Place, Retold

_SHORT = ("ns", "us", "ms", "s", "min", "h")  # how long something runs, and no date


def compare_claims(
    claimed: Sequence[Claim],
    told: Sequence[Claim],
    claimed_path: str = "",
    told_path: str = "",
    texts: tuple[str, str] = ("", ""),
) -> Retold:
    """The claims of a story against those of one telling, or those of any two documents.

    `texts` are the two texts in which the claims' spans count, the paths are their names in the places of
    each drift. A claim told again and again is compared each time.
    """
    all_claimed, all_told = (*claimed, *aside(claimed, texts[0])), (*told, *aside(told, texts[1]))
    ours, theirs = facts_of(all_claimed, texts[0]), facts_of(all_told, texts[1])
    chosen = pairs_of(ours, theirs, len(claimed), len(told))
    agreed = [(p.claimed, p.told) for p in chosen if p.verdict == AGREES]
    drifts = tuple(
        _drift(p.verdict, ours[p.claimed], theirs[p.told], claimed_path, told_path)
        for p in chosen
        if p.verdict != AGREES
    )
    joined = [(all_claimed[a].span, all_told[b].span) for a, b in agreed]
    late = time_drifts(
        times_of(texts[0], ours, {a for a, _ in agreed}),
        times_of(texts[1], theirs, {b for _, b in agreed}),
        joined,
    )
    met = {p.claimed for p in chosen}
    answered = {p.told for p in chosen}
    return Retold(
        drifts=tuple(sorted(drifts + tuple(_late(d, claimed_path, told_path) for d in late), key=_place)),
        agreed=tuple((claimed[a], told[b]) for a, b in agreed if a < len(claimed) and b < len(told)),
        untold=tuple(claim for n, claim in enumerate(claimed) if n not in met),
        new=tuple(claim for n, claim in enumerate(told) if n not in answered),
    )


def _drift(kind: str, claimed: Fact, told: Fact, claimed_path: str, told_path: str) -> Drift:
    return Drift(
        metric=metric_of(claimed, told),
        kind=kind,
        claimed=Place(claimed_path, claimed.claim.span, claimed.claim.text),
        told=Place(told_path, told.claim.span, told.claim.text),
        explanation=explain(kind, claimed, told),
    )


def _late(drift: TimeDrift, claimed_path: str, told_path: str) -> Drift:
    length = drift.told.length
    return Drift(
        metric="time",
        kind=VALUE if length is not None and length.unit in _SHORT else DATE,
        claimed=Place(claimed_path, drift.claimed.span, drift.claimed.text),
        told=Place(told_path, drift.told.span, drift.told.text),
        explanation=f"Time: claimed “{drift.claimed.text}”, told “{drift.told.text}”.",
    )


def _place(drift: Drift) -> Span:
    return drift.told.span
