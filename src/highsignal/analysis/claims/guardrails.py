"""Guardrails: what was kept while a metric moved ("while keeping accuracy steady", "without losing recall")."""

from __future__ import annotations

import re

from highsignal.analysis.claims.wordlists import words
from highsignal.domain.spans import Span

# One cheap look before the patterns: every guardrail holds one of these.
_HINT = re.compile(
    r"\b(?:keep|kept|hold|held|maintain|preserv|retain|sustain|without|no|zero|same|steady|flat|unchanged|constant"
    r"|stable|not|never|equal|identical|intact|n't|n’t)",
    re.IGNORECASE,
)
_END = (
    r"(?=\s*(?:[;:!?)—–]|[.,](?!\d)|$|\s(?:while|whilst|and\s+\w+(?:ing|ed)\b|and\s+(?:we|i|the)\b|which|that|but|through|across"
    r"|during|by|using|via|despite|because|so|for\s+\d|in\s+(?:two|three|four|\d)|thanks)\b))"
)
_PHRASE = r"(?:[^,.;:!?()—–]|\.\d|,\d{3})+?"
_HARM = (
    r"(?:los(?:ing|s)|hurt(?:ing)?|sacrific(?:e|ing)|degrad(?:ing|ation|e)|compromis(?:e|ing)|impact(?:ing)?|harm(?:ing)?"
    r"|drop(?:s|ping)?|regress(?:ion|ions|ing)?|reduc(?:ing|tion)|lower(?:ing)?|affect(?:ing)?|chang(?:e|es|ing)|break(?:ing|age)"
    r"|increas(?:e|ing)|decreas(?:e|ing)|disrupt(?:ing|ion)|rais(?:ing|e)|slow(?:ing|down)|loss(?:es)?|interrupt(?:ing|ion)s?"
    r"|downtime|outages?|incidents?|rollbacks?|decline|dip|damage|data\s+loss|added|adding|additional|extra|customer)"
)
_PATTERNS = (
    r"(?:while|whilst|and|,)\s+(?:also\s+|still\s+)?(?:keeping|holding)\s+(?P<kept>" + _PHRASE + r")" + _END,
    r"(?:while|whilst|and|,|by)?\s*(?:also\s+|still\s+)?(?P<held>(?:maintaining|preserving|retaining|sustaining)\s+"
    + _PHRASE
    + r")"
    + _END,
    r"while\s+(?:we\s+|i\s+)?(?:kept|held)\s+(?P<past>" + _PHRASE + r")" + _END,
    r"(?P<without>\bwithout\s+(?:any\s+|a\s+|an\s+|significant\s+|measurable\s+)*"
    + _HARM
    + r"\b(?:"
    + _PHRASE
    + r")??)"
    + _END,
    r"\bwith\s+(?P<no>(?:no|zero|almost\s+no|virtually\s+no|little)\s+(?:measurable\s+|significant\s+)*"
    + _HARM
    + r"\b(?:"
    + _PHRASE
    + r")??)"
    + _END,
    r"\bat\s+(?:the\s+)?(?P<same>(?:same|equal|constant|unchanged|identical|comparable|similar)\s+"
    + _PHRASE
    + r")"
    + _END,
    r"(?P<still>(?:\b[\w%-]+\s+){1,5}?(?:(?:was|were|has|have)\s+)?(?:held|stayed|remained|kept|holding|staying|unchanged|stable)"
    r"(?:\s+(?:steady|flat|constant|stable|unchanged|intact|the\s+same|put|within\s+"
    + _PHRASE
    + r"|(?:at|above|below|under|over)\s+"
    + _PHRASE
    + r"))?)"
    + _END,
    r"(?P<unmoved>(?:\b[\w%-]+\s+){1,5}?(?:did\s+not|didn['’]t|never|has\s+not|had\s+not|hasn['’]t)\s+"
    r"(?:move|moved|change|changed|drop|dropped|suffer|suffered|degrade|degraded|regress|regressed|budge|budged|get\s+worse|rise|fall|fell|increase|decrease|decline))"
    + _END,
)
_compiled: list[re.Pattern[str]] = []


def _patterns() -> list[re.Pattern[str]]:
    """Compiled on first need: most passages have no guardrail."""
    if not _compiled:
        _compiled.extend(re.compile(p, re.IGNORECASE) for p in _PATTERNS)
    return _compiled


_LEADING = re.compile(
    r"^(?:(?:and|but|while|whilst|so|the|our|yet|as|also|still|whereas)\s+)+", re.IGNORECASE
)
_SUBJECTLESS = words("we i it they he she you there that this")
_STATES = re.compile(
    r"\b(?:steady|flat|constant|stable|unchanged|intact|same|put|at|above|below|under|over|within|move|change)",
    re.IGNORECASE,
)


def find_guardrails(text: str) -> list[Span]:
    """Every guardrail in `text`, in order, none overlapping; the span leaves out "while", "with" and "at"."""
    if _HINT.search(text) is None:
        return []
    spans: list[Span] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name = match.lastgroup
            if name is None:
                continue
            span = _trimmed(text, Span(*match.span(name)))
            if name in ("still", "unmoved") and not _stands(text, span):
                continue
            if name == "kept" and not _STATES.search(span.text(text)):
                pass
            if span.start < span.end and not any(span.overlaps(s) for s in spans):
                spans.append(span)
    return sorted(spans)


def _trimmed(text: str, span: Span) -> Span:
    lead = _LEADING.match(span.text(text))
    start = span.start + (lead.end() if lead else 0)
    end = span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _stands(text: str, span: Span) -> bool:
    """Whether a clause like "accuracy stayed flat" has a metric for its subject and not a person."""
    first = span.text(text).split(maxsplit=1)
    return bool(first) and first[0].lower() not in _SUBJECTLESS and len(first) > 1
