"""The loops that ship, and a coach's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.packs.conftest import WritePack

from highsignal.domain.targets import Target
from highsignal.packs import load
from highsignal.packs.errors import InvalidPackError, UnknownPackError
from highsignal.packs.find import PackSources
from highsignal.packs.model import PackKind
from highsignal.packs.references import dangling

SOURCES = PackSources()


def test_the_loops_of_the_program_are_there_and_the_default_target_names_one() -> None:
    found = load.loops(SOURCES)
    assert found.errors == ()
    assert {loop.id for loop in found} == {
        "cross-functional",
        "fast",
        "leadership-principles",
        "senior-ml",
        "standard",
    }
    assert load.loop(Target().loop, SOURCES).title == "Standard loop"


@pytest.mark.parametrize("loop_id", sorted(loop.id for loop in load.loops(SOURCES)))
def test_every_interviewer_has_time_for_the_questions_and_prompts_to_ask(loop_id: str) -> None:
    for interviewer in load.loop(loop_id, SOURCES).interviewers:
        assert interviewer.minutes / interviewer.questions >= 8, interviewer.id
        for name in interviewer.competencies:
            assert len(load.prompts(SOURCES, name)) >= interviewer.questions


def test_no_competency_is_asked_twice_in_a_packaged_loop_of_the_fast_kind() -> None:
    fast = load.loop("fast", SOURCES)
    asked = [name for interviewer in fast.interviewers for name in interviewer.competencies]
    assert len(set(asked)) == len(asked)
    assert sum(interviewer.questions for interviewer in fast.interviewers) <= 6


def test_a_coach_replaces_a_loop_and_adds_one(own_sources: PackSources, write_pack: WritePack) -> None:
    write_pack(PackKind.LOOP, "hive")
    write_pack(PackKind.LOOP, "standard")
    assert load.loop("hive", own_sources).interviewers[0].title == "The queen"
    assert load.loop("standard", own_sources).title == "Around the hive"
    assert len(load.loops(own_sources)) == 6


def test_a_loop_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownPackError, match="did you mean “standard”"):
        load.loop("standart", SOURCES)


def test_two_interviewers_with_one_id_are_refused(own_sources: PackSources, write_pack: WritePack) -> None:
    path: Path = write_pack(PackKind.LOOP, "hive")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("[[interviewer]]") :], encoding="utf-8")
    with pytest.raises(InvalidPackError, match="as number 1 does already"):
        load.loop("hive", own_sources)


def test_a_competency_that_no_file_defines_is_told(own_sources: PackSources, write_pack: WritePack) -> None:
    write_pack(PackKind.LOOP, "hive", ('["resilience"]', '["apiculture"]'))
    assert any("apiculture" in sentence for sentence in dangling(own_sources))
