"""Reader of quantities: a numeral with its currency or unit, its hedges and its bounds."""

from __future__ import annotations

from highsignal.analysis.claims import exclusions, shares
from highsignal.analysis.claims.hedges import hedge
from highsignal.analysis.claims.numerals import (
    BEHIND_ARTICLE,
    TEENS,
    TENS,
    Numeral,
    numeral_at,
    spelled_year_end,
)
from highsignal.analysis.claims.numerals import UNITS as DIGIT_WORDS
from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import CURRENCIES, HUNDREDTHS, UNITS, Dimension, Unit, tidy
from highsignal.analysis.claims.vocabulary import (
    AUXILIARIES,
    CARRIERS,
    COMPARATIVES,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    NOUNS,
    PERIODICAL,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    Sense,
)
from highsignal.analysis.claims.wordlists import words

_FIGURES = frozenset(("number", "vulgar"))
_STARTERS = (
    shares.STARTERS
    | frozenset(TEENS)
    | frozenset(TENS)
    | CURRENCIES.keys()
    | {"point", "rs", "usd", "eur", "gbp", "inr", "us", "chf"}
)
_ARTICLES = frozenset(("a", "an"))
# What makes a quantity of an article: "a third", "an order of magnitude", "a hundred", "under a day", "A$3".
_BEHIND_ARTICLE = shares.BEHIND_ARTICLE | BEHIND_ARTICLE | {"$"}
_HYPHENS = frozenset("-‑‐")
_ATTACHED_ONLY = frozenset("mdwy")
_PERSONS = words("person man engineer developer dev staff agent people team")
_NEVER_NOUN = (PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS | DETERMINERS) - {"one", "per", "plus"}
_PARTS_MORE = {("and", "a", "half"): 0.5, ("and", "a", "quarter"): 0.25}
_FACTOR = Unit("factor", Dimension.FACTOR)
# Behind a number and a hyphen these loosen it: "thirty-some days".
_LOOSELY = words("some odd plus")
_SHORTEST_PLURAL = 3
_ACTING = frozenset(w for w in CARRIERS if w.endswith("ed")) | words("reconnected renewed joined voted")
_AFTER_VERB = DETERMINERS | PRONOUNS | PREPOSITIONS


def read_quantities(tokens: list[Token]) -> list[Quantity]:
    """Every quantity in the passage from left to right, none overlapping; ranges and pairs not yet joined."""
    found: list[Quantity] = []
    at, label_end = 0, -1
    while at < len(tokens):
        token = tokens[at]
        quantity: Quantity | None = None
        if token.kind in _FIGURES or (token.lower in _STARTERS and not _only_article(tokens, at)):
            quantity, label_end = _quantity_at(tokens, at, label_end)
        if quantity is None:
            at += 1
            if label_end > at:
                at = label_end
            continue
        quantity = hedge(tokens, quantity, found[-1].end if found else 0)
        quantity = _with_half(tokens, quantity)
        end = _past_period(tokens, quantity.end)
        quantity = quantity._replace(end=end) if end != quantity.end else quantity
        found.append(quantity)
        at = quantity.end
    return found


def _with_half(tokens: list[Token], quantity: Quantity) -> Quantity:
    """Reads "two hours and a half", "an hour and a quarter"."""
    more = tuple(t.lower for t in tokens[quantity.end : quantity.end + 3])
    if quantity.dimension is not Dimension.TIME or more not in _PARTS_MORE:
        return quantity
    end = quantity.end + 3
    if end < len(tokens) and tokens[end].lower in ("of", "million"):
        return quantity
    return quantity._replace(value=quantity.value + _PARTS_MORE[more], end=end, value_end=end)


def _only_article(tokens: list[Token], at: int) -> bool:
    """Whether the token is an article that can begin no quantity, as nearly all do."""
    return tokens[at].lower in _ARTICLES and (
        at + 1 == len(tokens) or tokens[at + 1].lower not in _BEHIND_ARTICLE
    )


def _quantity_at(tokens: list[Token], at: int, label_end: int) -> tuple[Quantity | None, int]:
    """The quantity at `at`, or None; the second value is where the last excluded number ended."""
    currency = _currency_before(tokens, at)
    if currency is not None:
        code, number_at = currency
        numeral = numeral_at(tokens, number_at, money=True) if number_at < len(tokens) else None
        if numeral is not None:
            return _money(tokens, at, numeral, code), label_end
        return None, label_end
    word = shares.word_quantity_at(tokens, at) if tokens[at].kind == "word" else None
    if word is not None:
        return _from_words(at, word), label_end
    part = shares.proportion_at(tokens, at)
    if part is not None:
        return _from_words(at, part), label_end
    numeral = numeral_at(tokens, at)
    if numeral is None:
        number = at + 1 if tokens[at].kind == "number" else spelled_year_end(tokens, at)
        return None, max(label_end, number or 0)
    unit, end = _unit_after(tokens, numeral)
    if exclusions.is_label(tokens, numeral, unit is not None) or (
        unit is None and _listed(tokens, at, label_end)
    ):
        return None, numeral.end
    return _measured(tokens, numeral, unit, end), label_end


def _currency_before(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """The currency written before a number, and where the number begins."""
    token = tokens[at]
    following = at + 1
    if (
        token.lower in ("us", "a", "c", "s", "hk")
        and following < len(tokens)
        and tokens[following].text == "$"
    ):
        if tokens[following].start != token.end:
            return None
        return {"us": "usd", "a": "aud", "c": "cad", "s": "sgd", "hk": "hkd"}[token.lower], at + 2
    code = CURRENCIES.get(token.lower)
    if code is None or following >= len(tokens):
        return None
    if tokens[following].text == "." and token.lower == "rs":
        following += 1
    if following < len(tokens) and (tokens[following].kind == "number" or token.text in "$€£₹¥₩"):
        return code, following
    return None


def _money(tokens: list[Token], first: int, numeral: Numeral, code: str) -> Quantity:
    end = _past_plus(tokens, numeral.end)
    return _quantity(first, end, numeral.value, Unit(code, Dimension.MONEY))


def _from_words(at: int, word: shares.WordQuantity) -> Quantity:
    name = "percent" if word.dimension is Dimension.SHARE else "factor"
    return Quantity(
        at, word.end, word.value, name, word.dimension, at, at, word.end,
        sense=word.sense, verb=word.verb, ratio=word.ratio, approximate=word.approximate,
    )  # fmt: skip


def _unit_after(tokens: list[Token], numeral: Numeral) -> tuple[Unit | None, int]:
    """The unit written behind the numeral and where it ends; "+" and a hyphen may stand between."""
    at = _past_plus(tokens, numeral.end)
    if at < len(tokens) and tokens[at].text in _HYPHENS and tokens[at].start == tokens[at - 1].end:
        at += 1
        if at + 1 < len(tokens) and tokens[at].lower in _LOOSELY:
            at += 1
    if at >= len(tokens):
        return None, numeral.end
    token, lower = tokens[at], tokens[at].lower
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    special = _spoken_unit(tokens, at, numeral, following)
    if special is not None:
        return special
    if lower in HUNDREDTHS:
        return Unit(HUNDREDTHS[lower], Dimension.MONEY, 0.01), at + 1
    if lower in CURRENCIES and token.text != "Rs":
        return Unit(CURRENCIES[lower], Dimension.MONEY), at + 1
    unit = UNITS.get(lower.removesuffix("'s"))
    if unit is None or _no_unit(tokens, at, numeral):
        return None, numeral.end
    if unit.dimension is Dimension.SHARE and following in ("points", "point"):
        return UNITS["pp"], at + 2
    return unit, at + 1


def _spoken_unit(tokens: list[Token], at: int, numeral: Numeral, following: str) -> tuple[Unit, int] | None:
    """Units of several words: per cent, basis points, three nines, engineer-hours, times faster."""
    lower = tokens[at].lower
    if lower == "per" and following == "cent":
        return UNITS["%"], at + 2
    if lower in ("percentage", "percent", "basis", "base") and following in ("points", "point"):
        return UNITS["bps" if lower in ("basis", "base") else "pp"], at + 2
    if lower == "nines" and numeral.value <= 9:
        return Unit("nines", Dimension.SHARE), at + 1
    if lower in ("times", "time") and _multiplies(tokens, numeral, at):
        return _FACTOR, at + 1
    if lower in ("business", "working", "calendar") and following in UNITS:
        return UNITS[following], at + 2
    if lower == "queries" and [t.lower for t in tokens[at + 1 : at + 3]] == ["per", "second"]:
        return Unit("qps", Dimension.RATE), at + 3
    if lower in _PERSONS:
        unit_at = at + 2 if following in _HYPHENS else at + 1
        unit = UNITS.get(tokens[unit_at].lower) if unit_at < len(tokens) else None
        if unit is not None and unit.dimension is Dimension.TIME and len(tokens[unit_at].text) > 2:
            return unit, unit_at + 1
    return None


def _multiplies(tokens: list[Token], numeral: Numeral, times: int) -> bool:
    """Whether "three times" multiplies ("three times faster", "by three times") and counts no occasions."""
    after = tokens[times + 1].lower if times + 1 < len(tokens) else ""
    before = tokens[numeral.first - 1].lower if numeral.first else ""
    if after in COMPARATIVES or after in NOUNS or after in ("as", "the") or before in ("by", "up"):
        return True
    recent = [t.lower for t in tokens[max(0, numeral.first - 4) : numeral.first]]
    return after not in ("a", "per", "each", "every", "in") and any(
        VERBS.get(w) in (Sense.UP, Sense.DOWN, Sense.BETTER) for w in recent
    )


def _no_unit(tokens: list[Token], at: int, numeral: Numeral) -> bool:
    """Whether a word that looks like a unit is none here: "5 m", "one point of contact", "10 x 10"."""
    token = tokens[at]
    attached = token.start == tokens[at - 1].end
    if token.lower in _ATTACHED_ONLY and not attached:
        return True
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if token.lower == "x" and numeral.spelled and not following.isdigit():
        return following in ("", "by") or following in DIGIT_WORDS  # "five x throughput"
    if token.lower in ("x", "×") and not attached:
        return following not in COMPARATIVES and following not in NOUNS
    if token.lower in ("point", "points") and following in ("of", "system", "plan", "person", "in"):
        return True
    if token.lower == "t" or (token.lower in ("eb", "mi") and not attached):
        return True
    if token.lower in ("x", "×") and at + 1 < len(tokens) and tokens[at + 1].kind == "number":
        return True
    return token.lower == "second" and not attached and numeral.spelled and numeral.value in TENS.values()


def _measured(tokens: list[Token], numeral: Numeral, unit: Unit | None, end: int) -> Quantity:
    if unit is None:
        return _counted(tokens, numeral)
    if unit.name == "nines":
        return _quantity(numeral.first, end, tidy(100.0 - 100.0 / 10**numeral.value), UNITS["%"])
    end, value_end = _past_plus(tokens, end), end
    return Quantity(
        numeral.first, end, tidy(numeral.value * unit.scale), unit.name, unit.dimension,
        numeral.first, numeral.first, end, scale=unit.scale,
        approximate=any(t.lower in _LOOSELY for t in tokens[numeral.end : value_end]),
        attributive=any(t.text in _HYPHENS for t in tokens[numeral.end : value_end]),
    )  # fmt: skip


def _counted(tokens: list[Token], numeral: Numeral) -> Quantity:
    """A number without a unit: a factor ("a factor of three"), a rate, a count of a noun, or bare."""
    first = numeral.first
    before = [t.lower for t in tokens[max(0, first - 2) : first]]
    if before == ["factor", "of"]:
        factor = _quantity(first - 2, numeral.end, numeral.value, _FACTOR)
        return factor._replace(value_first=first)
    end = _past_plus(tokens, numeral.end)
    at, attributive = end, False
    if at < len(tokens) and tokens[at].text in _HYPHENS and tokens[at].start == tokens[at - 1].end:
        at, attributive = at + 1, True
    rate_end = _per_second(tokens, at)
    if rate_end is not None:
        unit, dimension = "qps", Dimension.RATE
    else:
        unit, dimension = "count", Dimension.COUNT
    return Quantity(
        first, rate_end or end, numeral.value, unit, dimension, first, first, end,
        bare=not _counts(tokens, at, before[-1:] == ["of"]), attributive=attributive,
    )  # fmt: skip


def _counts(tokens: list[Token], at: int, of: bool) -> bool:
    """Whether the word behind a number can be what it counts, or begin its phrase.

    Behind "team of" (`of`) a verb is the predicate of the team: "my team of four built the lookup".
    """
    if at >= len(tokens):
        return False
    noun = tokens[at]
    if [t.lower for t in tokens[at : at + 2]] == ["of", "us"]:
        return any(t.lower in ("were", "are") for t in tokens[max(0, at - 4) : at])
    if noun.kind not in ("word", "name") or noun.lower in _NEVER_NOUN:
        return False
    if noun.lower.endswith("ed") and not of and _plural_at(tokens, at + 1):
        return True  # "three failed deploys"
    acts = noun.lower in _ACTING and (of or _object_follows(tokens, at + 1))
    if noun.lower in VERBS or noun.lower in FINITE or acts:
        return False
    if of and noun.lower in CARRIERS and noun.lower.endswith("ing"):
        return False
    return not noun.lower.endswith("ly") or noun.lower in PERIODICAL


def _plural_at(tokens: list[Token], at: int) -> bool:
    """Whether a noun in the plural stands at `at`."""
    if at >= len(tokens) or tokens[at].kind != "word" or len(tokens[at].lower) <= _SHORTEST_PLURAL:
        return False
    word = tokens[at].lower
    return word.endswith("s") and not word.endswith("ss") and word not in _NEVER_NOUN


def _object_follows(tokens: list[Token], at: int) -> bool:
    """Whether what stands at `at` can only follow a verb: an article, a pronoun, a preposition, the end."""
    if at >= len(tokens) or tokens[at].kind == "symbol":
        return at >= len(tokens) or tokens[at].text in ".,;:"
    return tokens[at].lower in _AFTER_VERB


def _per_second(tokens: list[Token], at: int) -> int | None:
    """Where "requests per second" or "events/s" ends when it stands at `at`."""
    for slash in (at, at + 1, at + 2):
        if (
            slash + 1 < len(tokens)
            and tokens[slash].lower in ("per", "/", "a", "each")
            and (tokens[slash + 1].lower in ("second", "sec", "s"))
        ):
            return slash + 2
    return None


def _listed(tokens: list[Token], at: int, label_end: int) -> bool:
    """Whether a bare number continues a list of labels: "Cisco 1900, 2950 and 2960"."""
    return (
        label_end > 0
        and 0 <= at - label_end <= 2
        and tokens[at - 1].lower in (",", "and", "&", "&amp;", "to", "-", "or", "/")
    )


def _past_period(tokens: list[Token], end: int) -> int:
    """Step over "/mo" or "/day" behind a quantity."""
    if end + 1 < len(tokens) and tokens[end].text == "/" and tokens[end].start == tokens[end - 1].end:
        unit = UNITS.get(tokens[end + 1].lower)
        if unit is not None and unit.dimension is Dimension.TIME:
            return end + 2
    return end


def _past_plus(tokens: list[Token], at: int) -> int:
    """Step over a "+" behind a number, also over one set apart from it ("100 + servers")."""
    if at >= len(tokens) or tokens[at].text != "+":
        return at
    attached = tokens[at].start == tokens[at - 1].end
    return at + 1 if attached or (at + 1 < len(tokens) and tokens[at + 1].kind == "word") else at


def _quantity(first: int, end: int, value: float, unit: Unit) -> Quantity:
    return Quantity(first, end, value, unit.name, unit.dimension, first, first, end)
