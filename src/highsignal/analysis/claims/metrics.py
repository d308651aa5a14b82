"""The metric: which noun phrase a quantity measures."""

from __future__ import annotations

from highsignal.analysis.claims.governors import Governor
from highsignal.analysis.claims.phrases import (
    INNER,
    STOP,
    Phrase,
    backward,
    forward,
    is_participle,
    predicated,
    subject,
)
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import Dimension
from highsignal.analysis.claims.vocabulary import (
    DETERMINERS,
    INTRANSITIVE,
    NOT_METRIC,
    PREPOSITIONS,
    PRONOUNS,
    Sense,
)
from highsignal.analysis.claims.wordlists import words

_GROUPS = words("team teams group groups staff squad crew panel organization organisation department")
_MEMBERS = words("members member people resources persons strong associates heads")
_TAKEN_FROM = words("of off in on from for")
_LEVEL_OF = words("of in on worth for from")
_CHANGE_IN = words("in of on to for from across")
_CHARGES = words("cost costs takes took")
_OWNS = words("had has have having")
_EACH = words("a an per each every /")
_PERIODS = words("annually monthly yearly daily weekly p.a")


def find_metric(
    tokens: list[Token], quantity: Quantity, governor: Governor | None, others: list[Quantity]
) -> Phrase | None:
    """The noun phrase that `quantity` measures, None when the text names none."""
    if quantity.ratio and tokens[quantity.value_first + 1].lower != "in":  # "one night in nine"
        return forward(tokens, quantity.value_first + 1, quantity.value_end)
    if governor is None or governor.form == "sign":
        return _counted_in_pair(tokens, quantity) or _of_level(tokens, quantity)
    if governor.after:
        return _beside_change_after(tokens, quantity, governor)
    if governor.form in ("noun", "comparative"):
        return _beside_change_before(tokens, quantity, governor)
    if governor.link == "self":
        return forward(tokens, quantity.end, len(tokens)) or subject(tokens, governor.first)
    return _counted_in_pair(tokens, quantity) or _of_verb(tokens, quantity, governor, others)


def _is_count(quantity: Quantity) -> bool:
    return quantity.dimension is Dimension.COUNT and not quantity.bare


def _counted_in_pair(tokens: list[Token], quantity: Quantity) -> Phrase | None:
    """Reads "from 4 to 7 models", "from 12 people to 5": what is counted stands behind either number."""
    if not quantity.paired or not _is_count(quantity):
        return None
    opens = quantity.end < len(tokens) and tokens[quantity.end].lower not in STOP | {","}
    behind = _noun_behind(tokens, quantity.end) if opens else None
    return behind or forward(tokens, quantity.baseline_end, quantity.value_first)


def _of_verb(
    tokens: list[Token], quantity: Quantity, governor: Governor, others: list[Quantity]
) -> Phrase | None:
    """The object between the verb and the quantity, else what it is taken off, else the subject."""
    start = governor.end
    for other in others:
        if other is not quantity and governor.end <= other.lead and other.end <= quantity.lead:
            start = max(start, other.end)
    between = forward(tokens, start, quantity.lead, listed=True)
    # "saved the team 20 hours of manual work": the object is who gains, what is saved stands behind.
    saved = tokens[governor.first].lower.startswith(("sav", "shav")) and not governor.link
    if between is not None and not saved:
        return between
    behind = None if governor.link else _object_behind(tokens, quantity, governor, saved)
    if saved and quantity.dimension in (Dimension.MONEY, Dimension.TIME):
        return behind  # what saves it and who gains by it are not what is measured
    if behind is None and governor.link in ("to", "under") and _is_count(quantity):
        behind = forward(tokens, quantity.end, len(tokens))
    return behind or between or subject(tokens, governor.first)


def _object_behind(tokens: list[Token], quantity: Quantity, governor: Governor, saved: bool) -> Phrase | None:
    """Reads "cut 30 % of the alerts", "lost 3 customers", "maintained 99.9 % uptime"."""
    at = _past_period(tokens, quantity.end)
    if at >= len(tokens):
        return None
    if tokens[at].lower in _TAKEN_FROM:
        falls = tokens[at].lower not in ("of", "off") and tokens[governor.first].lower in INTRANSITIVE
        own = subject(tokens, governor.first) if falls else None  # "errors fell 30 % in the pilot"
        return own or forward(tokens, at + 1, len(tokens))
    if saved:
        return None if tokens[at].lower not in PREPOSITIONS else forward(tokens, at + 1, len(tokens))
    if governor.sense is Sense.FLAT or quantity.dimension is Dimension.COUNT:
        return forward(tokens, at, len(tokens))
    return None


def _beside_change_after(tokens: list[Token], quantity: Quantity, governor: Governor) -> Phrase | None:
    """Reads "40 % cost reduction", "22 % reduction in cost", "60 % fewer issues", "it was 30 % lower"."""
    if governor.form == "verb":
        return forward(tokens, quantity.end + 1, governor.first)
    between = forward(tokens, quantity.end + (governor.link == "in"), governor.first)
    if between is not None:
        return between
    at = _past_period(tokens, governor.end)
    phrase = None
    if at < len(tokens):
        if tokens[at].lower in _CHANGE_IN:
            phrase = forward(tokens, at + 1, len(tokens), listed=True)
        elif (
            governor.form == "comparative"
            and tokens[at].kind in ("word", "name")
            and tokens[at].lower not in STOP
        ):
            phrase = forward(tokens, at, len(tokens))
    return phrase or predicated(tokens, quantity.lead)


def _beside_change_before(tokens: list[Token], quantity: Quantity, governor: Governor) -> Phrase | None:
    """Reads "a reduction of 22 % in cost", "a reduction in cost of 22 %", "a cost reduction of 22 %"."""
    at = governor.end
    phrase = None
    if at + 1 < quantity.lead and tokens[at].lower in ("in", "of", "on"):
        phrase = forward(tokens, at + 1, quantity.lead)
    at = _past_period(tokens, quantity.end)
    if phrase is None and at < len(tokens) and tokens[at].lower in ("in", "on", "for", "of"):
        phrase = forward(tokens, at + 1, len(tokens))
    if phrase is None:
        phrase = backward(tokens, governor.first)
        if phrase is not None and phrase[1] - phrase[0] == 1 and tokens[phrase[0] - 1].lower == "to":
            return None  # "to identify savings of 20 %"
    return phrase


def _of_level(tokens: list[Token], quantity: Quantity) -> Phrase | None:
    """Reads "90 % accuracy", "accuracy of 95 %", "team of 8", "latency was 480 ms", "$4M in sales"."""
    if quantity.dimension is Dimension.RATE and quantity.value_end < quantity.end:
        return forward(tokens, quantity.value_end, quantity.end)  # "680 images per second"
    phrase = _head_before(tokens, quantity) or _level_behind(tokens, quantity)
    if phrase is not None:
        return phrase
    before = tokens[quantity.lead - 1] if quantity.lead else None
    aside = (
        before is not None
        and before.lower == "at"
        and quantity.lead > 1
        and tokens[quantity.lead - 2].text == ","
    )
    if before is None or aside or before.text == "," or before.lower in _OWNS:
        return None  # "we had $3M", "the board, 40 %": what stands before is not measured
    for at in range(quantity.lead - 2, max(0, quantity.lead - 5), -1):
        if tokens[at].lower in _CHARGES and tokens[at + 1].lower in DETERMINERS | PRONOUNS:
            return subject(tokens, at)  # "a minute of downtime cost the company $2,000"
    return predicated(tokens, quantity.lead)


def _head_before(tokens: list[Token], quantity: Quantity) -> Phrase | None:
    """Reads "accuracy of 95 %", "team of 8 members"; of "team of 8 engineers" the engineers are counted."""
    if not quantity.lead:
        return None
    before = tokens[quantity.lead - 1].lower
    only_members = quantity.end < len(tokens) and tokens[quantity.end].lower in _MEMBERS
    if before in _GROUPS and only_members:
        return backward(tokens, quantity.lead)
    if before != "of":
        return None
    phrase = backward(tokens, quantity.lead - 1)
    if phrase is None or not _is_count(quantity):
        return phrase
    return phrase if only_members and tokens[phrase[1] - 1].lower in _GROUPS else None


def _level_behind(tokens: list[Token], quantity: Quantity) -> Phrase | None:
    """Reads "90 % accuracy", "60 % of the cases", "$4M in sales", "half as many incidents"."""
    value_first = quantity.paired and quantity.value_end < quantity.end
    at = _past_period(tokens, quantity.value_end if value_first else quantity.end)
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.lower == "of" and at + 1 < len(tokens) and tokens[at + 1].lower == "us":
        return at + 1, at + 2  # "there were five of us"
    if token.lower == "as" and at + 1 < len(tokens) and tokens[at + 1].lower in ("many", "much"):
        return forward(tokens, at + 2, len(tokens))
    if token.lower in _LEVEL_OF:
        return None if quantity.dimension is Dimension.COUNT else forward(tokens, at + 1, len(tokens))
    if token.lower in STOP or token.lower == "each" or (token.kind == "symbol" and token.text not in INNER):
        return None
    phrase = _noun_behind(tokens, at)
    if phrase is not None and quantity.dimension is not Dimension.COUNT and is_participle(tokens, phrase):
        return None
    return phrase


def _noun_behind(tokens: list[Token], at: int) -> Phrase | None:
    """The noun behind a number, over the hyphen and the person of "6-person team"."""
    if at < len(tokens) and tokens[at].text in INNER and tokens[at].start == tokens[at - 1].end:
        at += 1
        if at + 1 < len(tokens) and tokens[at].lower in ("person", "member", "people", "man", "strong"):
            at += 1
    return forward(tokens, at, len(tokens)) if at < len(tokens) else None


def _past_period(tokens: list[Token], at: int) -> int:
    """Step over "a month", "per year", "annually" behind a quantity."""
    if at + 1 < len(tokens) and tokens[at].lower in _EACH and tokens[at + 1].lower in NOT_METRIC:
        return at + 2
    return at + 1 if at < len(tokens) and tokens[at].lower in _PERIODS else at
