"""Guardrails: what was kept while a metric moved ("while keeping accuracy steady")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from highsignal.analysis.claims.vocabulary import AUXILIARIES, VERBS
from highsignal.analysis.claims.wordlists import words
from highsignal.domain.spans import Span

# Every guardrail holds one of these words.
_CUES = words("""
    keeping kept keep hold holding held maintaining preserving retaining sustaining without no zero
    same equal constant steady flat unchanged stable not never identical intact comparable similar
    stayed remained staying didn't hasn't little minimal
    """)
# A guardrail goes on to the end of its clause; decimals and thousands do not end it.
_END = (
    r"\s*(?:[;:!?)—–]|[.,](?!\d)|$|\s(?:while|whilst|which|that|but|through|across|during|by|using|via|despite"
    r"|because|so|thanks|and\s+\w+(?:ing|ed)\b|and\s+(?:we|i|the)\b|for\s+\d|in\s+(?:two|three|four|\d))\b)"
)
_HARM = (
    r"(?:los(?:ing|s|ses)|hurt(?:ing)?|sacrific(?:e|ing)|degrad(?:ing|ation|e)|compromis(?:e|ing)|impact(?:ing)?"
    r"|harm(?:ing)?|drop(?:s|ping)?|regress(?:ion|ions|ing)?|reduc(?:ing|tion)|lower(?:ing)?|affect(?:ing)?"
    r"|chang(?:e|es|ing)|break(?:ing|age)|(?:in|de)creas(?:e|ing)|disrupt(?:ing|ion)|rais(?:ing|e)"
    r"|slow(?:ing|down)|interrupt(?:ing|ion|ions)|downtime|outages?|incidents?|rollbacks?|decline|dip|damage"
    r"|data\s+loss|added|adding|additional|extra|customer)"
)
_SLIGHT = r"(?:any\s+|a\s+|an\s+|significant\s+|measurable\s+)*"
_MEASURES = (
    r"(?:\w+\s+)?(?:accuracy|quality|performance|costs?|latency|recall|precision|throughput|speed|price|load|levels?"
    r"|rates?|traffic|errors?|size|spend|volume)\b"
)
# How a guardrail begins, each with beginnings one of which it needs: a pattern that cannot match is not even
# compiled. What follows, to the end of the clause, is sought afterwards, once for all of them.
_OPENINGS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("keeping", "holding"),
        r"(?:while|whilst|and|,)\s+(?:also\s+|still\s+)?(?:keeping|holding)\s+(?P<kept>)(?P<more>)",
    ),
    (
        ("maintaining", "preserving", "retaining", "sustaining"),
        r"\b(?P<kept>)(?:maintaining|preserving|retaining|sustaining)\s+(?P<more>)",
    ),
    (("kept", "held"), r"while\s+(?:we\s+|i\s+)?(?:kept|held)\s+(?P<kept>)(?P<more>)"),
    (("without",), rf"(?P<kept>)\bwithout\s+{_SLIGHT}(?:{_HARM}\b|(?!\w+ing\b)(?P<more>))"),
    (
        ("with no ", "with zero ", "with almost no ", "with virtually no ", "with little ", "with minimal "),
        rf"\bwith\s+(?P<kept>)(?:(?:no|zero|almost\s+no|virtually\s+no|little)\s+{_SLIGHT}{_HARM}\b"
        r"|minimal\s+(?P<more>))",
    ),
    (
        ("same", "equal", "constant", "unchanged", "identical", "comparable", "similar"),
        r"\bat\s+(?:the\s+)?(?P<kept>)(?:(?:same|equal|constant|unchanged)\s+(?P<more>)"
        rf"|(?:identical|comparable|similar)\s+{_MEASURES})",
    ),
)
# A predicate of stillness; its subject, which goes back to the start of its clause, is sought afterwards.
_HELD = ("held", "stayed", "remained", "kept", "holding", "staying", "unchanged", "stable")
_TOLD = rf"\b(?:(?:was|were|has|have|had)\s+)?(?:{'|'.join(_HELD)})"
_STEADY = r"\s+(?:steady|flat|constant|stable|unchanged|intact|the\s+same|put)"
_WITHIN = r"\s+(?:within|at|above|below|under|over)\s+"
_DENIED = (
    r"\b(?:did\s+not|didn['’]t|never|has\s+not|had\s+not|hasn['’]t)\s+"
    r"(?:moved?|changed?|drop(?:ped)?|suffer(?:ed)?|degraded?|regress(?:ed)?|budged?|get\s+worse|rise|fall|fell"
    r"|increase|decrease|decline)"
)
_DENIALS = ("did not", "has not", "had not", "never", "n't", "n’t")
# A clause begins behind these; behind "and" only when a clause stands before it.
_BREAK = (
    r"[,;:!?()—–](?!\d)|[.](?!\d)"
    r"|\b(?:while|whilst|with|but|whereas|although|though|so|because|which|that|as|yet|and)\b"
)
_MARKS = ",.;:!?()—–"
_LONGEST_SUBJECT = 12  # words
# Words that join the guardrail to what it guards and are no part of it.
_JOINING = words("and but while whilst so the our yet as also still whereas")
_PERSONS = words("we i it they he she you there that this")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled on first need: most passages have no guardrail."""
    return re.compile(pattern)


def may_hold_guardrail(vocabulary: AbstractSet[str]) -> bool:
    """Whether a text of these words (in lower case) can hold a guardrail at all."""
    return not _CUES.isdisjoint(vocabulary)


def find_guardrails(text: str) -> list[Span]:
    """Every guardrail in `text`, which is in lower case: in order, without "while", "with" and "at"."""
    spans: list[Span] = []
    flat = " ".join(text.split())
    for needs, opening in _OPENINGS:
        if any(need in flat for need in needs):
            for kept in _opened(text, opening):
                _add(spans, _without_joining(text, kept))
    told = list(_held(text)) if any(word in flat for word in _HELD) else []
    told += _denied(text) if any(word in flat for word in _DENIALS) else []
    for predicate in sorted(told):
        start = _subject_start(text, predicate.start)
        span = _without_joining(text, Span(start, predicate.end))
        if span.start < predicate.start and _of_a_metric(text[span.start : predicate.start]):
            _add(spans, span)
    return sorted(spans)


def _opened(text: str, opening: str) -> Iterator[Span]:
    """The guardrails that begin with `opening`, from its group `kept` to the end of the clause.

    Where the group `more` takes part, at least one character has to follow.
    """
    pattern, at = _compiled(opening), 0
    while (match := pattern.search(text, at)) is not None:
        end = _clause_end(text, match.end(), match["more"] is not None)
        at = match.start() + 1
        if end is not None:
            yield Span(match.start("kept"), end)
            at = end


def _clause_end(text: str, start: int, more: bool) -> int | None:
    """Where the clause ends that goes on at character `start`, None when a parenthesis opens before that."""
    found = _compiled(_END).search(text, start)
    if found is not None and found.start() == start and more:
        found = None if text[start : start + 1] in _MARKS else _compiled(_END).search(text, start + 1)
    if found is None or "(" in text[start : found.start()]:
        return None
    return found.start()


def _held(text: str) -> Iterator[Span]:
    """Where something is said to have been held, with how steady behind it."""
    behind = 0
    for match in _compiled(_TOLD).finditer(text):
        end = _end_of_stillness(text, match.end()) if match.start() >= behind else None
        if end is not None:
            behind = end
            yield Span(match.start(), end)


def _denied(text: str) -> Iterator[Span]:
    """Where something is said not to have changed."""
    for match in _compiled(_DENIED).finditer(text):
        if _compiled(_END).match(text, match.end()):
            yield Span(*match.span())


def _end_of_stillness(text: str, at: int) -> int | None:
    """Where "held", which ends at character `at`, ends with "steady" or "within 2 %" behind it."""
    steady = _compiled(_STEADY).match(text, at)
    if steady and _compiled(_END).match(text, steady.end()):
        return steady.end()
    within = _compiled(_WITHIN).match(text, at)
    end = _clause_end(text, within.end(), True) if within else None
    if end is None and _compiled(_END).match(text, at):
        return at
    return end


def _add(spans: list[Span], span: Span) -> None:
    if span.start < span.end and not any(span.overlaps(s) for s in spans):
        spans.append(span)


def _subject_start(text: str, predicate: int) -> int:
    """Where the clause begins whose predicate stands at character `predicate`."""
    start = 0
    for opening in _compiled(_BREAK).finditer(text, 0, predicate):
        if opening.group().lower() != "and" or _holds_clause(text[start : opening.start()]):
            start = opening.end()
    return start


def _holds_clause(words_before: str) -> bool:
    """Whether what stands before "and" is a clause, so that "and" joins no two nouns of one subject."""
    named = words_before.lower().split()
    return len(named) > _LONGEST_SUBJECT or any(
        w in VERBS or w in AUXILIARIES or w[:1].isdigit() for w in named
    )


def _without_joining(text: str, span: Span) -> Span:
    """The span without the joining words it begins with and the spaces it ends with."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end:
        word = text[start:end].split(maxsplit=1)[0]
        if word.lower() not in _JOINING:
            break
        start += len(word)
        while start < end and text[start].isspace():
            start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _of_a_metric(named: str) -> bool:
    """Whether the subject of a clause like "accuracy stayed flat" is a metric and not a person."""
    found = named.split()
    return 0 < len(found) <= _LONGEST_SUBJECT and found[0].lower() not in _PERSONS


def guards_changes_only(guard: str) -> bool:
    """Whether the guardrail means something beside a change only: "without a wrongful invoice"."""
    return guard[:7].lower() == "without" and _compiled(_HARM).search(guard.lower()) is None
