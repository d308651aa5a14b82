"""Claims of a whole story: a guardrail or a baseline may stand in the sentence after the claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from highsignal.analysis.claims.assembly import extract
from highsignal.analysis.claims.guardrails import find_guardrails, may_hold_guardrail
from highsignal.analysis.claims.units import convert
from highsignal.domain.claims import Claim, Direction, Kind
from highsignal.domain.roles import Sentence

# A sentence of more words than this has something of its own to say.
_LONGEST_AFTERTHOUGHT = 14
_MOVED = (Direction.UP, Direction.DOWN)


def extract_sentences(sentences: Iterable[Sentence]) -> tuple[Claim, ...]:
    """The claims of consecutive sentences, in order; spans count where the sentences' spans do."""
    claims: list[Claim] = []
    since = 0  # claims from this index on belong to the sentence before
    for sentence in sentences:
        found = extract(sentence.text, sentence.span.start)
        short = len(sentence.words) <= _LONGEST_AFTERTHOUGHT
        if short and since < len(claims) and _is_afterthought(claims, since, sentence, found):
            continue
        since = len(claims)
        claims.extend(found)
    return tuple(claims)


def _is_afterthought(claims: list[Claim], since: int, sentence: Sentence, found: tuple[Claim, ...]) -> bool:
    """Add the sentence to the last claim when it only tells that claim's baseline or guardrail."""
    if len(found) == 1 and claims[-1].baseline is None and _before_pattern().match(sentence.text):
        settled = _with_baseline(claims[-1], found[0])
        if settled is not None:
            claims[-1] = settled
            return True
    if any(c.direction in _MOVED for c in found) or not may_hold_guardrail(
        {w.lower() for w in sentence.words}
    ):
        return False
    moved = [n for n in range(since, len(claims)) if claims[n].direction in _MOVED]
    guards = find_guardrails(_lowered(sentence.text)) if moved and claims[moved[-1]].guardrail is None else []
    if not guards:
        return False
    claims[moved[-1]] = claims[moved[-1]]._replace(guardrail=guards[0].text(sentence.text))
    return True


def _lowered(text: str) -> str:
    """The text in lower case, unless that would move its characters."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


@cache
def _before_pattern() -> re.Pattern[str]:
    """How a sentence begins that tells where a metric stood: "It had been", "Before that it took"."""
    return re.compile(
        r"^\W*(?:(?:before|previously|originally|until then|earlier)\b[\w\s]{0,12},?\s*)?"
        r"(?:it|that|this|they|which)\s+(?:had\s+been|was|were|used\s+to\s+(?:be|take)|had\s+taken|took)\b|^\W*(?:up|down)\s+from\b",
        re.IGNORECASE,
    )


def _with_baseline(claim: Claim, before: Claim) -> Claim | None:
    """`claim` with the value of `before` as its baseline, None when the two do not measure the same thing."""
    if claim.kind is Kind.RELATIVE or before.baseline is not None or before.kind is Kind.RELATIVE:
        return None
    baseline = convert(before.value, before.unit, claim.unit)
    if baseline is None:
        return None
    direction = Direction.FLAT
    if claim.value != baseline:
        direction = Direction.UP if claim.value > baseline else Direction.DOWN
    return claim._replace(baseline=baseline, direction=direction)
