"""Noun phrases over tokens: the one that begins here, the one that ends here, and the subject of a verb."""

from __future__ import annotations

from highsignal.analysis.claims.governors import acts
from highsignal.analysis.claims.numerals import TEENS, TENS, UNITS
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.vocabulary import (
    APPROXIMATORS,
    AUXILIARIES,
    BOUNDS,
    CARRIERS,
    COMPARATIVES,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    FINITE_BEHIND_PLURAL,
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

_NUMBER_WORDS = UNITS.keys() | TEENS.keys() | TENS.keys()
_LONGEST = 9  # tokens
_FILLERS = words("""
    just only really actually basically know mean think guess maybe perhaps anyway uh um like roughly
    overall also then finally even still already
    """)
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
    | words("now today which currently that , : = at to down up it ( used there here")
)
_TYING = words(
    "without of per between on for from with in at to into over under about by after among against across"
)
_TO_HEADS = words("time times effort access answers response")
_RELATIVE = words("that which who")
_SPEAKERS = words("we i they you it he she")
_CLAUSE_STOPS = words("and but while because if when where although though so")
_LONGEST_CLAUSE = 9  # tokens
_NOUNS_IN_ED = words("need speed feed seed breed shed bed")
_BEFORE_ADJECTIVE = DETERMINERS | _ORDINALS
_NAMELESS = words("""
    not never no so too again back only even ridiculous urgent big small open good bad first second third last
    next other others much many most enough ones long about yes okay right well thing things way what
    worth january february march april june july august september october november december
    """)
# Behind a noun these end its phrase.
_ENDERS = words(
    "still now never already always often soon apiece together due ago worldwide each later worth first"
)
STOP = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | _PARTICLES
"""Words at which a phrase ends."""


def forward(tokens: list[Token], start: int, limit: int, listed: bool = False) -> Phrase | None:
    """The phrase that begins at `start` (articles and conjunctions skipped), no further than `limit`.

    `listed` lets "and" join two nouns of one phrase ("training and inference times").
    """
    at = start
    if at < limit and tokens[at].lower == "what":
        return None
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


def backward(tokens: list[Token], end: int, participle: bool = False) -> Phrase | None:
    """The phrase that ends right before token `end`.

    With `participle`, before a verb, it may end in one that says more of its noun ("orders declined" fell)
    and begin with what would elsewhere be a verb ("Pull requests" went).
    """
    at = end
    if participle and end > 1 and _trails(tokens, end - 1):
        at -= 1
    while at > 0 and end - at < _LONGEST:
        token = tokens[at - 1]
        if token.kind == "symbol":
            if not (token.lower in INNER and at < end and token.end == tokens[at].start):
                break
        elif not _extends_back(tokens, at - 1, end) and not (participle and _opens(tokens, at - 1, end)):
            break
        at -= 1
    while at < end and (
        tokens[at].kind == "symbol" or tokens[at].lower in _FILLERS or _adverb(tokens[at].lower)
    ):
        at += 1
    return (at, end) if at < end else None


def subject(tokens: list[Token], end: int) -> Phrase | None:
    """The phrase that ends before the verb at `end`, over auxiliaries, adverbs and "which".

    It has all that belongs to its noun: "share of batches that came back", "time from idea to launch",
    "good orders declined".
    """
    at = end
    while at > 0 and _before_predicate(tokens, at - 1):
        at -= 1
    phrase = _with_clause(tokens, at) or backward(tokens, at, participle=True)
    while phrase is not None and phrase[0] > 1:
        head = _head_of(tokens, phrase[0])
        if head is None:
            break
        phrase = (head[0], phrase[1])
    return None if phrase is None or _names_nothing(tokens, phrase) else phrase


def predicated(tokens: list[Token], end: int) -> Phrase | None:
    """The subject of a level that ends at `end`, without the verb between ("the test showed 4 %")."""
    at = end
    while at > 0 and _before_predicate(tokens, at - 1):
        at -= 1
    if at > 1 and _is_verb(tokens, at - 1):
        return subject(tokens, at - 1)
    phrase = subject(tokens, end)
    adjoins = phrase is not None and phrase[1] == end
    return None if phrase is not None and adjoins and is_participle(tokens, phrase) else phrase


def _is_verb(tokens: list[Token], at: int) -> bool:
    """Whether the word at `at`, behind a noun and before a value, is a finite verb."""
    word, before = tokens[at].lower, tokens[at - 1]
    if before.kind not in ("word", "name") or before.lower in STOP or before.lower in DETERMINERS:
        return False
    if word in FINITE_BEHIND_PLURAL:
        return _plural(before.lower)
    carries = word in CARRIERS and word.endswith("s") and not word.endswith("ss")
    return word in FINITE or carries or (word.endswith("ed") and word not in _NOUNS_IN_ED)


def _head_of(tokens: list[Token], first: int) -> Phrase | None:
    """The noun before a preposition that ties the phrase from `first` on to it, None when there is none."""
    outer = first - 1
    if tokens[outer].lower in DETERMINERS and outer > 1:
        outer -= 1
    if outer > 1 and tokens[outer - 1].lower == "to" and tokens[outer - 2].lower in _TO_HEADS:
        return backward(tokens, outer - 1)  # "time to train a model"
    word = tokens[outer].lower
    if word not in _TYING:
        return None
    head = backward(tokens, outer, participle=True)
    if head is None or (
        word == "to" and tokens[head[0] - 1].lower != "from" and tokens[outer - 1].lower not in _TO_HEADS
    ):
        return None
    # What a sentence opens with is not the noun of the phrase behind it: "By March in Spain errors".
    return None if head[0] == 0 and word == "in" and tokens[0].lower in PREPOSITIONS else head


def _with_clause(tokens: list[Token], end: int) -> Phrase | None:
    """Reads "batches that came back", "users who had paid": a noun with its clause, before token `end`."""
    for at in range(end - 1, max(1, end - _LONGEST_CLAUSE), -1):
        word = tokens[at].lower
        if word in _RELATIVE:
            after = tokens[at + 1].lower if at + 1 < end else ""
            told = (
                after.endswith("ed")
                or after in FINITE
                or after in AUXILIARIES
                or after in VERBS
                or after in _SPEAKERS
            )
            head = backward(tokens, at) if told and not tokens[at - 1].lower.endswith("ed") else None
            return (head[0], end) if head is not None and tokens[at - 1].lower not in FINITE else None
        if word in _CLAUSE_STOPS or (tokens[at].kind == "symbol" and word not in INNER):
            return None
    return None


def _names_nothing(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether the phrase is one word that can name no metric: "not", "smaller", "anyway", "urgent"."""
    if phrase[1] - phrase[0] != 1:
        return False
    word = tokens[phrase[0]].lower
    return word in _NAMELESS or word in FINITE or word in COMPARATIVES or word in _NUMBER_WORDS


def is_participle(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether the phrase is one verb form, beside a quantity no metric ("hitting 100 %", "ended at 99 %")."""
    return phrase[1] - phrase[0] == 1 and tokens[phrase[0]].lower.endswith(("ing", "ed"))


def _only_time(tokens: list[Token], first: int, end: int) -> bool:
    """Whether the phrase is a time or a frequency ("first quarter", "a week") and no metric ("GPU hours")."""
    return tokens[end - 1].lower in NOT_METRIC and (end - first == 1 or tokens[first].lower in _ORDINALS)


def _opens(tokens: list[Token], at: int, end: int) -> bool:
    """Whether a word that could be a verb opens the passage as part of a noun: "Pull requests rose"."""
    if at + 1 >= end or tokens[at + 1].kind != "word" or (at and tokens[at - 1].text not in "-–•*:."):
        return False
    word = tokens[at].lower
    return (word in VERBS and not word.endswith("ing")) or word in FINITE or word in CARRIERS


def _trails(tokens: list[Token], at: int) -> bool:
    """Whether the participle at `at` belongs to the noun right before it."""
    word, before = tokens[at].lower, tokens[at - 1]
    if not (word.endswith(("ed", "en")) and (word in VERBS or word in CARRIERS or _plural(before.lower))):
        return False
    return before.kind in ("word", "name") and before.lower not in STOP and before.lower not in DETERMINERS


def _before_predicate(tokens: list[Token], at: int) -> bool:
    """Whether the word at `at` may stand between a subject and what is said of it."""
    word = tokens[at].lower
    if word == "close" and at + 1 < len(tokens) and tokens[at + 1].text == ":":
        return False
    if word == "it":  # "(it was 25)", but not "by week six it was"
        return at > 0 and tokens[at - 1].text in "(,-–—;"
    return (
        word in _BEFORE_PREDICATE
        or word.endswith("n't")
        or VERBS.get(word) in (Sense.MOVE, Sense.FLAT)
        or _adverb(word)
    )


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
    if at > first and (token.lower in _ENDERS or token.lower in _NUMBER_WORDS):
        return False
    return not _adverb(token.lower) and (at == first or not _verbal(tokens, at, limit))


def _verbal(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether the word at `at`, inside a phrase, is a verb that ends it and not half of a metric's name."""
    word = tokens[at].lower
    if word in VERBS and word not in LOWER_IS_BETTER and word not in _NOUN_TOO:
        return not (word.endswith("ing") and at + 1 < limit and tokens[at + 1].lower in LOWER_IS_BETTER)
    if word in CARRIERS and word.endswith("ed") and _takes_object(tokens, at + 1):
        return True  # "a 5-person team owned the service"
    if word in FINITE or (word in FINITE_BEHIND_PLURAL and _plural(tokens[at - 1].lower)):
        return True
    # "people attending", "issues related to"
    return word.endswith(("ing", "ed")) and _plural(tokens[at - 1].lower)


def _takes_object(tokens: list[Token], at: int) -> bool:
    """Whether what stands at `at` can only follow a verb: an article or a pronoun."""
    return at < len(tokens) and (tokens[at].lower in DETERMINERS or tokens[at].lower in PRONOUNS)


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
    if at > 1 and tokens[at - 1].lower == "to" and tokens[at - 2].lower in ("time", "times"):
        return True  # "time to hire"
    if word in STOP:
        return _half_of_name(tokens, at, end)
    if word in VERBS or word in FINITE or acts(tokens, at):
        described = (
            word.endswith("ed") and at + 1 < end and at > 0 and tokens[at - 1].lower in _BEFORE_ADJECTIVE
        )
        return described or _half_of_name(tokens, at, end)
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
