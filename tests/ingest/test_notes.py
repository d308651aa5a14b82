"""Brag documents, notes, answers, mail: candidates are found, the rest is left with its reason."""

from __future__ import annotations

import pytest
from tests.ingest.reading import Source, read

from highsignal.domain.sources import Left, SourceKind


def test_a_brag_document() -> None:
    brag = Source("brag.md")
    assert brag.reading.kind is SourceKind.BRAG_DOCUMENT
    assert brag.titles == [
        "Cut the cost of the image service by 38 % by caching thumbnails",
        "Mentored two interns; both got an offer",
        "Moving the ledger off Oracle",
        "Led the response to the May outage",
        "Rewrote the onboarding guide",
    ]


def test_bullets_below_a_project_are_one_story_with_the_heading_as_title() -> None:
    story = Source("brag.md").reading.found[2]
    assert story.content.full.startswith("The ledger ran on an Oracle licence")
    assert story.content.full.endswith("month-end closes a day earlier.")


def test_the_same_deed_told_twice_is_one_story_with_both_places() -> None:
    brag = Source("brag.md")
    story = brag.reading.found[0]
    assert [s.text(brag.text)[:5] for s in story.spans] == ["* Cut", "- Cut"]
    assert any(detail.label == "Also written as" for detail in story.details)
    assert "1 passage told the same" in brag.reading.remarks[0]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("I am a backend engineer", Left.SELF_DESCRIPTION),
        ("Took part in the architecture guild", Left.NO_OUTCOME),
        ("Will look into tracing", Left.PLAN),
        ("[ ] finish the RFC", Left.PLAN),
        ("Python, Go", Left.LIST),
        ("Learn Rust", Left.PLAN),
        ("## Q1", Left.HEADING),
    ],
)
def test_what_is_left_over_says_why(words: str, reason: Left) -> None:
    brag = Source("brag.md")
    assert brag.left(words) is reason
    assert all(item.why.endswith(".") for item in brag.reading.left_over)


def test_dates_and_drawers_are_kept_as_details() -> None:
    story = Source("brag.md").reading.found[0]
    assert ("Date", "Q1") in story.details
    assert ("Stood under", "Brag document 2025") in story.details


def test_old_answers_keep_their_question_as_prompt() -> None:
    answers = Source("answers.txt")
    assert answers.reading.kind is SourceKind.ANSWERS
    assert [story.content.prompt for story in answers.reading.found] == [
        "Tell me about a time you disagreed with your manager.",
        "Tell me about a project you are proud of.",
    ]
    assert answers.titles[0] == "Rentals went from 10 % to 27 % of visitors in a month"
    assert answers.left("greatest strength") is Left.SELF_DESCRIPTION
    assert answers.left("[your answer here]") is Left.TEMPLATE


def test_a_question_as_a_heading() -> None:
    reading = read(
        "## Tell me about a conflict.\n\nMy colleague wanted to rewrite the exporter. I asked him for one "
        "week, measured both, and the old one was four times faster. We kept it, and he "
        "wrote the report himself.\n\n"
        "## Why do you want to leave?\n"
    )
    assert [story.content.prompt for story in reading.found] == ["Tell me about a conflict."]
    assert reading.left_over[-1].reason is Left.UNANSWERED


def test_a_diary_goes_on_under_the_next_date_with_the_same_matter() -> None:
    diary = Source("journal.txt")
    assert len(diary.reading.found) == 2
    assert "Dug through the logs" in diary.reading.found[0].content.full
    assert "failed payments" in diary.reading.found[0].content.full
    assert ("Date", "2024-04-02") in diary.reading.found[1].details


def test_mail_is_read_without_its_courtesies() -> None:
    mail = Source("mail.txt")
    (story,) = mail.reading.found
    assert story.content.full.startswith("Quick summary for the board")
    assert not story.content.full.endswith("Petra")
    assert mail.left("Hi Jonas") is Left.COURTESY
    assert mail.left("Sent: Friday") is Left.COURTESY


def test_chat_is_read_without_times_and_speakers() -> None:
    (story,) = Source("chat.txt").reading.found
    assert story.title == "Replaced the synonym list with click data"
    assert "Jonas" not in story.content.full


def test_rows_of_a_table() -> None:
    (story,) = Source("table.md").reading.found
    assert story.content.full.startswith("Rewrote the address form")
    assert ("When", "Q1 2024") in story.details
    assert ("Project", "Checkout") in story.details


def test_a_pasted_page() -> None:
    page = Source("page.html")
    assert page.titles == [
        "Cut build time from 22 minutes to 6 by caching R&D dependencies",
        "Convinced the security team to accept passkeys",
    ]
    assert page.left("learn to paint") is Left.PLAN


@pytest.mark.parametrize(
    "mark",
    ["- ", "* ", "+ ", "• ", "•", "– ", "1. ", "1) ", "a) ", "(2) ", "  - ", "> - ", "- [x] ", "🚀 ", "✅ "],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_bullet_and_line_end(mark: str, end: str) -> None:
    deeds = ("Cut build time from 22 minutes to 6", "Won back three customers who had left in May")
    reading = read("\ufeff" + end.join(mark + deed for deed in deeds) + end)
    assert [story.content.full for story in reading.found] == list(deeds)


def test_paragraphs_of_one_episode_stay_together_and_the_next_episode_begins_anew() -> None:
    reading = read(
        "In 2019 our call centre lost every tenth call between noon and one. People hung up after "
        "four minutes.\n\n"
        "I listened to sixty calls and found that half of them asked where their parcel was. I put "
        "the parcel number into the waiting message and moved two lunch breaks.\n\n"
        "As a result, lost calls at noon fell from 10 % to 3 % in six weeks.\n\n"
        "When I worked at the library, children's books came back late. I asked the teachers for the dates "
        "of their projects and lent books for eight weeks instead of four around them. "
        "Late books fell by half within a year.\n"
    )
    assert [story.content.full.count("\n\n") for story in reading.found] == [2, 0]


def test_titles_are_short_and_clean() -> None:
    for name in ("brag.md", "answers.txt", "journal.txt", "mail.txt", "story-bank.md", "versions.md"):
        for title in Source(name).titles:
            assert 0 < len(title) <= 70
            assert not title.endswith((".", "…", ",", " "))
            assert "\n" not in title
