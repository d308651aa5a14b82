"""Rules on detail: every step told, every tool named, every side road taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from highsignal.analysis.reading import ReadSentence
from highsignal.analysis.rules.acronyms import unexplained
from highsignal.analysis.rules.passages import over
from highsignal.analysis.rules.rule import Case, Hit, rule
from highsignal.domain.claims import Direction
from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.spans import Span

_STEPS = 6  # action sentences in a row
_THENS = 4  # words of sequence in a run of steps
_TOOLS = 5
_ACRONYMS = 3  # as many are shown; with more, the first say enough


@rule("DTL001", "play-by-play", Severity.WARNING)
def play_by_play(case: Case) -> Iterator[Hit]:
    """Finds long runs of steps without a choice, a reason or a result among them.

    ## Why it is bad
    "Too much detail" is one of the four common mistakes that the coaching method behind this product names:
    the listener hears a play-by-play instead of impact, and cannot tell which step was hard.

    ## Example
    I opened the logs. Then I wrote a script. Then I ran it. Then I opened a ticket. Then I called the team.

    ## Use instead
    I traced it to one table, and chose to freeze that table rather than the release.

    ## Known limits
    Six steps in a row, or four steps joined by "then", are this product's own limits. Sentences with a number
    that moved, a choice or a result break a run.

    ## References
    Seed documents, "Common mistakes"; evidence.md: over-explained text is found with F1 .51 (Verrap, seen).
    """
    for run in _runs(case.reading.sentences):
        thens = sum(len(s.find("detail.then")) for s in run)
        if len(run) >= _STEPS or (thens >= _THENS and len(run) > 2):
            yield Hit(
                over(run),
                f"{len(run)} steps in a row, without a choice or a result among them.",
                "Which one of these steps would another engineer have done differently?",
            )


def _runs(sentences: Sequence[ReadSentence]) -> Iterator[list[ReadSentence]]:
    run: list[ReadSentence] = []
    for sentence in sentences:
        if sentence.role is Role.ACTION and not _breaks(sentence):
            run.append(sentence)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _breaks(sentence: ReadSentence) -> bool:
    """Whether the sentence tells more than a step: a quantity that moved, or why this step."""
    moved = any(claim.direction is not Direction.NONE for claim in sentence.claims)
    return moved or sentence.has("ownership.choice") or sentence.says(_REASONS)


_REASONS = frozenset(("because", "since", "although", "despite", "otherwise"))


@rule("DTL002", "tool-list", Severity.INFO)
def tool_list(case: Case) -> Iterator[Hit]:
    """Finds sentences that name five or more tools.

    ## Why it is bad
    A list of tools is heard as a résumé and remembered as none of them. What matters is the one whose
    choice was a decision.

    ## Example
    I used Python, Spark, Airflow, Kafka and Docker to build it.

    ## Use instead
    I built it on Spark, because the analysts could already read it.

    ## Known limits
    It knows about a hundred tools by name. Five is this product's own limit.

    ## References
    Seed documents, "focus on decisions and outcomes, not every step"; convention.
    """
    for sentence in case.reading.sentences:
        spans = sentence.find("detail.tool")
        names = {span.text(case.reading.story.source).lower() for span in spans}
        if len(names) >= _TOOLS:
            yield Hit(
                Span(spans[0].start, spans[-1].end),
                f"{len(names)} tools in one sentence.",
                "Which one of them was a choice, and what did it make possible?",
            )


@rule("DTL003", "unexplained-acronym", Severity.INFO)
def unexplained_acronym(case: Case) -> Iterator[Hit]:
    """Finds names in capital letters that only the teller's own company would know.

    ## Why it is bad
    While a listener wonders what PRXM is, two sentences pass unheard.

    ## Example
    I moved PRXM to the new cluster.

    ## Use instead
    I moved our pricing service to the new cluster.

    ## Known limits
    Acronyms that every engineer knows, those of the role pack, and those explained anywhere in the story are
    left alone. Names of companies and places in capitals may be found; three at most are shown.

    ## References
    Convention; no study stands behind it in evidence.md.
    """
    for shown, (word, span) in enumerate(unexplained(case.reading, case.role)):
        if shown >= _ACRONYMS:
            return
        yield Hit(
            span, f"{word} is not explained.", f"What would you call {word} to somebody from another company?"
        )


@rule("DTL004", "digression", Severity.INFO)
def digression(case: Case) -> Iterator[Hit]:
    """Finds words that announce a side road.

    ## Why it is bad
    Every line earns its place; one that begins with "by the way" says itself that it does not.

    ## Example
    By the way, that was the week our office flooded.

    ## Use instead
    Nothing, or the same fact where it matters.

    ## Known limits
    It hears the announcement, not the digression: a side road without one is not found.

    ## References
    Seed documents, "No filler. Every line earns its place."
    """
    for found in case.reading.find("detail.aside"):
        words = found.text(case.reading.story.source).rstrip(" ,.!")
        span = Span(found.start, found.start + len(words))
        said = " ".join(words.split())
        yield Hit(span, f"“{said}” announces a side road.", "What would be lost if this sentence went?")


RULES = (play_by_play, tool_list, unexplained_acronym, digression)
