"""Rules on stakes: why it mattered, to whom, and when the listener hears it."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.heard import SET_UP, hints_at_stakes, tells_stakes
from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.nearby import around, quoted, seconds_before
from highsignal.analysis.rules.rule import Case, Hit, Rule, rule
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.signals import SignalName, State
from highsignal.domain.spans import Span


@rule("STK001", "missing-stakes", Severity.WARNING)
def missing_stakes(case: Case) -> Iterator[Hit]:
    """Finds stories in which nothing says why the problem mattered.

    ## Why it is bad
    A listener who does not know what was at risk cannot tell a rescue from routine work. "Weak stakes"
    is one of the four common mistakes that the coaching method behind this product names.

    ## Example
    The ranking service answered slowly on Mondays. I added a cache. It got faster.

    ## Use instead
    The ranking service answered slowly on Mondays, and Monday is when shops decide whether to renew.

    ## Known limits
    Stakes told only by tone, or known to everybody in the room, are not seen.

    ## References
    Seed documents, "Common mistakes"; mission row S2.
    """
    if case.state(SignalName.STAKES) is not State.MISSING or any(map(tells_stakes, case.reading.sentences)):
        return
    setup = case.reading.of(*SET_UP)
    if any(s.has("stakes.claimed", "stakes.self") or hints_at_stakes(s) for s in setup):
        return  # told in passing, or STK002 and STK004 ask more exactly
    at = setup[-1].span.end if setup else case.reading.start.start
    yield Hit(
        Span(at, at),
        "Nothing says why this mattered.",
        "What would have happened, and to whom, had you done nothing?",
    )


@rule("STK002", "importance-without-consequence", Severity.WARNING)
def importance_without_consequence(case: Case) -> Iterator[Hit]:
    """Finds words of importance that no sentence backs with what would have been lost.

    ## Why it is bad
    "Critical" is what everybody says of their own project. A consequence is what a listener can weigh.

    ## Example
    This was a very important project for the company.

    ## Use instead
    Without it the March review would have cut the launch, and two merchants had it in their contracts.

    ## Known limits
    A consequence told without any word of loss, number or person may be overlooked.

    ## References
    Seed documents, "Weak stakes. Clarify why the problem mattered to the business"; mission row S2.
    """
    reading = case.reading
    if case.state(SignalName.STAKES) is State.STRONG or any(s.has("stakes.told") for s in reading.sentences):
        return
    if any(not s.has("stakes.claimed") for s in reading.of(Role.STAKES)):
        return
    for sentence in reading.of(*SET_UP):
        asserted = sentence.find("stakes.claimed")
        if asserted and not sentence.claims and not any(map(_names_loss, around(reading, sentence, 1, 1))):
            words = quoted(reading, asserted[0])
            yield Hit(
                asserted[0],
                f"“{words}” is said, but not what would have been lost.",
                "What would have been lost, by whom, and by when?",
            )
            return


@rule("STK003", "late-stakes", Severity.INFO)
def late_stakes(case: Case) -> Iterator[Hit]:
    """Finds stories in which why it mattered is first heard after sixty per cent of the time.

    ## Why it is bad
    Until then the listener cannot tell which of the details count.

    ## Example
    … (fifty seconds of work) … I should say that all of this was the week before the licence ran out.

    ## Use instead
    The licence ran out in a week, and without it there was no product. …

    ## Known limits
    Sixty per cent is a convention. Stakes that are in view from the start without being named are not
    counted.

    ## References
    Convention; recruiters "skip past this when scanning quickly" (seed documents, "Common mistakes").
    """
    reading = case.reading
    told = [s for s in reading.sentences if tells_stakes(s)]
    if not told or case.timing.total < _LONG_ENOUGH:
        return
    before = reading.sentences[: told[0].number]
    if any(hints_at_stakes(s) for s in before):
        return
    seconds = seconds_before(reading, told[0], case.timing.words_per_minute)
    if seconds > _LATE * case.timing.total:
        yield Hit(
            told[0].span,
            f"Why it mattered is first heard after {seconds:.0f} s of {case.timing.total:.0f}.",
            "Which half-sentence of this could stand in your second sentence?",
        )


@rule("STK004", "stakes-only-for-me", Severity.WARNING)
def stakes_only_for_me(case: Case) -> Iterator[Hit]:
    """Finds stories in which all that was at stake was the teller's own promotion, review or standing.

    ## Why it is bad
    It is true and human, but loops listen for what the business, the users or the team stood to lose.

    ## Example
    My promotion depended on this launch, and I wanted to impress my manager.

    ## Use instead
    Without the launch the sales team had nothing to renew with in May; my own promotion hung on it as well.

    ## Known limits
    Stories from the time before a job (school, a course) rightly have stakes of one's own, and may be
    pointed at.

    ## References
    Seed documents, "Clarify why the problem mattered to the business".
    """
    reading = case.reading
    told = reading.of(Role.STAKES)
    mine = [span for s in reading.of(*SET_UP) for span in s.find("stakes.self")]
    if not mine or not all(s.has("stakes.self") for s in told):
        return
    if any(s.has("audience.business") or s.says(_OTHERS) for s in told):
        return
    others = [s for s in reading.sentences if not s.has("stakes.self")]
    if any(hints_at_stakes(s) for s in others if s.role in SET_UP) or any(map(tells_stakes, others)):
        return
    yield Hit(
        mine[0],
        "All that was at stake here was your own standing.",
        "Who else would have lost something, and what?",
    )


_LATE = 0.6  # of the spoken time
_LONG_ENOUGH = 30.0  # seconds; in a shorter text nothing is late
_OTHERS = frozenset(
    ("they", "their", "them", "us", "our", "everyone", "everybody", "people", "company", "team's")
)


def _names_loss(sentence: ReadSentence) -> bool:
    return sentence.has("stakes.loss", "audience.business")


RULES: tuple[Rule, ...] = (
    missing_stakes,
    importance_without_consequence,
    late_stakes,
    stakes_only_for_me,
)
