from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from highsignal.analysis.text.comparison import compare, words_changed

TEXTS = st.text(alphabet="ab \n😀.", max_size=80)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after


def test_a_changed_word_is_the_only_thing_marked() -> None:
    pieces = compare("cut cost by 20 % in May", "cut cost by 22 % in May")
    assert [(p.kind, p.text) for p in pieces if p.kind != "same"] == [("removed", "20"), ("added", "22")]
    assert words_changed(pieces) == (1, 1)


def test_long_texts_are_compared_by_lines() -> None:
    line = "one line of the story that goes on and on\n"
    pieces = compare(line * 4000, line * 2000 + "another\n" + line * 2000)
    assert [p for p in pieces if p.kind == "added"] == [("added", "another\n")]


def test_a_sentence_added_between_two_is_shown_as_one() -> None:
    before = "I saw it late. I asked the team. We shipped in May."
    after = "I saw it late. I called the vendor. I asked the team. We shipped in May."
    changed = [piece.text.strip() for piece in compare(before, after) if piece.kind != "same"]
    assert changed == ["I called the vendor."]


def test_what_did_not_change_is_one_piece() -> None:
    before = "One.\n\nTwo two. Three."
    assert compare(before, before) == (("same", before),)
    kinds = [piece.kind for piece in compare(before, "One.\n\nTwo too. Three.")]
    assert kinds == ["same", "removed", "added", "same"]
