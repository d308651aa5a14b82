"""What one sentence shows by itself, whatever stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from highsignal.analysis.roles.vocabulary import cues, word_classes, word_clusters
from highsignal.analysis.text.tokens import tokens_of

# Words with which speakers begin any sentence whatever.
_FILLERS = frozenset(
    "um uh uhm so okay ok well like yeah and but right basically anyway you know i mean".split()
)
_ADVERBS = frozenset(
    "also then just really actually quickly immediately first personally still even only never always now "
    "finally eventually subsequently proactively simply carefully successfully initially therefore".split()
)
_BE = frozenset("was were is are am be been i'm we're it's that's he's she's they're".split())
_PRESENT = frozenset("is are am have has do does don't isn't can should must it's that's there's often always never".split())
_PAST = frozenset("was were had did didn't wasn't weren't hadn't couldn't came got said knew thought felt".split())
_PERSONS = frozenset("i we my our me us i'm i've".split())
_SUBJECTS = {
    **dict.fromkeys(("i", "i'd", "i've", "i'm", "i'll"), "I"),
    **dict.fromkeys(("we", "we'd", "we've", "we're"), "WE"),
    **dict.fromkeys(("they", "he", "she", "they'd", "he'd", "she'd", "they're"), "THEY"),
    **dict.fromkeys(("it", "this", "that", "these", "those", "which", "it's", "that's"), "IT"),
    **dict.fromkeys(("my", "our", "the", "a", "an", "their", "his", "her", "its"), "NOUN"),
}
_MARKS = frozenset("?!:;()→%$€£₹")
_LENGTHS = (4, 8, 13, 19, 27, 40)


@dataclass(frozen=True, slots=True)
class View:
    """`own` are the features of the sentence; `seen` are those its neighbours see of it."""

    own: tuple[str, ...]
    seen: tuple[str, ...]


def view_of(text: str) -> View:
    """The features of a sentence given as text.

    Names of features: `w` word, `b` two words, `f` beginnings, `z` last word, `q` list of phrases,
    `c` class of word, `j k l` clusters from coarse to fine, `s` subject, `v` subject with its verb,
    `t` tense and form, `n` numbers, `m` marks, `x` length.
    """
    tokens = tokens_of(text)
    words = [token.word for token in tokens if token.word[0].isalnum()]
    if not words:
        return View(("empty",), ())
    phrases = [f"q={name}" for name in cues().find(tokens)]
    start = _after_fillers(words)
    classes, clusters = word_classes(), word_clusters()
    own: set[str] = set(phrases)
    held: set[str] = set()
    for word in words:
        if word[0].isdigit():
            own.add("n=%" if word[-1] == "%" else "n=digit")
            continue
        own.add("w=" + word)
        own.update(clusters.get(word, ()))
        held.update(classes.get(word, ()))
    own.update(f"b={a}_{b}" for a, b in zip(words, words[1:], strict=False))
    own.update("c=" + name for name in held)
    own.update("m=" + token.word for token in tokens if token.word in _MARKS)
    begins = _beginnings(words[start:])
    forms = _forms(words, start)
    own.update(begins)
    own.update(forms)
    own.add(f"x={sum(len(words) > limit for limit in _LENGTHS)}")
    own.add("z=" + words[-1])
    seen = [*phrases, *("c=" + name for name in held), *begins[:1], *forms]
    return View(tuple(sorted(own)), tuple(sorted(set(seen))))


def _after_fillers(words: Sequence[str]) -> int:
    """Where the sentence begins once "um, so, you know" is over; 0 when nothing else is there."""
    start = 0
    while start < len(words) - 1 and words[start] in _FILLERS and words[start : start + 2] != ["i", "mean"]:
        if words[start] == "i":
            break
        start += 1
    return start


def _beginnings(words: Sequence[str]) -> list[str]:
    classes, clusters = word_classes(), word_clusters()
    first = words[0]
    found = ["f=" + first, "f2=" + "_".join(words[:2]), "f3=" + "_".join(words[:3])]
    found.extend("fc=" + name for name in classes.get(first, ()))
    found.extend("f" + name for name in clusters.get(first, ())[:2])
    return found


def _forms(words: Sequence[str], start: int) -> list[str]:
    """Subject, its verb, tense and form, read off the surface."""
    found: list[str] = []
    subject = next((n for n in range(start, min(start + 8, len(words))) if words[n] in _SUBJECTS), -1)
    if subject < 0:
        found.append("s=none")
    else:
        who = _SUBJECTS[words[subject]]
        found.append(f"s={who}")
        if subject == start:
            found.append(f"s0={who}")
        if who != "NOUN":
            found.extend(_verb_after(words, subject, who))
    first = words[start]
    if first.endswith("ing"):
        found.append("t=ing-first")
    elif first.endswith("ed"):
        found.append("t=ed-first")
    elif first == "to":
        found.append("t=to-first")
    elif first in word_classes() and "act.base" in word_classes()[first]:
        found.append("t=base-first")
    found.extend(_tenses(words))
    return found


def _verb_after(words: Sequence[str], subject: int, who: str) -> list[str]:
    at = subject + 1
    while at < len(words) and (words[at] in _ADVERBS or words[at].endswith("ly")):
        at += 1
    if at >= len(words):
        return []
    verb = words[at]
    found = [f"v={who}_{verb}"]
    found.extend(f"v={who}_{name}" for name in word_classes().get(verb, ()))
    found.extend(f"v={who}_{name}" for name in word_clusters().get(verb, ())[1:2])
    if verb.endswith("ed"):
        found.append(f"v={who}_-ed")
    return found


def _tenses(words: Sequence[str]) -> set[str]:
    found: set[str] = set()
    classes = word_classes()
    for before, word in zip(words, words[1:], strict=False):
        if before in ("was", "were"):
            if word.endswith("ing"):
                found.add("t=was-ing")
            elif word.endswith("ed"):
                found.add("t=was-ed")
        elif before == "had":
            if word == "to":
                found.add("t=had-to")
            elif word in ("been", "never", "already", "no") or word.endswith("ed"):
                found.add("t=had-been")
        elif before == "to" and word in word_classes() and "act.base" in word_classes()[word]:
            found.add("t=to-act")
        elif before in ("would", "could", "might"):
            found.add("t=would-have" if word in ("have", "not") else "t=would")
        elif before in _PRESENT:
            found.add("t=present")
    past = any(word.endswith("ed") or "act" in classes.get(word, ()) or word in _PAST for word in words)
    if past:
        found.add("t=past")
    elif not _PERSONS.isdisjoint(words):
        found.add("t=person-no-past")
    else:
        found.add("t=general" if not _PRESENT.isdisjoint(words) else "t=no-past")
    return found
