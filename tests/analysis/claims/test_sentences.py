"""Claims across sentences, and offsets that count where the sentences' spans do."""

from __future__ import annotations

from highsignal.analysis.claims import extract, extract_sentences
from highsignal.domain.claims import Direction
from highsignal.domain.roles import Sentence
from highsignal.domain.spans import Span


def sentences(*texts: str) -> list[Sentence]:
    found, at = [], 0
    for text in texts:
        found.append(Sentence(Span(at, at + len(text)), text, tuple(text.rstrip(".").split()), 0))
        at += len(text) + 1
    return found


def test_spans_count_in_the_source() -> None:
    texts = ("We had a problem.", "Cost fell by 22 %.", "Then p99 fell from 480 ms to 120 ms.")
    source = " ".join(texts)
    claims = extract_sentences(sentences(*texts))
    assert [c.text for c in claims] == [c.span.text(source) for c in claims]
    assert [c.metric_span.text(source) for c in claims if c.metric_span] == ["Cost", "p99"]
    assert [c.value_span.text(source) for c in claims if c.value_span] == ["22 %", "120 ms"]


def test_offset_shifts_every_span() -> None:
    (here,) = extract("Cost fell by 22 %.")
    (there,) = extract("Cost fell by 22 %.", offset=100)
    assert there.span == here.span.shifted(100)
    assert there.metric_span == Span(100, 104)
    assert there.value_span == Span(113, 117)


def test_a_guardrail_may_stand_in_the_next_sentence() -> None:
    (claim,) = extract_sentences(sentences("We cut cost by 22 %.", "Accuracy did not move."))
    assert claim.guardrail == "Accuracy did not move"


def test_a_guardrail_with_a_level_is_no_claim_of_its_own() -> None:
    (claim,) = extract_sentences(sentences("We cut cost by 22 %.", "Recall stayed at 94 %."))
    assert claim.guardrail == "Recall stayed at 94 %"


def test_a_baseline_may_stand_in_the_next_sentence() -> None:
    (claim,) = extract_sentences(sentences("p99 latency is now 120 ms.", "It had been 480 ms."))
    assert (claim.value, claim.baseline, claim.direction) == (120, 480, Direction.DOWN)


def test_a_baseline_in_another_unit_is_converted() -> None:
    (claim,) = extract_sentences(sentences("The run takes 70 minutes now.", "Before that it took 9 hours."))
    assert (claim.value, claim.baseline, claim.unit) == (70, 540, "min")


def test_a_long_sentence_after_a_claim_speaks_for_itself() -> None:
    claims = extract_sentences(
        sentences(
            "We cut cost by 22 %.",
            "It was 40 teams by then that had asked us, over and over, for the very same small thing.",
        )
    )
    assert [c.value for c in claims] == [22, 40]


def test_nothing_in_nothing_out() -> None:
    assert extract_sentences([]) == ()
    assert extract_sentences(sentences("No numbers here.", "None there.")) == ()
