"""The checklists of a whole bank: by evidence, never by default, and what a person says stays theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.analysis.bank_checklists import BankLine, ToldStory, bank_checklist
from highsignal.analysis.checklists import JUDGE, NOT_YET, PASS
from highsignal.domain.bank import Tick
from highsignal.domain.targets import Target
from highsignal.packs.model import Checklist, ChecklistItem, DecidedBy, Scope
from highsignal.services.samples import read_samples

NOW = datetime(2026, 12, 3, tzinfo=UTC)
SAMPLES = {file.path.split("/")[1][0]: file.text for file in read_samples()}


@pytest.fixture
def bank(standard: Standard) -> dict[str, ToldStory]:
    stories = {}
    for number, text in SAMPLES.items():
        (found,) = analyze_text(text, standard)
        stories[number] = ToldStory(f"s{number}", found.story.title, found)
    return stories


def lines(
    stories: list[ToldStory], standard: Standard, *ticks: Tick, target: Target | None = None
) -> dict[str, BankLine]:
    return {line.id: line for line in bank_checklist(stories, ticks, target, standard.checklists)}


def tick(story: str, line: str, met: bool = True, days: int = 0) -> Tick:
    return Tick(story, line, met, "" if met else "Not to my mind.", NOW + timedelta(days=days))


def test_an_empty_bank_passes_nothing(standard: Standard) -> None:
    found = lines([], standard)
    assert len(found) == 14
    assert not any(line.met for line in found.values())
    assert found["clear-stakes"].why == "There is no story yet."
    assert found["three-outcomes"].state == NOT_YET
    assert found["target-role-and-level"].state == NOT_YET


def test_one_excellent_story_passes_by_its_evidence(bank: dict[str, ToldStory], standard: Standard) -> None:
    found = lines([bank["1"]], standard, target=Target())
    assert found["clear-stakes"].state == PASS
    assert found["clear-stakes"].proofs[0].spans
    assert found["target-role-and-level"].why == "The target is ml-engineer, IC4 on dropbox-mle."
    assert found["direct-cta"].undecided


def test_a_line_says_which_story_lacks_what(bank: dict[str, ToldStory], standard: Standard) -> None:
    found = lines([bank["1"], bank["4"]], standard)["clear-stakes"]
    assert found.state == NOT_YET
    assert found.why == "1 of 2 stories pass, 1 not yet."
    assert [lack.story for lack in found.lacks] == ["s4"]
    assert found.lacks[0].what


def test_a_tick_is_the_persons_and_changes_no_evidence(
    bank: dict[str, ToldStory], standard: Standard
) -> None:
    mine = tick("", "direct-cta")
    found = lines([bank["1"]], standard, mine)["direct-cta"]
    assert (found.state, found.tick, found.met, found.undecided) == (JUDGE, mine, True, False)
    refused = lines([bank["1"]], standard, tick("", "clear-stakes", met=False))["clear-stakes"]
    assert (refused.state, refused.met) == (PASS, False)
    later = lines([bank["1"]], standard, tick("", "direct-cta", met=False, days=1), mine)["direct-cta"]
    assert later.tick is not None
    assert not later.met


def test_a_tick_for_a_story_counts_in_the_line_over_all(
    bank: dict[str, ToldStory], standard: Standard
) -> None:
    both = [bank["1"], bank["4"]]
    ticked = lines(both, standard, tick("s4", "clear-stakes"))["clear-stakes"]
    assert ticked.state == PASS
    refused = lines(both, standard, tick("s1", "clear-stakes", met=False))["clear-stakes"]
    assert {lack.what for lack in refused.lacks if lack.story == "s1"} == {"Not to my mind."}


def test_three_outcomes_are_counted_over_all_stories(bank: dict[str, ToldStory], standard: Standard) -> None:
    found = lines(list(bank.values()), standard)["three-outcomes"]
    assert found.state == PASS
    assert len({(proof.story, proof.spans) for proof in found.proofs}) >= 3
    few = lines([bank["4"]], standard)["three-outcomes"]
    assert few.state == NOT_YET
    assert "wanted" in few.why


def test_one_leadership_example_is_enough(bank: dict[str, ToldStory], standard: Standard) -> None:
    found = lines([bank["4"], bank["6"]], standard)
    assert found["leadership-example"].state == PASS
    assert [proof.story for proof in found["leadership-example"].proofs] == ["s6"]
    assert found["proof-matches-scope"].state in (JUDGE, NOT_YET)
    assert lines([bank["4"]], standard)["leadership-example"].lacks


def test_a_coachs_own_lines_are_rolled_up_by_their_scope(bank: dict[str, ToldStory]) -> None:
    item = ChecklistItem("own", "A line.", "Passes.", "Is it so?", DecidedBy.PERSON, Scope.BANK, ())
    own = Checklist("mine", "Mine", "Ours", (item, item._replace(id="told", scope=Scope.STORY)))
    found = bank_checklist([bank["1"]], [], None, (own, own))
    assert [(line.id, line.state, line.why) for line in found] == [
        ("own", JUDGE, "Is it so?"),
        ("told", JUDGE, "1 of 1 story for you to judge: Is it so?"),
    ]
