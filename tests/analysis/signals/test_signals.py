"""Signals: strong where the text shows them, with the spans; nothing praised that is no story."""

from __future__ import annotations

import pytest

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.domain.signals import SignalName, State
from highsignal.domain.stories import Analysis
from highsignal.domain.targets import Target
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.services.samples import read_samples
from highsignal.services.standards import standard_for

SAMPLES = {file.path.split("/")[1][0]: file.text for file in read_samples()}


def analysis(text: str, standard: Standard) -> Analysis:
    (found,) = analyze_text(text, standard)
    return found


def states(found: Analysis) -> dict[SignalName, State]:
    return {signal.name: signal.state for signal in found.signals}


def test_an_excellent_story_is_strong_throughout(standard: Standard) -> None:
    assert set(states(analysis(SAMPLES["1"], standard)).values()) == {State.STRONG}


def test_a_task_report_lacks_what_a_listener_needs(standard: Standard) -> None:
    found = states(analysis(SAMPLES["4"], standard))
    assert found[SignalName.DECISION] is State.MISSING
    assert found[SignalName.TRADEOFF] is State.MISSING
    assert found[SignalName.STAKES] is not State.STRONG
    assert found[SignalName.LEARNING] is not State.STRONG


@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_evidence_lies_in_the_story_and_what_lacks_has_a_question(number: str, standard: Standard) -> None:
    found = analysis(SAMPLES[number], standard)
    for signal in found.signals:
        assert signal.why
        if signal.state is State.STRONG:
            assert signal.evidence
            assert signal.ask is None
        else:
            assert signal.ask
            assert signal.ask.endswith("?")
        for span in signal.evidence:
            assert found.story.span.contains(span)


NOT_STORIES = [
    "ownership stakes impact 40% trade-off led decided reduced learned leadership strategy revenue scale 3x",
    "Led decision impact ownership reduced 40% trade-off. Stakes revenue risk decided. Impact 3x scale.",
    "I usually talk to the people first. I would always listen to both sides before I decide anything.",
    "I am a passionate engineer with ten years of experience in building scalable systems and leading teams.",
    "asdf qwer zxcv poiu lkjh mnbv asdf qwer poiu zxcv lkjh fdsa rewq vcxz uiop hjkl bnmv",
    "Preheat the oven to 200 degrees. Mix the flour with the butter, add two eggs and bake it for an hour.",
    "",
]


@pytest.mark.parametrize("text", NOT_STORIES)
def test_what_is_no_story_earns_no_strong_signal(text: str, standard: Standard) -> None:
    found = analysis(text, standard)
    assert not found.episode.specific
    assert State.STRONG not in states(found).values()
    assert all(line.state != "pass" for line in found.checklist if line.id not in ("no-filler",))
    assert [f.code for f in found.findings if f.code == "STR001"]


def test_a_story_told_by_we_is_not_marked_down(standard: Standard) -> None:
    text = SAMPLES["1"].replace(" I ", " we ").replace("I ", "We ").replace(" my ", " our ")
    found = states(analysis(text, standard))
    assert found[SignalName.OWNERSHIP] is State.STRONG
    assert found[SignalName.DECISION] is State.STRONG


def test_ownership_is_held_against_the_level(sources: PackSources) -> None:
    text = (
        "Last spring our nightly report was wrong and the shop managers could not order. I was asked to "
        "mend it. I read the log, found the wrong join and chose to rewrite the query instead of the table, "
        "because the table was used by others. It cost me two days. The report was right the next morning, "
        "and orders were placed on time again. Since then I compare row counts before I send a report."
    )
    junior = analysis(text, standard_for(Target(level="IC1"), sources))
    staff = analysis(text, standard_for(Target(level="IC5"), sources))
    assert states(junior)[SignalName.OWNERSHIP] is State.STRONG
    assert states(staff)[SignalName.OWNERSHIP] is State.WEAK


@pytest.mark.parametrize("ladder", ["dropbox-mle", "circleci", "engineeringladders"])
@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_a_higher_level_never_asks_for_less(ladder: str, number: str, sources: PackSources) -> None:
    strong = [
        states(analysis(SAMPLES[number], standard_for(Target(ladder=ladder, level=level.id), sources)))[
            SignalName.OWNERSHIP
        ]
        is State.STRONG
        for level in load.ladder(ladder, sources).levels
    ]
    assert strong == sorted(strong, reverse=True)


def test_a_price_a_year_is_no_horizon(sources: PackSources) -> None:
    text = SAMPLES["1"] + "\nIt saved $60k a year."
    before, after = (analysis(t, standard_for(Target(level="IC5"), sources)) for t in (SAMPLES["1"], text))
    assert states(before)[SignalName.OWNERSHIP] is states(after)[SignalName.OWNERSHIP]
