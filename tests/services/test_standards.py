"""The standard a story is held against, also when the story names a level of its own."""

from __future__ import annotations

import pytest

from highsignal.analysis.analyzer import Standard
from highsignal.analysis.rules.select import UnknownRuleError
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.targets import Target
from highsignal.packs.errors import PackError
from highsignal.packs.find import PackSources
from highsignal.services.standards import standard_for, standard_of_story


def test_rules_are_selected(sources: PackSources) -> None:
    assert {r.code[:3] for r in standard_for(Target(), sources, ["STK", "DEC001"]).rules} == {"STK", "DEC"}
    assert "STK001" not in {r.code for r in standard_for(Target(), sources, [], ["missing-stakes"]).rules}
    chosen = standard_for(Target(), sources, ["STK001"], ["STK"])
    assert [r.code for r in chosen.rules] == ["STK001"]
    with pytest.raises(UnknownRuleError):
        standard_for(Target(), sources, ["XYZ"])


@pytest.mark.parametrize("target", [Target(role="wizard"), Target(level="IC9"), Target(ladder="none")])
def test_what_no_pack_has_is_an_error(target: Target, sources: PackSources) -> None:
    with pytest.raises(PackError):
        standard_for(target, sources)


def test_a_level_on_the_ladder_in_front_matter_counts(standard: Standard, sources: PackSources) -> None:
    (story,) = read_stories("---\nlevel: IC2\n---\nI did it.")
    assert standard_of_story(story, standard, sources).level.id == "IC2"


def test_a_level_the_ladder_does_not_have_is_a_remark(standard: Standard, sources: PackSources) -> None:
    (story,) = read_stories("---\nlevel: XJ9\n---\nI did it.")
    assert standard_of_story(story, standard, sources) is standard
