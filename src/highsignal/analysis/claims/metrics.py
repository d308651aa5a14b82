"""The metric: which noun phrase a quantity measures."""

from __future__ import annotations

from highsignal.analysis.claims.governors import Governor, acts
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
    NOT_METRIC,
    PERIODICAL,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    Sense,
)
from highsignal.analysis.claims.wordlists import words

Phrase = tuple[int, int]
"""Tokens [first, end) of a noun phrase."""

_LONGEST = 9
_INNER = frozenset({"-", "‑", "/", "&", "'", "'s"})
_FILLERS = words(
    "just only really actually basically know mean uh um like roughly overall also then finally even"
)
# "number of users", "cost of inference", "time to market": a phrase goes on over these prepositions.
_OF_HEADS = words(
    "number rate cost costs amount share time times volume size percentage count quality level lines"
)
_GROUPS = words("team teams group groups staff squad crew panel organization organisation department")
_MEMBERS = words("members member people resources persons strong associates heads")
_PARTICLES = words("up down back off out away")
_STOP = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | _PARTICLES


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
    if quantity.paired and quantity.dimension is Dimension.COUNT and not quantity.bare:
        counted = _counted_noun(tokens, quantity.end) or _forward(
            tokens, quantity.baseline_end, quantity.value_first
        )
        if counted is not None:
            return counted
    start = governor.end
    for other in others:
        if other is not quantity and governor.end <= other.lead and other.end <= quantity.lead:
            start = max(start, other.end)
    between = _forward(tokens, start, quantity.lead, listed=True)
    saved = tokens[governor.first].lower.startswith(("sav", "shav")) and not governor.link
    if between is not None and not saved:
        return between
    at = _past_period(tokens, quantity.end)
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
    """Reads "40 % cost reduction", "22 % reduction in cost", "60 % fewer issues", "latency was 30 % lower"."""
    if governor.form == "verb":
        return _forward(tokens, quantity.end + 1, governor.first)
    start = quantity.end + 1 if governor.link == "in" else quantity.end
    between = _forward(tokens, start, governor.first)
    if between is not None:
        return between
    at = _past_period(tokens, governor.end)
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
    """Reads "a reduction of 22 % in cost", "a reduction in cost of 22 %", "a cost reduction of 22 %"."""
    if (
        governor.end < len(tokens)
        and tokens[governor.end].lower in ("in", "of", "on")
        and governor.end + 1 < quantity.lead
    ):
        phrase = _forward(tokens, governor.end + 1, quantity.lead)
        if phrase is not None:
            return phrase
    at = _past_period(tokens, quantity.end)
    if at < len(tokens) and tokens[at].lower in ("in", "on", "for", "of"):
        phrase = _forward(tokens, at + 1, len(tokens))
        if phrase is not None:
            return phrase
    return _backward(tokens, governor.first)


def _of_level(tokens: list[Token], quantity: Quantity) -> Phrase | None:
    """Reads "90 % accuracy", "accuracy of 95 %", "team of 8", "latency was 480 ms", "$4M in sales"."""
    before = tokens[quantity.lead - 1].lower if quantity.lead else ""
    noun = tokens[quantity.end].lower if quantity.end < len(tokens) else ""
    if before in _GROUPS and noun in _MEMBERS:
        return _backward(tokens, quantity.lead)
    if before == "of":
        phrase = _backward(tokens, quantity.lead - 1)
        counted = quantity.dimension is Dimension.COUNT and not quantity.bare
        if phrase is not None and (
            not counted or (noun in _MEMBERS and tokens[phrase[1] - 1].lower in _GROUPS)
        ):
            return phrase
    if quantity.value_end < quantity.end and quantity.dimension is Dimension.RATE:
        return _forward(tokens, quantity.value_end, quantity.end)
    value_first = quantity.paired and quantity.value_end < quantity.end
    at = _past_period(tokens, quantity.value_end if value_first else quantity.end)
    if at + 1 < len(tokens) and tokens[at].lower == "as" and tokens[at + 1].lower in ("many", "much"):
        return _forward(tokens, at + 2, len(tokens))
    if at < len(tokens):
        if (
            tokens[at].lower in ("of", "in", "on", "worth", "for", "from")
            and quantity.dimension is not Dimension.COUNT
        ):
            phrase = _forward(tokens, at + 1, len(tokens))
            if phrase is not None:
                return phrase
        elif tokens[at].lower not in _STOP and (tokens[at].kind != "symbol" or tokens[at].text in _INNER):
            phrase = _counted_noun(tokens, at)
            if (
                phrase is not None
                and quantity.dimension is not Dimension.COUNT
                and _participle(tokens, phrase)
            ):
                phrase = None
            if phrase is not None:
                return phrase
    phrase = _subject(tokens, quantity.lead)
    return (
        None if phrase is not None and phrase[1] == quantity.lead and _participle(tokens, phrase) else phrase
    )


def _participle(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether the phrase is one verb form, beside a quantity no metric ("hitting 100 %", "ended at 99 %")."""
    return phrase[1] - phrase[0] == 1 and tokens[phrase[0]].lower.endswith(("ing", "ed"))


def _counted_noun(tokens: list[Token], at: int) -> Phrase | None:
    """The noun behind a number, over the hyphen and the person of "6-person team"."""
    if at < len(tokens) and tokens[at].text in _INNER and tokens[at].start == tokens[at - 1].end:
        at += 1
        if at + 1 < len(tokens) and tokens[at].lower in ("person", "member", "people", "man", "strong"):
            at += 1
    return _forward(tokens, at, len(tokens)) if at < len(tokens) else None


def _past_period(tokens: list[Token], at: int) -> int:
    """Step over "a month", "per year", "annually" behind a quantity."""
    words = [t.lower for t in tokens[at : at + 2]]
    if len(words) == 2 and words[0] in ("a", "per", "each", "every", "an", "/") and words[1] in NOT_METRIC:
        return at + 2
    return at + 1 if words and words[0] in ("annually", "monthly", "yearly", "daily", "weekly", "p.a") else at


def _subject(tokens: list[Token], end: int) -> Phrase | None:
    """The noun phrase that ends before the verb at `end`, over auxiliaries, adverbs and "which"."""
    at = end
    while at > 0 and _before_predicate(tokens[at - 1].lower):
        at -= 1
    phrase = _backward(tokens, at)
    while phrase is not None and phrase[0] > 1:
        outer = phrase[0] - 1
        if tokens[outer].lower in DETERMINERS and outer > 1:
            outer -= 1
        # "accuracy on the test set": the head stands before the preposition.
        head = _backward(tokens, outer) if tokens[outer].lower in ("of", "per", "between", "on") else None
        if head is None:
            break
        phrase = (head[0], phrase[1])
    return phrase


_NOWADAYS = words("now today which currently that , : = at to down up it ( used")
_SKIPPED = AUXILIARIES | BOUNDS | APPROXIMATORS | _FILLERS | _NOWADAYS


def _before_predicate(word: str) -> bool:
    """Whether the word may stand between a subject and what is said of it."""
    return word in _SKIPPED or VERBS.get(word) in (Sense.MOVE, Sense.FLAT) or _adverb(word)


_BEFORE_NOUN = DETERMINERS | _FILLERS | _PARTICLES | words("and , while plus & 's")


def _forward(tokens: list[Token], start: int, limit: int, listed: bool = False) -> Phrase | None:
    """The noun phrase that begins at `start` (articles and conjunctions skipped), no further than `limit`."""
    at = start
    while at < limit and tokens[at].lower in _BEFORE_NOUN:
        at += 1
    first = at
    while at < limit and at - first < _LONGEST and _continues(tokens, at, first, limit, listed):
        at += 1
    while at > first and (
        tokens[at - 1].kind == "symbol" or tokens[at - 1].lower in ("and", "of", "to", "for")
    ):
        at -= 1
    return (first, at) if at > first and not _only_time(tokens, first, at) else None


def _only_time(tokens: list[Token], first: int, end: int) -> bool:
    """Whether the phrase is a time or a frequency ("first quarter", "a week") and no metric ("GPU hours")."""
    return tokens[end - 1].lower in NOT_METRIC and (end - first == 1 or tokens[first].lower in _ORDINALS)


_ORDINALS = words("first second third fourth last next previous same this following past coming")


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
    if at > first and word in VERBS and word not in LOWER_IS_BETTER and word not in _NOUN_TOO:
        return word.endswith("ing") and at + 1 < limit and tokens[at + 1].lower in LOWER_IS_BETTER
    if at > first and word.endswith(("ing", "ed")) and _plural(tokens[at - 1].lower):
        return False  # "people attending", "issues related to"
    return not _adverb(word)


_NOUN_TOO = words("speed scale lift gain spend drop cut")


def _plural(word: str) -> bool:
    return word == "people" or (word.endswith("s") and not word.endswith("ss"))


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
    if word == "per":
        return before in _OF_HEADS
    if word == "and":
        return (
            listed
            and at + 1 < limit
            and tokens[at + 1].lower not in VERBS
            and _list_goes_on(tokens, at, limit)
        )
    return False


def _list_goes_on(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether "and" at `at` joins two nouns of one phrase, and not two verbs."""
    following = tokens[at + 1]
    if following.kind not in ("word", "name") or following.lower in _STOP:
        return False
    if following.lower.endswith("ing"):
        return at + 2 < limit and tokens[at + 2].lower in LOWER_IS_BETTER
    return following.lower not in CARRIERS and not following.lower.endswith("ed")


def _backward(tokens: list[Token], end: int) -> Phrase | None:
    """The noun phrase that ends right before token `end`."""
    at = end
    while at > 0 and end - at < _LONGEST:
        token = tokens[at - 1]
        word = token.lower
        if token.kind == "symbol":
            if not (word in _INNER and at < end and token.end == tokens[at].start):
                break
        elif not _extends_back(tokens, at - 1, end):
            break
        at -= 1
    while at < end and (
        tokens[at].kind == "symbol" or tokens[at].lower in _FILLERS or _adverb(tokens[at].lower)
    ):
        at += 1
    return (at, end) if at < end else None


def _extends_back(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the word at `at` belongs to the noun phrase between it and token `end`."""
    token = tokens[at]
    word = token.lower
    if token.kind not in ("word", "name"):
        return False
    if word == "to":
        return at > 0 and tokens[at - 1].lower == "time"
    if word in DETERMINERS or word in PREPOSITIONS:
        return _glued(tokens, at, end) or (at > 0 and _glued(tokens, at - 2, end))
    if word in _STOP or word in VERBS or acts(tokens, at):
        return _names_metric(tokens, at + 1, end)
    return True


def _adverb(word: str) -> bool:
    return word.endswith("ly") and word not in PERIODICAL


def _glued(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the word at `at` is tied by a hyphen to its neighbour ("end-to-end")."""
    return at + 1 < end and tokens[at + 1].text in "-‑" and tokens[at + 1].start == tokens[at].end


def _names_metric(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the word before `at` is the first half of a metric's name: "processing time", "build times"."""
    if _glued(tokens, at - 1, end):
        return True
    if at == end and tokens[at - 1].lower.endswith("ing") and tokens[at - 1].lower not in VERBS:
        return True  # a gerund alone is a subject or an object: "Serving became cheaper"
    return (
        at < end
        and tokens[at].lower in LOWER_IS_BETTER
        and not tokens[at - 1].lower.endswith("ed")
        and (tokens[at - 1].lower not in _STOP)
    )
