"""Story banks of other tools keep all they say."""

from __future__ import annotations

from tests.ingest.reading import FILES, Source, read

from highsignal.domain.sources import Left, SourceKind
from highsignal.ingest.read import recognise


def test_a_block_of_career_ops_becomes_a_story_without_its_labels() -> None:
    bank = Source("story-bank.md")
    assert bank.reading.kind is SourceKind.CAREER_OPS
    story = bank.reading.found[0]
    assert story.title == "Nightly billing run (Hafen Freight)"
    paragraphs = story.content.full.split("\n\n")
    assert paragraphs[0].startswith("The nightly billing run")
    assert paragraphs[0].endswith("in the morning.")
    assert paragraphs[-1].startswith("I should have asked the accountants first")
    assert "**" not in story.content.full
    assert "Situation" not in story.content.full
    assert "the page is read-only" in paragraphs


def test_what_has_no_field_is_kept_as_it_was_said() -> None:
    story = Source("story-bank.md").reading.found[0]
    details = {detail.label: detail.text for detail in story.details}
    assert details["Theme"] == "Reliability + Ownership"
    assert details["Provenance"] == "user-stated 2026-02-11"
    assert details["Source"].startswith("Report #004")
    assert details["Best for questions about"].startswith("end-to-end ownership")


def test_best_for_names_competencies_by_their_synonyms() -> None:
    first, second = Source("story-bank.md").reading.found
    assert {"ownership", "conflict", "customer"} <= set(first.content.competencies)
    assert second.content.competencies == ("failure", "mentoring")


def test_parts_in_another_order_and_a_part_that_is_not_filled_in() -> None:
    story = Source("story-bank.md").reading.found[1]
    assert [p.split()[0] for p in story.content.full.split("\n\n")] == ["We", "I", "Three"]
    assert "task is not filled in" in story.why
    assert ("If asked in an interview", "say plainly that it was my idea.") in story.details
    assert "[what you learned]" not in story.content.full


def test_a_template_is_no_story_and_instructions_are_the_tools_words() -> None:
    bank = Source("story-bank.md")
    assert len(bank.reading.found) == 2
    assert bank.left("Your next story") is Left.TEMPLATE
    assert bank.left("Keep five to ten of them") is Left.OTHER_TOOL


def test_the_short_labels_of_career_ops() -> None:
    found = read(
        "### [Scale] Label printer\n**S:** The printer jammed at every hundredth label.\n"
        "**T:** Stop it.\n> **A:** I slowed the belt by a tenth.\n**R**: It has not jammed since.\n"
    ).found
    assert [story.title for story in found] == ["Label printer"]
    assert found[0].content.full.endswith("I slowed the belt by a tenth.\n\nIt has not jammed since.")


def test_a_bank_without_stories_yet_finds_none() -> None:
    reading = read(
        "# Story Bank\n\n## Stories\n\n<!--\n### [Theme] Title\n**S:** ...\n**A:** ...\n-->\n",
        "story-bank.md",
    )
    assert reading.found == ()


def test_rows_of_interview_coach_meet_their_details() -> None:
    state = Source("coaching_state.md")
    assert state.reading.kind is SourceKind.INTERVIEW_COACH
    assert state.titles == [
        "Bread forecast that bakers overrule",
        "The dashboard I switched off",
        "Teaching statistics to buyers",
    ]
    first = state.reading.found[0]
    assert len(first.spans) == 2
    assert first.content.full.startswith("Our forecast told sixty bakeries")
    assert first.content.competencies[:2] == ("influence", "data-driven")
    assert ("Strength", "4") in first.details
    assert ("Use Count", "2") in first.details
    secrets = [detail.text for detail in first.details if detail.label == "Earned Secret"]
    assert secrets[0].endswith("argue with | show the reasons")


def test_the_earned_secret_is_what_was_learned() -> None:
    first = Source("coaching_state.md").reading.found[0]
    assert first.content.full.endswith("People overrule a forecast they cannot argue with.")


def test_a_row_without_details_is_a_title_to_fill() -> None:
    last = Source("coaching_state.md").reading.found[-1]
    assert last.content.full == ""
    assert last.confidence == 0.5
    assert ("Earned Secret", "Ask for their last mistake first") in last.details


def test_other_tables_of_interview_coach_are_its_own() -> None:
    state = Source("coaching_state.md")
    assert state.left("ladder — S001") is Left.OTHER_TOOL
    assert state.left("Absorbed into S001") is Left.OTHER_TOOL


def test_an_empty_table_of_interview_coach() -> None:
    reading = read(
        "## Storybank\n| ID | Title | Primary Skill | Earned Secret | Strength | Last Used |\n"
        "|--|--|--|--|--|--|\n"
        "[empty — build with `stories add`]\n\n### Story Details\n[empty]\n"
    )
    assert reading.kind is SourceKind.INTERVIEW_COACH
    assert reading.found == ()


def test_the_name_is_not_needed() -> None:
    text = (FILES / "story-bank.md").read_text(encoding="utf-8")
    assert recognise("", text) is recognise("anything.md", text) is SourceKind.CAREER_OPS
