"""What one sentence shows by itself, whatever stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import contains
from typing import NamedTuple

from highsignal.analysis.roles.vocabulary import clusters_of, grammar, phrases, word_classes
from highsignal.analysis.text.tokens import words_and_marks

_SUBJECTS = {
    **dict.fromkeys(("i", "i'd", "i've", "i'm", "i'll"), "I"),
    **dict.fromkeys(("we", "we'd", "we've", "we're"), "WE"),
    **dict.fromkeys(("they", "he", "she", "they'd", "he'd", "she'd", "they're"), "THEY"),
    **dict.fromkeys(("it", "this", "that", "these", "those", "which", "it's", "that's"), "IT"),
    **dict.fromkeys(("my", "our", "the", "a", "an", "their", "his", "her", "its"), "NOUN"),
}
_MARKS = frozenset("?!:;()→%$€£₹")
_LENGTHS = (4, 8, 13, 19, 27, 40)  # words
_FILLERS, _ADVERBS = grammar()["filler"], grammar()["adverb"]
_PRESENT, _PAST, _PERSONS = grammar()["present"], grammar()["past"], grammar()["person"]


class Word(NamedTuple):
    """What a word adds to a sentence's own features, and to what the neighbours see.

    Features are kept as keys: they come once, and in the same order in every run.
    """

    own: dict[str, None]
    seen: dict[str, None]
    past: bool
    base: bool


class View(NamedTuple):
    """`own` are the features of the sentence; `seen` are those its neighbours see of it."""

    own: tuple[str, ...]
    seen: tuple[str, ...]


@lru_cache(maxsize=20_000)
def _word(word: str) -> Word:
    if word[0].isdigit():
        mark = {"n=%" if word[-1] == "%" else "n=digit": None}
        return Word(mark, mark, past=False, base=False)
    classes = word_classes().get(word, ())
    known = phrases()
    seen = dict.fromkeys(f"c={name}" for name in classes)
    seen.update(dict.fromkeys(f"q={name}" for name in known.words.get(word, ())))
    seen.update({f"q={name}": None for prefix, name in known.prefixes if word.startswith(prefix)})
    own = dict.fromkeys(("w=" + word, *clusters_of(word), *seen))
    past = word in _PAST or "act" in classes or word.endswith("ed")
    return Word(own, seen, past, "act.base" in classes)


def view_of(text: str) -> View:
    """The features of a sentence given as text.

    Names of features: `w` word, `b` two words, `f` beginnings, `q` list of phrases,
    `c` class of word, `j k` coarse and fine cluster, `s` subject, `v` subject with its verb,
    `t` tense and form, `n` numbers, `m` marks, `x` length.
    """
    tokens = words_and_marks(text)
    words = [word for word in tokens if word[0].isalnum()]
    if not words:
        return View(("empty",), ())
    known = [_word(word) for word in words]
    seen: dict[str, None] = {}
    own: dict[str, None] = {}
    for word in known:
        own.update(word.own)
        seen.update(word.seen)
    pairs = [f"b={a}_{b}" for a, b in pairwise(words)]
    start = _after_fillers(words)
    begins = _beginnings(words[start : start + 2])
    seen.update(dict.fromkeys(_phrases(words, pairs)))
    seen.update(dict.fromkeys(_subject(words, start)))
    seen.update(_form(words, known, start))
    own.update(seen)
    own.update(dict.fromkeys(begins))
    own.update(dict.fromkeys(pairs))
    own.update(dict.fromkeys(["m=" + mark for mark in tokens if mark in _MARKS]))
    own[f"x={sum(len(words) > limit for limit in _LENGTHS)}"] = None
    seen[begins[0]] = None
    return View(tuple(own), tuple(seen))


def _phrases(words: Sequence[str], pairs: Sequence[str]) -> Iterable[str]:
    """The lists of which a phrase of two or more words stands in the sentence."""
    known = phrases().pairs
    for at, pair in enumerate(pairs):
        if pair in known:
            for rest, name in known[pair]:
                following = words[at + 2 : at + 2 + len(rest)]
                if len(following) == len(rest) and all(map(contains, rest, following)):
                    yield "q=" + name


def _after_fillers(words: Sequence[str]) -> int:
    """Where the sentence begins once "um, so, you know" is over; 0 when nothing else is there."""
    start = 0
    while start < len(words) - 1 and words[start] in _FILLERS:
        start += 1
    return start


def _beginnings(words: Sequence[str]) -> list[str]:
    first = words[0]
    found = ["f=" + first, "f2=" + "_".join(words)]
    found.extend("fc=" + name for name in word_classes().get(first, ()))
    found.extend("f" + name for name in clusters_of(first))
    return found


def _subject(words: Sequence[str], start: int) -> list[str]:
    """Who the sentence is about, and the verb that follows a pronoun."""
    for at in range(start, min(start + 8, len(words))):
        who = _SUBJECTS.get(words[at])
        if who:
            found = [f"s={who}"] if at > start else [f"s={who}", f"s0={who}"]
            return found if who == "NOUN" else found + _verb_after(words, at, who)
    return ["s=none"]


def _verb_after(words: Sequence[str], subject: int, who: str) -> list[str]:
    at = subject + 1
    while at < len(words) and (words[at] in _ADVERBS or words[at].endswith("ly")):
        at += 1
    if at >= len(words):
        return []
    verb = words[at]
    found = [f"v={who}_{verb}"]
    found.extend(f"v={who}_{name}" for name in word_classes().get(verb, ()))
    found.extend(f"v={who}_{name}" for name in clusters_of(verb)[1:])
    if verb.endswith("ed"):
        found.append(f"v={who}_-ed")
    return found


def _form(words: Sequence[str], known: Sequence[Word], start: int) -> dict[str, None]:
    """Tense and form, read off the surface."""
    first = words[start]
    found: dict[str, None] = {}
    if first.endswith("ing"):
        found["t=ing-first"] = None
    elif known[start].past:
        found["t=past-first"] = None
    elif first == "to":
        found["t=to-first"] = None
    elif known[start].base:
        found["t=base-first"] = None
    for number, before in enumerate(words[:-1], 1):
        if before in _AUXILIARIES:
            found[_auxiliary(before, words[number], known[number])] = None
    if any(word.past for word in known):
        found["t=past"] = None
    elif not _PERSONS.isdisjoint(words):
        found["t=person-no-past"] = None
    else:
        found["t=general" if not _PRESENT.isdisjoint(words) else "t=no-past"] = None
    return found


_AUXILIARIES = frozenset(("was", "were", "had", "to", "would", "could", "might")) | _PRESENT


def _auxiliary(before: str, word: str, known: Word) -> str:
    if before in ("was", "were"):
        return "t=was-ing" if word.endswith("ing") else "t=was-ed" if word.endswith("ed") else "t=was"
    if before == "had":
        return "t=had-to" if word == "to" else "t=had-been" if known.past or word == "been" else "t=had"
    if before == "to":
        return "t=to-act" if known.base else "t=to"
    if before in ("would", "could", "might"):
        return "t=would-have" if word == "have" else "t=would"
    return "t=present"
