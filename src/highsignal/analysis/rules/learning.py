"""Rules on learning: that a lesson is told, that it is this story's own, and that it changed something."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.analysis.signals.learning import changes_behaviour
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.signals import SignalName, State

_CLOSING = 3  # sentences at the end in which a lesson is looked for whatever role they were given
_LONG_ENOUGH = 22  # words; a lesson of this length says more than its platitude


@rule("LRN001", "missing-learning", Severity.WARNING)
def missing_learning(case: Case) -> Iterator[Hit]:
    """Finds stories that end without what was learned or is done differently since.

    ## Why it is bad
    "No learning" is one of the four common mistakes that the coaching method behind this product names:
    the story closes with what happened, and not with what changed after it.

    ## Example
    … The fix went out on Friday and the queue stayed empty.

    ## Use instead
    … The queue stayed empty. Since then I write the rollback before the change.

    ## Known limits
    A lesson told at the beginning counts. One told without any word of learning or change is not seen.

    ## References
    Seed documents, "Common mistakes"; mission row S6. evidence.md: reflection is detected with κ .53–.85
    (Ullmann 2019, seen), so this rule will sometimes miss one.
    """
    if case.state(SignalName.LEARNING) is not State.MISSING:
        return
    if any(s.has("learning.told") for s in case.reading.sentences[-_CLOSING:]):
        return
    yield Hit(
        case.reading.end,
        "Nothing says what you learned or changed afterwards.",
        "What do you do differently since?",
    )


@rule("LRN002", "platitude", Severity.WARNING)
def platitude(case: Case) -> Iterator[Hit]:
    """Finds lessons that would fit under any story.

    ## Why it is bad
    "Communication is key" cannot be wrong, so it says nothing about the person. It takes the place of
    the one sentence that would show growth.

    ## Example
    I learned that communication is key.

    ## Use instead
    Since then I send the support lead a draft before any change that a customer can see.

    ## Known limits
    A general sentence that goes on to say what is done differently, there or in another sentence on the
    lesson, is left alone, and so is a long one.

    ## References
    Seed documents, "Common mistakes"; mission row S6 ("a changed behaviour, not a platitude").
    """
    lessons = _lessons(case)
    if any(changes_behaviour(s) for s in lessons):
        return
    for sentence in lessons:
        found = sentence.find("learning.empty")
        if found and len(sentence.words) < _LONG_ENOUGH:
            yield Hit(
                sentence.span,
                "This lesson would fit under any story.",
                "What did you do differently the next time, because of this one?",
            )


@rule("LRN003", "lesson-without-change", Severity.INFO)
def lesson_without_change(case: Case) -> Iterator[Hit]:
    """Finds lessons that name a subject ("I learned about caching") and say neither what nor what for.

    ## Why it is bad
    A subject is not a lesson. Listeners want to hear what was understood, and what is done differently.

    ## Example
    I learned about caching and how to use Redis.

    ## Use instead
    I learned that our cache hid slow queries, so I now turn it off before I measure.

    ## Known limits
    A lesson that is stated in full is left alone even when no change is told: the signal "learning"
    shows it as weak. Lessons that fit any story are LRN002's.

    ## References
    Seed documents, "close with what changed after the outcome"; mission row S6.
    """
    lessons = _lessons(case)
    if any(changes_behaviour(s) or s.has("learning.empty") for s in lessons):
        return
    for sentence in lessons:
        if sentence.has("learning.topical") and len(sentence.words) < _LONG_ENOUGH:
            yield Hit(
                sentence.span,
                "It names what you learned about, not what you do differently.",
                "Where have you used this since, and what did you do otherwise there?",
            )


def _lessons(case: Case) -> list[ReadSentence]:
    """The sentences on learning, and those near the end that speak of it under another role."""
    sentences = case.reading.sentences
    late = len(sentences) - _CLOSING
    return [
        s
        for s in sentences
        if s.role is Role.LEARNING
        or (s.number >= late and s.role is not Role.ACTION and s.has("learning.told", "learning.empty"))
    ]


RULES = (missing_learning, platitude, lesson_without_change)
