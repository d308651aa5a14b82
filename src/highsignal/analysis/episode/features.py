"""The measures by which the gate tells an episode from everything else, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache
from math import log1p
from typing import NamedTuple

from highsignal.analysis.episode.letters import known_triples, strangeness
from highsignal.analysis.episode.order import Neighbours, neighbours, order
from highsignal.analysis.episode.passage import BOUNDARY, Passage
from highsignal.analysis.episode.vocabulary import vocabulary

_ENOUGH = 8  # past actions; more do not make it more of an episode
_NOTES = 2  # sentences that begin with a past action and have no subject
_AT_WORK = 4.0  # words about work per hundred; with more a text is not more of a story
_PER = 100  # rates count per hundred words

_FP_PAST = re.compile(r"[iw][uvkqcs]?[aep]")
_FP_WOULD = re.compile(r"[iw][uvk]?d|D")
_FP_WILL = re.compile(r"[iw][uvk]?l|L")
_FP_NOW = re.compile(r"[iw][uvk]*[sbxg]|I")
_FP_HABIT = re.compile(r"[iw]u")
_FP_HAVE = re.compile(r"V|[iw]xe|[iw]xp")
_OTHERS_PAST = re.compile(r"[hsmt][ep]|[hsm]a")
_OPEN_PAST = re.compile(r"\|(?=[ep])")
_OPEN_I = re.compile(r"\|[kcqrv]*[iwI]")
_OPEN_BARE = re.compile(r"\|s")
_HAS_PAST = re.compile(r"[aep]")
_HAS_VERB = re.compile(r"[aepbxdloIDLV]")
_CODE = re.compile(r"[{}<>=;\\_|\[\]]|\(\)")

# A little word with a capital between small ones: the sentences it began have been taken apart.
_STRAY = re.compile(
    r"(?<=[a-z0-9,%] )(?:The|We|It|And|But|So|My|Then|When|After|As|In|At|This|That|There|They|He|She|Our|An?"
    r"|To|For|Because|If|With|By|On|Of|Was|Were|From|Not|No|You|Since|Now|What|How|While|During|Their|Its)"
    r"(?= [a-z])"
)

_SECTIONS = frozenset(("situation", "task", "action", "result"))


MEASURES = (
    "fp_past",
    "fp_would",
    "fp_will",
    "fp_now",
    "fp_habit",
    "fp_have",
    "others_past",
    "fp_told",
    "open_told",
    "fp_past_share",
    "past_share",
    "past_sentences",
    "verb_sentences",
    "open_past",
    "open_i",
    "open_bare",
    "questions",
    "asking",
    "code",
    "function_words",
    "ings",
    "numbers",
    "distinct_fourgrams",
    "order",
    "order_gain",
    "stray_capitals",
    "strangeness",
    "sections",
    "buzz_share",
    "buzz_sentences",
    "nobody",
    "work",
)


def names() -> tuple[str, ...]:
    """The name of every feature, in the order of `features`."""
    known = vocabulary()
    return (
        *MEASURES,
        *(f"words.{name}" for name in known.names),
        *(f"phrases.{name}" for name in known.lists),
    )


class Tables(NamedTuple):
    """What English looks like: neighbouring words and letter triples."""

    neighbours: Neighbours
    triples: Set[str]


@cache
def tables() -> Tables:
    """The tables that come with the program."""
    return Tables(neighbours(), known_triples())


def features(passage: Passage, known: Tables) -> list[float]:
    """The measures of a passage of at least one word, named by `names`; rates are per hundred words."""
    count = len(passage.words)
    values = [
        *_verbs(passage.tags, count),
        *_shape(passage),
        *_wording(passage),
        *order(passage.words, known.neighbours),
        # One may be a quotation or a slip.
        _PER * max(0, len(_STRAY.findall(passage.text)) - 1) / count,
        strangeness(passage.counts, known.triples),
        _sections(passage),
        *_stuffing(passage),
    ]
    rates = _class_rates(passage)
    values.extend(_teller(passage, rates))
    values.extend(rates)
    values.extend(_phrase_rates(passage))
    return values


def _verbs(tags: str, count: int) -> Iterator[float]:
    past = len(_FP_PAST.findall(tags))
    would = len(_FP_WOULD.findall(tags))
    will = len(_FP_WILL.findall(tags))
    now = len(_FP_NOW.findall(tags))
    have = len(_FP_HAVE.findall(tags))
    for number in (past, would, will, now, len(_FP_HABIT.findall(tags)), have):
        yield _PER * number / count
    yield _PER * len(_OTHERS_PAST.findall(tags)) / count
    # Counts, not rates: an episode among general remarks is still one.
    yield log1p(min(past, _ENOUGH))
    yield log1p(min(len(_OPEN_PAST.findall(tags)), _ENOUGH))
    yield (past + 0.5) / (past + would + will + now + have + 1.0)
    told = tags.count("a") + tags.count("e") + tags.count("p")
    other = sum(map(tags.count, "bxdloIDL"))
    yield (told + 0.5) / (told + other + 1.0)
    sentences = [row for row in tags.split(BOUNDARY) if row]
    total = len(sentences)
    yield sum(1 for row in sentences if _HAS_PAST.search(row)) / total
    yield sum(1 for row in sentences if _HAS_VERB.search(row)) / total
    yield len(_OPEN_PAST.findall(tags)) / total
    yield len(_OPEN_I.findall(tags)) / total
    yield len(_OPEN_BARE.findall(tags)) / total


def _shape(passage: Passage) -> Iterator[float]:
    text, count, total = passage.text, len(passage.words), len(passage.rows)
    asking = vocabulary().listed["asking"]
    yield text.count("?") / total
    yield sum(1 for row in passage.rows if row[0] in asking) / total
    yield _PER * len(_CODE.findall(text)) / count


def _wording(passage: Passage) -> Iterator[float]:
    words, tags = passage.words, passage.tags
    count = len(words)
    bound = tags.count(BOUNDARY)
    yield _PER * (len(tags) - bound - sum(map(tags.count, "s#gvep"))) / count
    yield _PER * tags.count("g") / count
    yield _PER * tags.count("#") / count
    yield _distinct(passage.runs[2])


def _distinct(runs: list[tuple[str, ...]]) -> float:
    """How many of the runs of words are different ones, as a share; 1 when there is none."""
    return len(set(runs)) / len(runs) if runs else 1.0


def _sections(passage: Passage) -> float:
    return float(len({s.section for s in passage.sentences} & _SECTIONS))


def _stuffing(passage: Passage) -> Iterator[float]:
    """The share of words of content that are signal words, and of sentences with two or more."""
    known = vocabulary()
    buzz = known.listed["buzz"]
    found = sum([passage.counts[word] for word in passage.counts.keys() & buzz])
    yield found / max(1, sum(map(passage.tags.count, "sgevp")))
    yield sum([1 for row in passage.rows if len(buzz.intersection(row)) > 1]) / len(passage.rows)


def _teller(passage: Passage, rates: list[float]) -> Iterator[float]:
    """Whether nobody tells it (no I or we, no notes that drop them), and whether it is about work at all."""
    known = vocabulary()
    rate = dict(zip(known.names, rates, strict=True))
    yield float(not rate["i"] and not rate["we"] and len(_OPEN_PAST.findall(passage.tags)) < _NOTES)
    yield min(rate["work"], _AT_WORK)


def _class_rates(passage: Passage) -> list[float]:
    known = vocabulary()
    sums = [0] * len(known.names)
    classes = known.classes
    for word, times in passage.counts.items():
        for number in classes.get(word, ()):
            sums[number] += times
    scale = _PER / len(passage.words)
    return [number * scale for number in sums]


def _phrase_rates(passage: Passage) -> list[float]:
    known = vocabulary()
    sums = [0] * len(known.lists)
    for word in passage.counts.keys() & known.singles.keys():
        for number in known.singles[word]:
            sums[number] += passage.counts[word]
    for runs in passage.runs:
        for run in known.runs.keys() & set(runs):
            for number in known.runs[run]:
                sums[number] += 1
    scale = _PER / len(passage.words)
    return [number * scale for number in sums]
