"""Finding phrases: words, choices, prefixes, gaps, and places in the original."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from highsignal.analysis.lexicon.lexicon import Lexicon, packaged, parse_lists
from highsignal.analysis.text.tokens import tokens_of

SOURCE = Path(__file__).parents[3] / "src" / "highsignal"


def found(phrases: list[str], text: str) -> list[str]:
    spans = Lexicon({"x": phrases}).find(tokens_of(text)).get("x", [])
    return [span.text(text) for span in spans]


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["decid~ against"], "We Decided against it.", ["Decided against"]),
        (["gave|give up"], "I give up, they gave up", ["give up", "gave up"]),
        (["no * left"], "no time left, no real time at all left", ["no time left"]),
        (["no * left"], "no, he left", []),
        (["didn't care"], "They didn’t care", ["didn’t care"]),
        (["trade", "trade off"], "a trade off", ["trade off"]),
        (["went with"], "wentwith went  with", ["went  with"]),
        (["is it ?"], "Is it?", ["Is it?"]),
        (["a~ b", "abc~"], "at b, abcd", ["at b", "abcd"]),
    ],
)
def test_phrases(phrases: list[str], text: str, expected: list[str]) -> None:
    assert found(phrases, text) == expected


def test_lists_are_read_with_comments() -> None:
    assert parse_lists("# about\n[a.b]\none two # why\n\n[c]\nthree\n") == {
        "a.b": ["one two"],
        "c": ["three"],
    }


def test_every_list_that_code_names_exists() -> None:
    names = packaged().names
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"\.(?:find|has)\(((?:\"[a-z0-9.-]+\"(?:,\s*)?)+)\)", text):
            for name in re.findall(r'"([^"]+)"', call):
                assert name in names, f"{path.name} looks for {name}"


def test_every_list_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert [name for name in sorted(packaged().names) if f'"{name}"' not in code] == []


def test_offsets_survive_letters_that_grow_in_lower_case() -> None:
    text = "İİ We decided."
    assert found(["decided"], text) == ["decided"]
