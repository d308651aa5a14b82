"""Checklists: passed by evidence only, never by default."""

from __future__ import annotations

from highsignal.analysis.analyzer import Standard, analyze_text
from highsignal.services.samples import read_samples

SAMPLES = {file.path.split("/")[1][0]: file.text for file in read_samples()}


def lines(number: str, standard: Standard) -> dict[str, str]:
    (found,) = analyze_text(SAMPLES[number], standard)
    return {line.id: line.state for line in found.checklist}


def test_all_fourteen_lines_are_there(standard: Standard) -> None:
    assert len(lines("1", standard)) == sum(len(c.items) for c in standard.checklists) == 14


def test_an_excellent_story_passes_what_software_can_see(standard: Standard) -> None:
    found = lines("1", standard)
    for line in ("clear-stakes", "decisions-with-tradeoffs", "impact-tied-to-outcomes", "no-filler"):
        assert found[line] == "pass"


def test_what_only_a_person_can_say_is_left_to_them(standard: Standard) -> None:
    for number in SAMPLES:
        found = lines(number, standard)
        assert found["consistent-across-channels"] == "judge"
        assert found["direct-cta"] == "judge"


def test_a_weak_story_does_not_pass(standard: Standard) -> None:
    found = lines("4", standard)
    assert found["clear-stakes"] == "not_yet"
    assert found["decisions-with-tradeoffs"] == "not_yet"
