"""What is known about words and short phrases: hand-written lists, and clusters of words used alike."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from highsignal.analysis.lexicon.lexicon import parse_lists

Vocabulary = dict[str, tuple[str, ...]]
# What may follow the two words of a phrase: the choices of each further word, and the list's name.
Rest = tuple[tuple[frozenset[str], ...], str]


class Phrases(NamedTuple):
    """Lists of phrases by how they are found: whole words, beginnings of words, first two words."""

    words: Vocabulary
    prefixes: tuple[tuple[str, str], ...]
    pairs: dict[str, tuple[Rest, ...]]


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def phrases() -> Phrases:
    """The lists in `cues.txt`; pairs are keyed `b=first_second`, as the feature of two words is named."""
    words: dict[str, tuple[str, ...]] = {}
    prefixes: list[tuple[str, str]] = []
    pairs: dict[str, tuple[Rest, ...]] = {}
    for name, lines in parse_lists(_text("cues.txt")).items():
        for line in lines:
            steps = [step.split("|") for step in line.split()]
            if len(steps) > 1:
                rest = (tuple(frozenset(step) for step in steps[2:]), name)
                for first, second in product(steps[0], steps[1]):
                    key = f"b={first}_{second}"
                    pairs[key] = (*pairs.get(key, ()), rest)
            elif line.endswith("~"):
                prefixes.append((line[:-1], name))
            else:
                words[line] = (*words.get(line, ()), name)
    return Phrases(words, tuple(prefixes), pairs)


@cache
def grammar() -> dict[str, frozenset[str]]:
    """The small closed classes of words in `grammar.txt`, by name."""
    lists = parse_lists(_text("grammar.txt"))
    return {name: frozenset(word for line in lines for word in line.split()) for name, lines in lists.items()}


@cache
def word_classes() -> Vocabulary:
    """Word → names of the classes in `words.txt` that hold it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, lines in parse_lists(_text("words.txt")).items():
        for word in dict.fromkeys(word for line in lines for word in line.split()):
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def fine_clusters() -> tuple[tuple[str, ...], dict[str, int]]:
    """The coarse cluster of each fine one, and word → number of its fine cluster, from `clusters.txt`.

    A line of the file is the number of the coarse cluster and the words of one fine cluster, parted
    by spaces; `training/clusters.py` writes it.
    """
    lines = [line.partition(" ") for line in _text("clusters.txt").splitlines()]
    number_of = {word: number for number, line in enumerate(lines) for word in line[2].split(" ")}
    return tuple(line[0] for line in lines), number_of


def clusters_of(word: str) -> tuple[str, ...]:
    """The names of the coarse and the fine cluster of `word`, none when it is in no cluster."""
    coarse, number_of = fine_clusters()
    number = number_of.get(word)
    return () if number is None else (f"j{coarse[number]}", f"k{number}")
