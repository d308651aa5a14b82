"""Rules on single numbers: impossible ones, ambiguous ones, ones that disagree, and too many of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from highsignal.analysis.claims.levers import lever_of
from highsignal.analysis.heard import SET_UP, outcome_claims
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.rules.nearby import quoted
from highsignal.analysis.rules.plain_words import STAGE
from highsignal.analysis.rules.rule import Case, Hit, Rule, rule
from highsignal.domain.claims import Claim, Direction, Kind, Status
from highsignal.domain.findings import Severity


@rule("IMP003", "impossible-percentage", Severity.ERROR)
def impossible_percentage(case: Case) -> Iterator[Hit]:
    """Finds percentages that cannot be: a fall of more than 100 %, an accuracy above it.

    ## Why it is bad
    The one number a listener takes home is one that they can tell is wrong.

    ## Example
    We reduced errors by 300 %.

    ## Use instead
    Errors fell to a quarter of what they were, from 80 a day to 20.

    ## Known limits
    Profit, margin, growth and other things that can go below zero are left alone, and so is "300 % faster".

    ## References
    Arithmetic; compare numbers symbolically (EQUATE, evidence.md, "What can and cannot be scored").
    """
    for sentence, claim in _claims(case.reading):
        if claim.unit != "percent" or claim.value <= 100 or claim.status is Status.NEGATED:
            continue
        words = quoted(case.reading, claim.span)
        if claim.kind is Kind.RELATIVE and claim.direction is Direction.DOWN and _shrinks(claim):
            yield Hit(
                claim.span, f"“{words}”: nothing falls by more than 100 %.", "From what to what did it fall?"
            )
        elif claim.kind is Kind.LEVEL and claim.baseline is None and _named(sentence, claim) & _BOUNDED:
            yield Hit(
                claim.span, f"“{words}”: this cannot be above 100 %.", "What was the value that was measured?"
            )


@rule("IMP006", "percent-or-points", Severity.INFO)
def percent_or_points(case: Case) -> Iterator[Hit]:
    """Finds a change in per cent of something that is itself told in per cent.

    ## Why it is bad
    "Accuracy improved by 5 %" is 80 to 84 for one listener and 80 to 85 for the next; near 99 it is
    everything.

    ## Example
    Accuracy improved by 5 %.

    ## Use instead
    Accuracy went from 80 to 85 %.

    ## Known limits
    Knows the usual metrics that are shares by name; silent when the story tells a level of the same metric.

    ## References
    Convention of measurement: percentage points for differences of shares.
    """
    reading = case.reading
    for claim in outcome_claims(reading):
        sentence = next(s for s in reading.sentences if s.span.contains(claim.span))
        if not percent_of_percent(sentence, claim):
            continue
        if sentence.says(_SETTLED) or _has_level(reading, sentence, claim):
            continue
        name = sorted(_named(sentence, claim) & _SHARES)[0]
        yield Hit(
            claim.span,
            f"“{quoted(reading, claim.span)}” can mean per cent of it, or points.",
            f"From which {name} to which?",
        )


@rule("IMP007", "numbers-disagree", Severity.ERROR)
def numbers_disagree(case: Case) -> Iterator[Hit]:
    """Finds the same outcome told with two different numbers, or a change that its two ends do not give.

    ## Why it is bad
    A listener who notices believes neither number, and one who takes notes will ask.

    ## Example
    We cut inference cost by 22 %. … In the end inference cost was down 35 %.

    ## Use instead
    One number, told the same way wherever it is told.

    ## Known limits
    Only outcomes with the same name are compared, and none that are told for another time, place or
    percentile. A rounder number that agrees ("about 20 %" for 22 %) is no disagreement.

    ## References
    Seed documents, "consistency of story outcomes"; symbolic comparison (EQUATE, evidence.md).
    """
    reading = case.reading
    told = [
        (sentence, claim)
        for sentence, claim in _claims(reading)
        if (sentence.role not in SET_UP or sentence.number < _OPENING)
        and claim.status is Status.ASSERTED
        and claim.direction in (Direction.UP, Direction.DOWN)
    ]
    for (first, a), (second, b) in combinations(told, 2):
        computed = _ends_against_change(first, a, second, b)
        if computed is not None:
            ends, change = (a, b) if a.baseline is not None else (b, a)
            message = f"From {ends.baseline:g} to {ends.value:g} is {computed:.0f} %, not {change.value:g} %."
            yield Hit(change.span, message, "Which of these numbers is right?")
        elif _same_outcome(first, a, second, b) and not _agree(a, b):
            message = f"{_name(b)}: {_value(b)} here, {_value(a)} before."
            yield Hit(b.span, message, "Which of the two is right, or what makes them different?")


@rule("IMP010", "too-many-numbers", Severity.INFO)
def too_many_numbers(case: Case) -> Iterator[Hit]:
    """Finds stories with more numbers than a listener keeps: over seven in ninety seconds.

    ## Why it is bad
    The number to be remembered drowns among the others.

    ## Example
    Six results with before, after, sample size and date each.

    ## Use instead
    The one outcome to be known for, with its two ends; the rest when somebody asks.

    ## Known limits
    Counts changes, levels, durations and money, but not small counts ("two options", "a team of six").
    Seven is a convention, and a reader bears more than a listener.

    ## References
    Convention; "too much detail" (seed documents, "Common mistakes").
    """
    reading = case.reading
    heavy = {(c.value, c.unit) for c in reading.claims if _is_heavy(c)}
    room = max(_MANY, _MANY * case.timing.total / 90.0)
    if len(heavy) <= room:
        return
    crowded = max(reading.sentences, key=lambda s: sum(_is_heavy(c) for c in s.claims))
    yield Hit(
        crowded.span,
        f"{len(heavy)} numbers in {case.timing.total:.0f} s; a listener keeps a few.",
        "Which one number should still be there tomorrow?",
    )


_OPENING = 2  # sentences in which a story may begin with its result, whatever their role
_MANY = 8
_FEW = 20  # things; a count up to here is scenery
_BEFORE_NUMBER = 4  # words and marks
_LONGEST_NAME = 4  # words; a longer stretch is not the metric's name alone
_SHARE_NAMES = """accuracy precision recall conversion conversions availability uptime ctr click-through churn
    retention utilisation utilization occupancy attendance adoption share rate rates f1 coverage"""
_BOUNDED_NAMES = "accuracy precision recall availability uptime attendance sensitivity specificity"
_SIGNED_NAMES = "profit profits margin margins growth earnings return returns flow balance ebitda income"
_POINTING = """the a an our my its their his her this that these those end now today final finally
    total overall average mean median think in of by it we i then already really also even actual"""
_SHARES = frozenset(_SHARE_NAMES.split())
_BOUNDED = frozenset(_BOUNDED_NAMES.split())
_BELOW_ZERO = frozenset(_SIGNED_NAMES.split())
_NOISE = frozenset(_POINTING.split())
_SHRINKING = (
    r"reduc|decreas|\bcut|\bfell|\bfall|drop|lower|\bless\b|fewer|\bdown\b|shr[aiu]nk|declin|smaller|cheaper"
)
_SETTLED = frozenset(("relative", "relatively", "points", "point", "pp", "from"))
_PERCENTILE = r"(?i)\bp\d{2,3}\b|\bmedian\b|\baverage\b|\bmean\b|\btop-?\d+|@\d+"
_SIGNS = {"percent": "%", "percentage_point": "points", "factor": "times", "count": "", "1": ""}
_GAP = 4  # words and marks between two ends and the change that sums them up


def percent_of_percent(sentence: ReadSentence, claim: Claim) -> bool:
    """Whether the claim is a change in per cent, with neither end, of a metric that is itself a share."""
    moved = claim.direction in (Direction.UP, Direction.DOWN)
    change = claim.kind is Kind.RELATIVE and claim.unit == "percent" and claim.baseline is None
    short = len((claim.metric or "").split()) <= _LONGEST_NAME
    return moved and change and claim.value < 100 and short and bool(_named(sentence, claim) & _SHARES)


def _metric_words(claim: Claim) -> frozenset[str]:
    """The words that name the metric, without those that only point."""
    return frozenset((claim.metric or "").lower().split()) - _NOISE


def _named(sentence: ReadSentence, claim: Claim) -> frozenset[str]:
    """The metric's words, with the few that stand before the number: a metric's name is found by a guess."""
    at = claim.value_span.start if claim.value_span else claim.span.start
    before = [t.word for t in sentence.tokens if t.end <= at][-_BEFORE_NUMBER:]
    return _metric_words(claim) | frozenset(before)


def _claims(reading: Reading) -> Iterator[tuple[ReadSentence, Claim]]:
    return ((sentence, claim) for sentence in reading.sentences for claim in sentence.claims)


def _shrinks(claim: Claim) -> bool:
    return bool(re.search(_SHRINKING, claim.text.lower())) and not _metric_words(claim) & _BELOW_ZERO


def _has_level(reading: Reading, sentence: ReadSentence, claim: Claim) -> bool:
    """Whether a level of the same metric is told anywhere, which answers the question."""
    shares = _named(sentence, claim) & _SHARES
    return any(
        other is not claim
        and other.kind is Kind.LEVEL
        and (_metric_words(other) & shares or (other.baseline is not None and other.unit == "percent"))
        for other in reading.claims
    )


def _same_outcome(first: ReadSentence, a: Claim, second: ReadSentence, b: Claim) -> bool:
    """Whether two claims measure one thing in one way, as far as their words say."""
    words = _metric_words(a)
    if not words or words != _metric_words(b) or lever_of(" ".join(sorted(words))) is None:
        return False
    if (a.unit, a.kind, a.direction) != (b.unit, b.kind, b.direction):
        return False
    if a.time_frame != b.time_frame or (a.scope and b.scope and a.scope != b.scope):
        return False
    if a.value == b.baseline or b.value == a.baseline:
        return False
    if re.findall(_PERCENTILE, first.text) != re.findall(_PERCENTILE, second.text):
        return False
    return first is not second and not first.says(STAGE) and not second.says(STAGE)


def _agree(a: Claim, b: Claim) -> bool:
    """Whether two values are one number told more or less exactly."""
    if a.approximate or b.approximate:
        return abs(a.value - b.value) <= 0.15 * max(abs(a.value), abs(b.value))
    digits = min(_digits(a.value), _digits(b.value))
    return f"{a.value:.{digits}g}" == f"{b.value:.{digits}g}"


def _name(claim: Claim) -> str:
    """The metric's name without the words around it, as a message begins with it."""
    words = [w for w in (claim.metric or "").split() if w.lower() not in _NOISE]
    return " ".join(words).capitalize() or "It"


def _value(claim: Claim) -> str:
    """The value as a message tells it."""
    return f"{claim.value:g} {_SIGNS.get(claim.unit, claim.unit)}"


def _digits(value: float) -> int:
    """How many significant digits a number was told with, closing zeros not counted."""
    return max(1, len(f"{value:g}".replace(".", "").lstrip("0-").rstrip("0")))


def _ends_against_change(first: ReadSentence, a: Claim, second: ReadSentence, b: Claim) -> float | None:
    """The change that two ends give, when a percentage beside them says otherwise."""
    ends, change = (a, b) if a.baseline is not None else (b, a)
    if not ends.baseline or ends.kind is Kind.RELATIVE or change.baseline is not None:
        return None
    if change.kind is not Kind.RELATIVE or change.unit != "percent" or change.direction is not ends.direction:
        return None
    if not _sums_up(first, a, second, b):
        return None
    computed = abs(ends.value - ends.baseline) / abs(ends.baseline) * 100
    off = abs(computed - change.value)
    return computed if off > max(3.0, 0.1 * computed) else None


def _sums_up(first: ReadSentence, a: Claim, second: ReadSentence, b: Claim) -> bool:
    """Whether the second of two claims is the first once more: the same metric, or hardly a word between."""
    if second.number - first.number > 1:
        return False
    named = _metric_words(a), _metric_words(b)
    if named[0] and named[0] == named[1]:
        return True
    between = [t.word for t in first.tokens if a.span.end <= t.start < b.span.start]
    return first is second and not named[1] and len(between) <= _GAP and not _JOINING & set(between)


_JOINING = frozenset(("and", "while", "with", "but", "also", "plus"))


def _is_heavy(claim: Claim) -> bool:
    """Whether a listener has to keep it: not a small count of things."""
    if claim.kind is Kind.COUNT:
        return claim.value > _FEW or claim.baseline is not None
    return claim.unit != "year"


RULES: tuple[Rule, ...] = (impossible_percentage, percent_or_points, numbers_disagree, too_many_numbers)
