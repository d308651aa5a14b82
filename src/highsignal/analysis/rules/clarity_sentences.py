"""Rules on clear sentences: too long to hear, without anybody in them, or said before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.passages import deed_without_doer, over
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role

_LONGEST = 45  # words
_A_TRANSCRIPT = 120  # words; a stretch longer than this without a stop was spoken, not written
_LIST = re.compile(r":\s*\n")
_STOPS = ".!?…:;"
_AFTER_STOP = "\"'”’»)]*_"


@rule("CLR002", "overlong-sentence", Severity.INFO)
def overlong_sentence(case: Case) -> Iterator[Hit]:
    """Finds written sentences of more than 45 words.

    ## Why it is bad
    Nobody can say it in one breath, and nobody who hears it knows which clause was the point.

    ## Example
    A sentence with the problem, the two options, the choice, its price and the result in it.

    ## Use instead
    The choice in one sentence, its price in the next.

    ## Known limits
    45 words, about twice the usual length of a written sentence, is this product's own limit. Transcripts
    without full stops are left alone: their sentences were made by a machine.

    ## References
    Convention; no study stands behind it in evidence.md.
    """
    for pieces in _as_written(case):
        words = sum(len(s.words) for s in pieces)
        if _LONGEST < words <= _A_TRANSCRIPT and _ends(pieces[-1]) and not _is_list(pieces):
            yield Hit(
                over(pieces),
                f"This sentence has {words} words.",
                "Which one thing should this sentence say, and what can have a sentence of its own?",
            )


def _as_written(case: Case) -> Iterator[list[ReadSentence]]:
    """Sentences as the author ended them: long ones were divided when the text was read."""
    source = case.reading.story.source
    pieces: list[ReadSentence] = []
    for sentence in case.reading.sentences:
        if pieces:
            gap = source[pieces[-1].span.end : sentence.span.start]
            if _ends(pieces[-1]) or gap.strip() or "\n\n" in gap or not sentence.text[:1].islower():
                yield pieces
                pieces = []
        pieces.append(sentence)
    if pieces:
        yield pieces


def _is_list(pieces: list[ReadSentence]) -> bool:
    """Whether lines follow a colon, so that nobody would say this as one sentence."""
    return any(_LIST.search(s.text) for s in pieces)


def _ends(sentence: ReadSentence) -> bool:
    return sentence.text.rstrip(_AFTER_STOP)[-1:] in _STOPS


@rule("CLR005", "actorless-actions", Severity.INFO)
def actorless_actions(case: Case) -> Iterator[Hit]:
    """Finds two or more steps told without anybody who took them.

    ## Why it is bad
    "The cache was added and the job was split" is a change log. The listener wants to know who thought of it.

    ## Example
    A cache was added. The job was split. The alerts were rewritten.

    ## Use instead
    Ana added a cache. I split the job and rewrote the alerts.

    ## Known limits
    It fires when at least half of the steps are told so. A passive that names its actor ("was written
    by Ana") is fine.

    ## References
    evidence.md, "Pronouns": look for a decision or an action with a first-person subject (Kacewicz, seen).
    """
    hidden = [span for s in case.reading.sentences if (span := deed_without_doer(s)) is not None]
    told = [s for s in case.reading.of(Role.ACTION, Role.DECISION) if deed_without_doer(s) is None]
    if len(hidden) < 2 or len(hidden) < len(told):
        return
    for span in hidden:
        yield Hit(span, "Nobody does this.", "Who did this?")


@rule("CLR006", "repeated-sentence", Severity.INFO)
def repeated_sentence(case: Case) -> Iterator[Hit]:
    """Finds a sentence that says again, in almost the same words, what was said before.

    ## Why it is bad
    The time of a story is short. A sentence told twice costs the place of a reason or a number.

    ## Example
    Latency fell by half. … So in the end latency fell by half.

    ## Use instead
    Say it once, where it is heard best.

    ## Known limits
    It compares words, not meaning: a repetition in other words is not found. Short sentences are left alone.

    ## References
    Seed documents, "No filler. Every line earns its place."
    """
    by_word: dict[str, list[ReadSentence]] = defaultdict(list)
    for sentence in case.reading.sentences:
        if len(sentence.words) <= _FEWEST_WORDS:
            continue
        # Near duplicates share their longest word, so only sentences filed under the same one are compared.
        before = by_word[_longest(sentence)]
        if before and any(_alike(_content(sentence), _content(other)) for other in before):
            yield Hit(sentence.span, "This was said before in the same words.", "Where is it heard best?")
        else:
            before.append(sentence)


def _longest(sentence: ReadSentence) -> str:
    return max((word.removesuffix("s") for word in sentence.tokens.words), key=len, default="")


_FEWEST_WORDS = 5
_ALIKE = 0.75
_SMALL = 3  # letters; shorter words hardly ever carry the meaning, numbers do


def _content(sentence: ReadSentence) -> frozenset[str]:
    return frozenset(w.removesuffix("s") for w in sentence.tokens.words if len(w) > _SMALL or w[0].isdigit())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one) >= _FEWEST_WORDS and len(one & other) >= _ALIKE * len(one | other)
