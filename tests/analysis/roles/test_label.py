"""Roles on new texts: told plainly, result first, by "we", spoken, headed, and on what is hardly a text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from highsignal.analysis.roles.tagger import label, parts
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.roles import Role
from highsignal.domain.stories import Story

PLAIN = """\
I was working at a ferry company that sold tickets through an old web shop.
On hot weekends the shop went down for hours.
If it had failed during the August holiday, we would have lost the summer's revenue.
My task was to keep it running until the new shop was ready.
I profiled the checkout and found one query that locked the whole table.
I decided to move the queue to a small separate service instead of buying a bigger server.
The downside was that orders could arrive up to a minute late.
I wrote load tests and ran them every night.
As a result, downtime fell from nine hours a month to zero.
The company sold 18% more tickets that August.
I learned that a load test is worth more than a bigger machine.
"""
RESULT_FIRST = """\
We reduced the time to onboard a new clinic from six weeks to four days.
I was leading a team of five engineers at a company that makes scheduling software.
Every clinic had been set up by hand by one person.
My goal was to let clinics start without our help.
We interviewed three clinics and mapped every step.
We chose a guided form over an import tool because most clinics had no files at all.
I built the form and tested it with two receptionists.
Since then I watch people do the work before I automate it.
"""
WE = """\
Our team ran the billing service for a gym chain.
We needed to remove duplicate charges before the end of the quarter.
We analyzed two months of payments and grouped them by card.
We decided to block the second charge rather than refund it later.
That meant that a few honest second purchases were refused.
Duplicate charges dropped from 300 a week to two.
"""
SPOKEN = (
    "so um I was working at this bakery chain and we had like forty shops and my manager asked me "
    "to find out why the bread forecast was always off so I pulled the sales for a year and I looked "
    "at them shop by shop and I decided to drop the weather data because nobody trusted it and then we "
    "ran the new forecast in all the shops and the result was that bread waste went down by 20% within "
    "three months and then what I learned from it is that you should ask the bakers first"
)
HEADED = """\
# The night job

## Situation
The nightly job took nine hours and often failed.

## Task
I was asked to bring it under two hours.

## Action
I rewrote the loader and split the job into four parts.

## Result
The job now takes 70 minutes.
"""


def _story(text: str) -> Story:
    return read_stories(text)[0]


def _roles(text: str) -> list[Role]:
    return [item.role for item in label(_story(text)) if not item.sentence.heading]


def test_a_plain_story_has_every_role_where_it_is_told() -> None:
    found = _roles(PLAIN)
    assert found[0] is Role.SITUATION
    assert found[2] is Role.STAKES
    assert found[3] is Role.TASK
    assert found[4] is Role.ACTION
    assert found[5] is Role.DECISION
    assert found[6] is Role.TRADEOFF
    assert found[7] is Role.ACTION
    assert found[8:10] == [Role.RESULT, Role.RESULT]
    assert found[10] is Role.LEARNING


def test_a_result_told_first_is_a_result() -> None:
    found = _roles(RESULT_FIRST)
    assert found[0] is Role.RESULT
    assert found[1] is Role.SITUATION
    assert found[3] is Role.TASK
    assert found[5] is Role.DECISION
    assert found[-1] is Role.LEARNING


def test_we_acts_and_decides_like_i() -> None:
    found = _roles(WE)
    assert found[1:5] == [Role.TASK, Role.ACTION, Role.DECISION, Role.TRADEOFF]
    assert found[-1] is Role.RESULT


def test_a_transcript_without_full_stops_has_its_parts() -> None:
    found = _roles(SPOKEN)
    assert len(found) > 3
    assert {Role.DECISION, Role.RESULT, Role.LEARNING} <= set(found)


def test_headings_are_other_and_what_stands_under_them_is_labelled() -> None:
    items = label(_story(HEADED))
    headings = [item for item in items if item.sentence.heading]
    assert headings
    assert all(item.role is Role.OTHER and item.confidence == 1.0 for item in headings)
    spoken = [item.role for item in items if not item.sentence.heading]
    assert spoken[1:] == [Role.TASK, Role.ACTION, Role.RESULT]


def test_content_decides_against_a_wrong_heading() -> None:
    told = "## Situation\nAs a result, downtime fell from nine hours to zero and revenue grew by 18%.\n"
    assert _roles(told) == [Role.RESULT]


@pytest.mark.parametrize("text", [PLAIN, RESULT_FIRST, WE, SPOKEN, HEADED])
def test_every_sentence_is_labelled_in_order_and_left_as_it_was(text: str) -> None:
    story = _story(text)
    for found in (label(story), parts(story)):
        assert tuple(item.sentence for item in found) == story.sentences
        assert all(0.0 <= item.confidence <= 1.0 for item in found)


def test_the_same_text_gets_the_same_labels() -> None:
    first = label(_story(PLAIN))
    label(_story(SPOKEN))
    assert label(_story(PLAIN)) == first


def test_parts_are_whole_whichever_comes_first() -> None:
    four = {Role.SITUATION, Role.TASK, Role.ACTION, Role.RESULT}
    plain = [item.role for item in parts(_story(PLAIN))]
    assert set(plain) <= four
    assert plain[0] is Role.SITUATION
    assert plain[-1] is Role.RESULT
    turned = [item.role for item in parts(_story(RESULT_FIRST))]
    assert turned[0] is Role.RESULT
    assert turned[1] is Role.SITUATION


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Yes",
        "🎉🎉🎉",
        "🎉 done 🎉",
        "...",
        "42",
        "É",
        "İ",
        "word " * 10_000,
        "- a\n- b\n- c\n",
        "汉字。汉字。",
    ],
)
def test_hardly_a_text_is_still_labelled(text: str) -> None:
    story = _story(text)
    assert len(label(story)) == len(story.sentences)
    assert len(parts(story)) == len(story.sentences)


def test_two_stories_read_at_once_keep_their_own_roles() -> None:
    texts = [f"{PLAIN}\n\n" + "We then wrote it down for the next team. " * n for n in range(6)]
    alone = [label(_story(text)) for text in texts]
    with ThreadPoolExecutor(6) as threads:
        for _ in range(5):
            together = list(threads.map(lambda text: label(_story(text)), texts))
            assert together == alone
