"""Words said and taken back: the same words twice ("we we"), and beginnings that are begun again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from highsignal.analysis.claims.wordlists import words as word_set
from highsignal.domain.spans import Span
from highsignal.domain.speech import Restart, SpokenWord

_LONGEST = 4  # words that are repeated together; longer repetitions are refrains, said on purpose
# Said twice on purpose, or because the grammar wants it.
_TWICE = word_set("""
    very really so no yes many much long far way never ever too that had is bye knock okay well again
    million thousand hundred blah little more better faster ha
    """)
_NUMBERS = word_set("""
    zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand
    """)
_SUBJECTS = frozenset(("i", "we", "they", "he", "she", "it", "you", "there"))
_UNFINISHED = word_set("""
    was were am are is had have has did do does can could will would should might must may to wanted went
    """)
_DETERMINERS = word_set("the a an our my their its his this that these those your")
# Openly taken back; ours, from how people correct themselves.
_TAKEN_BACK = tuple(
    tuple(phrase.split())
    for phrase in (
        "sorry i mean", "no wait", "wait no", "no sorry", "sorry no", "i meant", "let me rephrase",
        "let me start over", "let me start again", "let me say that again", "scratch that", "or rather",
        "i mean no", "i take that back",
    )
)  # fmt: skip
_STRONG = re.compile(r"[.?!]")
_CUT = re.compile(r"^(?:[-–—…]|\.\.)")
_ALIKE = 2  # letters that a broken word has at least in common with the one that mends it


def find_restarts(words: Sequence[SpokenWord], text: str) -> tuple[Restart, ...]:
    """What was said twice or begun again in `text`, in order, none overlapping; spans cover what was dropped.

    Of words said several times in a row, all but the last are dropped.
    """
    said = [_lower(word.span.text(text)) for word in words]
    found: list[Restart] = []
    at = 0
    while at < len(said):
        taken = _restart_at(words, said, text, at)
        if taken is None:
            at += 1
            continue
        count, kind = taken
        first, last = words[at], words[at + count - 1]
        found.append(Restart(Span(first.span.start, last.span.end), first.start, last.end, kind))
        at += count
    return tuple(found)


def _restart_at(
    words: Sequence[SpokenWord], said: Sequence[str], text: str, at: int
) -> tuple[int, str] | None:
    """How many words from `at` on were dropped, and how (repeat or restart); None where none were."""
    for count in range(_LONGEST, 0, -1):
        if _repeats(words, said, text, at, count):
            return count, "repeat"
    for phrase in _TAKEN_BACK:
        if tuple(said[at : at + len(phrase)]) == phrase:
            return len(phrase), "restart"
    for count in (1, 2, 3):
        if _begun_again(words, said, text, at, count):
            return count, "restart"
    return None


def _repeats(words: Sequence[SpokenWord], said: Sequence[str], text: str, at: int, count: int) -> bool:
    """Whether the `count` words from `at` on are said again at once, in the same sentence."""
    if at + 2 * count > len(said) or said[at : at + count] != said[at + count : at + 2 * count]:
        return False
    if all(word in _TWICE or word in _NUMBERS or word[:1].isdigit() for word in said[at : at + count]):
        return False
    between = text[words[at + count - 1].span.end : words[at + count].span.start]
    return not _STRONG.search(between)


def _begun_again(words: Sequence[SpokenWord], said: Sequence[str], text: str, at: int, count: int) -> bool:
    """Whether the `count` words from `at` on are broken off, and what follows begins anew."""
    again = at + count
    if again >= len(said):
        return False
    if _STRONG.search(text[words[again - 1].span.end : words[again].span.start].replace("...", "")):
        return False
    if _cut(text, words[again - 1]):
        return count == 1 or said[again] == said[at]
    if count < 2 or said[again] != said[at] or again + 1 >= len(said):
        return False
    if said[at] in _SUBJECTS:  # "we were we had": a verb that waits for another
        return said[again - 1] in _UNFINISHED and said[again + 1] != said[at + 1]
    if said[at] in _DETERMINERS and count == 2:  # "the serv the service"
        return _mends(said[at + 1], said[again + 1])
    return False


def _mends(broken: str, whole: str) -> bool:
    return len(broken) >= _ALIKE and len(whole) > len(broken) and whole.startswith(broken)


def _cut(text: str, word: SpokenWord) -> bool:
    """Whether the word is written as broken off: "ser-", "ser–", "ser…"."""
    written = word.span.text(text)
    if written.endswith(("-", "–", "—", "…")):
        return True
    after = text[word.span.end : word.span.end + 2]
    return bool(_CUT.match(after)) and (len(after) == 1 or after[1].isspace() or after == "..")


def _lower(word: str) -> str:
    return word.lower().replace("’", "'").strip(".,;:?!–—…()-\"“”'")
