"""Rules on the words in which decisions are told: denied prices, hidden deciders, fashionable reasons."""

from __future__ import annotations

from collections.abc import Iterator

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.nearby import is_negated, quoted
from highsignal.analysis.rules.rule import Case, Hit, Rule, rule
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span


@rule("DEC005", "denied-tradeoff", Severity.WARNING)
def denied_tradeoff(case: Case) -> Iterator[Hit]:
    """Finds stories that say of their choice that it cost nothing: "no downsides", "a win-win".

    ## Why it is bad
    Every choice costs something, if only time or a habit. Saying otherwise sounds as if nobody had looked.

    ## Example
    We moved to the new framework. It was a win-win with no downsides.

    ## Use instead
    We moved to the new framework and paid for it with two weeks in which nothing else was shipped.

    ## Known limits
    Silent where another sentence names a price, and where the words are denied ("it was no win-win").

    ## References
    Seed documents, "decisions explained with trade-offs"; the rest is convention.
    """
    reading = case.reading
    if any(_prices(s) for s in reading.of(Role.TRADEOFF)):
        return
    for sentence in reading.sentences:
        if sentence.role in (Role.SITUATION, Role.STAKES):
            continue
        for span in sentence.find("tradeoff.denied"):
            if is_negated(sentence, span) or _said_by_others(sentence, span):
                continue
            words = quoted(reading, span)
            yield Hit(
                span,
                f"“{words}”: a choice that cost nothing is hard to believe.",
                "What was a little worse afterwards, and for whom?",
            )


@rule("DEC006", "nobody-decided", Severity.WARNING)
def nobody_decided(case: Case) -> Iterator[Hit]:
    """Finds decisions without anybody who made them: "it was decided".

    ## Why it is bad
    Who decided is the first thing a listener wants to know; without it the teller may have been in the
    room or not.

    ## Example
    After some discussion it was decided to keep the old index.

    ## Use instead
    The lead and I argued it out on the whiteboard and kept the old index; the last word was mine.

    ## Known limits
    Looks only at set phrases. "We" counts as somebody: this rule never counts pronouns.

    ## References
    "Ask who decided" (evidence.md, "Pronouns": Kacewicz; arXiv 1504.03425); seed documents, "ownership".
    """
    for sentence in case.reading.sentences:
        if sentence.role in (Role.SITUATION, Role.STAKES, Role.LEARNING) and not _may_decide(sentence):
            continue
        for span in sentence.find("decision.nobody"):
            if _decider_follows(sentence, span) or is_negated(sentence, span):
                continue
            words = quoted(case.reading, span)
            yield Hit(
                span, f"“{words}” hides who decided.", "Who decided this, and what was your part in it?"
            )


@rule("DEC007", "fashionable-reason", Severity.INFO)
def fashionable_reason(case: Case) -> Iterator[Hit]:
    """Finds choices whose only reason is that the thing is modern, popular or a best practice.

    ## Why it is bad
    The same sentence would fit any team. A listener wants to hear what it did for this problem.

    ## Example
    We chose deep learning because it is more innovative.

    ## Use instead
    We chose the network because it read the free-text field, which held half of the signal.

    ## Known limits
    Silent when the sentence holds a number, or another reason stands beside it.

    ## References
    Convention; seed documents, "Every line earns its place".
    """
    reading = case.reading
    for sentence in reading.sentences:
        if sentence.role in (Role.SITUATION, Role.STAKES, Role.RESULT):
            continue
        if sentence.claims or not (sentence.role is Role.DECISION or sentence.has("decision.made")):
            continue
        for span in sentence.find("decision.fashion"):
            if not _is_reason(sentence, span) or is_negated(sentence, span):
                continue
            words = quoted(reading, span)
            yield Hit(
                span,
                f"“{words}” would be a reason for any team.",
                "What did it do for this problem that the other way did not?",
            )
            break


_SURE = 0.6  # confidence; below it another role is about as likely
_BY = 4  # words in which "by the board and me" must begin
_REASON_NEAR = 45  # characters between "because" and the fashionable word
_OTHER_REASON = frozenset(("and", "but", "so"))
_SAYING = frozenset(
    (
        "said",
        "says",
        "promised",
        "called",
        "calls",
        "claimed",
        "sold",
        "told",
        "advertised",
        "thought",
        "hoped",
        "brochure",
    )
)


def _may_decide(sentence: ReadSentence) -> bool:
    """Whether a sentence of the set-up may be the decision after all."""
    return sentence.section == "decision" or sentence.confidence < _SURE


def _prices(sentence: ReadSentence) -> bool:
    """Whether a trade-off sentence names a price rather than denying that there is one."""
    return not sentence.has("tradeoff.denied") and (
        sentence.has("tradeoff.given-up") or len(sentence.words) >= 8
    )


def _said_by_others(sentence: ReadSentence, span: Span) -> bool:
    """Whether the words are what a vendor or a colleague said."""
    return not _SAYING.isdisjoint(sentence.tokens.before(span.start))


def _decider_follows(sentence: ReadSentence, span: Span) -> bool:
    """Whether the phrase goes on with "by" and whoever it was, or was handed down before the story began."""
    after = sentence.tokens.since(span.end)[:_BY]
    return "by" in after or "before" in after or "ago" in after


def _is_reason(sentence: ReadSentence, span: Span) -> bool:
    """Whether the fashionable words follow a "because", with no second reason behind them."""
    before = any(
        cue.end <= span.start and span.start - cue.end < _REASON_NEAR
        for cue in sentence.find("decision.because")
    )
    return before and _OTHER_REASON.isdisjoint(sentence.tokens.since(span.end))


RULES: tuple[Rule, ...] = (denied_tradeoff, nobody_decided, fashionable_reason)
