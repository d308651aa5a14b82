"""What a quantity says once governor and metric are known: direction, kind, unit, and whether it is a claim at all."""

from __future__ import annotations

from highsignal.analysis.claims.governors import Governor
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
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
    """Reads "cost efficiency", "memory utilization", "time series accuracy": the head is good though a part is costly."""
    return metric[-1] in [
        "efficiency",
        "accuracy",
        "utilization",
        "utilisation",
        "performance",
        "precision",
        "recall",
        "quality",
        "coverage",
        "savings",
        "awareness",
        "reliability",
        "throughput",
        "detection",
        "prediction",
        "forecast",
        "forecasting",
        "compliance",
        "optimization",
        "prevention",
    ]


_GOOD_HEADS = words(
    """
        efficiency accuracy utilization utilisation performance precision recall quality coverage
        savings awareness reliability throughput detection prediction forecast forecasting
        compliance optimization prevention
        """
)


def direction_of(quantity: Quantity, governor: Governor | None, metric: list[str]) -> Direction:
    """Which way the metric moved; a pair decides by its values, a word that only says "better" by the metric."""
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
    """Of a range the end that claims less: the smaller change or count, but the larger of what should be small."""
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


def settle_score(quantity: Quantity, metric: list[str]) -> None:
    """Give a bare number its dimension: a score when the metric is one, or when it is a fraction below one."""
    if quantity.dimension is not Dimension.COUNT or not (quantity.bare or is_score(metric[-1:])):
        return
    fraction = 0 < quantity.value < 1 or (
        quantity.value == 1 and (quantity.baseline or 0) < 1 and quantity.paired
    )
    if is_score(metric) or fraction:
        quantity.unit, quantity.dimension = "1", Dimension.SCORE


def is_claim(tokens: list[Token], quantity: Quantity, governor: Governor | None, metric: list[str]) -> bool:
    """Whether the quantity says something checkable about impact or scope."""
    following = [t.lower for t in tokens[quantity.end : quantity.end + 4]]
    if following[:1] in (["ago"], ["old"]) or _of_experience(following):
        return False
    if quantity.paired:
        return True
    if quantity.dimension is Dimension.TIME:
        return _is_duration_claim(tokens, quantity, governor, metric, following)
    if quantity.dimension is Dimension.SCORE:
        return is_score(metric)
    if quantity.dimension is Dimension.COUNT:
        return _is_count_claim(tokens, quantity, governor, metric)
    if quantity.dimension is Dimension.FACTOR:
        told = following[:1] not in ([], [","], ["."], [":"]) and bool(metric)
        return governor is not None or told
    return True


def _of_experience(following: list[str]) -> bool:
    """ "8 years of hands-on experience": a fact of a career, not an outcome."""
    return "experience" in following and (
        following[0] in ("experience", "'", "prior", "years")
        or "of" in following[: following.index("experience")]
    )


def _is_count_claim(
    tokens: list[Token], quantity: Quantity, governor: Governor | None, metric: list[str]
) -> bool:
    if tokens[quantity.value_end - 1].lower in ("couple", "of") or (
        metric and metric[0] in ("times", "time")
    ):
        return False
    if quantity.value % 1 and governor is None and "." in tokens[quantity.value_first].text:
        return quantity.value >= 1000 or metric[-1:] == ["fte"]  # "802.11", "4.7 release"
    if not quantity.bare:
        return bool(metric) and not (quantity.value == 1 and tokens[quantity.value_first].lower == "one")
    before = tokens[quantity.lead - 1].lower if quantity.lead else ""
    if before == "of":
        return bool(metric) and metric[-1] in _GROUP_HEADS
    return governor is not None and governor.link in ("by", "to") and bool(metric) and before in ("by", "to")


_GROUP_HEADS = words(
    "team teams group staff squad crew panel organization organisation org department headcount"
)
_OUTCOME_VERBS = words("""
    took takes take taking taken lasted lasts last needed required spent spend cost costs gave back
    freed reclaimed regained returned
    """)
_PERSONS = words("person man engineer developer dev staff agent")
_FRAME_BEFORE = words("""
    for over during past last next first every each after since per all previous recent coming final
    until before in within the a an previous
    """)


def _is_duration_claim(
    tokens: list[Token],
    quantity: Quantity,
    governor: Governor | None,
    metric: list[str],
    following: list[str],
) -> bool:
    """An outcome ("took 3 h", "120 ms latency"), not a stretch of time in which something went on."""
    before = tokens[quantity.lead - 1].lower if quantity.lead else ""
    if following[:1] in (["later"], ["earlier"], ["before"], ["prior"], ["notice"]):
        return False
    if governor is not None and governor.form != "carrier" and governor.sense is not Sense.FLAT:
        return before not in (
            "for",
            "over",
            "during",
            "past",
            "last",
            "next",
            "in",
            "within",
            "after",
            "every",
            "each",
        )
    if quantity.unit in ("ns", "us", "ms") or following[:1] in (["ahead"], ["early"]):
        return True
    if any(t.lower in _PERSONS for t in tokens[quantity.first : quantity.end]):
        return True
    measured = bool(metric) and (metric[-1] in LOWER_IS_BETTER or any(w in LOWER_IS_BETTER for w in metric))
    if quantity.attributive or before in _FRAME_BEFORE:
        return (
            measured
            and following[:1] != []
            and following[0] not in ("of", "in", "for", "on")
            and before != "for"
        )
    recent = {t.lower for t in tokens[max(0, quantity.lead - 4) : quantity.lead]}
    return measured or bool(recent & _OUTCOME_VERBS)
