"""Rules on a story's headline: the one sentence that should hold the outcome, and agree with the story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from highsignal.analysis.claims import extract
from highsignal.analysis.lexicon.lexicon import Lexicon
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.analysis.text.tokens import tokens_of
from highsignal.analysis.text.words import count_words
from highsignal.domain.claims import Claim, Direction, Kind, Status
from highsignal.domain.findings import Severity
from highsignal.domain.spans import Span

_LONGEST = 25  # words
_WHOLE_VERSION = 2  # sentences under a heading such as "Short version"; more are a version, not a headline
_SUMMARY = "summary"


class _Headline(NamedTuple):
    """The headline's words, where they stand in the file, and its claims."""

    text: str
    span: Span


def _headline(case: Case) -> _Headline | None:
    story = case.reading.story
    if not story.headline:
        return None
    told = [s for s in case.reading.sentences if s.section == _SUMMARY]
    if told and " ".join(told[0].text.split()) == story.headline:
        return _Headline(story.headline, told[0].span) if len(told) <= _WHOLE_VERSION else None
    at = story.source.find(story.headline, 0, story.span.start)
    # A headline folded over lines in the front matter does not stand there as one string.
    span = Span(at, at + len(story.headline)) if at >= 0 else Span(story.span.start, story.span.start)
    return _Headline(story.headline, span)


@rule("OPN003", "headline-without-outcome", Severity.WARNING)
def headline_without_outcome(case: Case) -> Iterator[Hit]:
    """Finds headlines that name a subject or a task, and no outcome.

    ## Why it is bad
    The headline is the one sentence you want repeated. "Migration of the billing service" is repeated
    as "did a migration".

    ## Example
    headline: Migration of the billing service

    ## Use instead
    headline: Moved billing to the new stack with no invoice late

    ## Known limits
    It looks for a number with a direction or a word of change. An outcome told in other words is found
    wrongly; allow it there.

    ## References
    Seed documents, "a one-sentence summary of the outcome you want to be known for"; mission row S8.
    """
    headline = _headline(case)
    if headline is None:
        return
    if not _has_outcome(headline.text, case.reading.lexicon):
        yield Hit(
            headline.span,
            "The headline names the work, not what came of it.",
            "What changed, for whom, and by how much?",
        )


def _has_outcome(text: str, lexicon: Lexicon) -> bool:
    if "opening.result" in lexicon.find(tokens_of(text)):
        return True
    return any(c.direction in (Direction.UP, Direction.DOWN, Direction.FLAT) for c in extract(text))


@rule("OPN004", "overlong-headline", Severity.INFO)
def overlong_headline(case: Case) -> Iterator[Hit]:
    """Finds headlines of more than 25 words.

    ## Why it is bad
    A headline is what a listener can repeat an hour later. Nobody repeats thirty words.

    ## Example
    A headline with the problem, the method, two numbers and the thanks of the director.

    ## Use instead
    Cut inference cost 22 % and kept accuracy.

    ## Known limits
    25 words, ten seconds of speech, is this product's own limit.

    ## References
    Seed documents, "simplify the message to one sentence"; convention.
    """
    headline = _headline(case)
    if headline is None:
        return
    words = count_words(headline.text)
    if words > _LONGEST:
        yield Hit(
            headline.span,
            f"The headline has {words} words; nobody can repeat it.",
            "Which half of it do you want to be known for?",
        )


@rule("OPN005", "headline-disagrees", Severity.ERROR)
def headline_disagrees(case: Case) -> Iterator[Hit]:
    """Finds a number in the headline that differs from the story's number for the same thing.

    ## Why it is bad
    Whoever notices two values for one metric stops believing both. This is the kind of drift that the claims
    ledger exists to prevent.

    ## Example
    headline: Cut inference cost by 30 % … story: "Inference cost fell by 22 %."

    ## Use instead
    The value you can prove, in both places.

    ## Known limits
    Only claims with the same metric, unit and kind are compared; a coarser value that agrees ("about 20 %"
    for 22 %) is no disagreement. Where the story has several values for the metric, one that agrees
    is enough.

    ## References
    evidence.md, "What can and cannot be scored": numbers are compared symbolically (EQUATE, seen).
    """
    headline = _headline(case)
    if headline is None:
        return
    source = case.reading.story.source
    body = [
        c for c in case.reading.claims if not c.span.overlaps(headline.span) and c.status is Status.ASSERTED
    ]
    for claim in extract(headline.text):
        same = [c for c in body if _same_thing(claim, c)]
        if same and not any(_agree(claim, c) for c in same):
            yield Hit(
                _place(headline, claim),
                f"The headline says {_value(claim, headline.text)}, the story {_value(same[0], source)}.",
                "Which of the two can you prove?",
            )


def _place(headline: _Headline, claim: Claim) -> Span:
    if (
        headline.span.start == headline.span.end
        or len(headline.text) != headline.span.end - headline.span.start
    ):
        return headline.span
    return claim.span.shifted(headline.span.start)


def _value(claim: Claim, text: str) -> str:
    """The value as its author wrote it; `text` is what the claim's offsets count in."""
    written = claim.value_span.text(text) if claim.value_span else claim.text
    return " ".join(written.split()[-4:])


def _same_thing(one: Claim, other: Claim) -> bool:
    """Whether two claims are about one quantity: kind, unit, direction and the words of the metric agree."""
    if one.unit != other.unit or one.kind is not other.kind or one.kind is Kind.DURATION:
        return False
    if one.direction is not other.direction or (one.scope and other.scope and one.scope != other.scope):
        return False
    first, second = _metric(one), _metric(other)
    return bool(first and second) and (first <= second or second <= first)


_EMPTY_WORDS = frozenset(
    ("the", "a", "an", "our", "their", "its", "my", "of", "in", "for", "on", "per", "and")
)


def _metric(claim: Claim) -> frozenset[str]:
    words = (claim.metric or "").lower().split()
    return frozenset(word.removesuffix("s") for word in words if word not in _EMPTY_WORDS)


def _agree(one: Claim, other: Claim) -> bool:
    """Whether the values are equal at the coarser precision of the two."""
    if one.value == other.value or (other.range and other.range[0] <= one.value <= other.range[1]):
        return True
    slack = 0.15 if one.approximate or other.approximate else 0.03
    return abs(one.value - other.value) <= slack * max(abs(one.value), abs(other.value))
