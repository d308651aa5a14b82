"""From one sentence to a story, and from a story to one sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.headline_path import QUESTIONS, has_outcome, questions, rebuild, suggest_headlines
from highsignal.domain.roles import Role
from highsignal.domain.stories import Analysis
from highsignal.services.samples import read_samples

COST = "Cut the cost of ranking inference by 22 % at the same accuracy."
SAMPLES = {file.path.split("/")[1][0]: file.text for file in read_samples()}
ROLES = (Role.STAKES, Role.DECISION, Role.TRADEOFF, Role.ACTION, Role.RESULT, Role.LEARNING)


def analysed(number: str, standard: Standard) -> Analysis:
    (found,) = analyze_text(SAMPLES[number], standard)
    return found


def test_five_questions_name_what_changed_and_never_its_number() -> None:
    asked = questions(COST)
    assert [q.role for q in asked] == [
        Role.STAKES,
        Role.DECISION,
        Role.TRADEOFF,
        Role.RESULT,
        Role.LEARNING,
    ]
    assert asked[0].ask.startswith("Who needed the cost of ranking inference to come down, and")
    assert "the cost of ranking inference" in asked[3].ask
    assert not any(re.search(r"\d", q.ask) for q in asked)


def test_a_headline_with_both_ends_is_not_asked_for_them() -> None:
    asked = questions("Brought p99 latency from 480 ms to 120 ms.")
    assert Role.RESULT not in {q.role for q in asked}
    assert Role.ACTION in {q.role for q in asked}


def test_a_headline_without_a_metric_is_asked_in_plain_words() -> None:
    assert questions("Migration of the billing service")[0].ask == (
        "Who was it for, and what was at risk had you done nothing?"
    )


def test_what_a_text_tells_already_is_not_asked_again(standard: Standard) -> None:
    found = analysed("1", standard)
    asked = questions("Cut inference cost.", found)
    assert len(asked) == QUESTIONS
    assert Role.STAKES not in {q.role for q in asked}
    assert Role.ACTION in {q.role for q in asked}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80) | st.sampled_from([COST, *(s[:60] for s in SAMPLES.values())]))
def test_there_are_always_five_and_none_leads_with_a_number(headline: str) -> None:
    asked = questions(headline)
    assert len(asked) == len({q.id for q in asked}) == QUESTIONS
    for question in asked:
        assert question.ask.endswith("?")
        assert question.hint
        assert question.ask[0].isupper()
        assert not any(c.isdigit() for c in question.ask)


def test_the_story_is_told_with_its_result_first_and_closes_with_the_change() -> None:
    answers = {
        "learning": "I ask for the price of a wrong score first",
        "stakes": "two hundred merchants had signed for the spring",
        "decision": "I chose distillation over quantising",
        "tradeoff": "it cost us two weeks",
        "result": "The bill went from $310k to $242k.",
    }
    built = rebuild(COST, answers)
    assert built.text == (
        "Cut the cost of ranking inference by 22 % at the same accuracy. "
        "Two hundred merchants had signed for the spring.\n\n"
        "I chose distillation over quantising. It cost us two weeks.\n\n"
        "The bill went from $310k to $242k.\n\n"
        "I ask for the price of a wrong score first."
    )
    assert built.missing == ()


def test_what_is_missing_is_named_in_the_order_of_telling() -> None:
    assert rebuild("Migration of the billing service", {}).missing == ROLES
    assert rebuild("Migration of the billing service", {}).text == ""
    built = rebuild(COST, {"decision": "I chose distillation", "learning": "  "})
    assert built.missing == (Role.STAKES, Role.TRADEOFF, Role.LEARNING)


def test_what_was_not_asked_is_taken_from_the_text_there_is(standard: Standard) -> None:
    found = analysed("1", standard)
    built = rebuild(COST, {"stakes": "two shops would have left"}, found)
    assert "Two shops would have left." in built.text
    assert "Since then I ask for the price of a wrong score" in " ".join(built.text.split())
    assert built.missing == ()


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([COST, "Migration"]),
    st.dictionaries(st.sampled_from([r.value for r in ROLES]), st.text(max_size=40)),
)
def test_every_answer_is_in_the_story_and_counts_as_given(headline: str, answers: dict[str, str]) -> None:
    built = rebuild(headline, answers)
    for name, answer in answers.items():
        words = [w for w in re.findall(r"[A-Za-z0-9]+", answer) if w.isascii()]
        if words:
            assert Role(name) not in built.missing
            assert all(w.lower() in built.text.lower() for w in words)


@pytest.mark.parametrize(
    ("number", "first"),
    [
        ("5", "Agreement rose to .84, and the share of batches that came back fell from 18 % to 4 %."),
        ("2", "Good orders declined fell from 2.9 % to 1.1 %."),
        ("6", "The time from idea to a first trained model fell from six weeks to eight days."),
    ],
)
def test_the_best_sentence_is_proposed_first(number: str, first: str, standard: Standard) -> None:
    assert suggest_headlines(analysed(number, standard))[0] == first


@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_no_word_is_invented(number: str, standard: Standard) -> None:
    found = analysed(number, standard)
    source = " ".join(found.story.source.split()).lower()
    proposed = suggest_headlines(found)
    assert len(proposed) <= 3
    for sentence in proposed:
        assert sentence.rstrip(".").lower() in source
        assert len(sentence.split()) <= 25
        assert has_outcome(sentence)


def test_nothing_is_proposed_where_nothing_changed(standard: Standard) -> None:
    (found,) = analyze_text("The search was slow. I looked at the network and the cache.", standard)
    assert suggest_headlines(found) == ()
    (empty,) = analyze_text("", standard)
    assert suggest_headlines(empty) == ()
    assert len(questions("", empty)) == QUESTIONS
