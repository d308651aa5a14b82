"""Assembly: quantities of a passage become claims with metric, direction, kind, status and context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from highsignal.analysis.claims.acceptance import is_claim
from highsignal.analysis.claims.context import find_scopes, find_time_frames, nearest, status_of
from highsignal.analysis.claims.governors import Governor, find_governor
from highsignal.analysis.claims.guardrails import find_guardrails, guards_changes_only, may_hold_guardrail
from highsignal.analysis.claims.joins import join
from highsignal.analysis.claims.levers import lever_of, lever_of_money, lever_of_time
from highsignal.analysis.claims.metrics import find_metric
from highsignal.analysis.claims.phrases import Phrase
from highsignal.analysis.claims.quantities import read_quantities
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.readings import direction_of, kind_of, less_flattering, settle_score
from highsignal.analysis.claims.tokens import Token, may_hold_quantity, tokenize
from highsignal.analysis.claims.units import Dimension
from highsignal.domain.claims import Claim, Direction, Kind, Lever
from highsignal.domain.spans import Span

# Characters between a count of things and a guardrail that still stands beside it.
_BESIDE = 60
# Characters; a passage beyond this is read in pieces, so that time grows with length and no faster.
_LONGEST = 1500


class _Reading(NamedTuple):
    """A quantity that is a claim, with what governs it and what it measures."""

    quantity: Quantity
    governor: Governor | None
    metric: Phrase | None
    metric_span: Span | None
    span: Span
    value_span: Span
    direction: Direction
    kind: Kind


class _Context(NamedTuple):
    """What stands around one claim, as words of the text."""

    guardrail: str | None = None
    scope: str | None = None
    time_frame: str | None = None


def extract(text: str, offset: int = 0) -> tuple[Claim, ...]:
    """The claims of one sentence or short passage, in order; their spans are shifted by `offset`."""
    if not may_hold_quantity(text):
        return ()
    if len(text) > _LONGEST:
        return tuple(c for piece, start in _pieces(text) for c in extract(piece, offset + start))
    tokens = tokenize(text)
    quantities = join(tokens, read_quantities(tokens))
    if not quantities:
        return ()
    readings = [r for q in quantities if (r := _read(tokens, q, quantities)) is not None]
    return tuple(
        _claim(text, tokens, r, context, offset) for r, context in _in_context(text, tokens, readings)
    )


def extract_all(text: str, offset: int = 0) -> tuple[Claim, ...]:
    """Every quantity of a sentence with what it measures, also those too small to be claims, without context.

    Two texts are compared by these: "two months late" is nothing to check, and still not "five months late".
    """
    if not may_hold_quantity(text):
        return ()
    if len(text) > _LONGEST:
        return tuple(c for piece, start in _pieces(text) for c in extract_all(piece, offset + start))
    tokens = tokenize(text)
    quantities = join(tokens, read_quantities(tokens))
    readings = [r for q in quantities if (r := _read(tokens, q, quantities, claims_only=False)) is not None]
    return tuple(_claim(text, tokens, reading, _Context(), offset) for reading in readings)


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """The text cut behind sentence ends, else commas, else spaces, with where each piece starts."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _LONGEST)
        if end < len(text):
            cut = max(text.rfind(mark, start, end) for mark in (". ", "\n", "! ", "? ", "; "))
            if cut <= start:
                cut = text.rfind(", ", start, end)
            if cut <= start:
                cut = text.rfind(" ", start, end)
            end = cut + 1 if cut > start else end
        yield text[start:end], start
        start = end


def _read(
    tokens: list[Token], quantity: Quantity, others: list[Quantity], claims_only: bool = True
) -> _Reading | None:
    governor = find_governor(tokens, quantity, others)
    metric = find_metric(tokens, quantity, governor, others)
    words = _words(tokens, metric)
    quantity = settle_score(quantity, words)
    if claims_only and not is_claim(tokens, quantity, governor, words):
        return None
    direction = direction_of(quantity, governor, words)
    if quantity.range is not None:
        quantity = quantity._replace(value=less_flattering(quantity, direction, governor))
    return _Reading(
        quantity,
        governor,
        metric,
        Span(tokens[metric[0]].start, tokens[metric[1] - 1].end) if metric else None,
        _span(tokens, quantity, governor, metric, others),
        Span(tokens[quantity.value_first].start, tokens[quantity.value_end - 1].end),
        direction,
        kind_of(quantity, governor, words),
    )


def _words(tokens: list[Token], metric: Phrase | None) -> list[str]:
    """The metric's words, those tied by hyphens in one piece ("time-to-market")."""
    words: list[str] = []
    for at in range(*metric) if metric else ():
        if words and tokens[at].start == tokens[at - 1].end:
            words[-1] += tokens[at].lower
        else:
            words.append(tokens[at].lower)
    return words


def _span(
    tokens: list[Token],
    quantity: Quantity,
    governor: Governor | None,
    metric: Phrase | None,
    others: list[Quantity],
) -> Span:
    """From the verb or metric to the quantity or metric, never over another quantity."""
    first, end = quantity.lead, quantity.end
    floor = max((o.end for o in others if o.end <= quantity.lead), default=0)
    ceiling = min((o.lead for o in others if o.lead >= quantity.end), default=len(tokens))
    for piece in (metric, (governor.first, governor.end) if governor else None):
        if piece is not None:
            first = piece[0] if floor <= piece[0] < first else first
            end = piece[1] if end < piece[1] <= ceiling else end
    if end < len(tokens) and tokens[end].text == ")" and any(t.text == "(" for t in tokens[first:end]):
        end += 1
    return Span(tokens[first].start, tokens[end - 1].end)


def _claim(text: str, tokens: list[Token], reading: _Reading, context: _Context, offset: int) -> Claim:
    quantity, governor = reading.quantity, reading.governor
    name = reading.metric_span.text(text) if reading.metric_span else None
    acts_at = governor.first if governor and not governor.after else quantity.lead
    return Claim(
        span=reading.span.shifted(offset),
        text=reading.span.text(text),
        metric=name,
        direction=reading.direction,
        value=quantity.value,
        unit=quantity.unit,
        kind=reading.kind,
        status=status_of(tokens, acts_at, quantity, reading.metric),
        baseline=quantity.baseline,
        range=quantity.range,
        approximate=quantity.approximate,
        guardrail=context.guardrail,
        scope=context.scope,
        time_frame=context.time_frame,
        lever=_lever(name, reading, text),
        metric_span=reading.metric_span.shifted(offset) if reading.metric_span else None,
        value_span=reading.value_span.shifted(offset),
    )


def _lever(name: str | None, reading: _Reading, text: str) -> Lever | None:
    share = reading.quantity.dimension is Dimension.SHARE or reading.quantity.whole > 0
    lever = lever_of(name, _plain(reading) and not share, share)
    if reading.kind is Kind.MONEY:
        return lever_of_money(reading.span.text(text), lever, reading.direction)
    if lever is None and reading.direction is Direction.DOWN and reading.quantity.dimension is Dimension.TIME:
        return lever_of_time(reading.quantity.unit)
    return lever


def _in_context(text: str, tokens: list[Token], readings: list[_Reading]) -> list[tuple[_Reading, _Context]]:
    """Each reading with its context; quantities that only guard another are left out."""
    vocabulary = {t.lower for t in tokens}
    lowered = text.lower()
    searched = lowered if len(lowered) == len(text) else text  # patterns are in lower case, places must stay
    guards = find_guardrails(searched) if readings and may_hold_guardrail(vocabulary) else []
    guards = [g for g in guards if not guards_changes_only(g.text(text)) or _follows_change(g, readings)]
    outside = [r for r in readings if not any(g.contains(r.value_span) for g in guards)]
    if not outside:
        guards, outside = [], readings
    counts = [(r.quantity, r.metric[1]) for r in outside if r.metric is not None and _counts(r, r.metric)]
    scopes = find_scopes(searched, vocabulary, tokens, counts)
    frames = find_time_frames(searched, vocabulary) if outside else []
    kept: dict[int, str] = {}
    for guard in reversed(guards):
        guarded = _guarded(guard, outside)
        if guarded is not None:
            kept[guarded] = guard.text(text)
    found = []
    for n, reading in enumerate(outside):
        limit = next((r.span.start for r in outside[n + 1 :] if not _plain(r)), len(text))
        frame = nearest(frames, reading.span, reading.value_span, limit)
        scope = nearest(scopes, reading.span, reading.value_span, limit) if not _plain(reading) else None
        if reading.quantity.whole and reading.metric is not None:
            scope = Span(tokens[reading.quantity.whole].start, tokens[reading.metric[1] - 1].end)
        context = _Context(
            kept.get(n), scope.text(text) if scope else None, frame.text(text) if frame else None
        )
        found.append((reading, context))
    return found


def _follows_change(guard: Span, readings: list[_Reading]) -> bool:
    return any(r.direction is not Direction.NONE and r.span.end <= guard.start for r in readings)


def _plain(reading: _Reading) -> bool:
    """Whether it is a count of things and tells no change."""
    return reading.kind is Kind.COUNT and reading.direction is Direction.NONE


def _counts(reading: _Reading, metric: Phrase) -> bool:
    """Whether it is a plain count with its noun behind it, which another claim may extend over."""
    return (
        reading.quantity.dimension is Dimension.COUNT
        and metric[0] >= reading.quantity.end
        and reading.direction is Direction.NONE
    )


def _guarded(guard: Span, readings: list[_Reading]) -> int | None:
    """Which claim the guardrail belongs to: the nearest change before it, else what is nearest."""
    measured = [
        n for n, r in enumerate(readings) if not _plain(r) or 0 <= guard.start - r.span.end <= _BESIDE
    ]
    before = [n for n in measured if readings[n].span.start < guard.start]
    moved = [n for n in before if readings[n].direction is not Direction.NONE]
    candidates = moved or before or measured[:1]
    return candidates[-1] if candidates else None
