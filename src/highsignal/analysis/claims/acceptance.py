"""Whether a quantity is a claim at all: something checkable about impact or scope."""

from __future__ import annotations

from highsignal.analysis.claims.governors import Governor
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.readings import is_score
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import Dimension
from highsignal.analysis.claims.vocabulary import LOWER_IS_BETTER, Sense
from highsignal.analysis.claims.wordlists import words

_GROUP_HEADS = words(
    "team teams group staff squad crew panel organization organisation org department headcount"
)
_SIZES = words("size strength headcount")
_OUTCOME_VERBS = words("""
    took takes take taking taken lasted lasts last needed required spent spend cost costs gave back freed
    reclaimed regained returned
    """)
_PERSONS = words("person man engineer developer dev staff agent")
_FRAME_BEFORE = words("""
    for over during past last next first every each after since per all previous recent coming final
    until before in within the a an
    """)
_EXPERIENCE = words("experience experiance exp expertise")
# Stretches of time by other names: "five early mornings", "two Mondays in a row".
_OCCASIONS = words("""
    mornings evenings nights afternoons weekends mondays tuesdays wednesdays thursdays fridays saturdays
    sundays
    """)
_IS = words("is it's was that's takes")
_TIMES = words("days weeks months years sprints")
_MORE = words("extra more full additional whole straight consecutive sprints further long")
# Marks of an education, typing and stars say nothing about what the work changed.
_MARKS = words("marks cgpa gpa sgpa aggregate percentile wpm stars star rank cgpi")
_SCHOOLS = words(
    "marks cgpa gpa aggregate b.e btech b.tech hsc ssc xii diploma university board degree 12th 10th"
)


def is_claim(tokens: list[Token], quantity: Quantity, governor: Governor | None, metric: list[str]) -> bool:
    """Whether the quantity, with what governs it and the words of its metric, can be checked and matters."""
    following = [t.lower for t in tokens[quantity.end : quantity.end + 4]]
    if following[:1] in (["ago"], ["old"]) or _of_a_career(following) or _of_a_school(tokens, quantity):
        return False
    if quantity.paired:
        return not _of_versions(tokens, quantity, governor)
    if quantity.dimension is Dimension.TIME:
        return _is_duration_claim(tokens, quantity, governor, metric, following)
    if quantity.dimension is Dimension.SCORE:
        return (
            is_score(metric)
            or quantity.whole > 0
            or (0 < quantity.value < 1 and governor is not None and bool(metric))
        )
    if quantity.dimension is Dimension.COUNT:
        return _is_count_claim(tokens, quantity, governor, metric)
    if quantity.dimension is Dimension.FACTOR:
        # "3x the traffic" multiplies something; a lone "two-fold" does not.
        return governor is not None or (bool(metric) and following[:1] not in ([], [","], ["."], [":"]))
    return True


def _of_a_career(following: list[str]) -> bool:
    """Of "8 years of hands-on experience": a fact of a career, not an outcome."""
    at = next((n for n, word in enumerate(following) if word in _EXPERIENCE), None)
    if at is None:
        return False
    return (
        at == 0
        or following[0] in ("'", "prior", "years", "total", "work", "relevant")
        or "of" in following[:at]
    )


def _of_a_school(tokens: list[Token], quantity: Quantity) -> bool:
    """Of "72 % aggregate in B.E.", "CGPA 8.1": a mark somebody was given."""
    if quantity.dimension not in (Dimension.SHARE, Dimension.SCORE, Dimension.COUNT):
        return False
    near = {t.lower for t in tokens[max(0, quantity.lead - 5) : quantity.end + 5]}
    if not _MARKS.isdisjoint({t.lower for t in tokens[quantity.end : quantity.end + 2]}):
        return True
    return quantity.dimension is not Dimension.COUNT and not _SCHOOLS.isdisjoint(near)


def _of_versions(tokens: list[Token], quantity: Quantity, governor: Governor | None) -> bool:
    """Of "upgraded from 4.0 to 4.1": bare numbers with a point that no word of change governs."""
    if quantity.dimension is not Dimension.COUNT or not quantity.bare:
        return False
    pointed = any("." in t.text for t in tokens[quantity.first : quantity.end] if t.kind == "number")
    return pointed and (governor is None or governor.sense is Sense.MOVE)


def _is_count_claim(
    tokens: list[Token], quantity: Quantity, governor: Governor | None, metric: list[str]
) -> bool:
    last = tokens[quantity.value_end - 1].lower
    if last in ("couple", "of") or metric[:1] in (["times"], ["time"]):
        return False
    if metric and (metric[-1] in _OCCASIONS or (metric[-1] in _TIMES and metric[0] in _MORE)):
        return False
    if quantity.value % 1 and governor is None and "." in tokens[quantity.value_first].text:
        return quantity.value >= 1000 or metric[-1:] == ["fte"]  # "802.11", "4.7 release"
    if not quantity.bare:
        return bool(metric)
    before = tokens[quantity.lead - 1].lower if quantity.lead else ""
    if before in ("of", ":", "is", "-", "was") and metric:
        team = metric[-1] in _GROUP_HEADS or (metric[-1] in _SIZES and "team" in metric)
        return team and (before in ("of", "is", "was") or metric[-1] in _SIZES)
    return governor is not None and governor.link in ("by", "to") and bool(metric) and before in ("by", "to")


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
    if governor is not None and governor.sense is not Sense.FLAT:
        return before not in _FRAME_BEFORE - {"the", "a", "an", "before", "until", "all"}
    if quantity.unit in ("ns", "us", "ms") or following[:1] in (["ahead"], ["early"]):
        return True
    if any(t.lower in _PERSONS for t in tokens[quantity.first : quantity.end]):
        return True
    measured = any(word in LOWER_IS_BETTER for word in metric)
    if quantity.attributive or before in _FRAME_BEFORE:
        return (
            measured
            and bool(following)
            and following[0] not in ("of", "in", "for", "on")
            and before not in ("for", "after", "since")  # "After six months latency fell"
        )
    recent = {t.lower for t in tokens[max(0, quantity.lead - 4) : quantity.lead]}
    if "now" in (before, *following[:1]) and not _IS.isdisjoint({before, *recent}):
        return True  # "it's forty minutes now"
    return measured or not _OUTCOME_VERBS.isdisjoint(recent)
