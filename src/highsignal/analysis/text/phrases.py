"""Finding phrases of a word list in text without compiling long regular expressions.

A command that checks eight stories has a fifth of a second; compiling the cue lists of this package
as regular expressions would cost a third of that, so they are walked as a tree of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from highsignal.domain.spans import Span

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+\d*(?:['’-][^\W_]+)*|[?!.,;:()→%$€£₹-]")
_SHORTEST_PREFIX = 3


class Token(NamedTuple):
    """A word or a mark: lower case with straight apostrophes, and where it stands in the file."""

    word: str
    start: int
    end: int


def tokens_of(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words and punctuation marks of `text`; `offset` is where `text` begins in its file."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length: İ
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return tuple(
        Token(m.group().replace("’", "'"), m.start() + offset, m.end() + offset)
        for m in _TOKEN.finditer(lowered)
    )


class _Node:
    """One step in the tree: what may follow, by whole word, by prefix, by anything, and whether a phrase ends."""

    __slots__ = ("ends", "gap", "prefixes", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.prefixes: dict[str, _Node] = {}
        self.gap: _Node | None = None
        self.ends = False


class Phrases:
    """A list of phrases to look for.

    A phrase is words with single spaces. `a|b` is either word, `decid~` every word that begins so,
    `*` none to three words of any kind (no punctuation), `?` a question mark as a word of its own.
    """

    __slots__ = ("_root",)

    def __init__(self, phrases: Iterable[str]) -> None:
        self._root = _Node()
        for phrase in phrases:
            self._add(phrase.split())

    def _add(self, steps: Sequence[str]) -> None:
        nodes = [self._root]
        for step in steps:
            nodes = [_grow(node, choice) for choice in step.split("|") for node in nodes]
        for node in nodes:
            node.ends = True

    def find(self, tokens: Sequence[Token]) -> list[Span]:
        """Where phrases of the list stand in `tokens`, the longest at each place, never overlapping."""
        found: list[Span] = []
        at = 0
        while at < len(tokens):
            end = _longest(self._root, tokens, at)
            if end > at:
                found.append(Span(tokens[at].start, tokens[end - 1].end))
                at = end
            else:
                at += 1
        return found

    def first(self, tokens: Sequence[Token]) -> Span | None:
        """The first place at which a phrase of the list stands, or None."""
        for at in range(len(tokens)):
            end = _longest(self._root, tokens, at)
            if end > at:
                return Span(tokens[at].start, tokens[end - 1].end)
        return None


def _grow(node: _Node, step: str) -> _Node:
    if step == "*":
        if node.gap is None:
            node.gap = _Node()
        return node.gap
    if step.endswith("~"):
        if len(step) <= _SHORTEST_PREFIX:
            raise ValueError(f"the prefix {step!r} is too short to mean anything")
        return node.prefixes.setdefault(step[:-1], _Node())
    return node.words.setdefault(step, _Node())


def _longest(node: _Node, tokens: Sequence[Token], at: int) -> int:
    """The end (token index) of the longest phrase that begins at `at`, or `at` itself when none does."""
    best = at if node.ends else -1
    if at < len(tokens):
        word = tokens[at].word
        step = node.words.get(word)
        if step is not None:
            best = max(best, _longest(step, tokens, at + 1))
        if node.prefixes:
            for length in range(_SHORTEST_PREFIX - 1, len(word) + 1):
                step = node.prefixes.get(word[:length])
                if step is not None:
                    best = max(best, _longest(step, tokens, at + 1))
    if node.gap is not None:
        best = max(best, _over_gap(node.gap, tokens, at))
    return best if best >= 0 else -1


def _over_gap(node: _Node, tokens: Sequence[Token], at: int) -> int:
    for skipped in range(4):
        if at + skipped > len(tokens):
            break
        if skipped and not tokens[at + skipped - 1].word[0].isalnum():
            break
        end = _longest(node, tokens, at + skipped)
        if end >= 0:
            return end
    return -1
