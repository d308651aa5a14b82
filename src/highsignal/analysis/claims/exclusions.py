"""Numbers that measure nothing: versions, model names, dates, labels, list numbers, idioms."""

from __future__ import annotations

from highsignal.analysis.claims.numerals import Numeral
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

# In the singular before a bare number these number a thing instead of counting it: "step 2", "team 3".
_LABELS = words("""
    step phase team section chapter version level tier sprint day week month year quarter figure fig
    table page item number no option part question class grade series model stage round iso iec rfc
    cve port error code status http fortune top type soc pci wcag es web industry room floor task
    rule priority severity sev category cat exhibit appendix line row column ticket issue pr build
    release milestone epic group squad pod region zone cohort batch epoch layer seed node shard
    cluster site plant unit module lesson lecture semester term form article volume vol game match
    lab exam standard std bs en din dod gen generation mark sp service pack rev revision edition
    wave age aged grade gpt bert llama python java oracle windows angular react vue node.js php ruby
    scala spark hadoop sap ecc erp kubernetes postgres postgresql mysql tomcat weblogic websphere
    jboss rhel centos ubuntu solaris aix android ios office excel finacle route flex crystal mx sql
    server vista xp ssis ssrs qtp winrunner loadrunner toad informatica cognos spring hibernate
    struts junit swift django flask rails
    """)
_MODELS = words("model models parameter param params llm llms checkpoint variant version")
_MONTHS = words("""
    january february march april june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec
    """)
_YEAR_BEFORE = words("""
    in since by from until till during of early late mid year fy before after for the our to and - –
    — ( , ' spring summer fall autumn winter around circa class batch season
    """)
_SINGLE_LETTER_UNITS = frozenset("smhdwyx")
_ATTACHABLE = frozenset({"k", "m", "b", "bn", "mn", "mm", "cr", "x", "s", "h", "d", "w", "y"})
# First words (with the hyphen) of set phrases in which the number is part of a name.
_IDIOM_TAILS = words("""
    factor way tier on stop off time shot click day-old trust sided star dimensional degree phase d
    stage pronged pager liner step sum fits size to-one hand another of year-old week-old month-old
    click size-fits-all generation class party legged col column layer bit page-long pass
    """)
_PRONOUN_AFTER = words("hundred thousand million billion third half quarter percent percentage per point")


def is_label(tokens: list[Token], numeral: Numeral, unit_follows: bool) -> bool:
    """Whether the numeral names or dates something; `unit_follows` rules out most of it."""
    if _suffixed(tokens, numeral) or _list_number(tokens, numeral) or _idiom(tokens, numeral):
        return True
    if (
        tokens[numeral.first].lower == "six"
        and tokens[numeral.end : numeral.end + 1]
        and (tokens[numeral.end].lower == "sigma")
    ):
        return True
    if _by_size(tokens, numeral):
        return True
    if _error_code(tokens, numeral):
        return True
    if unit_follows:
        return False
    return (
        _pronoun(tokens, numeral)
        or _definite(tokens, numeral)
        or _dated(tokens, numeral)
        or _named(tokens, numeral)
        or _slashed(tokens, numeral)
    )


def _suffixed(tokens: list[Token], numeral: Numeral) -> bool:
    """Ordinals and glued letters that are no unit: 2nd, 3D, 11g, 64bit; also "11 g" and "12 c"."""
    if numeral.spelled or numeral.end >= len(tokens):
        return False
    after = tokens[numeral.end]
    if numeral.scaled:  # "a 7B model"
        return tokens[numeral.end - 1].text in ("B", "M") and after.lower in _MODELS
    if after.kind == "name":
        return after.start == tokens[numeral.end - 1].end
    if after.kind != "word":
        return False
    if after.start == tokens[numeral.end - 1].end:
        return after.lower not in UNITS and after.lower not in CURRENCIES and after.lower not in _ATTACHABLE
    return len(after.text) == 1 and after.lower not in "aisxmh"


def _list_number(tokens: list[Token], numeral: Numeral) -> bool:
    """Reads "1. Did this", "2) Did that", "(3)"."""
    if numeral.spelled or numeral.end >= len(tokens):
        return False
    after = tokens[numeral.end].text
    before = tokens[numeral.first - 1].text if numeral.first else ""
    if before == "(" and after == ")":
        return numeral.value < 100
    return numeral.first == 0 and after in (".", ")", ":") and numeral.end + 1 < len(tokens)


def _by_size(tokens: list[Token], numeral: Numeral) -> bool:
    """ "a 10 x 10 grid", "1920x1080": measures of a shape."""
    marks = ("x", "×", "*")
    after = tokens[numeral.end : numeral.end + 2]
    if len(after) == 2 and after[0].lower in marks and after[1].kind == "number":
        return True
    return (
        numeral.first > 1
        and tokens[numeral.first - 1].lower in marks
        and tokens[numeral.first - 2].kind == "number"
    )


def _error_code(tokens: list[Token], numeral: Numeral) -> bool:
    """ "500 errors": a status code and no count of errors."""
    after = tokens[numeral.end].lower if numeral.end < len(tokens) else ""
    return after in ("error", "errors", "response", "responses", "status") and numeral.value in _STATUS_CODES


_STATUS_CODES = frozenset({400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504})


def _idiom(tokens: list[Token], numeral: Numeral) -> bool:
    """Reads "two-factor", "one-on-one", "zero-shot", "360-degree", "24 x 7"."""
    rest = tokens[numeral.end : numeral.end + 3]
    if len(rest) >= 2 and rest[0].text in "-‑" and rest[1].lower in _IDIOM_TAILS:
        return True
    if (
        numeral.value == 24
        and len(rest) >= 2
        and rest[0].lower in ("x", "*", "by", "×", "/")
        and rest[1].text == "7"
    ):
        return True
    return numeral.value == 7 and numeral.first > 1 and tokens[numeral.first - 2].text == "24"


def _pronoun(tokens: list[Token], numeral: Numeral) -> bool:
    """Reads "one of", "the one", "one team": bare "one" counts only beside another number or a unit."""
    if numeral.end - numeral.first != 1 or tokens[numeral.first].lower != "one":
        return False
    before = [t.lower for t in tokens[max(0, numeral.first - 2) : numeral.first]]
    return not before or before[-1] not in ("to", "→", "->")


def _definite(tokens: list[Token], numeral: Numeral) -> bool:
    """Reads "the two teams", "6 of the 8 teams": a reference to things already counted; also "the p ninety nine"."""
    before = tokens[numeral.first - 1].lower if numeral.first else ""
    if before == "p":
        return numeral.spelled
    if before in ("the", "these", "those", "both", "all", "other"):
        following = tokens[numeral.end].lower if numeral.end < len(tokens) else ""
        return numeral.value <= 12 and following not in COMPARATIVES
    return False


def _dated(tokens: list[Token], numeral: Numeral) -> bool:
    """Days beside a month, and bare years."""
    before = tokens[numeral.first - 1] if numeral.first else None
    after = tokens[numeral.end] if numeral.end < len(tokens) else None
    if before is not None and (before.lower in _MONTHS or (before.text == "May" and numeral.first > 1)):
        return True
    if after is not None and (after.lower in _MONTHS or after.text == "May"):
        return True
    digits = tokens[numeral.first].text
    if (
        numeral.spelled
        or numeral.scaled
        or len(digits) != 4
        or not digits.isdigit()
        or not 1950 <= numeral.value <= 2049
    ):
        return False
    if before is not None and (
        before.lower in _YEAR_BEFORE or before.kind == "number" or before.text[0].isupper()
    ):
        return True
    plural = (
        after is not None
        and after.kind == "word"
        and after.lower.endswith("s")
        and not after.lower.endswith("ss")
        and after.lower not in ("is", "was", "as", "has")
    )
    return not plural


def _named(tokens: list[Token], numeral: Numeral) -> bool:
    """Reads "Python 3.11", "step 2", "Llama 3": a bare number right behind a name or a label."""
    if numeral.spelled and numeral.value > 20:
        return False
    if not numeral.first:
        return False
    before = tokens[numeral.first - 1]
    if before.kind in ("name", "opaque"):
        return True
    if (
        before.text in ("-", "‑", "/", "_", ".")
        and before.end == tokens[numeral.first].start
        and numeral.first > 1
        and (before.text == "/" or tokens[numeral.first - 2].kind != "number")
    ):
        return tokens[numeral.first - 2].end == before.start
    if before.kind != "word":
        return False
    if before.lower in _LABELS:
        return True
    return before.text[0].isupper() and not _speaks(before.lower) and not _opens(tokens, numeral.first - 1)


def _opens(tokens: list[Token], at: int) -> bool:
    """Whether the word at `at` is capitalised only because a sentence or an item begins with it."""
    return (at == 0 or tokens[at - 1].text in ".:;•-–*!?") and not tokens[at].text.isupper()


def _speaks(word: str) -> bool:
    return (
        word in VERBS or word in CARRIERS or word in PREPOSITIONS or word in DETERMINERS or word in PRONOUNS
        or word in CONJUNCTIONS or word in AUXILIARIES or word in NOUNS or word.endswith(("ed", "ing"))
    )  # fmt: skip


def _slashed(tokens: list[Token], numeral: Numeral) -> bool:
    """Reads "7/8/8.1": a number tied to another by a slash."""
    if (
        numeral.end + 1 < len(tokens)
        and tokens[numeral.end].text == "/"
        and tokens[numeral.end + 1].kind == "number"
    ):
        return True
    return numeral.first > 0 and tokens[numeral.first - 1].text == "/"
