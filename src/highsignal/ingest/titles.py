"""A short title from a text: the clause that tells the result, else what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from highsignal.domain.claims import Claim, Direction, Status
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.ingest.deeds import begins_with_deed, tells_deed
from highsignal.ingest.plain import bare

LONGEST = 70  # characters, so that a title stays on one line of a card

_LEAD = re.compile(
    r"^(?:(?:and|so|but|then|also|finally|eventually|as a result|in the end|after that|overall|ultimately"
    r"|additionally|successfully|basically|um+|uh+|okay|well)\b,?\s+"
    r"|(?:in|by|during|since|last|this|over) [^,]{2,30},\s+(?=\S)"
    r"|\(?(?:\d{4}[-/.]\d\d(?:[-/.]\d\d)?|q[1-4](?: \d{4})?)\)?\s*[:–—-]\s*"
    r"|(?:result|outcome|impact|action|situation|task)s?\s*[:–—-]\s*)+",
    re.IGNORECASE,
)
_I = re.compile(
    r"^(?:i|we)\s+(?=[a-z]+)(?!(?:was|were|had|have|am|are)\b)(?:then |also |just |ended up )?", re.IGNORECASE
)
_BREAK = re.compile(
    r"\s*(?:[,;:(]|\s[–—-]\s)\s*"
    r"|\s+(?=(?:which|because|so that|while|when|although|though|where|after|before|resulting|leading)\b)"
)
_AND = re.compile(r"\s+and\s+")
_CUT = re.compile(
    r"\s+(?:(?:and|or|but|with|for|by|to|of|in|on|at|from|the|a|an|our|my|its|their|that|which|as|into|than|over|across|using|via|within|&|was|were|is)\s*)*$",
    re.IGNORECASE,
)
_LEAST_WORDS = 4  # of a sentence from which a title can be made
_DANGLING = re.compile(r"(?:it|they|he|she|this|that|these|those|which|who|there|one)\b", re.IGNORECASE)
_MOVED = (Direction.UP, Direction.DOWN)


def title_from(sentences: Sequence[LabelledSentence], claims: Sequence[Claim]) -> str:
    """The title for a text by its sentences and claims, at most `LONGEST` characters, no dots at its end.

    The result with a number comes first, then a result, a deed, and how the text begins.
    """
    spoken = [s for s in sentences if not s.sentence.heading]
    if not spoken:
        return ""
    first = bare(spoken[0].sentence.text)
    if len(spoken) == 1 or begins_with_deed(first):
        short = sentence_title(first)
        if len(short.split()) >= 3:
            return short
    candidates = [*_told(spoken, claims), sentence_title(first)]
    return next((title for title in candidates if title and not _DANGLING.match(title)), candidates[0])


def _told(spoken: Sequence[LabelledSentence], claims: Sequence[Claim]) -> Iterator[str]:
    """Titles from the sentences that tell a result or a deed, the best first."""
    moved = [c for c in claims if c.status is Status.ASSERTED and c.direction in _MOVED]
    for wanted in ((Role.RESULT,), (Role.ACTION, Role.DECISION, Role.OTHER)):
        for item in spoken:
            at = next((c.span.start for c in moved if item.sentence.span.contains(c.span)), None)
            if at is not None and item.role in wanted:
                yield _around(item.sentence.text, at - item.sentence.span.start)
    for role in (Role.RESULT, Role.DECISION, Role.ACTION):
        for item in spoken:
            long_enough = item.role is role and len(item.sentence.words) >= _LEAST_WORDS
            if long_enough and (role is Role.RESULT or tells_deed(item.sentence.text)):
                yield sentence_title(item.sentence.text)


def short_title(words: str) -> str:
    """`words` as a title: on one line, at most `LONGEST` characters, cut between words."""
    shown = _fitted(bare(words))
    return shown[:1].upper() + shown[1:]


def _around(sentence: str, at: int) -> str:
    """The sentence if it is short, else its clause around character `at`, else how it begins."""
    whole = sentence_title(sentence)
    if len(_dressed(sentence)) <= LONGEST:
        return whole
    start = end = 0
    for match in [*_BREAK.finditer(sentence), None]:
        end = match.start() if match else len(sentence)
        if start <= at < end:
            clause = _dressed(sentence[start:end])
            if len(clause.split()) >= 3 and len(clause) <= LONGEST:
                return _fitted(clause)
        start = match.end() if match else end
    return whole


def _dressed(sentence: str) -> str:
    shown = bare(sentence)
    shown = _LEAD.sub("", _I.sub("", _LEAD.sub("", shown).strip())) or shown
    return shown[:1].upper() + shown[1:]


def sentence_title(sentence: str) -> str:
    """A sentence as a title: without "I", cut at a clause where it is too long."""
    shown = _dressed(sentence)
    if len(shown) <= LONGEST:
        return _fitted(shown)
    ends = [m.start() for m in _BREAK.finditer(shown) if m.start() <= LONGEST]
    usable = [end for end in ends if len(shown[:end].split()) >= 4]
    usable = usable or [
        m.start()
        for m in _AND.finditer(shown)
        if m.start() <= LONGEST and len(shown[: m.start()].split()) >= 4
    ]
    return _fitted(shown[: usable[-1]] if usable else shown)


def _fitted(shown: str) -> str:
    shown = shown.strip()
    if len(shown) > LONGEST:
        shown = shown[: LONGEST + 1]
        shown = shown[: shown.rindex(" ")] if " " in shown[20:] else shown[:LONGEST]
        shown = _CUT.sub("", shown)
    return shown.strip(' .…,;:–—-*_#"“')
