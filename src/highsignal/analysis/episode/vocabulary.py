"""The word classes and phrases the episode gate knows, read once from its own lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from highsignal.analysis.lexicon.lexicon import parse_lists

# One letter a class, so that a text becomes a string in which patterns are counted at C speed.
TAGS: Mapping[str, str] = {
    "was": "a",
    "past": "p",
    "present": "b",
    "does": "x",
    "would": "d",
    "will": "l",
    "should": "o",
    "definite": "t",
    "indefinite": "n",
    "number_word": "#",
    "glue": "r",
    "because": "c",
    "sequence": "q",
    "they": "h",
    "you": "y",
    "habit_word": "u",
    "spoken": "k",
}
_SUBJECTS = {"i": "i", "we": "w"}
_CONTRACTED = {"'m": "I", "'re": "I", "'d": "D", "'ll": "L", "'ve": "V"}
_PREFIX = "episode."
_HERE = Path(__file__).parent
_UNCOUNTED = "="  # begins the name of a list that is no class of words


class Vocabulary(NamedTuple):
    """Words and phrases by class.

    `tag` gives a word's letter, `classes` the numbers of the classes it counts for (in `names`),
    `singles` and `runs` the numbers of the lists (in `lists`) that hold a phrase of one or of two to
    four words; `closed` are the words kept as themselves when word order is judged; `listed` has the
    words of each class.
    """

    names: tuple[str, ...]
    classes: Mapping[str, tuple[int, ...]]
    tag: Mapping[str, str]
    lists: tuple[str, ...]
    singles: Mapping[str, tuple[int, ...]]
    runs: Mapping[tuple[str, ...], tuple[int, ...]]
    closed: frozenset[str]
    listed: Mapping[str, frozenset[str]]


_OPEN = {
    "past",
    "past_time",
    "self_word",
    "buzz",
    "advert",
    "document",
    "sequence",
    "work",
    "report",
    "talk",
    "scene",
}


@cache
def vocabulary() -> Vocabulary:
    """The lists that come with the program."""
    lists = {
        name: list(dict.fromkeys(" ".join(lines).split()))
        for name, lines in parse_lists(_text(_HERE / "words.txt")).items()
    }
    names = tuple(name for name in lists if not name.startswith(_UNCOUNTED))
    classes: dict[str, tuple[int, ...]] = {}
    tag: dict[str, str] = {}
    for number, name in enumerate(names):
        letter = TAGS.get(name)
        for word in lists[name]:
            classes[word] = (*classes.get(word, ()), number)
            if letter:
                tag.setdefault(word, letter)
    for word in (*lists["i"], *lists["we"]):
        tag[word] = _first_person(word)
    closed = frozenset(word for name in names if name not in _OPEN for word in lists[name])
    listed = {name.removeprefix(_UNCOUNTED): frozenset(words) for name, words in lists.items()}
    phrase_lists, runs = _phrases()
    singles = {run[0]: numbers for run, numbers in runs.items() if len(run) == 1}
    longer = {run: numbers for run, numbers in runs.items() if len(run) > 1}
    return Vocabulary(names, classes, tag, phrase_lists, singles, longer, closed, listed)


def _first_person(word: str) -> str:
    if word in _SUBJECTS:
        return _SUBJECTS[word]
    stem, mark, end = word.partition("'")
    return _CONTRACTED[mark + end] if mark and stem in _SUBJECTS else "m"


def _phrases() -> tuple[tuple[str, ...], dict[tuple[str, ...], tuple[int, ...]]]:
    found: dict[tuple[str, ...], tuple[int, ...]] = {}
    names: list[str] = []
    for name, lines in parse_lists(_text(_HERE / "phrases.txt")).items():
        number = len(names)
        names.append(name.removeprefix(_PREFIX))
        for line in lines:
            for run in product(*(step.split("|") for step in line.split())):
                found[run] = (*found.get(run, ()), number)
    return tuple(names), found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
