"""Guardrails: what was kept while a metric moved ("while keeping accuracy steady")."""

from __future__ import annotations

import re
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
_PHRASE = r"(?:[^,.;:!?()—–]|[.,]\d)+?"
_END = (
    r"(?=\s*(?:[;:!?)—–]|[.,](?!\d)|$|\s(?:while|whilst|which|that|but|through|across|during|by|using|via|despite"
    r"|because|so|thanks|and\s+\w+(?:ing|ed)\b|and\s+(?:we|i|the)\b|for\s+\d|in\s+(?:two|three|four|\d))\b))"
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
_STEADY = (
    r"(?:steady|flat|constant|stable|unchanged|intact|the\s+same|put"
    rf"|(?:within|at|above|below|under|over)\s+{_PHRASE})"
)
_STILLNESS = (
    r"(?:moved?|changed?|drop(?:ped)?|suffer(?:ed)?|degraded?|regress(?:ed)?|budged?|get\s+worse|rise|fall|fell"
    r"|increase|decrease|decline)"
)
# Each pattern with beginnings one of which it needs: a pattern that cannot match is not even compiled.
_PATTERNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("keeping", "holding"),
        rf"(?:while|whilst|and|,)\s+(?:also\s+|still\s+)?(?:keeping|holding)\s+(?P<kept>{_PHRASE}){_END}",
    ),
    (
        ("maintaining", "preserving", "retaining", "sustaining"),
        rf"\b(?P<kept>(?:maintaining|preserving|retaining|sustaining)\s+{_PHRASE}){_END}",
    ),
    (("kept", "held"), rf"while\s+(?:we\s+|i\s+)?(?:kept|held)\s+(?P<kept>{_PHRASE}){_END}"),
    (
        ("without",),
        rf"(?P<kept>\bwithout\s+{_SLIGHT}(?:{_HARM}\b(?:{_PHRASE})??|(?!\w+ing\b){_PHRASE})){_END}",
    ),
    (
        ("no ", "zero", "little", "minimal"),
        rf"\bwith\s+(?P<kept>(?:(?:no|zero|almost\s+no|virtually\s+no|little)\s+{_SLIGHT}{_HARM}\b(?:{_PHRASE})??"
        rf"|minimal\s+{_PHRASE})){_END}",
    ),
    (
        ("same", "equal", "constant", "unchanged", "identical", "comparable", "similar"),
        rf"\bat\s+(?:the\s+)?(?P<kept>(?:(?:same|equal|constant|unchanged)\s+{_PHRASE}"
        rf"|(?:identical|comparable|similar)\s+{_MEASURES}(?:{_PHRASE})??)){_END}",
    ),
)
# A predicate of stillness; its subject, which goes back to the start of its clause, is sought afterwards.
_TOLD = (
    rf"\b(?:(?:was|were|has|have|had)\s+)?(?:held|stayed|remained|kept|holding|staying|unchanged|stable)"
    rf"(?:\s+{_STEADY})?{_END}"
    rf"|\b(?:did\s+not|didn['’]t|never|has\s+not|had\s+not|hasn['’]t)\s+{_STILLNESS}{_END}"
)
_TOLD_NEEDS = (
    "held",
    "holding",
    "stay",
    "remain",
    "kept",
    "stable",
    "unchanged",
    "not",
    "n't",
    "n’t",
    "never",
)
# A clause begins behind these; behind "and" only when a clause stands before it.
_BREAK = (
    r"[,;:!?()—–](?!\d)|[.](?!\d)"
    r"|\b(?:while|whilst|with|but|whereas|although|though|so|because|which|that|as|yet|and)\b"
)
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
    for needs, pattern in _PATTERNS:
        if any(need in text for need in needs):
            for match in _compiled(pattern).finditer(text):
                _add(spans, _without_joining(text, Span(*match.span("kept"))))
    if not any(need in text for need in _TOLD_NEEDS):
        return sorted(spans)
    for match in _compiled(_TOLD).finditer(text):
        start = _subject_start(text, match.start())
        span = _without_joining(text, Span(start, match.end()))
        if span.start < match.start() and _of_a_metric(text[span.start : match.start()]):
            _add(spans, span)
    return sorted(spans)


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
