"""Follow-ups ask for what an answer lacks, in the person's own words, and never twice in a session."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highsignal.analysis.analyzer import Standard, analyze
from highsignal.analysis.probes import ABOUT, Lack, choose_probe, lack_of, lacks, plain, slots, wordings
from highsignal.analysis.text.documents import read_whole
from highsignal.domain.signals import SignalName, State
from highsignal.domain.stories import Analysis
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources
from highsignal.services.standards import standard_for

COST = (
    "In March our ranking service cost twice its budget, and the launch in Brazil would have been cut. "
    "I decided to distil the model instead of quantising it. "
    "I rebuilt the training set with two engineers. "
    "Inference cost fell by 22 %, and the launch kept its date. "
    "Since then I ask for the cost of a model before anybody trains it."
)
NOBODY = (
    "Last year the queue of our support team grew to nine hundred tickets and two customers threatened to "
    "leave. It was decided to move the oldest ones to a second team. The queue was cut by half in six weeks."
)
HABIT = "I usually talk to everybody first. I always write things down, and I never let a problem wait."
ANSWERS = (
    COST,
    NOBODY,
    HABIT,
    "",
    "I cut it.",
    "We had a slow service so we picked caching over a rewrite and latency went from 480 ms to 120 ms",
    COST.replace("by 22 %,", "by 22 % as the invoices of three months show, from $9,000 to $7,000 a month,"),
    "Cost — and “quotes” {braces} **marks** everywhere; we chose X over Y. Revenue doubled!",
)
SIGNAL_OF_STATE = {
    "stakes": SignalName.STAKES,
    "decision": SignalName.DECISION,
    "reason": SignalName.DECISION,
    "tradeoff": SignalName.TRADEOFF,
    "impact": SignalName.IMPACT,
    "measure": SignalName.IMPACT,
    "part": SignalName.OWNERSHIP,
    "scope": SignalName.OWNERSHIP,
    "learning": SignalName.LEARNING,
    "lesson": SignalName.LEARNING,
    "audience": SignalName.AUDIENCE,
    "beginning": SignalName.STRUCTURE,
    "deed": SignalName.STRUCTURE,
    "ending": SignalName.STRUCTURE,
}


@cache
def standard_of_test() -> Standard:
    return standard_for(Target(), PackSources())


@cache
def analysis_of(text: str) -> Analysis:
    return analyze(read_whole(text), standard_of_test())


def names(text: str) -> set[str]:
    return {lack.name for lack in lacks(analysis_of(text))}


def words_of(text: str, name: str) -> dict[str, str]:
    return dict(next(lack for lack in lacks(analysis_of(text)) if lack.name == name).words)


def test_every_lack_has_wordings_and_every_wording_a_lack() -> None:
    assert set(wordings()) == set(ABOUT)
    for lack, asked in wordings().items():
        assert len(asked) >= 8, lack
        assert any(not slots(question) for question in asked.values()), f"{lack}: all need the person's words"


def test_wordings_are_one_question_each_and_fit_their_column() -> None:
    known = {"choice", "quote", "claim", "number", "metric", "we"}
    seen: dict[str, str] = {}
    for lack, asked in wordings().items():
        for name, question in asked.items():
            place = f"{lack}/{name}"
            assert len(place) <= 40, place  # the column of the database
            assert question.count("?") == 1, place
            assert question.endswith("?"), place
            assert set(slots(question)) <= known, place
            assert plain(question) not in seen, f"{place} is {seen.get(plain(question))} again"
            seen[plain(question)] = place


def test_a_choice_is_asked_about_in_the_persons_words() -> None:
    assert words_of(COST, "tradeoff")["choice"] == "you decided to distil the model instead of quantising it"


def test_a_number_is_asked_about_until_it_is_told_how_it_is_known() -> None:
    assert words_of(COST, "number") == {
        "claim": "Inference cost fell by 22 %",
        "number": "22 %",
        "metric": "inference cost",
    }
    assert "number" not in names(ANSWERS[6])
    assert "baseline" in names(COST)


def test_who_decided_is_asked_where_nobody_does() -> None:
    assert "teller" in names(NOBODY)
    assert "teller" not in names(COST)


def test_one_time_is_asked_for_before_anything_else() -> None:
    found = lacks(analysis_of(HABIT))
    probe = choose_probe(found, (), (), (), (), Random(1))
    assert probe
    assert probe.lack in ("episode", "more")


def test_what_a_choice_cost_is_not_asked_before_a_choice_is_told() -> None:
    for text in ANSWERS:
        assert not {"decision", "tradeoff"} <= names(text)


@pytest.mark.parametrize("text", ANSWERS, ids=range(len(ANSWERS)))
def test_only_what_lacks_is_found(text: str) -> None:
    analysis = analysis_of(text)
    state = {signal.name: signal.state for signal in analysis.signals}
    for lack in lacks(analysis):
        if lack.name in SIGNAL_OF_STATE:
            assert state[SIGNAL_OF_STATE[lack.name]] is not State.STRONG, lack.name
        if lack.name in ("episode", "more"):
            assert not analysis.episode.specific


orders = st.lists(st.sampled_from(list(SignalName)), unique=True)


@given(st.integers(0, 2**31 - 1), orders, st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=24))
def test_nothing_is_asked_twice_in_a_session(seed: int, order: list[SignalName], answers: list[str]) -> None:
    asked: list[str] = []
    questions: list[str] = []
    role = standard_of_test().role
    assert role
    for number, text in enumerate(answers):
        found = lacks(analysis_of(text))
        probe = choose_probe(found, order, asked, questions, (), Random(f"{seed} {number}"), role.audiences)
        if probe is None:
            continue
        assert probe.lack in {lack.name for lack in found}
        assert lack_of(probe.id) == probe.lack
        assert probe.id not in asked
        assert plain(probe.question) not in {plain(question) for question in questions}
        assert "{" not in probe.question
        assert "“”" not in probe.question
        asked.append(probe.id)
        questions.append(probe.question)


@given(st.integers(0, 2**31 - 1), st.sampled_from(ANSWERS))
def test_the_same_seed_asks_the_same(seed: int, text: str) -> None:
    found = lacks(analysis_of(text))
    first, again = (choose_probe(found, (), (), (), (), Random(f"x {seed}")) for _ in range(2))
    assert first == again


def test_what_was_asked_about_least_comes_first() -> None:
    found = (Lack("stakes", State.MISSING), Lack("learning", State.MISSING))
    probe = choose_probe(found, (SignalName.STAKES,), ("stakes/nothing-done",), (), (), Random(1))
    assert probe
    assert probe.lack == "learning"


def test_a_session_that_has_asked_everything_asks_no_more() -> None:
    found = (Lack("audience", State.MISSING),)
    asked: list[str] = []
    while (probe := choose_probe(found, (), asked, (), (), Random(len(asked)))) is not None:
        asked.append(probe.id)
    assert len(asked) == len(wordings()["audience"])
