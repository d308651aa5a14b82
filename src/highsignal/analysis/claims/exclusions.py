"""Numbers that measure nothing: versions, model names, dates, labels, list numbers, set phrases.

Each rule is one predicate over the tokens and the numeral; the two tuples at the end say which hold for every
numeral and which only for one without a unit.
"""

from __future__ import annotations

from collections.abc import Callable

from highsignal.analysis.claims.numerals import SCALES, TEENS, TENS, Numeral
from highsignal.analysis.claims.numerals import UNITS as UNIT_WORDS
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import CURRENCIES, UNITS
from highsignal.analysis.claims.vocabulary import (
    AUXILIARIES,
    CARRIERS,
    COMPARATIVES,
    CONJUNCTIONS,
    DETERMINERS,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
)
from highsignal.analysis.claims.wordlists import words

Rule = Callable[[list[Token], Numeral], bool]

# In the singular before a bare number these number a thing instead of counting it: "step 2", "team 3".
_LABELS = words("""
    step phase team section chapter version level tier sprint day week month year quarter figure fig
    table page item number no option part question class grade series model stage round iso iec rfc
    cve port error code status http fortune top type soc pci wcag es web industry room floor task
    rule priority severity sev category cat exhibit appendix line row column ticket issue pr build
    release milestone epic group squad pod region zone cohort batch epoch layer seed node shard
    cluster site plant unit module lesson lecture semester term form article volume vol game match
    lab exam standard std bs en din dod gen generation mark sp service pack rev revision edition
    wave age aged grade rank position place gpt bert llama python java oracle windows angular react
    vue node.js php ruby scala spark hadoop sap ecc erp kubernetes postgres postgresql mysql tomcat
    weblogic websphere jboss rhel centos ubuntu solaris aix android ios office excel finacle route
    flex crystal mx sql server vista xp ssis ssrs qtp winrunner loadrunner toad informatica cognos
    spring hibernate struts junit swift django flask rails
    """)
# In the singular behind a number these make a kind of it: "3-tier", "64 bit", "2 node cluster".
_KINDS = words("""
    factor way tier on stop off time shot click trust sided star dimensional degree phase d stage
    pronged pager liner step sum fits size hand another generation class party legged col column
    layer bit page digit wheeler core node level pass of
    """)
_HYPHENATED_KINDS = _KINDS | words("year month week day")
_MODELS = words("model models parameter param params llm llms checkpoint variant version")
_MONTHS = words("""
    january february march april june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec
    """)
_YEAR_BEFORE = words("""
    in since by from until till during of early late mid year fy before after for the our to and - – — ( , : '
    spring summer fall autumn winter around circa class batch season
    """)
_STATUS_CODES = frozenset({400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504})
_SCALE_LETTERS = words("k m b bn mn mm cr x s h d w y")
_SEVERAL = (UNIT_WORDS.keys() | TEENS.keys() | TENS.keys()) - {"one", "zero"}
_SPEAKING = (
    VERBS.keys()
    | NOUNS.keys()
    | CARRIERS
    | PREPOSITIONS
    | DETERMINERS
    | PRONOUNS
    | CONJUNCTIONS
    | AUXILIARIES
)


def is_label(tokens: list[Token], numeral: Numeral, unit_follows: bool) -> bool:
    """Whether the numeral names or dates something; a unit behind it mostly rules that out."""
    for rule in _ALWAYS if unit_follows else _RULES:  # noqa: SIM110 - half the time of any() over so many
        if rule(tokens, numeral):
            return True
    return False


def _after(tokens: list[Token], numeral: Numeral, step: int = 0) -> str:
    at = numeral.end + step
    return tokens[at].lower if at < len(tokens) else ""


def _before(tokens: list[Token], numeral: Numeral) -> str:
    return tokens[numeral.first - 1].lower if numeral.first else ""


def _suffixed(tokens: list[Token], numeral: Numeral) -> bool:
    """Of ordinals and glued letters that are no unit: 2nd, 3D, 11g, 64bit, "100s of", "a 7B model"."""
    if numeral.spelled or numeral.end >= len(tokens):
        return False
    after = tokens[numeral.end]
    if numeral.scaled:
        return tokens[numeral.end - 1].text in ("B", "M") and after.lower in _MODELS
    attached = after.start == tokens[numeral.end - 1].end
    if after.kind == "name":
        return attached
    if after.kind != "word":
        return False
    if attached:
        vague = after.lower == "s" and (
            _after(tokens, numeral, 1) == "of" or _before(tokens, numeral) == "the"
        )
        return vague or not (
            after.lower in UNITS or after.lower in CURRENCIES or after.lower in _SCALE_LETTERS
        )
    return len(after.text) == 1 and after.lower not in "aisxmh"


def _list_number(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "1. Did this", "2) Did that", "(3)"."""
    if numeral.spelled:
        return False
    after = _after(tokens, numeral)
    if _before(tokens, numeral) == "(" and after == ")":
        return numeral.value < 100
    return numeral.first == 0 and after in (".", ")", ":") and numeral.end + 1 < len(tokens)


def _set_phrase(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "two-factor", "one-on-one", "360-degree", "2 node cluster", "24 x 7", "Six Sigma"."""
    after, following = _after(tokens, numeral), _after(tokens, numeral, 1)
    if after in ("-", "‑") and following in _HYPHENATED_KINDS and following not in UNITS:
        return True
    if numeral.value == 24 and after in ("x", "*", "by", "×", "/") and following == "7":
        return True
    if after == "sigma" or _sum_of_money(tokens, numeral):
        return True
    return numeral.first > 1 and numeral.value == 7 and tokens[numeral.first - 2].text == "24"


def _sum_of_money(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "a forty-million loan": a scale behind a hyphen and no plural that it could count."""
    tied = numeral.end - numeral.first > 1 and tokens[numeral.end - 2].text in "-‑"
    if not tied or tokens[numeral.end - 1].lower not in SCALES or numeral.end >= len(tokens):
        return False
    return tokens[numeral.end].kind == "word" and not tokens[numeral.end].lower.endswith("s")


def _size(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "a 10 x 10 grid", "1920x1080": measures of a shape."""
    marks = ("x", "×", "*")
    after = tokens[numeral.end : numeral.end + 2]
    if len(after) == 2 and after[0].lower in marks and after[1].kind == "number":
        return True
    return (
        _before(tokens, numeral) in marks and numeral.first > 1 and tokens[numeral.first - 2].kind == "number"
    )


def _status_code(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "500 errors": a code and no count of errors."""
    return numeral.value in _STATUS_CODES and _after(tokens, numeral) in (
        "error",
        "errors",
        "response",
        "responses",
    )


def _ranked(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "top 5 %", "ranked 3 of 200 students": a place among others is no outcome."""
    if _before(tokens, numeral) == "top":
        return True
    recent = [t.lower for t in tokens[max(0, numeral.first - 8) : numeral.first]]
    return ("ranked" in recent or "rank" in recent) and not any(w in VERBS for w in recent)


def _kind_of_thing(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "3 tier architecture", "64 bit", "2 node cluster": the number is part of a kind's name."""
    return numeral.value > 1 and _after(tokens, numeral) in _KINDS - {"of", "on", "off", "time", "hand", "d"}


def _pronoun(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "one of", "the one", "one team": bare "one" counts only behind another number ("from 3 to one")."""
    if numeral.end - numeral.first != 1 or tokens[numeral.first].lower != "one":
        return False
    if _before(tokens, numeral) in ("under", "below"):  # "went from forty seconds to under one"
        return _after(tokens, numeral) not in ("", ".", ",", ";", ")")
    return _before(tokens, numeral) not in ("to", "→", "->")


def _definite(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "the two teams": things already counted, but not "6 of the 8 teams"; also "the p ninety nine"."""
    before = _before(tokens, numeral)
    if before == "p":
        return numeral.spelled
    if before not in ("the", "these", "those", "both", "all", "other"):
        return False
    if _before(tokens, numeral) != "other" and _of_several(tokens, numeral.first - 1):
        return False
    return numeral.value <= 12 and _after(tokens, numeral) not in COMPARATIVES


def _of_several(tokens: list[Token], pointer: int) -> bool:
    """Whether a number and "of" stand before the article at `pointer`: "6 of the", "nine out of the"."""
    if pointer < 2 or tokens[pointer - 1].lower != "of":
        return False
    at = pointer - 3 if tokens[pointer - 2].lower == "out" and pointer > 2 else pointer - 2
    return tokens[at].kind == "number" or tokens[at].lower in _SEVERAL


def _dated(tokens: list[Token], numeral: Numeral) -> bool:
    """Days beside a month, and bare years."""
    before = tokens[numeral.first - 1] if numeral.first else None
    after = tokens[numeral.end] if numeral.end < len(tokens) else None
    if before is not None and (before.lower in _MONTHS or (before.text == "May" and numeral.first > 1)):
        return True
    if after is not None and (after.lower in _MONTHS or after.text == "May"):
        return True
    digits = tokens[numeral.first].text
    if numeral.spelled or numeral.scaled or len(digits) != 4 or not 1950 <= numeral.value <= 2049:
        return False
    if before is not None and (
        before.lower in _YEAR_BEFORE or before.kind == "number" or before.text[0].isupper()
    ):
        return True
    return after is None or not _plural(after)


def _plural(token: Token) -> bool:
    """Whether the token looks like a noun in the plural, so that a number before it counts."""
    word = token.lower
    return (
        token.kind == "word"
        and word[-1] == "s"
        and word[-2:] != "ss"
        and word not in ("is", "was", "as", "has")
    )


def _named(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "Python 3.11", "step 2", "Llama 3": a bare number right behind a name or a label."""
    if not numeral.first or (numeral.spelled and numeral.value > 20):
        return False
    before = tokens[numeral.first - 1]
    if before.kind in ("name", "opaque"):
        return True
    if (
        before.text in ("-", "‑", "/", "_", ".")
        and before.end == tokens[numeral.first].start
        and numeral.first > 1
    ):
        outer = tokens[numeral.first - 2]
        return outer.end == before.start and (before.text == "/" or outer.kind != "number")
    if before.kind != "word":
        return False
    return before.lower in _LABELS or (before.text[0].isupper() and _names(tokens, numeral.first - 1))


def _names(tokens: list[Token], at: int) -> bool:
    """Whether the capitalised word at `at` is a name: no verb, and not the first word of a sentence."""
    word = tokens[at].lower
    if word in _SPEAKING or word.endswith(("ed", "ing")):
        return False
    opens = (at == 0 or tokens[at - 1].text in ".:;•-–*!?") and not tokens[at].text.isupper()
    return not opens


def _slashed(tokens: list[Token], numeral: Numeral) -> bool:
    """Of "7/8/8.1": a number tied to another by a slash."""
    following = numeral.end + 1
    if _after(tokens, numeral) == "/" and following < len(tokens) and tokens[following].kind == "number":
        return True
    return _before(tokens, numeral) == "/"


_ALWAYS: tuple[Rule, ...] = (_suffixed, _list_number, _set_phrase, _size, _status_code, _ranked)
_WITHOUT_UNIT: tuple[Rule, ...] = (_kind_of_thing, _pronoun, _definite, _dated, _named, _slashed)
_RULES = _ALWAYS + _WITHOUT_UNIT
