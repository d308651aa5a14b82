"""The cards as Anki's text: read back by csv, stable names, nothing that could break a line or a page."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.rehearsing import NINE, card_of, set_clock, write_bank

from highsignal.domain.bank import StoryContent
from highsignal.services.anki import HEADERS, NotOurFileError, anki_text, guid_of, write_anki
from highsignal.services.deck import DeckCard, open_deck
from highsignal.services.rehearsal import rate
from highsignal.services.stories import archive
from highsignal.services.workspace import Desk


@pytest.fixture
def dealt(desk: Desk) -> DeckCard:
    set_clock(desk, NINE)
    write_bank(desk)
    return card_of(desk)


def rows(text: str) -> list[list[str]]:
    """The notes of an export, as any reader of tab-separated values sees them."""
    lines = text.split("\n")
    assert tuple(lines[: len(HEADERS)]) == HEADERS
    body = "\n".join(lines[len(HEADERS) :])
    return list(csv.reader(io.StringIO(body, newline=""), delimiter="\t"))


def test_the_headers_are_those_that_anki_reads() -> None:
    assert HEADERS == (
        "#separator:tab",
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        "#deck column:3",
        "#tags column:6",
    )


def test_every_card_is_a_note(desk: Desk, dealt: DeckCard) -> None:
    deck = open_deck(desk)
    notes = rows(anki_text(deck.asked))
    assert [note[3] for note in notes] == [html.escape(d.card.question) for d in deck.asked]
    assert all(len(note) == 6 and note[1:3] == ["Basic", "highsignal"] for note in notes)
    assert all(set(note[5].split()) > {"highsignal"} for note in notes)
    assert len({note[0] for note in notes}) == len(notes)


def test_a_note_keeps_its_name_when_its_story_changes(desk: Desk, dealt: DeckCard) -> None:
    rate(desk, dealt.card.id, 3)
    other = open_deck(desk).stories[1]
    same = dealt._replace(
        story=other, opening="Another line.", card=dealt.card._replace(id="x", story=other.id)
    )
    assert guid_of(same) == guid_of(dealt)
    assert guid_of(dealt) == guid_of(card_of(desk))


WORDS = st.text(st.characters(codec="utf-8"), min_size=1) | st.sampled_from(
    ("a\tb", "two\nlines", '"quoted"', "#deck:mine", "<img src=x onerror=alert(1)>", "a & b", "{{c1::cloze}}")
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(WORDS, WORDS, WORDS, st.lists(WORDS, max_size=3).map(tuple))
def test_any_words_come_back(
    dealt: DeckCard, question: str, title: str, opening: str, competencies: tuple[str, ...]
) -> None:
    story = dealt.story._replace(content=StoryContent(title=title, ninety=opening))
    card = dealt.card._replace(question=question)
    hostile = dealt._replace(card=card, story=story, opening=opening, competencies=competencies)
    notes = rows(anki_text([hostile, dealt]))
    assert [len(note) for note in notes] == [6, 6]
    assert notes[1] == rows(anki_text([dealt]))[0]
    front, back, tags = notes[0][3:]
    for field in (front, back):
        assert set(re.findall(r"<[^>]*>", field)) <= {"<br>", "<b>", "</b>"}
    assert words_of(front) == words_of(html.escape(question.replace("\0", "")))
    assert words_of(opening and html.escape(opening.replace("\0", ""))) == words_of(
        back.split("<br><br>", 1)[1]
    )
    assert tags.split()[0] == "highsignal"
    assert '"' not in tags


def words_of(field: str) -> list[str]:
    return html.unescape(field.replace("<br>", " ")).split()


def test_an_export_replaces_an_export_and_nothing_else(desk: Desk, dealt: DeckCard, tmp_path: Path) -> None:
    path = tmp_path / "cards.txt"
    assert write_anki(path, open_deck(desk).asked) == len(open_deck(desk).asked)
    first = path.read_bytes()
    assert b"\r" not in first
    archive(desk, [dealt.story.id])
    write_anki(path, open_deck(desk).asked)
    assert path.read_bytes() != first
    assert [found.name for found in tmp_path.iterdir() if found.suffix == ".txt"] == ["cards.txt"]

    letter = tmp_path / "letter.txt"
    letter.write_text("Dear hiring manager", encoding="utf-8")
    with pytest.raises(NotOurFileError, match="no export of cards"):
        write_anki(letter, open_deck(desk).asked)
    assert letter.read_text(encoding="utf-8") == "Dear hiring manager"
    with pytest.raises(FileNotFoundError):
        write_anki(tmp_path / "nowhere" / "cards.txt", open_deck(desk).asked)
