"""Evidence of scope: people, teams, horizon, ambiguity and influence, as a text shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.domain.claims import Claim, Kind, Status
from highsignal.domain.spans import Span
from highsignal.packs.model import Ambiguity, Dimension, Influence


class ScopeEvidence(NamedTuple):
    """One piece of evidence: the dimension, how much it shows on that dimension's scale, and where."""

    dimension: Dimension
    amount: float
    span: Span


_PERSONS = """
    engineer people person developer scientist analyst report intern member colleague designer hire reviewer
    student nurse staff headcount researcher annotator labeller volunteer recruit soldier teammate junior
"""
_PEOPLE = tuple(_PERSONS.split())
_TEAMS = re.compile(r"\b(?:teams?|departments?|squads?|orgs?|organi[sz]ations?|offices?)\b")
_MONTHS = {"day": 1 / 30, "week": 1 / 4.3, "month": 1.0, "quarter": 3.0, "year": 12.0}
_NUMBERS = {
    **dict.fromkeys(("two", "both"), 2.0),
    **dict.fromkeys(("three", "several", "all", "every"), 3.0),
    **{
        word: float(n)
        for n, word in enumerate(("four", "five", "six", "seven", "eight", "nine", "ten"), start=4)
    },
}
_NEAR = 14  # characters; about two words
_CROWD = 500  # a larger number beside "team" counts something else

# list of the lexicon → dimension, and what a phrase of the list shows on that dimension's scale
_SHOWN: dict[str, tuple[Dimension, float]] = {
    "scope.people": (Dimension.PEOPLE, 1.0),
    "scope.teams": (Dimension.TEAMS, 2.0),
    "scope.months": (Dimension.HORIZON, 1.0),
    "scope.quarters": (Dimension.HORIZON, 3.0),
    "scope.years": (Dimension.HORIZON, 12.0),
    "scope.problem-open": (Dimension.AMBIGUITY, float(Ambiguity.GIVEN_PROBLEM)),
    "scope.problem-found": (Dimension.AMBIGUITY, float(Ambiguity.FOUND_PROBLEM)),
    "scope.influence-team": (Dimension.INFLUENCE, float(Influence.TEAM)),
    "scope.influence-others": (Dimension.INFLUENCE, float(Influence.OTHER_TEAMS)),
    "scope.influence-organisation": (Dimension.INFLUENCE, float(Influence.ORGANISATION)),
}


def scope_evidence(reading: Reading) -> tuple[ScopeEvidence, ...]:
    """Every piece of evidence of scope in the story, in order of the text."""
    found = [piece for sentence in reading.sentences for piece in _in_sentence(sentence)]
    return tuple(sorted(found, key=lambda piece: piece.span))


def _in_sentence(sentence: ReadSentence) -> Iterator[ScopeEvidence]:
    for claim in sentence.claims:
        if claim.status is not Status.NEGATED:
            yield from _from_claim(claim)
    if sentence.cues.keys().isdisjoint(_SHOWN):
        return
    for name, (dimension, least) in _SHOWN.items():
        for span in sentence.find(name):
            yield ScopeEvidence(dimension, _amount(sentence, span, dimension, least), span)


def _amount(sentence: ReadSentence, span: Span, dimension: Dimension, least: float) -> float:
    """What a phrase shows: at least `least`, more where a number stands in or beside it."""
    if dimension in (Dimension.PEOPLE, Dimension.TEAMS):
        return max(least, _number_near(sentence, span, _NEAR))
    if dimension is Dimension.HORIZON:
        return least * max(1.0, _number_near(sentence, span, 0))
    return least


def _from_claim(claim: Claim) -> Iterator[ScopeEvidence]:
    metric = (claim.metric or claim.text).lower()
    if claim.kind is Kind.COUNT and _TEAMS.search(metric):
        yield ScopeEvidence(Dimension.TEAMS, claim.value, claim.span)
    elif claim.kind is Kind.COUNT and any(people in metric for people in _PEOPLE):
        yield ScopeEvidence(Dimension.PEOPLE, claim.value, claim.span)
    elif claim.kind is Kind.DURATION and claim.unit in _MONTHS:
        months = claim.value * _MONTHS[claim.unit]
        if months >= 1:
            yield ScopeEvidence(Dimension.HORIZON, months, claim.span)


def _number_near(sentence: ReadSentence, span: Span, reach: int) -> float:
    """The largest number in a phrase or up to `reach` characters around it: "three sister teams"."""
    numbers = [
        _NUMBERS.get(t.word) or (float(t.word) if t.word.isdecimal() else 0.0)
        for t in sentence.tokens
        if span.start - reach <= t.start < span.end + reach
    ]
    return max((n for n in numbers if n <= _CROWD), default=0.0)
