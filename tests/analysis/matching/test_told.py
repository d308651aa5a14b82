"""Which story was told, from its words."""

from __future__ import annotations

from highsignal.analysis.matching.told import told_story

COST = "Our ranking service cost twice its budget. I distilled the model, and inference cost fell by 22 %."
LABELS = "Fraud was missed because blocked orders counted as fraud. I had twelve thousand cases relabelled."
MENTOR = "Priya, an intern, was afraid of reviews. We wrote the forecast together until she led it herself."


def test_a_story_is_recognised_in_other_words_and_another_order() -> None:
    said = (
        "so inference cost went down by 22 % in the end and um that was because I distilled this ranking "
        "model we had, it cost about twice what the budget said"
    )
    told = told_story(said, [LABELS, COST, MENTOR])
    assert told
    assert told.story == 1


def test_another_episode_is_recognised_as_none() -> None:
    said = "We moved the warehouse to Leipzig in four weeks, and no parcel was lost although it snowed."
    assert told_story(said, [LABELS, COST, MENTOR]) is None


def test_two_stories_alike_are_left_to_the_person() -> None:
    assert told_story(COST, [COST, COST + " It was March."]) is None


def test_few_words_and_no_bank_say_nothing() -> None:
    assert told_story("I cut the cost.", [COST]) is None
    assert told_story(COST, []) is None
