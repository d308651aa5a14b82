"""Fluent nonsense made of given stories: grammar holds for a few words, or within sentences, sense does not.

`benchmarks/episode.py` measures the gate on nonsense made of collected stories. The gate does not learn
from it: what was tried told it from our own stories, and refused other writers' stories instead.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from highsignal.analysis.episode.passage import tag_of

Maker = Callable[[Sequence[str], random.Random], str]

_CLAUSE = re.compile(r",\s+|\s+(?=(?:and|but|because|so|when|which|that|until|while|after|before)\s)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_LONG = 4  # letters; shorter words are seldom words of content
_STORIES = 4  # from which one text is made
_FEWEST_STEPS, _MOST_STEPS = 90, 260  # words of a chain
_ALONE = 0.35  # share of sentences that an interleaved text keeps from each of its stories
_KEPT_RUN = (3, 7)  # words left together when a text is cut up


def sentences_of(text: str) -> list[str]:
    """The sentences of `text`, roughly: parted at marks and at line ends, each with a mark at its end."""
    lines = [re.sub(r"^[\s*#>•-]+|[\s*#:]+$", "", line) for line in _SENTENCE.split(text)]
    return [line if line[-1] in ".!?" else line + "." for line in lines if len(line.split()) > 2]


def _words(stories: Sequence[str]) -> list[str]:
    return [word for text in stories for line in sentences_of(text) for word in line.split()]


def chained(stories: Sequence[str], rng: random.Random, order: int = 1) -> str:
    """A walk in which each `order` words are followed by a word that follows them somewhere."""
    words = _words(stories)
    after: dict[tuple[str, ...], list[str]] = {}
    for at in range(len(words) - order):
        after.setdefault(tuple(words[at : at + order]), []).append(words[at + order])
    starts = [state for state in after if state[0][0].isupper()]
    out = list(rng.choice(starts))
    for _ in range(rng.randrange(_FEWEST_STEPS, _MOST_STEPS)):
        out.append(rng.choice(after.get(tuple(out[-order:])) or [rng.choice(words)]))
    return " ".join(out)


def interleaved(stories: Sequence[str], rng: random.Random) -> str:
    """Sentences of several stories by turns, each story in its own order."""
    parts = [sentences_of(text) for text in stories]
    kept = [[s for s in part if rng.random() < _ALONE] or part[:2] for part in parts]
    out: list[str] = []
    while any(kept):
        part = rng.choice([part for part in kept if part])
        out.append(part.pop(0))
    return " ".join(out)


def gathered(stories: Sequence[str], rng: random.Random) -> str:
    """Sentences of several stories in any order."""
    lines = [line for text in stories for line in sentences_of(text)]
    return " ".join(rng.sample(lines, min(len(lines), rng.randrange(7, 16))))


def clauses_mixed(stories: Sequence[str], rng: random.Random) -> str:
    """Clauses of one or more stories put together anew."""
    clauses = [c.strip(" .") for text in stories for s in sentences_of(text) for c in _CLAUSE.split(s)]
    clauses = [clause for clause in clauses if clause]
    rng.shuffle(clauses)
    out: list[str] = []
    while clauses and len(out) < 14:
        picked, clauses = clauses[: rng.randrange(2, 4)], clauses[3:]
        line = ", ".join([picked[0], *(c[0].lower() + c[1:] for c in picked[1:])])
        out.append(line[0].upper() + line[1:] + ".")
    return " ".join(out)


def spliced(stories: Sequence[str], rng: random.Random) -> str:
    """The beginning of one sentence with the end of another."""
    lines = [line for text in stories for line in sentences_of(text)]
    rng.shuffle(lines)
    out: list[str] = []
    for first, second in zip(lines, reversed(lines), strict=True):
        head, tail = first.split(), second.split()
        out.append(" ".join(head[: len(head) // 2] + tail[len(tail) // 2 :]))
    return " ".join(out[: rng.randrange(7, 15)])


def cut_up(stories: Sequence[str], rng: random.Random) -> str:
    """Short runs of words in any order."""
    words = _words(stories)
    runs: list[list[str]] = []
    while words:
        length = rng.randint(*_KEPT_RUN)
        runs.append(words[:length])
        words = words[length:]
    rng.shuffle(runs)
    return " ".join(chain.from_iterable(runs[: rng.randrange(18, 45)]))


def exchanged(stories: Sequence[str], rng: random.Random, share: float = 1.0) -> str:
    """One story in which a `share` of the words of content is exchanged for others of their class."""
    pools: dict[str, list[str]] = {}
    for word in _content(chain.from_iterable(text.split() for text in stories)):
        pools.setdefault(tag_of(_bare(word)), []).append(_bare(word))
    out: list[str] = []
    for line in stories[0].split("\n"):
        words = line.split()
        for at, word in enumerate(words):
            if next(_content((word,)), None) and rng.random() < share:
                words[at] = word.lower().replace(_bare(word), rng.choice(pools[tag_of(_bare(word))]))
        out.append(" ".join(words))
    return "\n".join(out)


def invented(stories: Sequence[str], rng: random.Random) -> str:
    """Sentences of one plain pattern each, filled with words of content taken anywhere."""
    bare = [_bare(word) for word in _content(chain.from_iterable(text.split() for text in stories))]
    acts = [word for word in bare if tag_of(word) in "ep"] or ["moved"]
    things = [word for word in bare if tag_of(word) == "s"] or ["thing"]
    return " ".join(
        re.sub(r"[AT]\b", lambda m: rng.choice(acts if m.group() == "A" else things), rng.choice(_PATTERNS))
        for _ in range(rng.randrange(7, 15))
    )


_PATTERNS = (
    "I A the T and the T A our T.",
    "Last month the T A my T because a T A it.",
    "We A the T instead of the T, so the T was T.",
    "The T of the T A two T in a week.",
    "In March I A my T to the T and told the T about it.",
    "After the T we A a T that had A the T.",
    "My T A me to A the T, which the T had A.",
    "In the end the T fell by 40 % and the T A.",
)


def _bare(word: str) -> str:
    return re.sub(r"[^a-z'-]", "", word.lower()).strip("'-")


def _content(words: Sequence[str] | Iterator[str]) -> Iterator[str]:
    for word in words:
        bare = _bare(word)
        if len(bare) >= _LONG and bare in word.lower() and tag_of(bare) in "segpv":
            yield word


MAKERS: dict[str, Maker] = {
    "chain of words": chained,
    "chain of two words": lambda stories, rng: chained(stories, rng, 2),
    "interleaved": interleaved,
    "gathered": gathered,
    "clauses mixed": clauses_mixed,
    "clauses of one story mixed": lambda stories, rng: clauses_mixed(stories[:1], rng),
    "spliced": spliced,
    "spliced within a story": lambda stories, rng: spliced(stories[:1], rng),
    "cut up": cut_up,
    "cut up within a story": lambda stories, rng: cut_up(stories[:1], rng),
    "words exchanged": exchanged,
    "words exchanged within a story": lambda stories, rng: exchanged(stories[:1], rng),
    "half the words exchanged": lambda stories, rng: exchanged(stories, rng, 0.5),
    "invented": invented,
}


def nonsense(stories: Sequence[str], rng: random.Random, each: int) -> Iterator[tuple[str, str]]:
    """`each` texts of every maker, with its name; each is made of up to `_STORIES` of `stories`."""
    for name, make in MAKERS.items():
        for _ in range(each):
            yield name, make(rng.sample(stories, min(_STORIES, len(stories))), rng)
