"""Words that are a quantity by themselves: doubled, halved, a third, twice as, an order of magnitude."""

from __future__ import annotations

from typing import NamedTuple

from highsignal.analysis.claims.numerals import TEENS, TENS, numeral_at
from highsignal.analysis.claims.numerals import UNITS as DIGIT_WORDS
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import Dimension, tidy
from highsignal.analysis.claims.vocabulary import APPROXIMATORS, BOUNDS, COMPARATIVES, PREPOSITIONS, Sense
from highsignal.analysis.claims.wordlists import words


class WordQuantity(NamedTuple):
    """A value with its dimension, where it ends, and the change it says if it says one by itself.

    `ratio` marks "one in ten", which is never itself the size of a change.
    """

    value: float
    dimension: Dimension
    end: int
    sense: Sense | None = None
    verb: bool = False
    ratio: bool = False
    approximate: bool = False


_MULTIPLES = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0}
_MULTIPLE_VERBS = {
    stem + ending: value for stem, value in _MULTIPLES.items() for ending in ("e", "es", "ed", "ing")
}
_FOLDS = {
    word + "fold": float(n)
    for n, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=2
    )
}
_HALVES = frozenset({"halve", "halves", "halved", "halving"})
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
BEHIND_ARTICLE = frozenset(_PARTS) | {"order", "orders", "-", "‑"}
_COUNTS = DIGIT_WORDS | {"a": 1.0, "an": 1.0}
# After "double" these make another word of it: "double-check", "doubled down".
_IDIOMS = frozenset(
    {"-", "‑", "down", "digit", "digits", "check", "checked", "checking", "entry", "blind", "click"}
)

# "a double charge", "with double log-ins": twice over, but no doubling.
_ADJECTIVES = words("double triple")
_BEFORE_ADJECTIVE = words("a an the no any every each this that with of for without same")

STARTERS = (
    frozenset(_MULTIPLE_VERBS)
    | frozenset(_FOLDS)
    | _HALVES
    | frozenset(_COUNTS)
    | {"half", "twice", "quarter"}
)


def word_quantity_at(tokens: list[Token], at: int) -> WordQuantity | None:
    """The quantity that token `at` begins by words alone, None when it begins none."""
    word = tokens[at].lower
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in _MULTIPLE_VERBS:
        # "scaled to double the traffic" counts; "a double-digit gain" and "doubled down" say no number.
        return (
            None
            if after in _IDIOMS or (word in _ADJECTIVES and _word_before(tokens, at) in _BEFORE_ADJECTIVE)
            else WordQuantity(_MULTIPLE_VERBS[word], Dimension.FACTOR, at + 1, Sense.UP, True)
        )
    if word in _HALVES:
        return WordQuantity(50.0, Dimension.SHARE, at + 1, Sense.DOWN, True) if after != "of" else None
    if word in _FOLDS:
        return WordQuantity(_FOLDS[word], Dimension.FACTOR, at + 1)
    if word == "twice":
        return _twice(tokens, at)
    if word == "half":
        return _half(tokens, at)
    return _magnitude(tokens, at) or _fraction(tokens, at)


def _twice(tokens: list[Token], at: int) -> WordQuantity | None:
    following = [t.lower for t in tokens[at + 1 : at + 3]]
    if following and (following[0] in ("as", "the") or following[0] in COMPARATIVES):
        sense = None if following[0] in COMPARATIVES else Sense.UP
        if following[0] == "as" and len(following) > 1:
            sense = {"fast": Sense.FASTER, "quickly": Sense.FASTER, "quick": Sense.FASTER}.get(
                following[1], Sense.UP
            )
        return WordQuantity(2.0, Dimension.FACTOR, at + 1, sense)
    return None


def _half(tokens: list[Token], at: int) -> WordQuantity | None:
    before = _word_before(tokens, at)
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if following in ("a", "an"):
        return None  # half a year, half a million: a numeral
    if before == "in" and following not in ("of", "the", "our", "their", "its"):
        return WordQuantity(50.0, Dimension.SHARE, at + 1, Sense.DOWN)
    if before == "by":
        return WordQuantity(50.0, Dimension.SHARE, at + 1)
    if following == "as":
        return WordQuantity(50.0, Dimension.SHARE, at + 1, Sense.DOWN)
    if (
        following == "the"
        and at + 2 < len(tokens)
        and tokens[at + 2].lower in ("time", "cost", "price", "effort", "size", "memory")
    ):
        return WordQuantity(50.0, Dimension.SHARE, at + 1, Sense.DOWN)
    third = tokens[at + 2].lower if at + 2 < len(tokens) else ""
    if (
        following in ("of", "the", "our", "their", "its")
        and third not in _SPELLS
        and before
        not in (
            "first",
            "second",
            "other",
            "last",
            "latter",
        )
    ):
        return WordQuantity(50.0, Dimension.SHARE, at + 1)
    return None


def _word_before(tokens: list[Token], at: int) -> str:
    """The word before token `at`, hedges left out: of "by more than half" it is "by"."""
    at -= 1
    while at > 0 and (tokens[at].lower in BOUNDS or tokens[at].lower in APPROXIMATORS):
        at -= 1
    return tokens[at].lower if at >= 0 else ""


def proportion_at(tokens: list[Token], at: int) -> WordQuantity | None:
    """Reads "1/3 of the tickets", "one in two hundred orders", "one night in nine" as percent."""
    link = at + 1
    while link < len(tokens) and link - at <= _LONGEST_NOUN and _plain_word(tokens[link]):
        link += 1
    if link + 1 >= len(tokens) or tokens[link].lower not in ("/", "in", "out"):
        return None
    under_at = link + 1
    if tokens[link].lower == "out":
        if tokens[under_at].lower != "of":
            return None
        under_at += 1
    told_at = under_at
    while under_at < len(tokens) - 1 and tokens[under_at].lower in APPROXIMATORS:
        under_at += 1
    over, under = _whole(tokens, at), _whole(tokens, under_at)
    if over is None or under is None or over[1] not in (at + 1, link) or not 0 < over[0] < under[0]:
        return None
    if not _is_proportion(tokens, at, link, over[0], under):
        return None
    share = 100.0 * over[0] / under[0]
    rounded = round(share, 1) if share >= 1 else float(f"{share:.3g}")
    return WordQuantity(
        tidy(rounded),
        Dimension.SHARE,
        under[1],
        ratio=tokens[link].text != "/",
        approximate=under_at > told_at,
    )


def _plain_word(token: Token) -> bool:
    """Whether the word may stand between "one" and "in": "one sarcastic comment in ten"."""
    return token.kind == "word" and token.lower not in ("in", "out", "of", "and", "or")


def _is_proportion(tokens: list[Token], at: int, link: int, over: float, under: tuple[float, int]) -> bool:
    """Whether "over … in under" is a share and no fraction of time ("one in three weeks") or place."""
    after = tokens[under[1]].lower if under[1] < len(tokens) else ""
    if tokens[link].text == "/":
        return after in ("of", "the") or after in COMPARATIVES or _word_before(tokens, at) in ("by", "to")
    if after in _PERIODS or _is_year(tokens[under[1] - 1]) or tokens[under[1] - 1].lower in _FIGURES:
        return False
    counted = any(_plural_at(tokens, n) for n in range(under[1], min(under[1] + 3, len(tokens))))
    if link > at + 1:  # "one night in nine": the noun stands before, none behind
        return over == 1 and not counted and tokens[link - 1].lower not in _SPEAKING
    return counted or (over == 1 and under[0] > 2 and after not in _SPEAKING)


def _is_year(token: Token) -> bool:
    return token.kind == "number" and len(token.text) == 4 and token.text.startswith(("19", "20"))


def _plural_at(tokens: list[Token], at: int) -> bool:
    """Whether the noun counted by a number ends at `at`, adjectives before it ("blocked orders")."""
    word = tokens[at].lower
    return len(word) > 3 and word.endswith("s") and tokens[at].kind == "word" and word not in _PERIODS


_FIGURES = words("one million billion")  # "one in a million"
_LONGEST_NOUN = 3  # words between "one" and "in"
_SPELLS = words("day week month year night time hour way")
_PERIODS = words("days weeks months years hours minutes seconds quarters phases steps stages")
_SPEAKING = words("of is was were are the a an one go row parallel total case charge time and place")


def _whole(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """A whole number at `at` and where it ends."""
    if at >= len(tokens) or (tokens[at].kind == "word" and tokens[at].lower not in STARTERS | _NUMBER_WORDS):
        return None
    numeral = numeral_at(tokens, at)
    if numeral is None or numeral.value % 1 or numeral.value > _LARGEST_WHOLE:
        return None
    return numeral.value, numeral.end


_LARGEST_WHOLE = 1e7
_NUMBER_WORDS = frozenset(TEENS) | frozenset(TENS)


def _magnitude(tokens: list[Token], at: int) -> WordQuantity | None:
    """Reads "an order of magnitude" → factor 10, "two orders of magnitude" → factor 100."""
    words = [t.lower for t in tokens[at : at + 4]]
    if (
        len(words) == 4
        and words[1] in ("order", "orders")
        and words[2:] == ["of", "magnitude"]
        and words[0] in _COUNTS
    ):
        return WordQuantity(10.0 ** _COUNTS[words[0]], Dimension.FACTOR, at + 4)
    return None


def _fraction(tokens: list[Token], at: int) -> WordQuantity | None:
    """Reads "a third", "two-thirds", "three quarters" as percent, with one decimal as the contract has it."""
    if tokens[at].lower == "quarter":
        return None
    part = at + 1
    if part < len(tokens) and tokens[part].text in "-‑":
        part += 1
    if part >= len(tokens) or tokens[part].lower not in _PARTS or tokens[at].lower not in _COUNTS:
        return None
    count, parts = _COUNTS[tokens[at].lower], _PARTS[tokens[part].lower]
    end = part + 1
    if (count == 1 or parts == 4) and not _shared(tokens, at, end, parts):
        return None
    if count == 0 or count > parts:
        return None
    return WordQuantity(tidy(round(100.0 * count / parts, 1)), Dimension.SHARE, end)


def _shared(tokens: list[Token], at: int, end: int, parts: int) -> bool:
    """Whether "a third" is a share, no ordinal ("a third team") and no stretch of time ("in a quarter")."""
    before = _word_before(tokens, at)
    after = tokens[end].lower if end < len(tokens) else ""
    if before == "and":
        return False  # "a point and a half"
    if after in COMPARATIVES or after == "of" or before == "by":
        return True
    if before == "to":  # not "rolled out to a fourth region"
        return not after.isalpha() or after in PREPOSITIONS
    if parts == 4:
        return False
    return after in (
        "",
        ".",
        ",",
        ";",
        "in",
        "reduction",
        "increase",
        "drop",
        "cut",
        "the",
        "off",
        "and",
        "while",
    )
