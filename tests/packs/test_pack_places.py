"""Keys of a TOML text are found where they stand."""

from __future__ import annotations

import pytest

from highsignal.packs.places import Key, Places

TEXT = '''\
# a comment with key = "value"
title = "A [[level]] in a string = 1"   # and [here]
"quoted key" = 1
dotted.key = 2
many = [
  "one",  # note, with a comma
  "two [", ["inner", "list"],
  { id = "x" },
]
long = """
[[level]]
id = "not a key"
"""
raw = \'\'\'
order = 7\'\'\'

[[level]]
id = "A1"
aliases = ["a", "b"]
  expects = { people = 0, teams = 1 }

[[level]]
id = "A2"
[level.more]
deep = 1
[[level.sub]]
x = 1
[[level.sub]]
x = 2
[table]
y = 1\
'''


@pytest.mark.parametrize(
    ("key", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 2, 1),
        (("quoted key",), 3, 1),
        (("dotted", "key"), 4, 1),
        (("many",), 5, 1),
        (("many", 0), 6, 3),
        (("many", 1), 7, 3),
        (("many", 2), 7, 12),
        (("many", 3), 8, 3),
        (("many", 9), 5, 1),
        (("long",), 10, 1),
        (("raw",), 14, 1),
        (("level", 0), 17, 1),
        (("level", 0, "id"), 18, 1),
        (("level", 0, "aliases", 1), 19, 17),
        (("level", 0, "expects"), 20, 3),
        (("level", 0, "expects", "teams"), 20, 27),
        (("level", 0, "expects", "nothing"), 20, 3),
        (("level", 0, "missing"), 17, 1),
        (("level", 1), 22, 1),
        (("level", 1, "more", "deep"), 25, 1),
        (("level", 1, "sub", 0, "x"), 27, 1),
        (("level", 1, "sub", 1, "x"), 29, 1),
        (("table", "y"), 31, 1),
        (("nowhere",), 1, 1),
    ],
)
def test_places(key: Key, line: int, column: int) -> None:
    assert Places(TEXT).of(key) == (line, column)


def test_windows_line_ends_count_once() -> None:
    assert Places(TEXT.replace("\n", "\r\n")).of(("table", "y")) == (31, 1)


def test_an_empty_text_has_a_first_place() -> None:
    assert Places("").of(("title",)) == (1, 1)
