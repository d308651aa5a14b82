"""The words of an intended sentence that a listener said again, in the same or in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from highsignal.analysis.claims.wordlists import words
from highsignal.analysis.matching.stems import STOP, stem
from highsignal.analysis.matching.vectors import embed
from highsignal.domain.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,;:—]|\b(?:so|which|because|and|with|while|but|until|by)\b", re.IGNORECASE)
_LATER = 0.5  # what a word behind the first clause counts: the outcome usually stands before its consequence
_GROUPED = 0.9  # two words of one group of alike_words.txt
# Cosine of two words' vectors, from which they begin to count and at which they count whole; from words of
# the development pairs: "recommender" and "recommendation" have .73, unrelated words under .2.
_LEAST, _WHOLE = 0.3, 0.75
# Words that carry no subject in what listeners say, beyond those of questions.
_SAID_BY_LISTENERS = frozenset(
    map(
        stem,
        words("""
            they them person somebody engineer guy woman man managed able basically kind sort like think thing
            really now longer anymore instead before used without one two only even almost nearly about
            roughly around percent
        """),
    )
)
_FILE = "alike_words.txt"


class Word(NamedTuple):
    """A word that carries meaning: its stem, its vector's row, where it stands, and what it counts."""

    text: str
    stem: str
    span: Span
    weight: float


class Match(NamedTuple):
    """A word of the intended sentence and the listener's word for it, with how alike they are, 0 to 1."""

    intended: Word
    said: Word | None
    likeness: float


def content_words(text: str) -> tuple[Word, ...]:
    """The words of `text` that carry its subject, in order; those behind its first clause count half."""
    found = []
    turn = next((m.start() for m in _CLAUSE.finditer(text) if text[: m.start()].count(" ") > 1), len(text))
    for match in _WORD.finditer(text):
        lowered = match.group().lower().replace("’", "'")
        stemmed = stem(lowered)
        if lowered in STOP or stemmed in _SAID_BY_LISTENERS or len(lowered) < 2:
            continue
        weight = 1.0 if match.start() <= turn else _LATER
        found.append(Word(lowered, stemmed, Span(*match.span()), weight))
    return tuple(found)


class Likeness(NamedTuple):
    """How alike the words of two sentences are, and how near the sentences' vectors."""

    matches: tuple[Match, ...]  # for each intended word the said one most like it
    backwards: tuple[Match, ...]  # for each said word the intended one most like it
    cosine: float


def compare_words(intended: str, said: str) -> Likeness:
    """The content words of two sentences side by side."""
    meant, told = content_words(intended), content_words(said)
    vectors = embed([intended, said, *(w.text for w in meant), *(w.text for w in told)])
    own, other = vectors[2 : 2 + len(meant)], vectors[2 + len(meant) :]
    alike = [
        [_likeness(one, another, float(c)) for another, c in zip(told, row, strict=True)]
        for one, row in zip(meant, own @ other.T, strict=True)
    ]
    turned = [[row[n] for row in alike] for n in range(len(told))]
    return Likeness(_best(meant, told, alike), _best(told, meant, turned), float(vectors[0] @ vectors[1]))


def best_pair(intended: Sequence[str], said: Sequence[str]) -> tuple[int, int]:
    """The numbers of the intended and the said text that share most words, the first ones where none do.

    Only the same words and those of one group count here: it is asked for often, and vectors take their time.
    Raises ValueError when either is empty.
    """
    meant, told = [_kinds(text) for text in intended], [_kinds(text) for text in said]
    return max(
        ((m, t) for m in range(len(meant)) for t in range(len(told))),
        key=lambda pair: len(meant[pair[0]] & told[pair[1]]) / (len(meant[pair[0]]) or 1),
    )


@lru_cache(maxsize=1024)
def _kinds(text: str) -> frozenset[str]:
    """The stems of a text's content words, each with the groups it stands in."""
    stems = {word.stem for word in content_words(text)}
    return frozenset(stems | {f"#{number}" for one in stems for number in _groups().get(one, ())})


def _best(
    words: Sequence[Word], others: Sequence[Word], alike: Sequence[Sequence[float]]
) -> tuple[Match, ...]:
    found = []
    for word, row in zip(words, alike, strict=True):
        best = max(range(len(others)), key=row.__getitem__, default=-1)
        likeness = row[best] if others else 0.0
        found.append(Match(word, others[best] if likeness > 0 else None, likeness))
    return tuple(found)


def coverage(matches: Sequence[Match]) -> float:
    """How much of the intended words was said again, from 0 to 1."""
    whole = sum(match.intended.weight for match in matches)
    return sum(m.likeness * m.intended.weight for m in matches) / whole if whole else 0.0


def _likeness(one: Word, other: Word, cosine: float) -> float:
    if one.stem == other.stem:
        return 1.0
    if _groups().get(one.stem, frozenset()) & _groups().get(other.stem, frozenset()):
        return _GROUPED
    return min(max((cosine - _LEAST) / (_WHOLE - _LEAST), 0.0), 1.0) * _GROUPED


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The numbers of the groups in which each stem stands."""
    groups: dict[str, set[int]] = {}
    lines = files("highsignal.analysis").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            for word in line.split():
                groups.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}
