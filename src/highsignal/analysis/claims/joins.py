"""Joins neighbouring quantities: compound durations, ranges, and pairs of a baseline with a value."""

from __future__ import annotations

from collections.abc import Callable

from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import SECONDS, UNITS, Dimension, convert, tidy
from highsignal.analysis.claims.vocabulary import FILLED_PAUSES, VERBS, Sense

Rule = Callable[[list[Token], Quantity, Quantity], Quantity | None]

_DASHES = frozenset("-–—−~‑")
_ARROWS = frozenset({"→", "->", "-->", "=>", "⇒", "⟶", "➔", "➜"})
_TO = frozenset({"to", "into", "till", "until"})
_HESITATIONS = FILLED_PAUSES | {","}
# Between the two numbers of "52 of the 60 pharmacies", "9 out of our 11".
_PART_OF = frozenset(
    (*start, *pointer)
    for start in (("of",), ("out", "of"))
    for pointer in (
        (),
        ("the",),
        ("our",),
        ("my",),
        ("their",),
        ("his",),
        ("her",),
        ("its",),
        ("those",),
        ("these",),
    )
)
_SCALES = frozenset(("thousand", "million", "billion", "k", "m", "mn", "bn"))
_FARTHEST = 20.0  # times; further apart, the first number is meant as it stands
_INSTEAD = frozenset({("instead", "of"), ("rather", "than")})
# Between a value and the baseline it is compared with; in words.
_AGAINST = frozenset(
    tuple(phrase.split())
    for phrase in [
        "as compared to",
        " as compared with",
        " as opposed to",
        " compared to",
        " compared with",
        " instead of",
        " rather than",
        " down from",
        " up from",
        " from",
        " from a baseline of",
        " from the previous",
        " from the original",
        " baseline",
        " over",
        " used to be",
        " used to take",
        " it used to be",
        " it used to take",
        " it was",
        " it had been",
        " where it was",
        " it took",
        " before it was",
        " had been",
        " was",
        " were",
        " previously",
        " previously at",
        " formerly",
        " originally",
        " prior",
        " vs",
        " vs .",
        " versus",
        " against",
    ]
)
_PAUSES = frozenset({"uh", "um", "er", "erm", "hmm", ","})
_PAST = frozenset({"was", "took", "been"})
# Those that also count behind other words, by their last word.
_ENDINGS: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _AGAINST:
    if len(_phrase) >= 2 and _phrase[-1] not in _PAST:
        _ENDINGS.setdefault(_phrase[-1], []).append(_phrase)
_NOW = frozenset({"now", "today", "afterwards", "after", "later"})
# More words than this between two quantities and they no longer belong to one "from … to …".
_WIDEST_PAIR = 8


def join(tokens: list[Token], quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with compounds, ranges and pairs made one, in the order of the text."""
    if len(quantities) > 1:
        quantities = _sweep(tokens, quantities, _part_of)
        quantities = _sweep(tokens, quantities, _compound)
        quantities = _sweep(tokens, quantities, _ranged)
        quantities = _sweep(tokens, quantities, _from_to)
        quantities = _sweep(tokens, quantities, _against)
    return quantities


def _sweep(tokens: list[Token], quantities: list[Quantity], rule: Rule) -> list[Quantity]:
    """Apply `rule` to neighbours from left to right; a joined quantity may join again with the next."""
    joined = [quantities[0]]
    for quantity in quantities[1:]:
        both = rule(tokens, joined[-1], quantity)
        if both is None:
            joined.append(quantity)
        else:
            joined[-1] = both
    return joined


def _between(tokens: list[Token], a: Quantity, b: Quantity) -> list[str]:
    return [t.lower for t in tokens[a.end : b.lead] if t.lower not in _HESITATIONS]


def _word_before(tokens: list[Token], quantity: Quantity) -> str:
    """The word before the quantity and its hedges, hesitations left out."""
    at = quantity.lead - 1
    while at > 0 and tokens[at].lower in _HESITATIONS:
        at -= 1
    return tokens[at].lower if at >= 0 else ""


def _part_of(tokens: list[Token], a: Quantity, b: Quantity) -> Quantity | None:
    """Reads "52 of the 60 pharmacies", "wrong in 7 of 1,200 answers": the first counts."""
    if a.dimension is not Dimension.COUNT or b.dimension is not Dimension.COUNT or a.value > b.value:
        return None
    if tuple(t.lower for t in tokens[a.end : b.lead]) not in _PART_OF:
        return None
    if b.bare and b.value in (5, 10):  # a mark: "4.4 out of 5"
        return a._replace(end=b.end, unit="1", dimension=Dimension.SCORE, bare=False, whole=a.end)
    return a._replace(end=b.end, bare=b.bare, whole=a.end)


def _compound(tokens: list[Token], a: Quantity, b: Quantity) -> Quantity | None:
    """Reads "3 h 10 min", "2 hours and 30 minutes" → the smaller unit."""
    if (
        a.dimension is not Dimension.TIME
        or a.unit not in SECONDS
        or [t.lower for t in tokens[a.end : b.lead] if t.lower not in _PAUSES] not in ([], ["and"])
    ):
        return None
    if b.bare and a.unit == "h" and b.value < 60 and a.end == b.lead:
        return a._replace(value=a.value * 60 + b.value, unit="min", end=b.end, value_end=b.end)
    if (
        b.dimension is not Dimension.TIME
        or SECONDS.get(b.unit, 1e99) >= SECONDS[a.unit]
        or b.unit == "s" == a.unit
    ):
        return None
    larger = convert(a.value, a.unit, b.unit)
    if larger is None:
        return None
    return a._replace(value=tidy(larger + b.value), unit=b.unit, end=b.end, value_end=b.end)


def _same_measure(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity] | None:
    """Both in one unit (the second's), a bare number taking the other's; None when they differ in kind."""
    if a.ratio is not b.ratio and (a.bare or b.bare):
        return None
    if a.bare and not b.bare:
        value = a.value * b.scale
        # "$3–5M", "2 to 3 million": the scale stands once, behind the second.
        if b.dimension in (Dimension.MONEY, Dimension.DATA) and b.value >= 1000 > a.value * 10:
            value = a.value * _scale_of(b)
        return a._replace(value=tidy(value), unit=b.unit, dimension=b.dimension, bare=False), b
    if b.bare and not a.bare and a.dimension is not Dimension.COUNT:
        if a.dimension is Dimension.MONEY and b.value >= 1000 > a.value * 10:
            a = a._replace(value=tidy(a.value * _scale_of(b)))
        value = tidy(b.value * a.scale)
        return a, b._replace(value=value, unit=a.unit, dimension=a.dimension, bare=False)
    if a.dimension is not b.dimension:
        return None
    converted = convert(a.value, a.unit, b.unit)
    if converted is None:
        return None
    if a.range is not None and a.unit != b.unit:
        low, high = (convert(end, a.unit, b.unit) or 0.0 for end in a.range)
        a = a._replace(range=(low, high))
    both_bare = a.bare and b.bare
    return a._replace(value=converted, unit=b.unit, bare=both_bare), b._replace(bare=both_bare)


def _scale_of(quantity: Quantity) -> float:
    for scale in (1e12, 1e9, 1e6, 1e3):
        if quantity.value >= scale:
            return scale
    return 1.0


def _ranged(tokens: list[Token], a: Quantity, b: Quantity) -> Quantity | None:
    """Reads "20–30 %", "5 to 10 minutes", "between 20 and 30 %", "two or three weeks"."""
    if a.paired or b.paired or a.range or b.range or a.verb or b.verb:
        return None
    between = _between(tokens, a, b)
    before = _word_before(tokens, a)
    dash = len(between) == 1 and between[0] in _DASHES
    signed = between == [] and tokens[b.lead].text in _DASHES and b.lead < b.first
    spoken = between in (["to"], ["or"]) or (between == ["and"] and before == "between")
    if not (dash or signed or spoken) or (between == ["or"] and not a.bare):
        return None
    if between == ["to"] and (before == "from" or (not a.bare and _changing(tokens, a))):
        return None
    same = _same_measure(a, b)
    if same is None or same[0].value >= same[1].value:
        return None
    low, high = same
    lead = a.lead - 1 if before == "between" else a.lead
    return high._replace(
        first=a.first, lead=lead, value_first=a.value_first, range=(low.value, high.value),
        approximate=a.approximate or b.approximate, bound=a.bound, sense=a.sense,
        bare=low.bare and high.bare, attributive=b.attributive,
    )  # fmt: skip


def _from_to(tokens: list[Token], a: Quantity, b: Quantity) -> Quantity | None:
    """Reads "from A to B", "A → B", "A to B" when it falls; the baseline is brought to B's unit."""
    if a.paired or b.paired or a.verb or b.verb:
        return None
    between = _between(tokens, a, b)
    before = _word_before(tokens, a)
    arrow = len(between) == 1 and between[0] in _ARROWS
    told = before == "from" and between[-1:] != [] and between[-1] in _TO
    told = told and len(between) <= _WIDEST_PAIR and "." not in between
    now = (
        bool(_NOW & set(between))
        and len(between) <= _WIDEST_PAIR
        and before in ("was", "took", "were", "of", "used", "take", "be")
    )
    into = between[-1:] == ["into"] and b.bare and not a.bare and len(between) <= _WIDEST_PAIR
    if not (arrow or told or now or into or _falling(tokens, a, b, between)):
        return None
    if b.bare and a.dimension is Dimension.TIME and _of_a_period(tokens, b.end):
        return None
    same = _same_measure(_with_scale_of(tokens, a, b), b)
    if same is None:
        return None
    return _pair(same[0], same[1], first=_from_at(tokens, a) if before == "from" else a.lead, end=b.end)


def _with_scale_of(tokens: list[Token], a: Quantity, b: Quantity) -> Quantity:
    """`a` of "from 310 to 242 thousand" in thousands; in "from 500 to 2 million" it is what it says."""
    scaled = any(t.lower in _SCALES for t in tokens[b.value_first : b.value_end])
    if not (scaled and a.bare and a.value < 1000) or b.dimension not in (Dimension.COUNT, Dimension.MONEY):
        return a
    value = tidy(a.value * _scale_of(b))
    if not 1 / _FARTHEST <= value / b.value <= _FARTHEST:
        return a
    return a._replace(value=value, unit=b.unit, dimension=b.dimension, bare=b.bare)


def _of_a_period(tokens: list[Token], at: int) -> bool:
    """Whether "a day", "per week" stands at `at`: the number before is a rate and no stretch of time."""
    return at + 1 < len(tokens) and tokens[at].lower in ("a", "per", "each") and tokens[at + 1].lower in UNITS


def _from_at(tokens: list[Token], quantity: Quantity) -> int:
    at = quantity.lead - 1
    while tokens[at].lower != "from":
        at -= 1
    return at


def _falling(tokens: list[Token], a: Quantity, b: Quantity, between: list[str]) -> bool:
    """Reads "cut build time 40 to 15 minutes", "3 hours to 10 minutes", "improved recall 85 % to 92 %"."""
    if between not in (["to"], ["down", "to"], ["up", "to"]):
        return False
    same = _same_measure(a, b)
    if same is None:
        return False
    if a.bare and b.bare and not _changing(tokens, a):
        return False  # "passed, 22 to 9"
    if between != ["to"] or same[0].value > same[1].value or (a.unit != b.unit and not a.bare):
        return True
    return not a.bare and _changing(tokens, a)


def _changing(tokens: list[Token], quantity: Quantity) -> bool:
    """Whether a verb of change takes the quantity without "by", so that what follows is where it went."""
    recent = [t.lower for t in tokens[max(0, quantity.lead - 6) : quantity.lead]]
    return (
        any(VERBS.get(w, Sense.FLAT) not in (Sense.FLAT, Sense.MOVE) for w in recent) and recent[-1] != "by"
    )


def _against(tokens: list[Token], a: Quantity, b: Quantity) -> Quantity | None:
    """Reads "B (it was A)", "B, down from A", "B vs A": the second quantity is the baseline."""
    if a.paired or b.paired or a.dimension is Dimension.FACTOR or b.verb:
        return None
    if a.dimension is Dimension.SHARE and _word_before(tokens, a) == "by":
        return None  # "fell by 38 % against 12 % elsewhere" compares two changes
    between = [w for w in _between(tokens, a, b) if w not in ("(", ",", "-", "–", "—", ";", ":")]
    if not _compares(between):
        return _instead(tokens, a, b, between)
    same = _same_measure(b, a)
    if same is None or (between == ["over"] and b.dimension is Dimension.TIME):
        return None
    baseline, value = same
    end = (
        b.end + 1
        if b.end < len(tokens) and tokens[b.end].text == ")" and "(" in _between(tokens, a, b)
        else b.end
    )
    pair = _pair(baseline, value, first=a.lead, end=end)
    return pair._replace(value_first=a.value_first, value_end=a.value_end)


def _instead(tokens: list[Token], a: Quantity, b: Quantity, between: list[str]) -> Quantity | None:
    """Reads "instead of 5 engineers we needed 2": the first quantity is the baseline."""
    led = tuple(t.lower for t in tokens[max(0, a.first - 2) : a.first]) in _INSTEAD
    if not led or not 0 < len(between) <= _WIDEST_PAIR or "." in between or (a.bare and not b.bare):
        return None
    if a.dimension is Dimension.COUNT and not b.bare and tokens[a.end].lower != tokens[b.end].lower:
        return None
    same = _same_measure(a, b)
    return _pair(same[0], same[1], first=a.first - 2, end=b.end) if same is not None else None


def _compares(between: list[str]) -> bool:
    if tuple(between) in _AGAINST:
        return True
    if not between or len(between) > _WIDEST_PAIR:
        return False
    for phrase in _ENDINGS.get(between[-1], ()):
        if tuple(between[-len(phrase) :]) == phrase:
            return True
    return between[-1] in ("vs", "versus") or (between[-1] == "from" and len(between) <= 3)


def _pair(baseline: Quantity, value: Quantity, first: int, end: int) -> Quantity:
    start = baseline.value
    if baseline.range is not None:  # the end that makes the change smaller
        start = baseline.range[0] if value.value < baseline.range[0] else baseline.range[1]
    return value._replace(
        first=first, lead=first, end=end, baseline=start, baseline_end=baseline.value_end, paired=True,
        approximate=value.approximate, bare=baseline.bare and value.bare, attributive=False,
    )  # fmt: skip
