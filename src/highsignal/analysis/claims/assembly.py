"""Assembly: quantities of a passage become claims with metric, direction, kind, status and context."""

from __future__ import annotations

from dataclasses import dataclass, replace

from highsignal.analysis.claims.context import find_scopes, find_time_frames, nearest, status_of
from highsignal.analysis.claims.governors import Governor, find_governor
from highsignal.analysis.claims.guardrails import find_guardrails
from highsignal.analysis.claims.joins import join
from highsignal.analysis.claims.levers import lever_of
from highsignal.analysis.claims.metrics import Phrase, find_metric
from highsignal.analysis.claims.quantities import read_quantities
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.readings import direction_of, is_claim, kind_of, settle_score
from highsignal.analysis.claims.tokens import Token, may_hold_quantity, tokenize
from highsignal.analysis.claims.units import Dimension
from highsignal.analysis.claims.vocabulary import Sense
from highsignal.domain.claims import Claim, Direction, Kind
from highsignal.domain.spans import Span


@dataclass(slots=True)
class _Reading:
    """A quantity that is a claim, with what governs it and what it measures, still in token numbers."""

    quantity: Quantity
    governor: Governor | None
    metric: Phrase | None
    claim: Claim


def extract(text: str, offset: int = 0) -> tuple[Claim, ...]:
    """The claims of one sentence or short passage, in order; their spans are shifted by `offset`."""
    if not may_hold_quantity(text):
        return ()
    tokens = tokenize(text)
    quantities = join(tokens, read_quantities(tokens))
    if not quantities:
        return ()
    readings = [r for q in quantities if (r := _read(text, tokens, q, quantities)) is not None]
    claims = _in_context(text, tokens, readings)
    return tuple(claims) if not offset else tuple(shifted(c, offset) for c in claims)


def shifted(claim: Claim, by: int) -> Claim:
    """The same claim `by` characters further on."""
    return replace(
        claim,
        span=claim.span.shifted(by),
        metric_span=claim.metric_span.shifted(by) if claim.metric_span else None,
        value_span=claim.value_span.shifted(by) if claim.value_span else None,
    )


def _read(text: str, tokens: list[Token], quantity: Quantity, others: list[Quantity]) -> _Reading | None:
    governor = find_governor(tokens, quantity, others)
    metric = find_metric(tokens, quantity, governor, others)
    words = [t.lower for t in tokens[metric[0] : metric[1]]] if metric else []
    settle_score(quantity, words)
    if not is_claim(tokens, quantity, governor, words):
        return None
    direction = direction_of(quantity, governor, _joined(tokens, metric))
    _settle_range(quantity, direction, governor)
    span = _span(tokens, quantity, governor, metric, others)
    metric_span = Span(tokens[metric[0]].start, tokens[metric[1] - 1].end) if metric else None
    kind = kind_of(quantity, governor, words)
    name = metric_span.text(text) if metric_span else None
    counted = kind is Kind.COUNT and direction is Direction.NONE
    claim = Claim(
        span=span,
        text=span.text(text),
        metric=name,
        direction=direction,
        value=quantity.value,
        unit=quantity.unit,
        kind=kind,
        status=status_of(
            tokens, governor.first if governor and not governor.after else quantity.lead, quantity
        ),
        baseline=quantity.baseline,
        range=quantity.range,
        approximate=quantity.approximate,
        lever=lever_of(name, counted),
        metric_span=metric_span,
        value_span=Span(tokens[quantity.value_first].start, tokens[quantity.value_end - 1].end),
    )
    return _Reading(quantity, governor, metric, claim)


def _joined(tokens: list[Token], metric: Phrase | None) -> list[str]:
    """The metric's words, hyphenated ones in one piece as well ("time-to-market")."""
    if metric is None:
        return []
    words: list[str] = []
    for at in range(*metric):
        glued = words and tokens[at].start == tokens[at - 1].end
        if glued:
            words[-1] += tokens[at].lower
        else:
            words.append(tokens[at].lower)
    return words


def _settle_range(quantity: Quantity, direction: Direction, governor: Governor | None) -> None:
    """Of a range the less flattering end is the value: the smaller change, but the larger level of what fell."""
    if quantity.range is None:
        return
    low, high = quantity.range
    reached = governor is not None and governor.link in ("to", "under", "at", "into")
    worse_high = (direction is Direction.DOWN and reached) or (
        quantity.dimension is Dimension.TIME and (governor is None or governor.sense is Sense.MOVE)
    )
    quantity.value = high if worse_high else low


def _span(
    tokens: list[Token],
    quantity: Quantity,
    governor: Governor | None,
    metric: Phrase | None,
    others: list[Quantity],
) -> Span:
    """From the verb or metric to the quantity or metric, never over another quantity."""
    first, end = quantity.lead, quantity.end
    floor = max((o.end for o in others if o is not quantity and o.end <= quantity.lead), default=0)
    ceiling = min(
        (o.lead for o in others if o is not quantity and o.lead >= quantity.end), default=len(tokens)
    )
    for piece in (metric, (governor.first, governor.end) if governor else None):
        if piece is not None:
            first = piece[0] if floor <= piece[0] < first else first
            end = piece[1] if end < piece[1] <= ceiling else end
    return Span(tokens[first].start, tokens[end - 1].end)


def _in_context(text: str, tokens: list[Token], readings: list[_Reading]) -> list[Claim]:
    """Add guardrail, scope and time frame, and drop quantities that only guard another."""
    if not readings:
        return []
    guards = find_guardrails(text)
    outside = [r for r in readings if not any(_guards(g, r.claim) for g in guards)]
    if not outside:
        guards, outside = [], readings
    scopes = find_scopes(
        text,
        tokens,
        [(r.quantity, r.metric[1]) for r in outside if r.metric is not None and _counts(r, r.metric)],
    )
    frames = find_time_frames(text)
    if not (guards or scopes or frames):
        return [r.claim for r in outside]
    guarded = {_guarded(g, outside): g for g in reversed(guards)}
    claims = []
    for n, reading in enumerate(outside):
        claim = reading.claim
        limit = outside[n + 1].claim.span.start if n + 1 < len(outside) else len(text)
        scope = nearest(
            [s for s in scopes if not s.overlaps(claim.value_span or claim.span)], claim.span, len(text)
        )
        frame = nearest(
            [f for f in frames if not (claim.value_span and f.overlaps(claim.value_span))], claim.span, limit
        )
        guard = guarded.get(n)
        claims.append(
            replace(
                claim,
                guardrail=guard.text(text) if guard else None,
                scope=scope.text(text) if scope and claim.kind is not Kind.COUNT else None,
                time_frame=frame.text(text) if frame else None,
            )
        )
    return claims


def _counts(reading: _Reading, metric: Phrase) -> bool:
    """Whether the reading is a plain count with its noun behind it, which another claim may extend over."""
    return (
        reading.quantity.dimension is Dimension.COUNT
        and metric[0] >= reading.quantity.end
        and reading.claim.direction is Direction.NONE
    )


def _guards(guard: Span, claim: Claim) -> bool:
    return claim.value_span is not None and guard.contains(claim.value_span)


def _guarded(guard: Span, readings: list[_Reading]) -> int:
    """Which claim the guardrail belongs to: the nearest before it, else the first after it."""
    measured = [
        n
        for n, r in enumerate(readings)
        if r.claim.kind is not Kind.COUNT or r.claim.direction is not Direction.NONE
    ]
    before = [n for n in measured if readings[n].claim.span.start < guard.start]
    moved = [n for n in before if readings[n].claim.direction is not Direction.NONE]
    return (moved or before or measured[:1] or [-1])[-1]
