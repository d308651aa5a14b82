"""Finding the phrases of many named lists in one pass over the words of a sentence.

The lists are plain text beside this module, so that a coach can read and mend them. They are looked
up by first word rather than compiled to regular expressions: a command that checks eight stories has
a fifth of a second, and compiling two thousand phrases would take a third of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from highsignal.analysis.text.tokens import Tokens
from highsignal.domain.spans import Span

_PREFIX = 3  # letters at most by which phrases that begin with a prefix are filed
_GAP = 3  # words that a `*` may stand for
_KEPT = 20_000  # words whose phrases are remembered; a person uses fewer
NAMED = "audience.named"


class _Phrase:
    """One phrase of a list; its steps are taken apart when it is first tried."""

    __slots__ = ("_line", "_steps", "name")

    def __init__(self, line: str, name: str) -> None:
        self._line = line
        # Whole words and beginnings that may stand at each step, None for a gap; () until first needed.
        self._steps: tuple[tuple[tuple[str, ...], tuple[str, ...]] | None, ...] = ()
        self.name = name

    def end(self, words: Sequence[str], at: int, step: int = 0) -> int:
        """The number of the word after the phrase when its step number `step` is at word `at`, else -1."""
        steps = self._steps
        if not steps:
            steps = self._steps = tuple([_step(word) for word in self._line.split()])
        count = len(words)
        for number in range(step, len(steps)):
            choice = steps[number]
            if choice is None:
                return self._over_gap(words, at, number + 1)
            if at >= count:
                return -1
            word = words[at]
            if word not in choice[0] and not (choice[1] and word.startswith(choice[1])):
                return -1
            at += 1
        return at

    def _over_gap(self, words: Sequence[str], at: int, step: int) -> int:
        for skipped in range(_GAP + 1):
            if skipped and (at + skipped > len(words) or not words[at + skipped - 1][0].isalnum()):
                break
            end = self.end(words, at + skipped, step)
            if end >= 0:
                return end
        return -1


def _step(step: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if step == "*":
        return None
    choices = step.split("|")
    return (
        tuple(choice for choice in choices if not choice.endswith("~")),
        tuple(choice[:-1] for choice in choices if choice.endswith("~")),
    )


# The phrases that a word may begin: by the word that has to follow it, and those with any.
_Start = tuple[dict[str, list[_Phrase]], list[_Phrase]]


class Lexicon:
    """Named lists of phrases.

    A phrase is lower-case words and marks with single spaces between. `a|b` is either word,
    `decid~` every word that begins so, `*` none to three words of any kind, but no mark.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self.names = frozenset(lists)
        # Lines with the names of their lists, filed by the first word or the first letters of a prefix.
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        self._by_prefix: dict[str, list[tuple[str, str]]] = {}
        # What the words met so far may begin, None for nothing, which is most of them.
        self._starts: dict[str, _Start | None] = {}
        for name, phrases in lists.items():
            for line in phrases:
                self._file(line, name)

    def _file(self, line: str, name: str) -> None:
        for choice in line.partition(" ")[0].split("|"):
            if choice.endswith("~"):
                self._by_prefix.setdefault(choice[:-1][:_PREFIX], []).append((line, name))
            else:
                self._by_word.setdefault(choice, []).append((line, name))

    def find(self, tokens: Tokens) -> dict[str, list[Span]]:
        """Where phrases stand in `tokens`, by list: the longest at each place, none overlapping."""
        found: dict[str, list[Span]] = {}
        words, starts = tokens.words, self._starts
        last = len(words) - 1
        for at, word in enumerate(words):
            start = starts[word] if word in starts else self._start(word)
            if start is None:
                continue
            by_next, others = start
            if at < last and (phrases := by_next.get(words[at + 1])):
                _collect(found, phrases, 2, tokens, at)
            if others:
                _collect(found, others, 1, tokens, at)
        return found

    def _start(self, word: str) -> _Start | None:
        """What `word` may begin, kept for the next time it is met: a person uses few of all words."""
        by_next: dict[str, list[_Phrase]] = {}
        others: list[_Phrase] = []
        for line, name in self._by_word.get(word, ()):
            phrase = _Phrase(line, name)
            second = line.partition(" ")[2].partition(" ")[0]
            if not second or second == "*" or "~" in second:
                others.append(phrase)
                continue
            for choice in second.split("|"):
                by_next.setdefault(choice, []).append(phrase)
        for length in range(1, min(_PREFIX, len(word)) + 1):
            for line, name in self._by_prefix.get(word[:length], ()):
                if word.startswith(_prefixes(line)):
                    others.append(_Phrase(line, name))
        if len(self._starts) >= _KEPT:
            self._starts.clear()
        return self._starts.setdefault(word, (by_next, others) if by_next or others else None)


def _prefixes(line: str) -> tuple[str, ...]:
    """The beginnings of words with which the phrase may begin."""
    return tuple(choice[:-1] for choice in line.partition(" ")[0].split("|") if choice.endswith("~"))


def _collect(
    found: dict[str, list[Span]], phrases: Sequence[_Phrase], known: int, tokens: Tokens, at: int
) -> None:
    """Add those of `phrases` to `found` that stand at `at`; their first `known` words are known to fit."""
    for phrase in phrases:
        end = phrase.end(tokens.words, at + known, known)
        if end <= at:
            continue
        span = tokens.span(at, end)
        spans = found.setdefault(phrase.name, [])
        if not spans or spans[-1].end <= span.start:
            spans.append(span)
        elif spans[-1].start == span.start and span.end > spans[-1].end:
            spans[-1] = span


def parse_lists(text: str) -> dict[str, list[str]]:
    """The lists in `text`: `[name]` begins a list, every other line is a phrase, # begins a comment."""
    lists: dict[str, list[str]] = {}
    phrases: list[str] = []
    for raw in text.splitlines():
        line = (raw.partition("#")[0] if "#" in raw else raw).strip()
        if line.startswith("["):
            phrases = lists.setdefault(line[1:-1], [])
        elif line:
            phrases.append(line)
    return lists


@cache
def packaged(named: tuple[str, ...] = ()) -> Lexicon:
    """The lists that come with the program, and one more, `NAMED`, with the phrases given.

    `named` are phrases by which a role pack names its listeners; packs write a star where lists have ~.
    """
    lists: dict[str, list[str]] = {}
    for path in sorted(p for p in Path(__file__).parent.iterdir() if p.suffix == ".txt"):
        lists.update(parse_lists(path.read_text(encoding="utf-8")))
    lists[NAMED] = [phrase.lower().replace("*", "~") for phrase in named]
    return Lexicon(lists)
