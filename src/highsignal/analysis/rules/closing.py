"""Rules on the end: what the listener is left with."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.passages import SET_UP, last_told
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.analysis.timing import tells_outcome
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span

_TAIL = 6  # words that may follow a phrase that trails off
_LAST = 3  # sentences that are the end
_SURE = 0.5


@rule("CTA001", "trails-off", Severity.INFO)
def trails_off(case: Case) -> Iterator[Hit]:
    """Finds stories that run out in words such as "so yeah, that's it".

    ## Why it is bad
    The last sentence is remembered best. It should be what changed, not that nothing more will come.

    ## Example
    … and the alerts stopped. So yeah, that's about it I guess.

    ## Use instead
    … and the alerts stopped. Since then I … (and stop talking)

    ## Known limits
    Only the last two sentences are looked at, and only known phrases.

    ## References
    Convention; no study stands behind it in evidence.md.
    """
    for sentence in case.reading.sentences[-2:]:
        for span in sentence.find("close.trailing"):
            if _ends_there(sentence, span) and sentence.number:
                yield Hit(
                    span,
                    "The story trails off here.",
                    "Which sentence do you want them to remember last?",
                )
                return


def _ends_there(sentence: ReadSentence, phrase: Span) -> bool:
    """Whether nothing of weight follows the phrase in its sentence."""
    after = [word for word in sentence.tokens.since(phrase.end) if word[0].isalnum()]
    told = sentence.role in (Role.RESULT, Role.LEARNING) and sentence.confidence >= _SURE
    tail = 1 if told else _TAIL
    return len(after) <= tail


@rule("CTA002", "several-asks", Severity.WARNING)
def several_asks(case: Case) -> Iterator[Hit]:
    """Finds stories that end in two or more questions or offers to the listener.

    ## Why it is bad
    One clear ask gets an answer; of several the easiest does, or none.

    ## Example
    Does that answer it? Should I go into the model? I'm happy to talk about the rollout too.

    ## Use instead
    Should I go into how we chose the model?

    ## Known limits
    Only the last four sentences are looked at. Questions asked inside the story are told apart by the
    words around "you", which sometimes fails.

    ## References
    Seed documents, "a direct CTA tied to the topic"; convention.
    """
    tail = case.reading.sentences[-_LAST - 1 :]
    asks = [s for s in tail if _asks_listener(s)]
    if len(asks) > 1:
        yield Hit(
            Span(asks[0].span.start, asks[-1].span.end),
            f"{len(asks)} asks at the end.",
            "Which one question do you want to be asked next?",
        )


_OFFERS = frozenset(("happy", "glad", "know", "go", "please"))


def _asks_listener(sentence: ReadSentence) -> bool:
    if not sentence.has("close.offer"):
        return False
    question = sentence.text.rstrip("\"'”’)*_ ").endswith("?")
    offer = sentence.says(_OFFERS)
    return (question or offer) and sentence.role in (
        Role.OTHER,
        Role.LEARNING,
        Role.TASK,
        Role.DECISION,
        Role.RESULT,
    )


@rule("CTA003", "ends-before-the-outcome", Severity.INFO)
def ends_before_the_outcome(case: Case) -> Iterator[Hit]:
    """Finds stories whose last word is still set-up: a situation, a task or what was at stake.

    ## Why it is bad
    The listener waits for what came of it, and hears that the story is over.

    ## Example
    … I rolled the model back. The vendor had also promised a fix by the end of the quarter.

    ## Use instead
    … I rolled the model back, and the complaints stopped within the hour.

    ## Known limits
    Stories that told their outcome just before are left alone.

    ## References
    Seed documents, "close with what changed after the outcome".
    """
    last = last_told(case.reading)
    if last is None or len(case.reading.sentences) < _LAST or not _is_set_up(last):
        return
    end = case.reading.sentences[max(0, last.number - _LAST) : last.number]
    if not any(tells_outcome(s) or s.role is Role.LEARNING for s in end):
        yield Hit(last.span, "The story ends before anything has come of it.", "What happened then?")


def _is_set_up(sentence: ReadSentence) -> bool:
    """Whether the sentence tells how things stood or what was to be done, not what came of it."""
    if sentence.role in SET_UP:
        return sentence.confidence >= _SURE
    told = sentence.role is Role.LEARNING or (tells_outcome(sentence) and sentence.confidence >= _SURE)
    return sentence.has("close.pending") and not told


RULES = (trails_off, several_asks, ends_before_the_outcome)
