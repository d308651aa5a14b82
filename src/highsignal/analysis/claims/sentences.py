"""Claims of a whole story: a guardrail or a baseline may stand in the sentence after the claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from highsignal.analysis.claims.assembly import extract
from highsignal.analysis.claims.guardrails import find_guardrails
from highsignal.analysis.claims.units import convert
from highsignal.domain.claims import Claim, Direction, Kind
from highsignal.domain.roles import Sentence

# "It had been 480 ms." "Before that it took two days." "It used to be 40 %."
_BEFORE = re.compile(
    r"^\W*(?:(?:before|previously|originally|until then|earlier)\b[\w\s]{0,12},?\s*)?(?:it|that|this|they|which)\s+"
    r"(?:had\s+been|was|were|used\s+to\s+(?:be|take)|had\s+taken|took)\b|^\W*(?:up|down)\s+from\b",
    re.IGNORECASE,
)
_GUARD = re.compile(
    r"\b(?:not|n['’]t|never|held|stayed|remained|unchanged|kept|no|same|flat|steady|without)\b", re.IGNORECASE
)
# A sentence longer than this has something of its own to say.
_LONGEST_AFTERTHOUGHT = 14


def extract_sentences(sentences: Iterable[Sentence]) -> tuple[Claim, ...]:
    """The claims of consecutive sentences, in order; spans count where the sentences' spans do."""
    claims: list[Claim] = []
    open_from = 0  # claims from this index on belong to the sentence before
    for sentence in sentences:
        found = list(extract(sentence.text, sentence.span.start))
        short = len(sentence.words) <= _LONGEST_AFTERTHOUGHT
        if short and open_from < len(claims) and _adds_to(claims, open_from, sentence, found):
            continue
        open_from = len(claims)
        claims.extend(found)
    return tuple(claims)


def _adds_to(claims: list[Claim], since: int, sentence: Sentence, found: list[Claim]) -> bool:
    """Take the sentence as an afterthought to the last claim; true when it was one and holds no claim of its own."""
    if len(found) == 1 and _BEFORE.match(sentence.text) and claims[-1].baseline is None:
        settled = _with_baseline(claims[-1], found[0])
        if settled is not None:
            claims[-1] = settled
            return True
    if not _GUARD.search(sentence.text) or any(
        c.direction not in (Direction.FLAT, Direction.NONE) for c in found
    ):
        return False
    moved = [n for n in range(since, len(claims)) if claims[n].direction in (Direction.UP, Direction.DOWN)]
    guards = find_guardrails(sentence.text)
    if not moved or not guards or claims[moved[-1]].guardrail is not None:
        return False
    claims[moved[-1]] = replace(claims[moved[-1]], guardrail=guards[0].text(sentence.text))
    return True


def _with_baseline(claim: Claim, before: Claim) -> Claim | None:
    if claim.kind not in (Kind.LEVEL, Kind.DURATION, Kind.MONEY, Kind.COUNT) or before.baseline is not None:
        return None
    baseline = convert(before.value, before.unit, claim.unit)
    if baseline is None:
        return None
    direction = Direction.FLAT
    if claim.value != baseline:
        direction = Direction.UP if claim.value > baseline else Direction.DOWN
    return replace(
        claim,
        baseline=baseline,
        direction=direction,
        kind=Kind.LEVEL if claim.kind is Kind.DURATION else claim.kind,
    )
