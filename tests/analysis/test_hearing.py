from __future__ import annotations

import pytest

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.hearing import Verdict, echo_of
from highsignal.analysis.hearing_signals import heard_signals
from highsignal.domain.signals import SignalName

COST = "Cut inference cost 22 % at the same accuracy, so the launch stayed on budget."
TOLD = (
    "In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it, which gave up two weeks. "
    "I rebuilt the training set with two engineers. "
    "Inference cost fell by 22 % at the same accuracy, and the launch kept its date. "
    "Since then I ask for the cost of a model before anybody trains it."
)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (COST, Verdict.HEARD),
        ("They made the model about a fifth cheaper to run without losing accuracy.", Verdict.HEARD),
        ("she got inference costs down by twenty-two percent", Verdict.HEARD),
        ("She cut inference cost by half.", Verdict.PARTLY),
        ("They worked on the cost of inference for a model.", Verdict.PARTLY),
        ("A nice story about teamwork.", Verdict.MISSED),
        ("", Verdict.MISSED),
        ("…", Verdict.MISSED),
        ("I could not say.", Verdict.MISSED),
    ],
)
def test_what_was_said_is_held_against_what_was_meant(said: str, verdict: Verdict) -> None:
    assert echo_of(COST, said).verdict is verdict


def test_the_words_that_show_it_are_shown_in_both_sentences() -> None:
    said = "The model is about a fifth cheaper to run and the launch could go on."
    found = {(s.intended.text(COST), s.said.text(said)) for s in echo_of(COST, said).shown}
    assert ("launch", "launch") in found
    assert ("cost", "cheaper") in found
    assert any(own == "22 %" and "fifth" in other for own, other in found)


def test_another_number_is_said_in_a_sentence() -> None:
    echo = echo_of(COST, "They cut inference cost by 60 %.")
    assert echo.verdict is not Verdict.HEARD
    assert "60" in echo.contradicts
    assert "22" in echo.contradicts


def test_strange_words_are_no_fault() -> None:
    for said in ("👩🏽‍💻", "שלום עולם", "9" * 5000, "cut " * 5000, "\u202e\u200b", "22 % 22 % 22 %"):
        assert echo_of(COST, said).chance <= 1
        assert echo_of(said, COST).chance <= 1


def test_signals_are_compared_one_by_one(standard: Standard) -> None:
    (analysis,) = analyze_text(TOLD, standard)
    answers = {
        "did": "They rebuilt a ranking model because the launch in Brazil would have been cut.",
        "decided": "To distil the model instead of quantising it, though that took two weeks.",
        "changed": "Inference got 22 percent cheaper.",
        "tell": "Careful with money.",
    }
    found = {one.name: one for one in heard_signals(analysis, answers)}
    assert SignalName.STRUCTURE not in found
    decision = found[SignalName.DECISION]
    assert decision.echo
    assert decision.echo.verdict is Verdict.HEARD
    assert decision.answer == "decided"
    assert "distil" in decision.intended
    impact = found[SignalName.IMPACT]
    assert impact.echo
    assert impact.echo.verdict is Verdict.HEARD
    learning = found[SignalName.LEARNING]
    assert learning.echo
    assert learning.echo.verdict is not Verdict.HEARD
    nothing = {one.name: one for one in heard_signals(analysis, {})}
    assert nothing[SignalName.DECISION].echo == echo_of(nothing[SignalName.DECISION].intended, "")


def test_what_the_text_does_not_show_cannot_be_missed(standard: Standard) -> None:
    (analysis,) = analyze_text("I wrote a script on Monday. It ran.", standard)
    assert all(
        one.echo is None for one in heard_signals(analysis, {"sentence": "A script."}) if not one.intended
    )
