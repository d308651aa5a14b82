"""Spoken time: total, by role, before the first outcome; and what ten seconds hold."""

from __future__ import annotations

import pytest

from highsignal.analysis.reading import Reading, read
from highsignal.analysis.text.documents import read_stories
from highsignal.analysis.timing import FIRST_TEN_WORDS, time_story
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.stories import Episode


def reading(*told: tuple[Role, str]) -> Reading:
    (story,) = read_stories("\n\n".join(text for _, text in told))
    labelled = [LabelledSentence(s, role, 1.0) for s, (role, _) in zip(story.sentences, told, strict=True)]
    return read(story, Episode(True, 1.0, "episode"), labelled, ())


TOLD = reading(
    (Role.SITUATION, "We " + "slowly " * 28 + "worked."),
    (Role.ACTION, "I " + "quickly " * 13 + "fixed it."),
    (Role.RESULT, "Cost fell by a lot."),
)


def test_seconds_follow_the_pace() -> None:
    timing = time_story(TOLD, 150)
    assert timing.total == pytest.approx(51 * 0.4, abs=0.05)
    assert timing.by_role == pytest.approx({Role.SITUATION: 12.0, Role.ACTION: 6.4, Role.RESULT: 2.0})
    assert time_story(TOLD, 100).total == pytest.approx(51 * 0.6, abs=0.05)


def test_time_before_the_first_outcome_and_decision() -> None:
    timing = time_story(TOLD, 150)
    assert timing.first_outcome == pytest.approx(18.4)
    assert timing.first_decision is None


def test_no_outcome_is_none_not_zero() -> None:
    assert time_story(reading((Role.ACTION, "I worked.")), 150).first_outcome is None


def test_the_first_ten_seconds_are_forty_words() -> None:
    timing = time_story(TOLD, 150)
    heard = timing.first_ten.text(TOLD.story.source)
    assert len(heard.split()) == FIRST_TEN_WORDS
    assert timing.first_ten_knows == {"who": True, "what": True, "result": False}


def test_a_story_that_begins_with_its_result_is_known_at_once() -> None:
    told = reading(
        (Role.RESULT, "We cut cost by a fifth."), (Role.SITUATION, "The bill had grown for a year.")
    )
    assert time_story(told, 150).first_ten_knows["result"]
    assert time_story(told, 150).first_outcome == 0


def test_an_empty_text_takes_no_time() -> None:
    (story,) = read_stories("")
    timing = time_story(read(story, Episode(False, 1.0, "empty"), (), ()), 150)
    assert (timing.total, timing.first_outcome) == (0, None)
    assert timing.first_ten_knows == {"who": False, "what": False, "result": False}
