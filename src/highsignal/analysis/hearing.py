"""Whether a listener's sentence says what was meant to be heard, with the words that show it.

Evidence is of five sorts: which of the intended words were said again (the same, a word for the same thing,
or one with a near vector), how near the two sentences' vectors are, whether numbers agree (coarser is no
contradiction: "about a fifth" for 22 %), which way things are said to have moved, and whether the listener
speaks of an attempt rather than of what came of it. A small linear model, trained on our own pairs
(`training/hearing.py`), weighs them; how often it is right stands in benchmarks/RESULTS.md, "hearing".
It is a first reading: the person who heard the listener may overrule it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from highsignal.analysis.claims import extract
from highsignal.analysis.drift.compare import compare_claims
from highsignal.analysis.drift.facts import Fact, facts_of
from highsignal.analysis.drift.judge import AGREES, judge
from highsignal.analysis.hearing_words import Match, compare_words, coverage
from highsignal.analysis.matching.stems import all_stems, stem
from highsignal.domain.claims import Claim, Direction
from highsignal.domain.spans import Span
from highsignal.domain.speech import Drift

_MODEL = "hearing.json"
_SHOWN = 0.3  # likeness from which a pair of words is shown as evidence
_KEPT = 4096  # comparisons; a page of hearings makes some twenty for each
_LONGEST = 2000  # characters that are looked at; nobody says more in a sentence
_LONG_ANSWER = 12  # content words of an answer from which its length says nothing more
_SAME_SUBJECT = 0.4  # coverage from which another number counts as a number for the same thing


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_DOWN = _stems("""
    cut cuts reduce reduced lower lowered drop dropped fall fell decrease decreased save saved cheaper less
    fewer halve halved shrink down faster quicker half third fast quick
""")
_UP = _stems("""
    rise rose raise raised increase increased more higher up grow grew improve improved better expensive
    slower triple tripled double doubled gain gained worse
""")
_NOT = re.compile(
    r"\b(?:no|not|never|nobody|none|without|stop(?:ped)?|any ?more|\w+n['’]t|zero|nothing|instead)\b", re.I
)
_ATTEMPT = re.compile(
    r"\b(?:try|tried|trying|want(?:s|ed)?|work(?:ed|ing) on|something (?:about|with)|looked (?:at|into)"
    r"|raised|responsible for|prepared|(?:about|going) to|used to|there was|conflict|problem|could not"
    r"|couldn['’]t)\b",
    re.I,
)
_DONE = re.compile(r"\b(?:now|instead|any ?more|no longer|stopped|still|since|so)\b", re.I)


class Verdict(StrEnum):
    """How much of what was meant a listener said."""

    HEARD = "heard"  # what came of it, with or without its number
    PARTLY = "partly"  # the subject, or another number, or a part of the outcome
    MISSED = "missed"  # something else


class Shown(NamedTuple):
    """Words that show a verdict: where they stand in the intended sentence and in what was said."""

    intended: Span
    said: Span


class Echo(NamedTuple):
    """A verdict with its evidence: `chance` is the model's probability that the outcome was heard.

    `contradicts` says in one sentence that another number was said, and is empty when none was.
    """

    verdict: Verdict
    chance: float
    shown: tuple[Shown, ...]
    contradicts: str = ""


class _Read(NamedTuple):
    """One of the two sentences with all that is compared."""

    text: str
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    down: bool
    up: bool


class _Compared(NamedTuple):
    """Two sentences side by side: words, agreeing numbers, contradicting ones, and the model's evidence."""

    matches: tuple[Match, ...]
    numbers: frozenset[Shown]
    drifts: tuple[Drift, ...]
    evidence: dict[str, float]


@lru_cache(maxsize=_KEPT)
def echo_of(intended: str, said: str) -> Echo:
    """Whether `said`, the listener's words, repeats what `intended` says; neither is cut or changed.

    An empty answer missed it. Takes about two milliseconds once the vectors are loaded.
    """
    if not said.strip() or not intended.strip():
        return Echo(Verdict.MISSED, 0.0, ())
    compared = _compare(intended, said)
    chances = chances_of(compared.evidence)
    verdict = max(Verdict, key=lambda v: chances[v])
    shown = {Shown(m.intended.span, m.said.span) for m in compared.matches if m.said and m.likeness >= _SHOWN}
    contradicts = compared.drifts[0].explanation if compared.drifts else ""
    return Echo(verdict, chances[Verdict.HEARD], tuple(sorted(shown | compared.numbers)), contradicts)


def evidence_of(intended: str, said: str) -> dict[str, float]:
    """The numbers that the model weighs, by name; for training and measuring."""
    return _compare(intended, said).evidence


def _compare(intended: str, said: str) -> _Compared:
    own, other = _read(intended), _read(said)
    alike = compare_words(own.text, other.text)
    covered = coverage(alike.matches)
    numbers = _agreeing(own, other)
    drifts = compare_claims(own.claims, other.claims, texts=(own.text, other.text)).drifts
    drifts = () if numbers else drifts
    evidence = {
        "covered": covered,
        "covering": coverage(alike.backwards),
        "length": min(len(alike.backwards), _LONG_ANSWER) / _LONG_ANSWER,
        **_numbers(covered, bool(numbers), bool(drifts), own, other),
        **_ways(own, other),
        "vectors": alike.cosine,
    }
    return _Compared(alike.matches, frozenset(numbers), drifts, evidence)


def chances_of(evidence: Mapping[str, float]) -> dict[Verdict, float]:
    """The probability of each verdict."""
    sums = {
        Verdict(name): weights["always"] + sum(weights[part] * value for part, value in evidence.items())
        for name, weights in _weights().items()
    }
    highest = max(sums.values())
    powers = {verdict: math.exp(value - highest) for verdict, value in sums.items()}
    return {verdict: power / sum(powers.values()) for verdict, power in powers.items()}


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = files("highsignal.analysis").joinpath(_MODEL).read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = json.loads(text)
    return weights


def _read(text: str) -> _Read:
    text = text[:_LONGEST]
    claims = extract(text)
    words = frozenset(all_stems(text))
    ways = {claim.direction for claim in claims}
    return _Read(
        text,
        claims,
        facts_of(claims, text),
        down=bool(words & _DOWN) or Direction.DOWN in ways,
        up=bool(words & _UP) or Direction.UP in ways,
    )


def _numbers(covered: float, agree: bool, drift: bool, own: _Read, other: _Read) -> dict[str, float]:
    """An agreeing number says more the more of the words around it agree, too."""
    differ = not agree and covered >= _SAME_SUBJECT and (drift or _differ(own, other))
    return {"number": covered if agree else 0.0, "other number": float(drift or differ)}


def _differ(own: _Read, other: _Read) -> bool:
    """Whether a number is said in the unit of an intended one, and none of them agrees."""
    return any(
        judge(mine, theirs) not in (None, AGREES)
        for mine in own.facts
        if mine.asserted
        for theirs in other.facts
        if theirs.asserted
    )


def _agreeing(own: _Read, other: _Read) -> list[Shown]:
    """Where numbers agree, whatever the listener called the thing that they count."""
    return [
        Shown(mine.claim.value_span or mine.claim.span, theirs.claim.value_span or theirs.claim.span)
        for mine in own.facts
        if mine.asserted
        for theirs in other.facts
        if theirs.asserted and judge(mine, theirs) == AGREES
    ]


def _ways(own: _Read, other: _Read) -> dict[str, float]:
    """Which way things moved, and whether an attempt is told or what came of it."""
    opposite = (own.down and not own.up and other.up and not other.down) or (
        own.up and not own.down and other.down and not other.up
    )
    return {
        "same way": float((own.down and other.down) or (own.up and other.up)),
        "opposite way": float(opposite),
        "both deny": float(bool(_NOT.search(own.text) and _NOT.search(other.text))),
        "attempt": float(bool(_ATTEMPT.search(other.text)) and not _ATTEMPT.search(own.text)),
        "done": float(bool(_DONE.search(other.text))),
    }
