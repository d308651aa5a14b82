from __future__ import annotations

import pytest

from highsignal.speech.recogniser import Line
from highsignal.speech.writing import write_down


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        (["Uh, so we cut it by 22%."], "So we cut it by 22%."),
        (["We cut the, uh, cost."], "We cut the cost."),
        (["It broke, um."], "It broke."),
        (["So this is", "Um", "and it broke."], "So this is and it broke."),
        (["Um.", "Then we shipped."], "Then we shipped."),
        (["We paged the ER team."], "We paged the ER team."),
        (["The drum and the umbrella."], "The drum and the umbrella."),
        ([], ""),
    ],
)
def test_fillers_do_not_stand_in_the_text(heard: list[str], written: str) -> None:
    assert write_down([Line(text, 0.0, 1.0) for text in heard]).text == written


def test_every_word_knows_where_it_is_written() -> None:
    lines = [Line("Uh, we cut “p95”, by 22%!", 0.0, 2.0), Line("Cold-hearted — (yes).", 2.0, 3.0)]
    written = write_down(lines)
    words = [[t.span.text(written.text) for t in line if not t.filler] for line in written.lines]
    assert words == [["We", "cut", "p95", "by", "22%"], ["Cold-hearted", "yes"]]
    assert [t.filler for line in written.lines for t in line if t.filler] == ["uh"]
