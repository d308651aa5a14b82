"""Rules on impact: whether what changed can be checked, and what it did for the business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from highsignal.analysis.claims.levers import lever_of
from highsignal.analysis.heard import SET_UP, outcome_claims, results
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.rules import impact_numbers, impact_words
from highsignal.analysis.rules.impact_numbers import percent_of_percent
from highsignal.analysis.rules.nearby import around, quoted
from highsignal.analysis.rules.plain_words import COMPARISON, HELD
from highsignal.analysis.rules.rule import Case, Hit, Rule, rule
from highsignal.domain.claims import Claim, Direction, Kind, Lever, Status
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.signals import SignalName, State


@rule("IMP001", "outcome-without-measure", Severity.WARNING)
def outcome_without_measure(case: Case) -> Iterator[Hit]:
    """Finds stories whose outcomes hold nothing that somebody could check: no number, no event.

    ## Why it is bad
    "Strong signal is simple, specific, and easy to verify." An outcome without a measure is an opinion.

    ## Example
    Afterwards the whole thing felt more solid.

    ## Use instead
    Afterwards nobody was paged for it once in three months.

    ## Known limits
    Events that can be checked (a renewal, a launch, a form that is still used) count like numbers, by a
    list of words.

    ## References
    Seed documents, "What strong signal looks like", "measurable outcomes"; mission row S4.
    """
    reading = case.reading
    told = results(reading)
    if not told or outcome_claims(reading):
        return
    if any(_is_checkable(s) or s.has(*_POINTED_AT) for s in told):
        return
    yield Hit(
        told[-1].span,
        "Nothing in the outcome is a number or an event to check.",
        "What could somebody count or look up to see that it changed?",
    )


@rule("IMP002", "change-without-baseline", Severity.INFO)
def change_without_baseline(case: Case) -> Iterator[Hit]:
    """Finds a story's main number when it is a change alone: neither where it began nor where it ended.

    ## Why it is bad
    Half of nearly nothing and half of a great deal sound the same. One of the two ends settles it.

    ## Example
    Errors fell by 40 %.

    ## Use instead
    Errors fell by 40 %, from 50 a day to 30.

    ## Known limits
    Looks at the first measured outcome only, and is silent when the change is compared with something.

    ## References
    Seed documents, "easy to verify"; the rest is convention.
    """
    reading = case.reading
    claims = outcome_claims(reading)
    if not claims or not all(_is_change(c) for c in claims):
        return
    main = claims[0]
    if percent_of_percent(_sentence_of(reading, main), main) or any(
        _is_level(c) for s in results(reading) for c in s.claims
    ):
        return
    sentence = _sentence_of(reading, main)
    if any(s.says(COMPARISON) for s in around(reading, sentence, 0, 1)):
        return
    yield Hit(
        main.span,
        f"“{quoted(reading, main.span)}”: told without its start or its end.",
        "From what to what?",
    )


@rule("IMP004", "claim-without-lever", Severity.WARNING)
def claim_without_lever(case: Case) -> Iterator[Hit]:
    """Finds stories whose measured outcomes are tied to nothing that matters outside the work.

    ## Why it is bad
    "Impact tied to business outcomes": a number that only its maker understands leaves the listener to guess.

    ## Example
    The vocabulary shrank from 60,000 entries to 8,000.

    ## Use instead
    The vocabulary shrank from 60,000 entries to 8,000, so the model fitted the cheaper phones.

    ## Known limits
    The levers (adoption, reliability, efficiency, cost, revenue, risk, speed) are known by words; a term
    of a trade that is not in the list is not tied.

    ## References
    Seed documents, "impact tied to business outcomes"; levers after the Dropbox framework (evidence.md,
    "Rubrics").
    """
    reading = case.reading
    claims = [c for c in outcome_claims(reading) if c.direction in (Direction.UP, Direction.DOWN)]
    if not claims or any(c.lever is not None or c.kind is Kind.MONEY for c in claims):
        return
    told = [
        s
        for s in reading.sentences
        if s.role in (Role.RESULT, *SET_UP) or s is _sentence_of(reading, claims[0])
    ]
    if any(_is_tied(s) for s in told):
        return
    yield Hit(
        claims[0].span,
        f"“{quoted(reading, claims[0].span)}” is tied to nothing outside the work.",
        "What did that change for users, cost, revenue or risk?",
    )


@rule("IMP008", "missing-guardrail", Severity.INFO)
def missing_guardrail(case: Case) -> Iterator[Hit]:
    """Finds a cost or a time that went down in a story that never says what had to hold.

    ## Why it is bad
    Anything gets cheaper by doing less of it. "While keeping accuracy steady" is what makes the saving count.

    ## Example
    Inference cost fell by 22 %.

    ## Use instead
    Inference cost fell by 22 % while accuracy stayed where it was.

    ## Known limits
    Silent as soon as a trade-off is told anywhere, since that answers the same doubt.

    ## References
    Seed documents, "Example": "reduced inference cost by 22% while keeping accuracy steady".
    """
    reading = case.reading
    if case.state(SignalName.TRADEOFF) is not State.MISSING or reading.find("impact.held", "tradeoff.denied"):
        return
    if any(s.says(HELD) for s in reading.sentences if s.role is not Role.SITUATION):
        return
    claims = outcome_claims(reading)
    saved = [c for c in claims if c.direction is Direction.DOWN and _is_saving(c)]
    if not saved or any(c.guardrail or c.direction is Direction.FLAT for c in reading.claims):
        return
    yield Hit(
        saved[0].span,
        f"“{quoted(reading, saved[0].span)}”: nothing says what stayed as good.",
        "What was not allowed to get worse, and did it hold?",
    )


@rule("IMP013", "praise-as-outcome", Severity.WARNING)
def praise_as_outcome(case: Case) -> Iterator[Hit]:
    """Finds stories whose only outcome is that somebody was pleased.

    ## Why it is bad
    Praise says that something had changed, and leaves out what. The listener cannot check whether it was
    earned.

    ## Example
    My manager was very happy and thanked me in front of the team.

    ## Use instead
    My manager closed the escalation the same week, and thanked me in front of the team.

    ## Known limits
    Where the work was about how somebody felt, praise may be the outcome itself.

    ## References
    Seed documents, "impact tied to business outcomes"; "easy to verify".
    """
    reading = case.reading
    told = results(reading)
    if not told or outcome_claims(reading):
        return
    praised = [span for s in told for span in s.find("impact.praise")]
    if not praised or any(s.claims or not s.has("impact.praise") or s.has("impact.concrete") for s in told):
        return
    yield Hit(
        praised[0],
        "The only outcome told is that somebody was pleased.",
        "What had changed for them, so that they said so?",
    )


# Outcomes in these words are pointed at more exactly by IMP005, IMP013 and IMP011.
_POINTED_AT = ("impact.vague-change", "impact.praise", "impact.activity-done")
_NUMBER_WORDS = """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    thousand million dozen half third quarter twice"""
_NUMBERS = frozenset(_NUMBER_WORDS.split())
_TIMES = ("ms", "s", "min", "h", "day")
_SAVING = (Lever.COST, Lever.EFFICIENCY, Lever.SPEED)


def _is_checkable(sentence: ReadSentence) -> bool:
    """Whether the sentence holds a number, or an event that left a trace."""
    if sentence.claims or sentence.has("impact.concrete"):
        return True
    return sentence.says(_NUMBERS) or any(word[0].isdigit() for word in sentence.tokens.words)


def _is_change(claim: Claim) -> bool:
    """A change in per cent or as a multiple, with neither end."""
    return (
        claim.kind is Kind.RELATIVE
        and claim.baseline is None
        and claim.direction in (Direction.UP, Direction.DOWN)
    )


def _is_saving(claim: Claim) -> bool:
    """A cost, or a time that something takes; not a time that something lasts."""
    return claim.lever in _SAVING or (claim.unit in _TIMES and claim.baseline is not None)


def _is_level(claim: Claim) -> bool:
    return claim.kind in (Kind.LEVEL, Kind.MONEY, Kind.ABSOLUTE) and claim.status is Status.ASSERTED


def _sentence_of(reading: Reading, claim: Claim) -> ReadSentence:
    return next(s for s in reading.sentences if s.span.contains(claim.span))


def _is_tied(sentence: ReadSentence) -> bool:
    """Whether the sentence names somebody served, a loss, or a metric of the business."""
    if sentence.has("audience.business", "audience.people", "stakes.people", "stakes.loss"):
        return True
    return lever_of(" ".join(_plain(sentence.words))) is not None


def _plain(words: Sequence[str]) -> list[str]:
    return [word.lower() for word in words]


RULES: tuple[Rule, ...] = (
    outcome_without_measure,
    change_without_baseline,
    claim_without_lever,
    *impact_numbers.RULES,
    missing_guardrail,
    *impact_words.RULES,
    praise_as_outcome,
)
