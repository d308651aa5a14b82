"""A claim in a form that can be compared: its subject, its amounts as told, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from highsignal.analysis.claims import extract, extract_all
from highsignal.analysis.claims.units import SECONDS
from highsignal.analysis.claims.wordlists import words
from highsignal.analysis.drift.rounding import Amount
from highsignal.analysis.drift.subjects import Subject, key_stems, subject_of
from highsignal.analysis.matching.stems import stem
from highsignal.domain.claims import Claim, Direction, Kind, Status
from highsignal.domain.spans import Span

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*")
_REACH = 40  # characters before a value in which its hedges stand
_HEDGE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|approx|circa|ish|or so|close to"
    r"|something like|somewhere|just (?:over|under|about|shy)|a (?:little|bit|touch|tad)|give or take"
    r"|order of|maybe|say|so)\b|~|≈",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|more than|above|at least|better than|north of|upwards of|exceed\w*)\b|[>≥]", re.I
)
_UNDER = re.compile(r"\b(?:under|less than|below|at most|up to|within|shy of|south of|sub)\b|[<≤]", re.I)
_FRACTION = re.compile(
    r"\b(?:half|halv\w+|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)\b", re.I
)
_DOUBLED = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl)\w+\b", re.IGNORECASE)
_FAST = re.compile(r"\b(?:fast\w*|slow\w*|quick\w*|speed\w*|sped|throughput)\b", re.IGNORECASE)
_OR_SO = re.compile(r"\s*(?:percent|%)?\s*(?:or so|-?ish\b|give or take|or thereabouts)", re.IGNORECASE)
_OR_MORE = re.compile(r"\s*(?:\+|plus\b|or more\b)", re.IGNORECASE)
_STOPS = words("to from and into was were is are in at through")
_HEDGING_WORDS = 4
_FRAMED = re.compile(
    r"\b(?:in|within|inside|under|over|during|after|for)\s+(?:the\s+)?(?:first|last|next|about|around|only|just|less"
    r"|than|more|\s)*$",
    re.I,
)
_TEAM = re.compile(r"\b(?:team|squad|crew|group)$", re.IGNORECASE)
_JUST_BEFORE = 10  # characters before a claim in which "median" belongs to it
_FRAME_REACH = 24  # characters
_REACHED = re.compile(
    r"\b(?:to|at|into)(?:\s+(?:about|around|roughly|nearly|almost|just|only|some|like|under|over|below|above"
    r"|less|more|than|an?|the))*\s*$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\s*(?:percent\s*)?(?:of|as) (?:what|the (?:original|old|previous|former)|its (?:former|old))", re.I
)
_OF_MEASURE = re.compile(
    r"\b(?:of|as) (?:the|its) (?:old |former |original |previous )?"
    r"(?:time|size|cost|price|effort|memory|length)\b",
    re.IGNORECASE,
)
# Metrics that are shares themselves: "accuracy went to 94 %" says no change by itself.
_SHARE_HEADS = frozenset(
    stem(word)
    for word in words("""
    accuracy rate recall precision coverage uptime share conversion churn utilization utilisation
    retention ratio error availability adoption percentage margin ctr score loss occupancy
    """)
)
_PERIODS = {
    "day": re.compile(r"\b(?:a|per|each|every)[ -]day\b|/\s?day\b|\bdaily\b", re.I),
    "week": re.compile(r"\b(?:a|per|each|every)[ -]week\b|/\s?w(?:ee)?k\b|\bweekly\b", re.I),
    "month": re.compile(r"\b(?:a|per|each|every)[ -]month\b|/\s?mo(?:nth)?\b|\bmonthly\b", re.I),
    "quarter": re.compile(r"\b(?:a|per|each|every)[ -]quarter\b|\bquarterly\b", re.I),
    "year": re.compile(
        r"\b(?:a|per|each|every)[ -]year\b|/\s?y(?:ea)?r\b|\b(?:annual\w*|yearly|per annum)\b", re.I
    ),
}
_WINDOW = 70  # characters around a value in which words count as standing beside it
_BEHIND = 14  # characters behind a value in which "or so" and "or more" stand
_PRONOUN = re.compile(r"\b(?:it|that|this|they|them)(?:['’]s|['’]re)?\b", re.IGNORECASE)
# What is counted was named before: "240 alerts, 190 were noise".
_ELLIPSIS = re.compile(r"\s+(?:were|was|are|left|remained|of (?:them|those|these))\b", re.IGNORECASE)
_ANTECEDENT_REACH = 120  # characters
# "Within a year", "half a day": a length of time and no period.
_LASTING = re.compile(
    r"\b(?:in|within|for|over|after|under|than|half|about|almost|nearly|of|during|once|and)\s+$",
    re.IGNORECASE,
)
_PERIOD_GAP = 3  # characters between a claim and its period
_PERIOD_REACH = 28  # characters behind a value that are looked at


class Fact(NamedTuple):
    """A claim with what is needed to compare it; amounts are in the claim's unit."""

    claim: Claim
    subject: Subject
    value: Amount
    baseline: Amount | None
    period: str
    fast: bool
    around: frozenset[str]
    at: Span  # where the value stands
    told: str  # and how it is told
    pronoun: bool  # whether "it" or the like stands before it
    lead: str  # the few words before the value
    behind: str  # the characters behind it

    @property
    def asserted(self) -> bool:
        """Whether the text says that it is so."""
        return self.claim.status is Status.ASSERTED

    @property
    def moves(self) -> bool:
        """Whether a change is told and which way it went."""
        return self.claim.direction in (Direction.UP, Direction.DOWN)

    @property
    def bare(self) -> bool:
        """Whether the number has neither unit nor noun, so that the unit of what it tells again is meant."""
        behind = self.claim.metric_span is not None and self.claim.metric_span.start >= self.at.end
        return self.claim.unit == "count" and not behind and self.claim.text.endswith(self.told)

    @property
    def of_measure(self) -> bool:
        """Whether it is told as a part of what something took or cost: "a quarter of the time"."""
        return self.claim.kind is Kind.LEVEL and bool(_OF_MEASURE.search(self.told + self.behind))

    @property
    def still(self) -> bool:
        """Whether it only says how much or many there is, and no change."""
        return not self.moves and self.baseline is None

    @property
    def reaches(self) -> bool:
        """Whether the value is where something went, not by how much: "down to 120 ms"."""
        if self.claim.kind is Kind.RELATIVE:
            return False
        return self.claim.kind in (Kind.LEVEL, Kind.DURATION) or bool(_REACHED.search(self.lead))

    @property
    def reaches_share(self) -> bool:
        """Whether a share tells what is left of something that is itself no share: "down to a third"."""
        if self.claim.unit != "percent" or self.claim.kind is not Kind.LEVEL or self.baseline is not None:
            return False
        if self.of_measure:
            return True
        return self.subject.head not in _SHARE_HEADS and bool(
            _OF_WHAT.match(self.behind) or (self.moves and _REACHED.search(self.lead) and self.subject.stems)
        )


def facts_of(claims: Sequence[Claim], text: str) -> tuple[Fact, ...]:
    """The claims of `text`, in whose characters their spans count, as facts in the same order."""
    sentences = sentences_of(text)
    facts: dict[int, Fact] = {}
    before: Fact | None = None
    for number in sorted(range(len(claims)), key=lambda n: claims[n].span):
        before = _with_antecedent(_fact(claims[number], text, sentences), before)
        facts[number] = before
    return tuple(facts[number] for number in range(len(claims)))


def aside(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """The other quantities of `text`: those of guardrails, of wholes ("two of my six"), and the small ones.

    Lengths of time are left to `times`; a one is more often a word than a number.
    """
    held = [claim.value_span or claim.span for claim in claims]
    found = [claim for s in sentences_of(text) for claim in extract_all(s.text(text), s.start)]
    for claim in claims:
        if claim.scope and claim.scope.startswith("of "):
            at = text.find(claim.scope, claim.span.start)
            found += extract(claim.scope.replace("of ", "   ", 1), at) if at >= 0 else ()
    return tuple(
        claim for claim in found if _is_aside(claim, text) and not any(_at(claim).overlaps(h) for h in held)
    )


def _is_aside(claim: Claim, text: str) -> bool:
    if claim.unit in SECONDS:
        return not _FRAMED.search(text, max(0, claim.span.start - _FRAME_REACH), _at(claim).start)
    if claim.unit != "count" or claim.baseline is not None or claim.direction is not Direction.NONE:
        return True
    if claim.metric in ("time", "times"):
        return False
    governed = len(claim.text) > _at(claim).end - _at(claim).start  # "brought it down to 9"
    alone = bool(_ELLIPSIS.match(text, _at(claim).end))
    return (claim.metric is not None or governed or alone) and claim.value != 1


def _at(claim: Claim) -> Span:
    return claim.value_span or claim.span


def sentences_of(text: str) -> list[Span]:
    """The sentences of any text, roughly; a transcript may have none of its marks."""
    return [Span(*match.span()) for match in _SENTENCE.finditer(text)]


def around_of(span: Span, text: str, sentences: Sequence[Span]) -> frozenset[str]:
    """The stems of the words around `span` in its sentence, those of the span left out."""
    sentence = next((s for s in sentences if s.start <= span.start < s.end), span)
    start, end = max(sentence.start, span.start - _WINDOW), min(sentence.end, span.end + _WINDOW)
    while sentence.start < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < sentence.end and not text[end].isspace():
        end -= 1
    return frozenset(key_stems(text[start : span.start] + " " + text[span.end : end]))


def _fact(claim: Claim, text: str, sentences: Sequence[Span]) -> Fact:
    value_at = claim.value_span or claim.span
    value = amount_at(text, value_at, claim.value, claim.unit, claim.approximate)
    value = value._replace(range=claim.range, level=claim.kind is Kind.LEVEL)
    before = text[max(0, value_at.start - _REACH) : value_at.start]
    baseline = None
    if claim.baseline is not None:
        baseline = Amount(claim.baseline, claim.unit, hedged=value.hedged, level=value.level)
    fact = Fact(
        claim=claim,
        subject=_subject(claim, text),
        value=value,
        baseline=baseline,
        period=_period(claim, text, value_at),
        fast=bool(_FAST.search(claim.text)),
        around=around_of(value_at, text, sentences),
        at=value_at,
        told=value_at.text(text),
        pronoun=bool(_PRONOUN.search(before) or _ELLIPSIS.match(text, value_at.end)),
        lead=_words_before(text, value_at, to=True),
        behind=text[value_at.end : value_at.end + _PERIOD_REACH],
    )
    return fact._replace(subject=subject_of(before)) if fact.of_measure else fact


def _subject(claim: Claim, text: str) -> Subject:
    """What the claim is about; of "team of five" the people are counted, of "five teams" the teams."""
    behind = claim.metric_span and claim.value_span and claim.metric_span < claim.value_span
    metric = claim.metric
    if behind and claim.unit == "count" and claim.baseline is None and metric and _TEAM.search(metric):
        metric = "people"
    return subject_of(metric, text[max(0, claim.span.start - _JUST_BEFORE) : claim.span.end])


def _with_antecedent(fact: Fact, before: Fact | None) -> Fact:
    """The fact with the subject of the one before it, where "it" stands for that."""
    if (
        fact.subject.stems
        or before is None
        or not before.subject.stems
        or not _PRONOUN.search(fact.claim.text)
    ):
        return fact
    if fact.claim.span.start - before.claim.span.end > _ANTECEDENT_REACH or not _alike(fact, before):
        return fact
    return fact._replace(subject=before.subject)


def _alike(one: Fact, other: Fact) -> bool:
    units = {one.claim.unit, other.claim.unit}
    return len(units) == 1 or units <= SECONDS.keys() or units <= {"percent", "percentage_point", "factor"}


def amount_at(text: str, at: Span, value: float, unit: str, approximate: bool) -> Amount:
    """A number told at `at` with how loosely it was told; `approximate` where that is known already."""
    before = _words_before(text, at)
    after = text[at.end : at.end + _BEHIND]
    told = at.text(text)
    bound = 1 if _OVER.search(before) or _OR_MORE.match(after) else 0
    if _UNDER.search(before):
        bound = -1
    return Amount(
        value,
        unit,
        hedged=approximate or bool(_HEDGE.search(before) or _OR_SO.match(after)),
        bound=bound,
        fraction=bool(_FRACTION.search(told) or _DOUBLED.search(told)),
    )


def _words_before(text: str, at: Span, to: bool = False) -> str:
    """The few words before a value, no further back than another number or the end of a clause.

    A preposition is such an end, too, and is left out unless `to` asks for it.
    """
    kept: list[str] = []
    for word in reversed(text[max(0, at.start - _REACH) : at.start].split()):
        if word.lower() in _STOPS:
            kept += [word] if to else []
            break
        if word[-1] in ".,;:?!)" or any(c.isdigit() for c in word):
            break
        kept.append(word)
        if len(kept) == _HEDGING_WORDS:
            break
    return " ".join(reversed(kept))


def _period(claim: Claim, text: str, at: Span) -> str:
    """The period of a rate ("a month"), "" where none is told right behind the claim or inside it."""
    end = max(at.end, claim.span.end)
    searched = text[claim.span.start : end + _PERIOD_REACH]
    close = end - claim.span.start + _PERIOD_GAP
    value_end = at.end - claim.span.start  # what stands behind the value is its own: "1 a month to 2 a week"
    found = [
        (match.start() < value_end, match.start(), name)
        for name, pattern in _PERIODS.items()
        if (match := pattern.search(searched))
        and match.start() <= close
        and not _LASTING.search(searched[: match.start()])
    ]
    return min(found)[-1] if found else ""
