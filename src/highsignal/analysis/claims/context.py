"""What surrounds a claim: whether it happened, over what it extends, and in what time."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache

from highsignal.analysis.claims.quantity import Quantity
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.wordlists import words
from highsignal.domain.claims import Status
from highsignal.domain.spans import Span

_WISHES = words("""
    would could might should hoped hope hoping aim aimed aiming aims goal goals target targeted
    targeting plan planned planning plans want wanted wanting wants expect expected expecting
    projected proposed potentially intended supposed promised hopefully theoretically ought wish
    wished forecasted budgeted if unless 'd potential would've could've objective asked ambition
    ambitions trying hypothesised hypothesized anticipated aspired pledged ensure
    """)
# These speak of a wish only before "to", "of" or a verb of being.
_WISH_NOUNS = words("potential target plan plans goals targeted asked proposed")
_NEGATORS = words("not never no without cannot neither nor failed unable hardly short nowhere")
# Behind a negator these words say that the claim itself is not denied.
_NOT_DENIALS = words("only just longer more less later doubt matter to")
_RESET = words("but yet however instead eventually finally ; . ! ? : — –")
_SUBJECTS = words("we i it they he she the our my this that which")
_JOINING = words("and while because since as which whereas although though so")
_FACTS = words(
    "had has have was were is are did does said went came took told gave saw left got made let kept"
) | {"held", "began", "found", "signed", "agreed"}
_MODALS = words("would could might should may can will must shall 'd we'd they'd i'd he'd she'd it'd")
_FACT_REACH = 8  # tokens
_NEGATION_REACH = 6  # tokens
_COUNT_REACH = 2  # tokens: "no 40 teams"; farther off, something else is denied
_CLAUSE_REACH = 40  # tokens


def status_of(tokens: list[Token], at: int, quantity: Quantity, metric: tuple[int, int] | None) -> Status:
    """Whether the change that begins at token `at` (its verb, or the quantity) is told as having happened."""
    named = range(*metric) if metric is not None else range(0)
    start = _clause_start(tokens, at)
    end = max(at, quantity.lead)
    if any(
        _wishes(tokens, n) for n in range(start, end) if tokens[n].lower in _WISHES or tokens[n].text == "may"
    ):
        return Status.HYPOTHETICAL
    near = max(
        start, at - (_COUNT_REACH if at == quantity.lead and quantity.unit == "count" else _NEGATION_REACH)
    )
    if any(_denies(tokens, n) for n in range(near, end) if n not in named):
        return Status.NEGATED
    return Status.ASSERTED


def _clause_start(tokens: list[Token], at: int) -> int:
    """Where the clause around `at` begins: behind a full stop, "but", or a comma before a new subject."""
    floor = max(0, at - _CLAUSE_REACH)
    for n in range(at - 1, floor - 1, -1):
        word = tokens[n].lower
        if word in _RESET:
            return n + 1
        if word in (",", "and") and n + 1 < len(tokens) and _new_clause(tokens, n, at):
            return n + 1
        if word in _JOINING and _tells(tokens, n):
            return n + 1
    return floor


def _new_clause(tokens: list[Token], n: int, at: int) -> bool:
    """Whether the comma or "and" at `n` opens a clause with a subject or a participle of its own."""
    after = tokens[n + 1].lower
    if tokens[n].lower == "and":
        return n + 1 < at and after in ("we", "i", "it", "they")
    joined = after in ("and", "so", "then") and n + 2 < len(tokens) and tokens[n + 2].lower in _SUBJECTS
    return after in _SUBJECTS or joined or after.endswith("ing")


def _tells(tokens: list[Token], n: int) -> bool:
    """Whether a clause begins behind token `n` that tells a fact: ", and two hundred merchants had signed".

    Inside an if-clause it does not: "if we had waited and errors had grown".
    """
    for at in range(n + 1, min(len(tokens), n + 1 + _FACT_REACH)):
        word = tokens[at].lower
        if word in _FACTS:
            return at > n + 1 and not _supposed(tokens, n)
        if word in _MODALS or (at > n + 1 and word in ("to", "if", "and", ",", ".")):
            return False
    return False


def _supposed(tokens: list[Token], n: int) -> bool:
    """Whether token `n` stands in a condition: "if", "unless" or "had we" with no comma since."""
    for at in range(n - 1, max(-1, n - _CLAUSE_REACH), -1):
        if tokens[at].text in ",;.":
            return False
        if tokens[at].lower in ("if", "unless", "wish"):
            return True
    return False


def _wishes(tokens: list[Token], at: int) -> bool:
    word = tokens[at].lower
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if at and tokens[at - 1].lower in ("as", "than"):
        return False  # "as planned", "than expected"
    if word == "ensure":
        return at > 0 and tokens[at - 1].lower == "to"
    if word in _WISH_NOUNS:
        return after in ("to", "of", "was", "is", "for", "at", "me", "us", "a")
    return True


def _denies(tokens: list[Token], at: int) -> bool:
    word = tokens[at].lower
    if word.endswith("n't"):
        return True
    if word not in _NEGATORS:
        return False
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in ("short", "failed"):
        return after == ("of" if word == "short" else "to")
    return after not in _NOT_DENIALS


_NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+(?:[-–]\d+)?|a\s+(?:few|couple\s+of)|several"
    r"|the\s+(?:first|last)|(?:less\s+than|under)\s+\w+|about\s+\w+)"
)
_PERIOD = (
    r"(?:business\s+|working\s+|calendar\s+)?"
    r"(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|sprints?|semesters?)"
)
_FRAME = (
    r"\b(?:(?:in|within|over|during|inside|after|under|across|for)\s+(?:just\s+|only\s+|the\s+first\s+)?"
    rf"{_NUMBER}[\s-]+{_PERIOD}|per\s+(?:{_PERIOD}|annum)|(?:an?|each|every)\s+(?:day|week|month|quarter|year)"
    r"|daily|weekly|monthly|quarterly|annually|annual|yearly|yoy|overnight"
    r"|(?:year|month)[- ]over[- ](?:year|month)"
    r"|(?:by|in|since|during|until)\s+(?:q[1-4]\b(?:\s+\d{4})?|(?:19|20)\d\d)"
    r"|(?:this|last)\s+(?:year|quarter|month|week))\b"
)
_FRAME_CUES = words("""
    minute minutes hour hours day days week weeks month months quarter quarters year years sprint
    sprints semester semesters annum daily weekly monthly quarterly annually annual yearly yoy
    overnight
    """)
_YEAR_OR_QUARTER = re.compile(r"\b(?:q[1-4]|(?:19|20)\d\d)\b")
_WIDE = (
    r"\b(?:across|throughout)\s+(?:(?:all|the|our|multiple|several|every|many|different|entire|whole)\s+)+[\w-]+"
    r"(?:\s+(?!(?:and|by|to|in|with|while|for)\b)[\w-]+){0,2}"
    r"|\b(?:company|organi[sz]ation|org|fleet|platform|firm|site|world)-wide\b"
)
_WIDE_CUES = words("across throughout wide")
_SCOPE_PREPOSITIONS = words("across for in over spanning covering throughout among at on to")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled on first need: most passages have neither time frame nor scope."""
    return re.compile(pattern)


def find_time_frames(text: str, vocabulary: AbstractSet[str]) -> list[Span]:
    """Stretches and frequencies of time ("in two weeks", "per month"), in order.

    `text` is in lower case, `vocabulary` its words.
    """
    if _FRAME_CUES.isdisjoint(vocabulary) and not _YEAR_OR_QUARTER.search(text):
        return []
    return [Span(*m.span()) for m in _compiled(_FRAME).finditer(text)]


def find_scopes(
    text: str, vocabulary: AbstractSet[str], tokens: list[Token], counts: list[tuple[Quantity, int]]
) -> list[Span]:
    """Stretches that say how far a claim extends, in order.

    `text` is in lower case, `vocabulary` its words; `counts` are counts with the token where their noun ends.
    """
    spans = [
        Span(tokens[q.lead - 1].start, tokens[end - 1].end)
        for q, end in counts
        if q.lead and tokens[q.lead - 1].lower in _SCOPE_PREPOSITIONS
    ]
    if not _WIDE_CUES.isdisjoint(vocabulary):
        spans += [Span(*m.span()) for m in _compiled(_WIDE).finditer(text)]
    return sorted(spans)


def nearest(spans: list[Span], claim: Span, apart_from: Span, limit: int) -> Span | None:
    """The first of `spans` behind the claim and before character `limit`, else the last one before it.

    A span that holds the value itself (`apart_from`) is no context of it.
    """
    before = None
    for span in spans:
        if span.overlaps(apart_from):
            continue
        if span.end <= claim.start:
            before = span
        elif span.start < limit:
            return span
    return before
