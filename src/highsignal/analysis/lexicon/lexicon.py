"""Finding the phrases of many named lists in one pass over the words of a sentence.

The lists are plain text beside this module, so that a coach can read and mend them. They are looked
up by first word rather than compiled to regular expressions: a command that checks eight stories has
a fifth of a second, and compiling two thousand phrases would take a third of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from highsignal.analysis.text.tokens import Token
from highsignal.domain.spans import Span

_PREFIX = 3  # letters by which phrases that begin with a prefix are filed
_GAP = 3  # words that a `*` may stand for
NAMED = "audience.named"


class _Phrase:
    """One phrase of a list; its steps are taken apart when its first word is first met."""

    __slots__ = ("_line", "_steps", "name")

    def __init__(self, line: str, name: str) -> None:
        self._line = line
        # Whole words and beginnings that may stand at each step, None for a gap; () until first needed.
        self._steps: tuple[tuple[tuple[str, ...], tuple[str, ...]] | None, ...] = ()
        self.name = name

    def end(self, tokens: Sequence[Token], at: int, step: int = 0) -> int:
        """The token index after the phrase when it begins at `at`, else -1."""
        steps = self._steps
        if not steps:
            steps = self._steps = tuple([_step(word) for word in self._line.split()])
        count = len(tokens)
        for number in range(step, len(steps)):
            choice = steps[number]
            if choice is None:
                return self._over_gap(tokens, at, number + 1)
            if at >= count:
                return -1
            word = tokens[at].word
            if word not in choice[0] and not (choice[1] and word.startswith(choice[1])):
                return -1
            at += 1
        return at

    def _over_gap(self, tokens: Sequence[Token], at: int, step: int) -> int:
        for skipped in range(_GAP + 1):
            if skipped and (at + skipped > len(tokens) or not tokens[at + skipped - 1].word[0].isalnum()):
                break
            end = self.end(tokens, at + skipped, step)
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


class Lexicon:
    """Named lists of phrases.

    A phrase is lower-case words and marks with single spaces between. `a|b` is either word,
    `decid~` every word that begins so, `*` none to three words of any kind, but no mark.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self.names = frozenset(lists)
        # Filed by the first two words where both are whole words, else by the first, or by its beginning.
        self._by_pair: dict[str, dict[str, list[_Phrase]]] = {}
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_prefix: dict[str, list[_Phrase]] = {}
        for name, phrases in lists.items():
            for line in phrases:
                self._file(_Phrase(line, name), line)

    def _file(self, phrase: _Phrase, line: str) -> None:
        first, _, rest = line.partition(" ")
        second = rest.partition(" ")[0]
        seconds = second.split("|") if second and "~" not in second and second != "*" else None
        for choice in first.split("|"):
            if choice.endswith("~"):
                if len(choice) <= _PREFIX:
                    raise ValueError(f"{line!r} in {phrase.name}: a prefix needs {_PREFIX} letters or more")
                self._by_prefix.setdefault(choice[:_PREFIX], []).append(phrase)
            elif seconds is None:
                self._by_word.setdefault(choice, []).append(phrase)
            else:
                pairs = self._by_pair.setdefault(choice, {})
                for word in seconds:
                    pairs.setdefault(word, []).append(phrase)

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Span]]:
        """Where phrases stand in `tokens`, by list: the longest at each place, none overlapping."""
        found: dict[str, list[Span]] = {}
        by_pair, by_word, by_prefix = self._by_pair, self._by_word, self._by_prefix
        last = len(tokens) - 1
        for at, token in enumerate(tokens):
            word = token.word
            pairs = by_pair.get(word)
            if pairs is not None and at < last:
                phrases = pairs.get(tokens[at + 1].word)
                if phrases:
                    _collect(found, phrases, tokens, at)
            phrases = by_word.get(word)
            if phrases:
                _collect(found, phrases, tokens, at)
            phrases = by_prefix.get(word[:_PREFIX])
            if phrases:
                _collect(found, phrases, tokens, at)
        return found


def _collect(found: dict[str, list[Span]], phrases: list[_Phrase], tokens: Sequence[Token], at: int) -> None:
    start = tokens[at].start
    for phrase in phrases:
        end = phrase.end(tokens, at)
        if end <= at:
            continue
        span = Span(start, tokens[end - 1].end)
        spans = found.setdefault(phrase.name, [])
        if not spans or spans[-1].end <= start:
            spans.append(span)
        elif spans[-1].start == start and span.end > spans[-1].end:
            spans[-1] = span


def parse_lists(text: str) -> dict[str, list[str]]:
    """The lists in `text`: `[name]` begins a list, every other line is a phrase, # begins a comment."""
    lists: dict[str, list[str]] = {}
    phrases: list[str] = []
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
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
    for path in sorted(Path(__file__).parent.glob("*.txt")):
        lists.update(parse_lists(path.read_text(encoding="utf-8")))
    lists[NAMED] = [phrase.lower().replace("*", "~") for phrase in named]
    return Lexicon(lists)
