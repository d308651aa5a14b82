"""What a quantity says once governor and metric are known: direction, kind and unit."""

from __future__ import annotations

from highsignal.analysis.claims.governors import Governor
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.units import Dimension
from highsignal.analysis.claims.vocabulary import LOWER_IS_BETTER, SCORES, Sense
from highsignal.analysis.claims.wordlists import words
from highsignal.domain.claims import Direction, Kind

_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
_UPPER_BOUNDS = frozenset({"under", "below", "<", "sub", "less"})
_MEASURED = frozenset({Dimension.TIME, Dimension.DATA, Dimension.RATE, Dimension.PHYSICAL, Dimension.SCORE})
_LEVEL_LINKS = words("to into at under below above within")


def lower_is_better(metric: list[str]) -> bool:
    """Whether less of the metric is an improvement; its last words decide."""
    return any(word in LOWER_IS_BETTER for word in metric[-1:]) or (
        any(word in LOWER_IS_BETTER for word in metric) and not _rate_of_good(metric)
    )


def _rate_of_good(metric: list[str]) -> bool:
    """Of "cost efficiency", "memory utilization": the head is good though a part is costly."""
    return metric[-1] in _GOOD_HEADS


_GOOD_HEADS = words(
    """
        efficiency accuracy utilization utilisation performance precision recall quality coverage
        savings awareness reliability throughput detection prediction forecast forecasting
        compliance optimization prevention
        """
)


def direction_of(quantity: Quantity, governor: Governor | None, metric: list[str]) -> Direction:
    """Which way the metric moved; a pair tells it by its values, a word like "improved" by the metric."""
    if quantity.paired and quantity.baseline is not None:
        if quantity.value == quantity.baseline:
            return Direction.FLAT
        return Direction.UP if quantity.value > quantity.baseline else Direction.DOWN
    if governor is None:
        return Direction.UP if quantity.dimension is Dimension.FACTOR else Direction.NONE
    sense = governor.sense
    if sense in (Sense.UP, Sense.DOWN, Sense.FLAT):
        return Direction(sense.value)
    better = Direction.DOWN if lower_is_better(metric) else Direction.UP
    if sense is Sense.WORSE:
        return _OPPOSITE[better]
    if sense is Sense.MOVE:
        return _moved(quantity, governor, better)
    return better


def _moved(quantity: Quantity, governor: Governor, better: Direction) -> Direction:
    """Reads "brought latency under 100 ms": the bound tells the way; without one, towards better."""
    if quantity.bound in _UPPER_BOUNDS or governor.link in ("under", "below"):
        return Direction.DOWN
    held = governor.end < quantity.lead - 1  # something is moved there, nobody merely gets there
    if held and governor.link == "to" and quantity.dimension in (Dimension.SHARE, Dimension.TIME):
        return better
    return Direction.NONE


def less_flattering(quantity: Quantity, direction: Direction, governor: Governor | None) -> float:
    """Of a range the end that claims less: the smaller change, but the larger of what should be small."""
    assert quantity.range is not None
    low, high = quantity.range
    reached = governor is not None and governor.link in _LEVEL_LINKS
    lasting = quantity.dimension is Dimension.TIME and (governor is None or governor.sense is Sense.MOVE)
    return high if lasting or (direction is Direction.DOWN and (reached or quantity.paired)) else low


def kind_of(quantity: Quantity, governor: Governor | None, metric: list[str]) -> Kind:
    """What sort of quantity it is, by its dimension and by whether a change of it is told."""
    if quantity.dimension is Dimension.MONEY:
        return Kind.MONEY
    if quantity.dimension is Dimension.COUNT:
        return Kind.COUNT
    if quantity.dimension is Dimension.POINT:
        return Kind.ABSOLUTE
    if quantity.dimension is Dimension.FACTOR:
        return Kind.RELATIVE
    level = (
        quantity.paired
        or governor is None
        or governor.sense in (Sense.FLAT, Sense.MOVE)
        or governor.link in _LEVEL_LINKS
    )
    if quantity.dimension is Dimension.SHARE:
        return Kind.LEVEL if level else Kind.RELATIVE
    if not level:
        return Kind.ABSOLUTE
    if quantity.dimension is Dimension.TIME and not _instant(quantity, metric):
        return Kind.DURATION
    return Kind.LEVEL


def _instant(quantity: Quantity, metric: list[str]) -> bool:
    """Whether a time is the level of a latency and not how long a piece of work takes."""
    if quantity.unit in ("ns", "us", "ms"):
        return True
    return any(word in _LATENCIES for word in metric) or (quantity.unit == "s" and bool(metric))


_LATENCIES = words("latency latencies delay delays lag response freshness staleness p50 p90 p95 p99 interval")


def is_score(metric: list[str]) -> bool:
    """Whether the metric is a score without a unit (AUC, F1, κ)."""
    return any(word in SCORES for word in metric)


def settle_score(quantity: Quantity, metric: list[str]) -> Quantity:
    """A bare number as a score when the metric is one, or when it is a fraction below one."""
    if quantity.dimension is not Dimension.COUNT or not (quantity.bare or is_score(metric[-1:])):
        return quantity
    before = quantity.baseline or 0.0
    if quantity.paired:  # "marks per scan fell from 2.4 to 0.7" is no score
        fraction = 0 < quantity.value <= 1 and before <= 1 and not quantity.value == before == 1
    else:
        fraction = 0 < quantity.value < 1
    if is_score(metric) or fraction:
        return quantity._replace(unit="1", dimension=Dimension.SCORE)
    return quantity
