"""Today: one next step with its reason, and the ways out when nothing moves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.bank_checklists import BankLine, ToldStory, bank_checklist
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources
from highsignal.services.imperatives import imperative, subject
from highsignal.services.next_step import GAP as GAP_URGENCY
from highsignal.services.next_step import Asked
from highsignal.services.samples import read_samples
from highsignal.services.standards import standard_for
from highsignal.services.stuck import Way, stuck
from highsignal.services.today import BankedStory, Known, StepKind, Uncovered, today

NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
SAMPLES = {file.path.split("/")[1][0]: file.text for file in read_samples()}
STANDARD = standard_for(Target(), PackSources())
GAP = Uncovered("mentoring", "Mentoring and developing others", 3, "Whom have you made better?", wanted=True)
OTHER = GAP._replace(competency="strategy", name="Strategy and vision", wanted=False)


def banked(number: str, told_aloud: bool = True, title: str = "") -> BankedStory:
    (found,) = analyze_text(SAMPLES[number], STANDARD)
    return BankedStory(f"s{number}", title or found.story.title, found, told_aloud)


BANK = {number: banked(number) for number in SAMPLES}


def lines() -> tuple[BankLine, ...]:
    told = [ToldStory(s.id, s.title, s.analysis) for s in BANK.values()]
    return bank_checklist(told, [], Target(), STANDARD.checklists)


def known(*stories: BankedStory) -> Known:
    return Known(target_set=True, role=STANDARD.role, stories=stories)


def test_without_a_target_that_comes_first() -> None:
    found = today(Known(target_set=False, role=None), NOW)
    assert found.step is not None
    assert (found.step.kind, found.step.action) == (StepKind.TARGET, "set-target")
    assert [step.kind for step in found.rest] == [StepKind.WRITE]


def test_without_stories_the_found_ones_come_before_writing() -> None:
    found = today(known()._replace(found=4), NOW)
    assert found.step is not None
    assert found.step.title == "Keep or discard the 4 stories that were found."
    assert found.rest == ()
    empty = today(known()._replace(uncovered=(GAP,), checklist=lines()), NOW)
    assert empty.step is not None
    assert empty.step.kind is StepKind.WRITE
    assert empty.rest == ()


def test_the_weakest_signal_of_the_best_story_is_asked_for(standard: Standard) -> None:
    text = SAMPLES["1"]
    (unlearned,) = analyze_text(text[: text.index("Since then I ask")], standard)
    story = BankedStory("x", unlearned.story.title, unlearned, told_aloud=True)
    found = today(known(story, BANK["4"]), NOW)
    assert found.step is not None
    assert (found.step.kind, found.step.story, found.step.action) == (StepKind.ANSWER, "x", "answer")
    assert found.step.title == "Say what you do differently since “Cutting inference cost before the launch”."
    assert found.step.ask
    assert found.step.why.endswith("With it, this story has nearly all that a loop looks for.")


def test_stakes_are_asked_for_in_the_storys_own_words() -> None:
    name = "The fraud model that learned from our own decisions"
    asked = Asked("x", BANK["2"].analysis, GAP_URGENCY, "STK", "What …?", "Nothing …", "STK001")
    assert imperative(asked, name) == "Say why the fraud model mattered."


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The fraud model that learned from our own decisions", "the fraud model"),
        ("Cutting inference cost before the launch", "cutting inference cost"),
        ("A platform for four teams that did not want one", "a platform"),
        ("Cut the bill", "“Cut the bill”"),
        ("Nothing worked", "“Nothing worked”"),
        ("Rollback", "“Rollback”"),
        ("", "“”"),
    ],
)
def test_a_title_becomes_part_of_a_sentence_where_it_can(title: str, words: str) -> None:
    assert subject(title) == words


def test_coverage_comes_after_the_best_story_and_what_the_target_wants_comes_first() -> None:
    found = today(known(*BANK.values())._replace(uncovered=(OTHER, GAP), checklist=lines()), NOW)
    kinds = [step.kind for step in (found.step, *found.rest) if step]
    covers = [step for step in found.rest if step.kind is StepKind.COVER]
    assert covers[0].title == "Find a story about mentoring and developing others."
    assert covers[0].ask == "Whom have you made better?"
    assert covers[0].about == "mentoring"
    assert kinds[0] is StepKind.ANSWER
    assert len(found.rest) <= 5


def test_a_story_never_told_aloud_and_an_undecided_line_are_offered() -> None:
    found = today(known(BANK["1"]._replace(told_aloud=False))._replace(checklist=lines()), NOW)
    steps = [step for step in (found.step, *found.rest) if step]
    (tell,) = [step for step in steps if step.kind is StepKind.TELL]
    assert tell.title == "Tell “Cutting inference cost before the launch” aloud once."
    assert any(step.kind is StepKind.DECIDE and step.about for step in steps)


def test_when_the_interview_is_near_only_what_will_be_heard_counts() -> None:
    whole = known(*(s._replace(told_aloud=s.id == "s2") for s in BANK.values()))._replace(
        uncovered=(OTHER, GAP), checklist=lines(), found=3, interview=date(2026, 12, 6)
    )
    found = today(whole, NOW)
    assert (found.days, found.near) == (3, True)
    assert found.step is not None
    assert found.step.why.startswith("The interview is in 3 days.")
    kinds = {step.kind for step in (found.step, *found.rest)}
    assert not kinds & {StepKind.DECIDE, StepKind.FOUND, StepKind.WRITE}
    eve = today(whole._replace(interview=date(2026, 12, 4)), NOW)
    assert eve.step is not None
    assert {step.kind for step in (eve.step, *eve.rest)} == {StepKind.TELL}
    assert eve.step.why.startswith("The interview is tomorrow.")


def test_on_the_day_everything_told_is_told_once_more() -> None:
    found = today(known(BANK["1"], BANK["4"])._replace(interview=NOW.date()), NOW)
    assert found.step is not None
    assert found.step.title == "Tell “Cutting inference cost before the launch” once more."
    assert found.step.why.startswith("The interview is today.")


def test_a_date_that_is_past_changes_nothing() -> None:
    past = today(known(*BANK.values())._replace(interview=date(2026, 12, 1)), NOW)
    assert (past.days, past.near) == (None, False)
    assert past.step == today(known(*BANK.values()), NOW).step


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.sets(st.sampled_from(sorted(SAMPLES))),
    untold=st.sets(st.sampled_from(sorted(SAMPLES))),
    target=st.booleans(),
    gaps=st.lists(st.sampled_from([GAP, OTHER]), max_size=2, unique=True),
    found=st.integers(0, 3),
    days=st.none() | st.integers(-3, 40),
)
def test_what_holds_on_every_day(
    numbers: set[str],
    untold: set[str],
    target: bool,
    gaps: list[Uncovered],
    found: int,
    days: int | None,
) -> None:
    stories = tuple(BANK[n]._replace(told_aloud=n not in untold) for n in sorted(numbers))
    interview = None if days is None else NOW.date() + timedelta(days=days)
    what = Known(target, STANDARD.role, stories, tuple(gaps), lines() if stories else (), found, interview)
    result = today(what, NOW)
    assert result == today(what, NOW)
    steps = [step for step in (result.step, *result.rest) if step]
    assert len(steps) <= 6
    assert len(set(steps)) == len(steps)
    if not target or not stories:
        assert result.step is not None
    for step in steps:
        assert step.title.rstrip("”").endswith((".", "?"))
        assert step.title[0].isupper()
        assert step.why.endswith(".")
        assert step.story is None or step.story in {s.id for s in stories}


def test_nothing_moved_for_three_days_offers_the_three_ways_of_the_seeds() -> None:
    stories = [banked("1"), banked("3", told_aloud=False), banked("4", told_aloud=False)]
    ways = stuck(NOW - timedelta(days=3), NOW, stories)
    assert [way.title for way in ways] == [
        "Simplify the message to one sentence and rebuild from there.",
        "Collect two real outcomes with metrics and anchor the story there.",
        "Run one mock or feedback session and adjust immediately.",
    ]
    assert [way.way for way in ways] == list(Way)
    assert ways[0].story in {"s3", "s4"}
    assert "no headline" in ways[0].why
    assert ways[1].story == "s4"
    assert ways[2].story == "s3"


def test_before_that_and_in_a_new_bank_nobody_is_stuck() -> None:
    assert stuck(NOW - timedelta(days=2, hours=23), NOW, []) == ()
    assert stuck(None, NOW, []) == ()


def test_without_stories_the_ways_out_still_say_where_to_begin() -> None:
    ways = stuck(NOW - timedelta(days=9), NOW, [])
    assert len(ways) == 3
    assert all(way.story is None and way.why.endswith(".") for way in ways)
