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
