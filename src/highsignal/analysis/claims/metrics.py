"""The metric: which noun phrase a quantity measures."""

from __future__ import annotations

from highsignal.analysis.claims.governors import Governor
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import Dimension
from highsignal.analysis.claims.vocabulary import (
    APPROXIMATORS,
    AUXILIARIES,
    BOUNDS,
    CARRIERS,
    CONJUNCTIONS,
    DETERMINERS,
    LOWER_IS_BETTER,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    Sense,
)

Phrase = tuple[int, int]
"""Tokens [first, end) of a noun phrase."""

_LONGEST = 9
_INNER = frozenset({"-", "‑", "/", "&", "'", "'s"})
_FILLERS = frozenset(
    "just only really actually basically uh um like roughly overall also then finally even".split()
)
# "number of users", "cost of inference", "time to market": a phrase goes on over these prepositions.
_OF_HEADS = frozenset(
    "number rate cost costs amount share time times volume size percentage count quality level level".split()
)
_GROUPS = frozenset(
    "team teams group groups staff squad crew panel organization organisation department".split()
)
_STOP = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES


def find_metric(
    tokens: list[Token], quantity: Quantity, governor: Governor | None, others: list[Quantity]
) -> Phrase | None:
    """The noun phrase that `quantity` measures, None when the text names none."""
    if governor is None or governor.form == "sign":
        return _of_level(tokens, quantity)
    if governor.after:
        return _beside_noun_after(tokens, quantity, governor)
    if governor.form in ("noun", "comparative"):
        return _beside_noun_before(tokens, quantity, governor)
    if governor.link == "self":
        return _forward(tokens, quantity.end, len(tokens)) or _subject(tokens, governor.first)
    return _of_verb(tokens, quantity, governor, others)


def _of_verb(
    tokens: list[Token], quantity: Quantity, governor: Governor, others: list[Quantity]
) -> Phrase | None:
    """The object between the verb and the quantity, else what the quantity is taken off, else the subject."""
    start = governor.end
    for other in others:
        if other is not quantity and governor.end <= other.lead and other.end <= quantity.lead:
            start = max(start, other.end)
    between = _forward(tokens, start, quantity.lead, listed=True)
    saved = tokens[governor.first].lower.startswith(("sav", "shav")) and not governor.link
    if between is not None and not saved:
        return between
    at = quantity.end
    if not governor.link and at < len(tokens):
        if tokens[at].lower in ("of", "off", "in", "on", "from", "for") or saved:
            past = at + 1 if tokens[at].lower in PREPOSITIONS else at
            phrase = _forward(tokens, past, len(tokens)) if past > at else None
            if phrase is not None:
                return phrase
        elif governor.sense is Sense.FLAT or quantity.dimension is Dimension.COUNT:
            return _forward(tokens, at, len(tokens))
    if governor.link in ("to", "under") and quantity.dimension is Dimension.COUNT and not quantity.bare:
        return between or _forward(tokens, quantity.end, len(tokens)) or _subject(tokens, governor.first)
    return between or _subject(tokens, governor.first)


def _beside_noun_after(tokens: list[Token], quantity: Quantity, governor: Governor) -> Phrase | None:
    """ "40 % cost reduction", "22 % reduction in cost", "60 % fewer issues", "latency was 30 % lower"."""
    if governor.form == "verb":
        return _forward(tokens, quantity.end + 1, governor.first)
    start = quantity.end + 1 if governor.link == "in" else quantity.end
    between = _forward(tokens, start, governor.first)
    if between is not None:
        return between
    at = governor.end
    if at < len(tokens) and tokens[at].lower in ("in", "of", "on", "to", "for", "from", "across"):
        phrase = _forward(tokens, at + 1, len(tokens), listed=True)
        if phrase is not None:
            return phrase
    if governor.form == "comparative" and at < len(tokens) and tokens[at].kind in ("word", "name"):
        phrase = _forward(tokens, at, len(tokens)) if tokens[at].lower not in _STOP else None
        if phrase is not None:
            return phrase
    return _subject(tokens, quantity.lead)


def _beside_noun_before(tokens: list[Token], quantity: Quantity, governor: Governor) -> Phrase | None:
    """ "a reduction of 22 % in cost", "a reduction in cost of 22 %", "a cost reduction of 22 %"."""
    if (
        governor.end < len(tokens)
        and tokens[governor.end].lower in ("in", "of", "on")
        and governor.end + 1 < quantity.lead
    ):
        phrase = _forward(tokens, governor.end + 1, quantity.lead)
        if phrase is not None:
            return phrase
    at = quantity.end
    if at < len(tokens) and tokens[at].lower in ("in", "on", "for", "of"):
        phrase = _forward(tokens, at + 1, len(tokens))
        if phrase is not None:
            return phrase
    return _backward(tokens, governor.first)


def _of_level(tokens: list[Token], quantity: Quantity) -> Phrase | None:
    """ "90 % accuracy", "accuracy of 95 %", "team of 8", "latency was 480 ms", "$4M in sales"."""
    before = tokens[quantity.lead - 1].lower if quantity.lead else ""
    if before == "of":
        phrase = _backward(tokens, quantity.lead - 1)
        if phrase is not None and (
            quantity.bare or quantity.dimension is not Dimension.COUNT or _grouped(tokens, phrase)
        ):
            return phrase
    at = quantity.end
    if at < len(tokens):
        if (
            tokens[at].lower in ("of", "in", "on", "worth", "for", "from")
            and quantity.dimension is not Dimension.COUNT
        ):
            phrase = _forward(tokens, at + 1, len(tokens))
            if phrase is not None:
                return phrase
        elif tokens[at].lower not in _STOP:
            phrase = _counted_noun(tokens, quantity)
            if phrase is not None:
                return phrase
    return _subject(tokens, quantity.lead)


def _counted_noun(tokens: list[Token], quantity: Quantity) -> Phrase | None:
    at = quantity.end
    if tokens[at].text in _INNER and tokens[at].start == tokens[at - 1].end:
        at += 1
        if at + 1 < len(tokens) and tokens[at].lower in ("person", "member", "people", "man", "strong"):
            at += 1
    return _forward(tokens, at, len(tokens)) if at < len(tokens) else None


def _grouped(tokens: list[Token], phrase: Phrase) -> bool:
    return tokens[phrase[1] - 1].lower in _GROUPS


def _subject(tokens: list[Token], end: int) -> Phrase | None:
    """The noun phrase that ends before the verb at `end`, over auxiliaries, adverbs and "which"."""
    at = end
    while at > 0:
        word = tokens[at - 1].lower
        skip = (
            word in AUXILIARIES
            or word in ("which", "that", ",", ":", "=", "at", "to", "down", "up")
            or word in _FILLERS
        )
        if not skip and not word.endswith("ly") and word not in BOUNDS and word not in APPROXIMATORS:
            break
        at -= 1
    return _backward(tokens, at)


def _forward(tokens: list[Token], start: int, limit: int, listed: bool = False) -> Phrase | None:
    """The noun phrase that begins at `start` (articles and conjunctions skipped), no further than `limit`."""
    at = start
    while at < limit and (
        tokens[at].lower in DETERMINERS
        or tokens[at].lower in ("and", ",", "while", "plus", "&")
        or (tokens[at].lower in _FILLERS or tokens[at].lower in ("'s",))
    ):
        at += 1
    first = at
    while at < limit and at - first < _LONGEST and _continues(tokens, at, first, limit, listed):
        at += 1
    while at > first and (
        tokens[at - 1].kind == "symbol" or tokens[at - 1].lower in ("and", "of", "to", "for")
    ):
        at -= 1
    return (first, at) if at > first else None


def _continues(tokens: list[Token], at: int, first: int, limit: int, listed: bool) -> bool:
    """Whether token `at` still belongs to the noun phrase begun at `first`."""
    token = tokens[at]
    word = token.lower
    if token.kind == "symbol":
        glued = at > first and token.start == tokens[at - 1].end
        return word in _INNER and (glued or word == "&")
    if token.kind not in ("word", "name"):
        return False
    hyphenated = at > first and tokens[at - 1].text in "-‑" and tokens[at - 1].end == token.start
    if hyphenated:
        return True
    if _hyphen_follows(tokens, at):
        return True
    if word in _STOP or word in DETERMINERS:
        return at > first and _inner_word(tokens, at, limit, listed)
    if at > first and word in VERBS and word not in LOWER_IS_BETTER:
        return word.endswith("ing") and at + 1 < limit and tokens[at + 1].lower in LOWER_IS_BETTER
    return not (word.endswith("ly") and at == first)


def _hyphen_follows(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text in "-‑" and tokens[at + 1].start == tokens[at].end


def _inner_word(tokens: list[Token], at: int, limit: int, listed: bool) -> bool:
    """Whether a small word stands inside the phrase: "cost of inference", "time to market", "training and serving cost"."""
    word = tokens[at].lower
    before = tokens[at - 1].lower
    if word == "of":
        return before in _OF_HEADS
    if word == "to":
        return before in ("time", "times") and at + 1 < limit and tokens[at + 1].kind == "word"
    if word == "and":
        return (
            listed
            and at + 1 < limit
            and tokens[at + 1].lower not in VERBS
            and _list_goes_on(tokens, at, limit)
        )
    return word == "per"


def _list_goes_on(tokens: list[Token], at: int, limit: int) -> bool:
    following = tokens[at + 1]
    return (
        following.kind in ("word", "name")
        and following.lower not in CARRIERS
        and following.lower not in _STOP
    )


def _backward(tokens: list[Token], end: int) -> Phrase | None:
    """The noun phrase that ends right before token `end`."""
    at = end
    while at > 0 and end - at < _LONGEST:
        token = tokens[at - 1]
        word = token.lower
        if token.kind == "symbol":
            if not (word in _INNER and at < end and token.end == tokens[at].start):
                break
        elif (
            token.kind not in ("word", "name")
            or (word in DETERMINERS or word in PREPOSITIONS)
            and not _glued(tokens, at - 1, end)
        ):
            break
        elif (word in _STOP or word in VERBS or word in CARRIERS) and not _names_metric(tokens, at, end):
            break
        at -= 1
    while at < end and (
        tokens[at].kind == "symbol" or tokens[at].lower in _FILLERS or tokens[at].lower.endswith("ly")
    ):
        at += 1
    return (at, end) if at < end else None


def _glued(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the word at `at` is tied by a hyphen to its neighbour ("end-to-end")."""
    return at + 1 < end and tokens[at + 1].text in "-‑" and tokens[at + 1].start == tokens[at].end


def _names_metric(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the word before `at` is the first half of a metric's name: "processing time", "build times"."""
    if _glued(tokens, at - 1, end):
        return True
    return (
        at < end
        and tokens[at].lower in LOWER_IS_BETTER
        and not tokens[at - 1].lower.endswith("ed")
        and (tokens[at - 1].lower not in _STOP)
    )
