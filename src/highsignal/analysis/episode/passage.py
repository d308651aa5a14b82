"""A story as the gate sees it: its spoken words, each with a letter for what kind of word it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from highsignal.analysis.episode.vocabulary import vocabulary
from highsignal.domain.roles import Sentence
from highsignal.domain.spans import Span
from highsignal.domain.stories import Story

_PAST_IN_EED = frozenset(("agreed", "disagreed", "guaranteed", "freed", "refereed", "seceded"))
# After one of these a word in -ed is a participle: "was moved", "the estimated", "has helped".
_PARTICIPLE = re.compile(r"(?<=[abxtnImrV])e")
BOUNDARY = "|"


class Passage(NamedTuple):
    """The spoken part of a story.

    `sentences` are the spoken ones, `rows` the lower-case words of each (straight apostrophes),
    `words` all of them, `counts` how often each occurs, `runs` every run of two, three and four
    words. `tags` has one letter a word and a `|` before, between and after sentences; `text` is what
    was written, sentence by sentence.
    """

    sentences: tuple[Sentence, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    counts: Mapping[str, int]
    runs: tuple[list[tuple[str, ...]], ...]
    tags: str
    text: str


def passage_of(story: Story) -> Passage:
    """The spoken sentences of `story`; headings are left out."""
    sentences = tuple(s for s in story.sentences if not s.heading)
    rows = tuple(_lowered(s.words) for s in sentences)
    words = tuple(chain.from_iterable(rows))
    counts = Counter(words)
    letter = {word: tag_of(word) for word in counts}
    tags = BOUNDARY.join(["", *("".join([letter[word] for word in row]) for row in rows), ""])
    written = "\n".join([s.text for s in sentences])
    return Passage(sentences, rows, words, counts, _runs(words), _PARTICIPLE.sub("s", tags), written)


def _runs(words: tuple[str, ...]) -> tuple[list[tuple[str, ...]], ...]:
    second, third, fourth = words[1:], words[2:], words[3:]
    return (
        list(zip(words, second, strict=False)),
        list(zip(words, second, third, strict=False)),
        list(zip(words, second, third, fourth, strict=False)),
    )


def _lowered(words: tuple[str, ...]) -> tuple[str, ...]:
    joined = " ".join(words).lower()
    if "’" in joined:
        joined = joined.replace("’", "'")
    return tuple(joined.split(" "))


@lru_cache(8192)
def tag_of(word: str) -> str:
    """The letter of a lower-case word: its class in the vocabulary, else by its ending.

    e is a past tense in -ed, g a word in -ing, # a number, s any other word.
    """
    known = vocabulary().tag.get(word)
    if known:
        return known
    if word[0] in "0123456789$€£₹":
        return "#"
    if word.endswith("ed") and len(word) > 4:
        return (
            "s"
            if word in vocabulary().listed["adjective_in_ed"]
            or (word.endswith("eed") and word not in _PAST_IN_EED)
            else "e"
        )
    if word.endswith("ing") and len(word) > 5:
        return "g"
    if word.endswith("ly") and len(word) > 4:
        return "v"
    return "s"


def place(passage: Passage, first: int, end: int) -> Span:
    """Where the words `first` to `end` (excluded), counted over all words, stand in the file.

    A run that goes on into the next sentence is shown as far as its own sentence goes.
    """
    number = 0
    while first >= len(passage.rows[number]):
        first, end = first - len(passage.rows[number]), end - len(passage.rows[number])
        number += 1
    line = passage.sentences[number]
    at = start = 0
    for word_number, word in enumerate(line.words[:end]):
        found = line.text.find(word, at)
        at = found + len(word)
        if word_number == first:
            start = found
    return Span(line.span.start + start, line.span.start + at)
