"""The rule on task language: an assignment told where a listener waits for what was decided and changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from highsignal.analysis.lexicon.pack_phrases import PhraseFinder
from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.passages import opens_with
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.analysis.timing import first_outcome, tells_outcome
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span
from highsignal.packs.model import Reframe

_ASK = "Why did it need doing, and which part of how it was done did you decide?"


@rule("OWN001", "task-language", Severity.WARNING)
def task_language(case: Case) -> Iterator[Hit]:
    """Finds assignments and duties told in the place of what was decided and changed.

    ## Why it is bad
    Work is described as tasks "because that is how it was assigned", but listeners wait for outcomes
    and decisions. A duty says what anybody in that chair would have done.

    ## Example
    I was responsible for the training pipeline and worked on data quality.

    ## Use instead
    I rebuilt the training pipeline because a bad label took three weeks to notice; now it takes a day.

    ## Known limits
    The one sentence of a story that says what was asked is left alone when a choice and an outcome
    follow it, and so is a duty with its outcome in the same sentence. Where the role pack knows the
    task, its own question is asked.

    ## References
    Seed documents, "Deeper context"; mission row S7. No study in evidence.md: convention.
    """
    found = [(s, spans) for s in case.reading.sentences if (spans := _phrases(s))]
    told_through = bool(found) and _leads_to_choice_and_outcome(case)
    for sentence, spans in found:
        if sentence.role in (Role.LEARNING, Role.RESULT) or tells_outcome(sentence):
            continue
        if told_through and sentence.role in (Role.TASK, Role.SITUATION, Role.STAKES, Role.DECISION):
            continue
        for span in spans:
            yield Hit(
                span,
                "This tells an assignment, not what you decided or changed.",
                _ask(case, sentence, span),
            )


def _leads_to_choice_and_outcome(case: Case) -> bool:
    chosen = any(
        s.role in (Role.DECISION, Role.TRADEOFF) or s.has("ownership.choice") for s in case.reading.sentences
    )
    return chosen and first_outcome(case.reading) is not None


def _phrases(sentence: ReadSentence) -> list[Span]:
    found = sentence.find("ownership.assigned")
    return found or [s for s in sentence.find("ownership.assigned-bare") if opens_with(sentence, s)]


def _ask(case: Case, sentence: ReadSentence, phrase: Span) -> str:
    """The role pack's question for this task; one about the work itself goes before one about the duty."""
    if case.role is None:
        return _ASK
    asks = {reframe.id: reframe.ask for reframe in case.role.reframes}
    start = sentence.span.start
    mentions = [
        (m.span.shifted(start).overlaps(phrase), m) for m in _finder(case.role.reframes).find(sentence.text)
    ]
    mentions.sort(key=lambda pair: (pair[0], pair[1].span))
    return asks[mentions[0][1].key] if mentions else _ASK


@lru_cache(maxsize=8)
def _finder(reframes: tuple[Reframe, ...]) -> PhraseFinder:
    return PhraseFinder((reframe.id, reframe.said) for reframe in reframes)
