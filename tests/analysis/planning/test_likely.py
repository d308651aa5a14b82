"""Which questions an interviewer is likely to ask."""

from __future__ import annotations

import pytest

from highsignal.analysis.planning.likely import likely_prompts, likely_slots, seniority_of
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.packs.model import Seniority

SOURCES = PackSources()
PROMPTS = tuple(load.prompts(SOURCES))


@pytest.mark.parametrize("loop_id", sorted(loop.id for loop in load.loops(SOURCES)))
def test_a_packaged_loop_is_filled_with_questions_of_its_competencies(loop_id: str) -> None:
    loop = load.loop(loop_id, SOURCES)
    slots = likely_slots(loop.interviewers, PROMPTS, "ml-engineer", Seniority.SENIOR)
    assert len({slot.prompt for slot in slots}) == len(slots)
    by_id = {p.id: p for p in PROMPTS}
    for interviewer in loop.interviewers:
        theirs = [by_id[s.prompt] for s in slots if s.interviewer == interviewer.id]
        assert len(theirs) == interviewer.questions
        for prompt in theirs:
            assert set(prompt.competencies) & set(interviewer.competencies)
            assert prompt.suits("ml-engineer")


def test_questions_are_spread_over_the_competencies() -> None:
    manager = load.loop("standard", SOURCES).interviewers[1]
    theirs = likely_prompts(manager, PROMPTS, "ml-engineer", Seniority.SENIOR)
    assert {p.primary for p in theirs} == set(manager.competencies)


def test_role_and_seniority_change_what_is_asked() -> None:
    lead = load.loop("senior-ml", SOURCES).interviewers[2]
    ours = likely_prompts(lead, PROMPTS, "ml-engineer", Seniority.SENIOR)
    other = likely_prompts(lead, PROMPTS, "engineering-manager", Seniority.SENIOR)
    assert ours != other
    assert any("ml-engineer" in p.roles for p in ours)
    mid = likely_prompts(lead._replace(questions=12), PROMPTS, "ml-engineer", Seniority.MID)
    assert not any(p.seniority is Seniority.STAFF for p in mid)


def test_what_a_person_struck_is_not_asked() -> None:
    peer = load.loop("standard", SOURCES).interviewers[2]
    first = likely_prompts(peer, PROMPTS, "ml-engineer", Seniority.SENIOR)
    again = likely_prompts(peer, PROMPTS, "ml-engineer", Seniority.SENIOR, {first[0].id})
    assert first[0] not in again
    assert len(again) == len(first)


def test_an_interviewer_whose_competency_has_no_prompts_asks_nothing() -> None:
    peer = load.loop("standard", SOURCES).interviewers[2]._replace(competencies=("apiculture",))
    assert likely_prompts(peer, PROMPTS, "ml-engineer", Seniority.SENIOR) == ()


@pytest.mark.parametrize(
    ("ladder", "level", "seniority"),
    [
        ("dropbox-mle", "IC2", Seniority.MID),
        ("dropbox-mle", "IC4", Seniority.SENIOR),
        ("dropbox-mle", "IC5", Seniority.STAFF),
        ("circleci", "E3", Seniority.SENIOR),
        ("circleci", "E5", Seniority.STAFF),
        ("engineeringladders-em", "EM7", Seniority.STAFF),
    ],
)
def test_levels_of_every_ladder_have_a_seniority(ladder: str, level: str, seniority: Seniority) -> None:
    assert seniority_of(load.level(load.ladder(ladder, SOURCES), level)) is seniority
