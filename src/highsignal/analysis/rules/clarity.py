"""Rules on clear words: fillers, buzzwords and words that stand for nothing in particular."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.clarity_sentences import (
    actorless_actions,
    overlong_sentence,
    repeated_sentence,
)
from highsignal.analysis.rules.rule import Case, Hit, phrase_rule, rule
from highsignal.domain.findings import Severity

_HARMFUL = 12.0  # fillers a minute
_FEWEST = 5  # below this a rate says nothing
_FILLERS = ("clarity.um", "clarity.padding")


@rule("CLR001", "filler-words", Severity.WARNING)
def filler_words(case: Case) -> Iterator[Hit]:
    """Finds stories with twelve or more fillers a minute, and points at the sentence that has most.

    ## Why it is bad
    At twelve a minute listeners rate a speaker clearly lower; at five or fewer they do not mind.

    ## Example
    So, um, basically we had, you know, this, um, queue, and it was, like, kind of stuck.

    ## Use instead
    We had a queue, and it was stuck.

    ## Known limits
    It counts what is written in the text. Many speech recognisers leave "um" out, so a clean transcript
    proves nothing. Some of these phrases have plain uses; only their density counts.

    ## References
    evidence.md, "Delivery": 0, 2, 5 and 12 fillers a minute compared (Laske 2024, seen).
    """
    total = case.timing.total
    counts = [(len(s.find(*_FILLERS)), s) for s in case.reading.sentences]
    number = sum(count for count, _ in counts)
    if number < _FEWEST or not total or number * 60.0 / total < _HARMFUL:
        return
    most, worst = max(counts, key=_by_count)
    yield Hit(
        worst.span,
        f"{number * 60.0 / total:.0f} fillers a minute ({number} in {total:.0f} s); {most} stand here.",
        "How would you say this sentence to somebody who is writing it down?",
    )


def _by_count(pair: tuple[int, ReadSentence]) -> tuple[int, int]:
    return pair[0], -pair[1].number


buzzwords = phrase_rule(
    "CLR003",
    "buzzwords",
    Severity.INFO,
    ("clarity.jargon",),
    at_least=2,
    message="“{words}” could stand in anybody's story.",
    ask="What did you do or see that made you say “{words}”?",
    doc="""Finds two or more words that could stand in anybody's story.

    ## Why it is bad
    They claim quality and name nothing. A listener who writes down "leveraged cutting-edge synergies" has an
    empty page.

    ## Example
    I leveraged a cutting-edge, holistic solution.

    ## Use instead
    I put a cache of twenty lines in front of the price table.

    ## Known limits
    One such word is left alone. "State of the art" has an honest use in research; with a benchmark beside
    it, allow it.

    ## References
    Seed documents, "keep the language concrete and outcome-based"; convention.
    """,
)

vague_words = phrase_rule(
    "CLR004",
    "vague-words",
    Severity.INFO,
    ("clarity.imprecise",),
    at_least=2,
    message="“{words}” leaves the listener to guess.",
    ask="Which one mattered most, by name?",
    doc="""Finds two or more words that stand for something the teller did not name.

    ## Why it is bad
    "Various improvements and stuff" is heard as "I do not remember", or as "it was not mine".

    ## Example
    We fixed various issues, cleaned up stuff, etc.

    ## Use instead
    We fixed the three queries that held the lock.

    ## Known limits
    One such word is left alone. "Several problems" followed by their names is found too, when another stands
    in the story.

    ## References
    Seed documents, "specific proof, not generic claims"; convention.
    """,
)

RULES = (filler_words, overlong_sentence, buzzwords, vague_words, actorless_actions, repeated_sentence)
