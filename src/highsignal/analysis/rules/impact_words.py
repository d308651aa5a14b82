"""Rules on the words in which outcomes are told: vague, hedged, busy, or larger than the teller's part."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.heard import SET_UP, outcomes, results
from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.nearby import around, is_negated, quoted
from highsignal.analysis.rules.plain_words import ATTRIBUTION
from highsignal.analysis.rules.rule import Case, Hit, Rule, rule
from highsignal.analysis.timing import tells_outcome
from highsignal.domain.claims import Direction, Status
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role


@rule("IMP005", "vague-improvement", Severity.WARNING)
def vague_improvement(case: Case) -> Iterator[Hit]:
    """Finds "significantly improved" or "much faster" with no number in or behind the sentence.

    ## Why it is bad
    The adverb asks to be believed. A number, or one thing that is now possible, needs no belief.

    ## Example
    The rewrite significantly improved performance.

    ## Use instead
    After the rewrite the order list opened in 200 ms; before, people went for coffee.

    ## Known limits
    Looks at outcomes only: "the queue was much slower" in the set-up or as a price is left alone.

    ## References
    Seed documents, "specific proof, not generic claims"; the rest is convention.
    """
    reading = case.reading
    for sentence in reading.sentences:
        if not _may_be_outcome(case, sentence):
            continue
        found = sentence.find("impact.vague-change")
        if (
            not found
            or any(s.claims for s in around(reading, sentence, 0, 1))
            or sentence.has("impact.concrete")
        ):
            continue
        if is_negated(sentence, found[0]):
            continue
        words = quoted(reading, found[0])
        yield Hit(
            found[0],
            f"“{words}” leaves open by how much.",
            "By how much, or what can be done now that could not before?",
        )


@rule("IMP009", "hedged-outcome", Severity.INFO)
def hedged_outcome(case: Case) -> Iterator[Hit]:
    """Finds outcomes that the teller does not quite stand behind: "I think it improved", "hopefully".

    ## Why it is bad
    A doubt about the outcome is what a listener keeps of the whole story, even when the number was looked up.

    ## Example
    I think latency improved by about 20 %, I'm not exactly sure.

    ## Use instead
    Latency fell by about 20 %; the dashboard is from June, and I have not seen a later one.

    ## Known limits
    An honest doubt is better than a made-up number: say what is known and what is not.

    ## References
    Convention; the ledger protects the honest (Guillory, evidence.md, "What can and cannot be scored").
    """
    reading = case.reading
    for sentence in reading.sentences:
        if not tells_outcome(sentence):
            continue
        found = [
            span
            for span in sentence.find("impact.unsure")
            if not _is_about_another_time(sentence, span.start)
        ]
        if found:
            words = quoted(reading, found[0])
            yield Hit(
                found[0],
                f"“{words}” puts the outcome in doubt.",
                "Which part of it do you know for certain, and from where?",
            )


@rule("IMP011", "activity-as-outcome", Severity.WARNING)
def activity_as_outcome(case: Case) -> Iterator[Hit]:
    """Finds stories whose result is how much was done: lines of code, meetings, tickets.

    ## Why it is bad
    Activity is what the outcome was paid with. Told as the outcome it makes senior work sound like tasks.

    ## Example
    In the end I had written 12,000 lines of code and closed 48 tickets.

    ## Use instead
    In the end a new depot could be set up in an afternoon, which had taken a week.

    ## Known limits
    A flow that changed ("from three pull requests a month to nineteen") is an outcome and is left alone.

    ## References
    Seed documents, "describe the work as tasks because that is how it was assigned"; mission row S7.
    """
    reading = case.reading
    told = results(reading)
    busy = [(s, s.find("impact.activity-done")) for s in told]
    if not told or not all(found for _, found in busy):
        return
    moved = (Direction.UP, Direction.DOWN)
    if any(c.direction in moved for s in (*told, *outcomes(reading)) for c in s.claims):
        return
    if any(s.has("audience.business") for s in told):
        return
    span = busy[0][1][0]
    words = quoted(reading, span)
    yield Hit(
        span,
        f"“{words}” says how much was done, not what changed.",
        "What could somebody do afterwards that they could not before?",
    )


@rule("IMP012", "credit-without-part", Severity.INFO)
def credit_without_part(case: Case) -> Iterator[Hit]:
    """Finds an outcome of the whole company with no word on which part of it the work brought about.

    ## Why it is bad
    A listener knows that many people made a company grow, and starts to doubt the numbers that are the
    teller's own.

    ## Example
    I rebuilt the search page. That year the company's revenue doubled.

    ## Use instead
    I rebuilt the search page. Orders that began with a search rose by 13 % against the group that kept
    the old one.

    ## Known limits
    Known by set phrases; any word of comparison or cause near by counts as the link.

    ## References
    Seed documents, "specific proof, not generic claims"; the rest is convention.
    """
    reading = case.reading
    for sentence in reading.sentences:
        if sentence.role is not Role.RESULT and (
            sentence.role in SET_UP or not _is_last_third(case, sentence)
        ):
            continue
        found = sentence.find("impact.company-wide")
        if not found or any(s.says(ATTRIBUTION) for s in around(reading, sentence, 0, 1)):
            continue
        if sentence.says(_TIES):
            continue
        words = quoted(reading, found[0])
        yield Hit(
            found[0],
            f"“{words}”: your part in it is not told.",
            "How much of it came from your work, and how do you know?",
        )
        return


_SURE = 0.7  # confidence; below it another role is not unlikely
_TIES = frozenset(("our", "page", "feature", "model", "search", "product"))
_ELSEWHEN = frozenset(("thought", "before"))


def _may_be_outcome(case: Case, sentence: ReadSentence) -> bool:
    """A result, or a late sentence that could be one; roles are guesses."""
    if sentence.role is Role.RESULT:
        return True
    unsure = sentence.role in (Role.ACTION, Role.OTHER) or sentence.confidence < _SURE
    return unsure and sentence.role is not Role.LEARNING and _is_last_third(case, sentence)


def _is_last_third(case: Case, sentence: ReadSentence) -> bool:
    return sentence.number * 3 >= len(case.reading.sentences) * 2


def _is_about_another_time(sentence: ReadSentence, start: int) -> bool:
    """Whether the doubt is over by the end of the sentence: "it seemed to help, and then the number came"."""
    return not _ELSEWHEN.isdisjoint(sentence.tokens.before(start)) or any(
        c.status is Status.NEGATED for c in sentence.claims
    )


RULES: tuple[Rule, ...] = (vague_improvement, hedged_outcome, activity_as_outcome, credit_without_part)
