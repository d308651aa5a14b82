"""Rules on decisions: a choice, its reason, its alternatives and its price."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.heard import DEED, choices, price_told_until
from highsignal.analysis.reading import Reading, ReadSentence
from highsignal.analysis.rules import decision_words
from highsignal.analysis.rules.nearby import after_last, around, quoted
from highsignal.analysis.rules.plain_words import OTHER_COST
from highsignal.analysis.rules.rule import Case, Hit, Rule, rule
from highsignal.analysis.signals.decision import gives_reason
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span


@rule("DEC001", "missing-decision", Severity.WARNING)
def missing_decision(case: Case) -> Iterator[Hit]:
    """Finds stories in which everything happens in the only way it could: nobody chooses.

    ## Why it is bad
    Loops at senior levels listen for judgement, and judgement shows only where there were two ways.

    ## Example
    I profiled the loader, added a cache and deployed it. Latency fell by two thirds.

    ## Use instead
    I could cache or buy a second database; I cached, because the team could run that without help.

    ## Known limits
    A choice told without a word of choosing may be overlooked.

    ## References
    Seed documents, "decisions explained with trade-offs"; mission row S3.
    """
    reading = case.reading
    if len(reading.sentences) < 3 or choices(reading) or reading.of(Role.TRADEOFF):
        return
    deeds = reading.of(Role.ACTION)
    at = Span(deeds[0].span.start, deeds[0].span.start) if deeds else reading.end
    yield Hit(
        at, "Nobody chooses anything in this story.", "Where could it have gone another way, and who chose?"
    )


@rule("DEC002", "decision-without-reason", Severity.WARNING)
def decision_without_reason(case: Case) -> Iterator[Hit]:
    """Finds stories that tell a choice and nowhere what spoke for it.

    ## Why it is bad
    The reason is the part a listener can judge; without it a choice might have been luck or taste.

    ## Example
    I decided to use a queue. I wrote the consumer over the weekend.

    ## Use instead
    I decided to use a queue, because the reminders could be late and the bookings could not.

    ## Known limits
    A reason that only follows from the set-up ("the team knew Go. We chose Go.") is not seen.

    ## References
    Seed documents, "It is how you explain decisions to platform and product teams"; mission row S3.
    """
    reading = case.reading
    told = choices(reading)
    if not told or reading.of(Role.TRADEOFF) or any(_explained(reading, s) for s in told):
        return
    yield Hit(
        told[0].span,
        "The choice is told, but not why it was made.",
        "What spoke for it, more than anything else?",
    )


@rule("DEC003", "decision-without-alternative", Severity.INFO)
def decision_without_alternative(case: Case) -> Iterator[Hit]:
    """Finds stories that give a reason for the choice, but never say what else could have been done.

    ## Why it is bad
    A choice is as hard as the way not taken was attractive. Without that way it sounds obvious.

    ## Example
    We decided on a nightly batch because it was easy to run.

    ## Use instead
    Product wanted it live by the minute; we decided on a nightly batch, because it was easy to run.

    ## Known limits
    An alternative that is only hinted at elsewhere in the story counts as told when the hint stands near
    the choice.

    ## References
    Seed documents, "decisions explained with trade-offs".
    """
    reading = case.reading
    told = choices(reading)
    if not told or reading.of(Role.TRADEOFF) or not any(_explained(reading, s) for s in told):
        return
    if any(n.has("decision.other-way") for s in told for n in around(reading, s, 1, 1)):
        return
    if any(n.has("tradeoff.given-up", "decision.price") for s in told for n in around(reading, s, 0, 2)):
        return
    yield Hit(
        after_last(told[:1], reading.end),
        "What else could have been done is not told.",
        "What was the next best way, and who was for it?",
    )


@rule("DEC004", "missing-tradeoff", Severity.WARNING)
def missing_tradeoff(case: Case) -> Iterator[Hit]:
    """Finds stories with a choice and no word of what it cost.

    ## Why it is bad
    A trade-off is what separates a decision from a task, and interviewers ask for it next when it is not
    told.

    ## Example
    I chose a cache over a second database because the team could run it.

    ## Use instead
    … and accepted that prices could be a minute old.

    ## Known limits
    A price that is told as part of the outcome, in words that do not weigh it, may be overlooked.

    ## References
    Seed documents, "What makes a story senior? Scope, trade-offs, and measurable outcomes"; mission row S3.
    """
    reading = case.reading
    told = choices(reading)
    if not told or told[0].number <= price_told_until(reading) or reading.find("tradeoff.denied"):
        return
    yield Hit(
        after_last(told[:1], reading.end),
        "A choice is told, but not what it cost.",
        "What did you give up for it, and who felt that?",
    )


@rule("DEC012", "alternative-without-its-cost", Severity.INFO)
def alternative_without_its_cost(case: Case) -> Iterator[Hit]:
    """Finds an alternative that is named and dropped without a word on what it would have cost.

    ## Why it is bad
    An alternative that nobody would have wanted is a straw man; its price shows that the choice was a
    real one.

    ## Example
    I went with distillation instead of quantising the large model.

    ## Use instead
    I went with distillation instead of quantising, which was cheaper but broke calibration.

    ## Known limits
    Looks at the first alternative named with "instead of", "rather than" or "over". A cost that is told
    more than two sentences away is not connected with it.

    ## References
    Seed documents, "decisions explained with trade-offs"; look.md, "Story".
    """
    reading = case.reading
    found = [(s, span) for s in choices(reading) for span in s.find("decision.alternative-named")]
    if not found or any(_prices_alternative(reading, s, span) for s, span in found):
        return
    sentence, cue = found[0]
    named = _named_after(sentence, cue)
    words = quoted(reading, named) if named else "the other way"
    yield Hit(
        named or cue,
        f"What “{words}” would have cost is not said."
        if named
        else "What the other way would have cost is not said.",
        f"What would {words} have cost you?",
    )


def _explained(reading: Reading, sentence: ReadSentence) -> bool:
    """Whether a reason stands in the choice, beside it, or in the way it is put."""
    if gives_reason(reading, sentence) or any(mark in sentence.text for mark in (":", ";", "—")):
        return True
    before = reading.sentences[sentence.number - 1] if sentence.number else sentence
    if before.role is Role.STAKES or before.has("stakes.told") or sentence.has("decision.alternative-named"):
        return True  # what was at stake is the reason, or another way is in view
    told = ("decision.reason", "tradeoff.given-up", "decision.price")
    return any(s.has(*told) for s in around(reading, sentence, 1, 1) if s.role in (*DEED, Role.OTHER))


def _prices_alternative(reading: Reading, sentence: ReadSentence, cue: Span) -> bool:
    """Whether something near speaks for or against the way that was not taken."""
    if any(mark in sentence.text for mark in (":", ";", "—", "(")):
        return True
    if any(t.word in OTHER_COST and not cue.start <= t.start < cue.end for t in sentence.tokens):
        return True
    near = around(reading, sentence, 1, 2)
    return any(
        s.says(OTHER_COST) for s in near if s is not sentence and s.role in (Role.TRADEOFF, Role.DECISION)
    )


def _named_after(sentence: ReadSentence, cue: Span) -> Span | None:
    """The words that name the alternative: from the cue to the next mark."""
    rest = [t for t in sentence.tokens if t.start >= cue.end]
    words = []
    for token in rest:
        if not token.word[0].isalnum():
            break
        words.append(token)
    return Span(words[0].start, words[-1].end) if words else None


RULES: tuple[Rule, ...] = (
    missing_decision,
    decision_without_reason,
    decision_without_alternative,
    missing_tradeoff,
    *decision_words.RULES,
    alternative_without_its_cost,
)
