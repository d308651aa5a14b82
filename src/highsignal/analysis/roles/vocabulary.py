"""What is known about single words: hand-written classes and clusters of words used alike."""

from __future__ import annotations

from functools import cache
from importlib import resources

from highsignal.analysis.lexicon.lexicon import Lexicon, parse_lists

Vocabulary = dict[str, tuple[str, ...]]


@cache
def cues() -> Lexicon:
    """The lists of phrases in `cues.txt`.

    They are kept apart from the lexicon that the rules use: the model's weights belong to exactly these lists.
    """
    return Lexicon(parse_lists((resources.files(__package__) / "cues.txt").read_text(encoding="utf-8")))


@cache
def word_classes() -> Vocabulary:
    """Word → names of the classes in `words.txt` that hold it."""
    text = (resources.files(__package__) / "words.txt").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for name, lines in parse_lists(text).items():
        for line in lines:
            for word in line.split():
                if name not in found.get(word, ()):
                    found[word] = (*found.get(word, ()), name)
    return found


@cache
def word_clusters() -> Vocabulary:
    """Word → names of its clusters, from coarse to fine, from `clusters.txt`.

    A line of the file is the number of the coarse cluster, of the middle one, and the words of one
    fine cluster, parted by spaces; `training/clusters.py` writes it.
    """
    file = resources.files(__package__) / "clusters.txt"
    if not file.is_file():
        return {}
    found: Vocabulary = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        coarse, middle, *words = line.split(" ")
        found.update(dict.fromkeys(words, (f"j{coarse}", f"k{middle}", f"l{number}")))
    return found
