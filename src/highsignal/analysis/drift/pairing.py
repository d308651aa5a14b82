"""Which told fact tells which claimed one: by what they are about, and by what their numbers say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from highsignal.analysis.drift.facts import Fact
from highsignal.analysis.drift.judge import AGREES, SCOPE, VALUE, agrees_in_part, judge
from highsignal.analysis.drift.subjects import likeness
from highsignal.domain.claims import Kind, Status

# Likeness of two subjects, from 0 to 1; found on the development half of benchmarks/labels/drift_dev.jsonl.
_UNNAMED = 0.5  # where one of them is named by a pronoun only
_ALONE = 0.75  # where both are named by nothing: "it took 6 weeks" and "it took six months"
_CONTEXT = 0.3  # how much the words around add at most
_AGREEMENT = 0.35  # how much it adds that the numbers agree
_NOTHING_AROUND = 0.5
_LEAST_AROUND = 0.3  # where no change is told, which would set a number apart from others
_NAMED_FULLY = 2  # words; "zero-result searches" needs nothing around it
_LEAST_AGREED = 0.4
_LEAST_DRIFTED = 0.7
_LEAST_TURNED = 1.0
_SIDE = 0.15  # how much more alike numbers must be that are no claims


class Pair(NamedTuple):
    """A told fact beside a claimed one: how alike their subjects are, and the verdict on their numbers.

    `in_part` where they agree only by where one of them began.
    """

    claimed: int
    told: int
    likeness: float
    verdict: str
    in_part: bool = False

    @property
    def rank(self) -> float:
        """How well the two fit together; what agrees fits better."""
        return self.likeness + (_AGREEMENT if self.verdict == AGREES and not self.in_part else 0.0)


def pairs_of(ours: Sequence[Fact], theirs: Sequence[Fact], claims: int, told: int) -> list[Pair]:
    """For each told fact the claimed one that it tells, in the order of the telling; new ones have none.

    The first `claims` of `ours` and `told` of `theirs` are claims, the others numbers beside them.
    """
    chosen = [pair for pair in _choose(ours, theirs) if pair.verdict == AGREES or _firm(pair, claims, told)]
    return chosen + list(_turned(ours, theirs, chosen))


def _choose(ours: Sequence[Fact], theirs: Sequence[Fact]) -> list[Pair]:
    """For each told fact the claimed one that it tells, in the order of the telling.

    First everything that agrees. What is left is held against claims that were not told rightly; a number
    beside one that was is another fact, unless it tells the same change again.
    """
    fitting = [_fitting(ours, fact, n) for n, fact in enumerate(theirs)]
    best = [max(pairs, key=lambda p: p.rank, default=None) for pairs in fitting]
    agreed = {pair.claimed for pair in best if pair is not None and pair.verdict == AGREES}
    chosen = []
    for pairs, pair in zip(fitting, best, strict=True):
        if pair is not None and pair.verdict != AGREES:
            open_ones = [
                p for p in pairs if p.claimed not in agreed or _again(ours[p.claimed], theirs[p.told])
            ]
            pair = max(open_ones, key=lambda p: (p.claimed not in agreed, p.rank), default=None)
        if pair is not None:
            chosen.append(pair)
    return chosen


def _again(claimed: Fact, told: Fact) -> bool:
    same = not _other_statistic(claimed, told)
    return same and claimed.claim.kind is told.claim.kind and claimed.moves and told.moves


def _fitting(ours: Sequence[Fact], fact: Fact, number: int) -> list[Pair]:
    """The claimed facts that told fact `number` may tell, none when it is a new one."""
    pairs = [pair for n, own in enumerate(ours) if (pair := _pair(own, fact, n, number)) is not None]
    return [p for p in pairs if p.likeness >= (_LEAST_AGREED if p.verdict == AGREES else _LEAST_DRIFTED)]


def _pair(own: Fact, fact: Fact, n: int, number: int) -> Pair | None:
    verdict = judge(own, fact)
    if verdict is None or Status.NEGATED in (own.claim.status, fact.claim.status):
        return None
    alike = _alike(own, fact)
    if own.claim.status is not fact.claim.status and (verdict != AGREES or own.asserted is not True):
        return None
    if verdict != AGREES and (own.still or fact.still) and not _one_matter(own, fact):
        return None
    if _other_statistic(own, fact):
        if verdict != AGREES:
            return None
        verdict = SCOPE
    return Pair(n, number, alike, verdict, verdict == AGREES and agrees_in_part(own, fact))


def _one_matter(own: Fact, fact: Fact) -> bool:
    """Whether two amounts of one name are about one thing: a story may have many engineers."""
    if own.subject.stems == fact.subject.stems and len(own.subject.stems) >= _NAMED_FULLY:
        return True
    return _context(own, fact, apart=False) >= _LEAST_AROUND


def _other_statistic(own: Fact, fact: Fact) -> bool:
    one, other = own.subject.statistic, fact.subject.statistic
    return bool(one and other and one != other)


def _alike(own: Fact, fact: Fact) -> float:
    """How far the two facts are about one thing, by their metrics and the words around them."""
    named = likeness(own.subject, fact.subject)
    context = _context(own, fact, apart=named is not None and named < _LEAST_AGREED + 0.1)
    if named is None and not own.around and not fact.around:
        return _ALONE if own.claim.direction is fact.claim.direction else 0.0
    if named is None:
        if own.claim.kind is not fact.claim.kind and Kind.COUNT in (own.claim.kind, fact.claim.kind):
            return 0.0
        named = _UNNAMED + 0.25 * _mentioned(own, fact)
    return named + _CONTEXT * context


def _context(own: Fact, fact: Fact, apart: bool) -> float:
    """How many of the words around are the same, with the metrics; not where these set the two `apart`."""
    one, other = own.around | own.subject.stems, fact.around | fact.subject.stems
    both = own.subject.stems & fact.subject.stems
    left_out = own.subject.stems | fact.subject.stems if apart else both
    return _shared(one - left_out, other - left_out)


def _mentioned(own: Fact, fact: Fact) -> float:
    """Whether the one metric that is named stands in the words around the other number."""
    for named, other in ((own, fact), (fact, own)):
        if named.subject.stems:
            return len(named.subject.stems & other.around) / len(named.subject.stems)
    return 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else _NOTHING_AROUND


def _turned(ours: Sequence[Fact], theirs: Sequence[Fact], chosen: Sequence[Pair]) -> Iterator[Pair]:
    """What the story hoped for, told as what happened, though the story says that something else did."""
    answered = {pair.told for pair in chosen}
    for number, fact in enumerate(theirs):
        if number in answered or not fact.asserted:
            continue
        for n, own in enumerate(ours):
            if own.claim.status is not Status.HYPOTHETICAL or judge(own, fact) != AGREES:
                continue
            if own.claim.kind is Kind.COUNT and not own.moves:
                continue  # "five of us would label two hundred" is a plan of work, and no hope
            if _alike(own, fact) >= _LEAST_TURNED and any(_instead(own, other) for other in ours):
                yield Pair(n, number, _LEAST_TURNED, VALUE)
                break


def _instead(hoped: Fact, other: Fact) -> bool:
    """Whether the other fact is what really came of a hope."""
    named = likeness(hoped.subject, other.subject)
    alike = other.asserted and hoped.claim.unit == other.claim.unit
    return alike and other.claim.value != hoped.claim.value and (named is None or named >= _LEAST_DRIFTED)


def _firm(pair: Pair, claimed: int, told: int) -> bool:
    """Whether a contradiction is one of claims, or of other numbers about surely the same thing."""
    beside = pair.claimed >= claimed or pair.told >= told
    return not beside or pair.likeness >= _LEAST_DRIFTED + _SIDE
