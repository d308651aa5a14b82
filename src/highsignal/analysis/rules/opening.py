"""Rules on the opening: what the first ten seconds hold, and what the headline says."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.headlines import (
    headline_disagrees,
    headline_without_outcome,
    overlong_headline,
)
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span

_EARLY = 25  # words
_FIRST = 8  # words and marks that may stand before the announcement: "Okay, so, um, …"
_LEAST = 40  # words; a text shorter than the scan has no opening of its own


@rule("OPN001", "empty-opening", Severity.WARNING)
def empty_opening(case: Case) -> Iterator[Hit]:
    """Finds stories whose first forty words hold only generalities.

    ## Why it is bad
    The ten-second test: after a scan, can a recruiter say in one sentence what this story is about? Forty
    words are what a reader takes in within ten seconds.

    ## Example
    In today's world data is becoming more and more important, and at my company we use many technologies.

    ## Use instead
    Our fraud model let one stolen card in nine through, and the card network had given us ninety days.

    ## Known limits
    A plain set-up is enough: a place, trouble, a number, a deed or an outcome within the first forty words
    silences it. So it finds openings with nothing in them, not weak ones.

    ## References
    Seed documents, the ten-second test; evidence.md, "Delivery": silent reading at 238 words a minute
    (Brysbaert 2019, seen) gives the forty words.
    """
    early = [s for s in case.reading.sentences if s.span.start < case.timing.first_ten.end]
    if case.reading.words <= _LEAST or any(_says_something(s, case.timing.first_ten.end) for s in early):
        return
    if any(s.has("opening.generic") for s in early):
        yield Hit(
            case.timing.first_ten,
            "The first ten seconds hold nothing that is only yours.",
            "What went wrong, or what came of it, that you could say first?",
        )


def _says_something(sentence: ReadSentence, end: int) -> bool:
    """Whether the part of the sentence before `end` holds a deed, an outcome, a number or trouble."""
    heard = min(sentence.span.end, end) - sentence.span.start
    half = 2 * heard >= len(sentence.text)
    if half and sentence.role in (Role.DECISION, Role.TRADEOFF, Role.ACTION, Role.RESULT, Role.TASK):
        return True
    if any(c.span.end <= end for c in sentence.claims):
        return True
    if any(span.end <= end for span in sentence.find("opening.trouble", "stakes.loss")):
        return True
    return any(t.word[0].isdigit() for t in sentence.tokens if t.end <= end)


@rule("OPN002", "throat-clearing", Severity.INFO)
def throat_clearing(case: Case) -> Iterator[Hit]:
    """Finds opening words that only announce that a story will follow.

    ## Why it is bad
    The first seconds are the ones that are listened to best.

    ## Example
    That's a great question. I'd like to tell you about a time when I was at my last company.

    ## Use instead
    Last March our checkout failed every Friday at six.

    ## Known limits
    Only the first 25 words are looked at, and only known phrases. A short "sure" is nobody's loss.

    ## References
    Seed documents, "No filler" and the ten-second test; convention.
    """
    heard = 0
    for sentence in case.reading.sentences:
        if heard >= _EARLY:
            return
        found = sentence.find("opening.courtesy")
        if found and _announces(sentence, found[0]):
            yield Hit(
                found[0], "This announces the story instead of beginning it.", "What is your first fact?"
            )
            return
        heard += len(sentence.words)


def _announces(sentence: ReadSentence, phrase: Span) -> bool:
    """Whether the teller says it, before the story: nobody in the story, and nowhere in the middle of it."""
    if sentence.number and sentence.role is not Role.OTHER:
        return False
    return len(sentence.tokens.before(phrase.start)) <= _FIRST


RULES = (empty_opening, throat_clearing, headline_without_outcome, overlong_headline, headline_disagrees)
