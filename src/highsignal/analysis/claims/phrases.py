"""Noun phrases over tokens: the one that begins here, the one that ends here, and the subject of a verb."""

from __future__ import annotations

from highsignal.analysis.claims.governors import acts
from highsignal.analysis.claims.tokens import Token
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

INNER = frozenset({"-", "‑", "/", "&", "'", "'s"})
"""Marks that tie the words of a phrase together."""

_LONGEST = 9  # tokens
_FILLERS = words(
    "just only really actually basically know mean uh um like roughly overall also then finally even"
)
# "number of users", "cost of inference", "cost per query": a phrase goes on over these prepositions.
_OF_HEADS = words(
    "number rate cost costs amount share time times volume size percentage count quality level lines"
)
_PARTICLES = words("up down back off out away")
_ORDINALS = words("first second third fourth last next previous same this following past coming")
_NOUN_TOO = words("speed scale lift gain spend drop cut")
_BEFORE_NOUN = DETERMINERS | _FILLERS | _PARTICLES | words("and , while plus & 's")
_BEFORE_PREDICATE = (
    AUXILIARIES
    | BOUNDS
    | APPROXIMATORS
    | _FILLERS
    | words("now today which currently that , : = at to down up it ( used")
)
STOP = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | _PARTICLES
"""Words at which a phrase ends."""


def forward(tokens: list[Token], start: int, limit: int, listed: bool = False) -> Phrase | None:
    """The phrase that begins at `start` (articles and conjunctions skipped), no further than `limit`.

    `listed` lets "and" join two nouns of one phrase ("training and inference times").
    """
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


def backward(tokens: list[Token], end: int) -> Phrase | None:
    """The phrase that ends right before token `end`."""
    at = end
    while at > 0 and end - at < _LONGEST:
        token = tokens[at - 1]
        if token.kind == "symbol":
            if not (token.lower in INNER and at < end and token.end == tokens[at].start):
                break
        elif not _extends_back(tokens, at - 1, end):
            break
        at -= 1
    while at < end and (
        tokens[at].kind == "symbol" or tokens[at].lower in _FILLERS or _adverb(tokens[at].lower)
    ):
        at += 1
    return (at, end) if at < end else None


def subject(tokens: list[Token], end: int) -> Phrase | None:
    """The phrase that ends before the verb at `end`, over auxiliaries, adverbs and "which"."""
    at = end
    while at > 0 and _before_predicate(tokens[at - 1].lower):
        at -= 1
    phrase = backward(tokens, at)
    while phrase is not None and phrase[0] > 1:
        outer = phrase[0] - 1
        if tokens[outer].lower in DETERMINERS and outer > 1:
            outer -= 1
        # "accuracy on the test set": the head stands before the preposition.
        head = backward(tokens, outer) if tokens[outer].lower in ("of", "per", "between", "on") else None
        if head is None:
            break
        phrase = (head[0], phrase[1])
    return phrase


def is_participle(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether the phrase is one verb form, beside a quantity no metric ("hitting 100 %", "ended at 99 %")."""
    return phrase[1] - phrase[0] == 1 and tokens[phrase[0]].lower.endswith(("ing", "ed"))


def _only_time(tokens: list[Token], first: int, end: int) -> bool:
    """Whether the phrase is a time or a frequency ("first quarter", "a week") and no metric ("GPU hours")."""
    return tokens[end - 1].lower in NOT_METRIC and (end - first == 1 or tokens[first].lower in _ORDINALS)


def _before_predicate(word: str) -> bool:
    """Whether the word may stand between a subject and what is said of it."""
    return word in _BEFORE_PREDICATE or VERBS.get(word) in (Sense.MOVE, Sense.FLAT) or _adverb(word)


def _continues(tokens: list[Token], at: int, first: int, limit: int, listed: bool) -> bool:
    """Whether token `at` still belongs to the phrase begun at `first`."""
    token = tokens[at]
    if token.kind == "symbol":
        return (
            token.lower in INNER and at > first and (token.start == tokens[at - 1].end or token.lower == "&")
        )
    if token.kind not in ("word", "name"):
        return False
    if _hyphen_at(tokens, at - 1, first) or _hyphen_at(tokens, at + 1, first):
        return True
    if token.lower in STOP or token.lower in DETERMINERS:
        return at > first and _inner_word(tokens, at, limit, listed)
    return not _adverb(token.lower) and (at == first or not _verbal(tokens, at, limit))


def _verbal(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether the word at `at`, inside a phrase, is a verb that ends it and not half of a metric's name."""
    word = tokens[at].lower
    if word in VERBS and word not in LOWER_IS_BETTER and word not in _NOUN_TOO:
        return not (word.endswith("ing") and at + 1 < limit and tokens[at + 1].lower in LOWER_IS_BETTER)
    # "people attending", "issues related to"
    return word.endswith(("ing", "ed")) and _plural(tokens[at - 1].lower)


def _plural(word: str) -> bool:
    return word == "people" or (word.endswith("s") and not word.endswith("ss"))


def _hyphen_at(tokens: list[Token], at: int, first: int) -> bool:
    """Whether token `at` is a hyphen that touches the word before it."""
    return first < at < len(tokens) and tokens[at].text in "-‑" and tokens[at].start == tokens[at - 1].end


def _inner_word(tokens: list[Token], at: int, limit: int, listed: bool) -> bool:
    """Whether a small word is part of the phrase: "cost of inference", "time to market", "X and Y cost"."""
    word, before = tokens[at].lower, tokens[at - 1].lower
    if word in ("of", "per"):
        return before in _OF_HEADS
    if at + 1 >= limit:
        return False
    if word == "to":
        return before in ("time", "times") and tokens[at + 1].kind == "word"
    return word == "and" and listed and _joins_nouns(tokens, at, limit)


def _joins_nouns(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether "and" at `at` joins two nouns of one phrase, and not two verbs."""
    following = tokens[at + 1]
    word = following.lower
    if following.kind not in ("word", "name") or word in STOP or word in VERBS:
        return False
    if word.endswith("ing"):
        return at + 2 < limit and tokens[at + 2].lower in LOWER_IS_BETTER
    return word not in CARRIERS and not word.endswith("ed")


def _extends_back(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the word at `at` belongs to the phrase between it and token `end`."""
    token = tokens[at]
    word = token.lower
    if token.kind not in ("word", "name"):
        return False
    if word == "to":
        return at > 0 and tokens[at - 1].lower == "time"
    if word in DETERMINERS or word in PREPOSITIONS:
        return _glued(tokens, at, end) or (at > 0 and _glued(tokens, at - 2, end))
    if word in STOP or word in VERBS or acts(tokens, at):
        return _half_of_name(tokens, at, end)
    return True


def _half_of_name(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the verb form at `at` is half of a metric's name: "processing time", "build times"."""
    word = tokens[at].lower
    if _glued(tokens, at, end):
        return True
    if at + 1 == end:  # a gerund alone is a subject or an object: "Serving became cheaper"
        return word.endswith("ing") and word not in VERBS
    return tokens[at + 1].lower in LOWER_IS_BETTER and not word.endswith("ed") and word not in STOP


def _adverb(word: str) -> bool:
    return word.endswith("ly") and word not in PERIODICAL


def _glued(tokens: list[Token], at: int, end: int) -> bool:
    """Whether the word at `at` is tied by a hyphen to the next ("end-to-end")."""
    return at + 1 < end and tokens[at + 1].text in "-‑" and tokens[at + 1].start == tokens[at].end
