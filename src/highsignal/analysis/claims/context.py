"""What surrounds a claim: whether it happened, over what it extends, and in what time."""

from __future__ import annotations

import re

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
    ambitions trying hypothesised hypothesized anticipated aspired pledged
    """)
_NEGATORS = words("not never no without cannot neither nor failed unable hardly short nowhere")
_RESET = words("but yet however instead actually eventually ; . ! ? — – finally")
_SUBJECTS = words("we i it they he she the our my this that which")
# Behind these words a negation does not deny the claim.
_NOT_DENIALS = words("only just longer more less later doubt matter to")
# "potential" and "target" speak of a wish only before "to", "of" or a verb of being.
_WISH_NOUNS = words("potential target plan plans goals targeted asked proposed")
_NEGATION_REACH = 6


def status_of(tokens: list[Token], at: int, quantity: Quantity) -> Status:
    """Whether the change that begins at token `at` (its verb, or the quantity) is told as having happened."""
    start = _clause_start(tokens, at)
    end = max(at, quantity.lead)
    if any(_wishes(tokens, n) for n in range(start, end)):
        return Status.HYPOTHETICAL
    near = max(start, at - _NEGATION_REACH)
    if any(_denies(tokens, n) for n in range(near, end)):
        return Status.NEGATED
    return Status.ASSERTED


def _clause_start(tokens: list[Token], at: int) -> int:
    """Where the clause around `at` begins: behind a full stop, "but", or a comma that a new subject follows."""
    for n in range(at - 1, -1, -1):
        word = tokens[n].lower
        if word in _RESET and (tokens[n].kind == "symbol" or word != "actually"):
            return n + 1
        if word == "," and n + 1 < len(tokens):
            after = tokens[n + 1].lower
            joined = (
                after in ("and", "so", "then") and n + 2 < len(tokens) and tokens[n + 2].lower in _SUBJECTS
            )
            if after in _SUBJECTS or joined or after.endswith("ing"):
                return n + 1
        if word == "and" and n + 1 < at and tokens[n + 1].lower in ("we", "i", "it", "they"):
            return n + 1
    return 0


def _wishes(tokens: list[Token], at: int) -> bool:
    word = tokens[at].lower
    if word not in _WISHES:
        return word == "may" and tokens[at].text == "may"
    if word in _WISH_NOUNS:
        return at + 1 < len(tokens) and tokens[at + 1].lower in (
            "to",
            "of",
            "was",
            "is",
            "for",
            "at",
            "me",
            "us",
            "a",
        )
    return True


def _denies(tokens: list[Token], at: int) -> bool:
    word = tokens[at].lower
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word.endswith("n't"):
        return True
    if word in ("short", "failed"):
        return after == ("of" if word == "short" else "to")
    return word in _NEGATORS and after not in _NOT_DENIALS


_NUMBER = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+(?:[-–]\d+)?|a\s+(?:few|couple\s+of)|several|the\s+first|the\s+last|less\s+than\s+(?:an?|\w+)|under\s+(?:an?|\w+)|about\s+\w+)"
_PERIOD = r"(?:business\s+|working\s+|calendar\s+|half[- ])?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|sprints?|semesters?)"
_TIME = re.compile(
    r"\b(?:(?:in|within|over|during|inside|after|under|across|for)\s+(?:just\s+|only\s+|the\s+first\s+)?" + _NUMBER + r"[\s-]+" + _PERIOD
    + r"|per\s+(?:" + _PERIOD + r"|annum)|(?:an?|each|every)\s+(?:day|week|month|quarter|year)"
    r"|daily|weekly|monthly|quarterly|annually|annual|yearly|yoy|year[- ]over[- ]year|month[- ]over[- ]month|overnight"
    r"|(?:by|in|since|during|until)\s+(?:q[1-4]\b(?:\s+\d{4})?|(?:19|20)\d\d)|(?:this|last)\s+(?:year|quarter|month|week))\b",
    re.IGNORECASE,
)  # fmt: skip
_ALL_SCOPE = re.compile(
    r"\b(?:across|throughout)\s+(?:all\s+|the\s+|our\s+|multiple\s+|several\s+|every\s+|many\s+|different\s+|entire\s+|whole\s+)+[\w-]+(?:\s+(?!and\b|by\b|to\b|in\b|with\b|while\b|for\b)[\w-]+){0,2}"
    r"|\b(?:company|organi[sz]ation|org|fleet|platform|firm|site|world)-wide\b",
    re.IGNORECASE,
)
_SCOPE_PREPOSITIONS = words("across for in over spanning covering throughout among at on to")


def find_time_frames(text: str) -> list[Span]:
    """Stretches and frequencies of time ("in two weeks", "per month"), in order."""
    return [Span(*m.span()) for m in _TIME.finditer(text)]


def find_scopes(text: str, tokens: list[Token], counts: list[tuple[Quantity, int]]) -> list[Span]:
    """Stretches that say how far a claim extends; `counts` are counted things with the token where their noun ends."""
    spans = [
        Span(tokens[q.lead - 1].start, tokens[end - 1].end)
        for q, end in counts
        if q.lead and tokens[q.lead - 1].lower in _SCOPE_PREPOSITIONS
    ]
    return sorted(spans + [Span(*m.span()) for m in _ALL_SCOPE.finditer(text)])


def nearest(spans: list[Span], claim: Span, limit: int) -> Span | None:
    """The first of `spans` behind the claim and before character `limit`, else the last one before it."""
    after = [s for s in spans if s.end > claim.start and s.start < limit]
    if after:
        return after[0]
    before = [s for s in spans if s.end <= claim.start]
    return before[-1] if before else None
