"""What a claim is about: its metric in a form in which different words for one thing meet."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from highsignal.analysis.claims.wordlists import words
from highsignal.analysis.matching.stems import STOP, stem

# Words for one thing, as people exchange them between writing and speaking; the first one stands for all.
_SYNONYMS = """
    cost costs bill bills spend spending expense expenses expenditure price
    inference serving predict prediction predictions scoring
    latency latencies delay delays lag response responses
    user users customer customers client clients subscriber subscribers account accounts
    revenue sales income turnover
    engineer engineers developer developers dev devs programmer programmers
    person people persons colleague colleagues members member us folk folks headcount
    team teams squad squads crew crews
    incident incidents outage outages page pages alert alerts
    ticket tickets complaint complaints case cases
    error errors failure failures fault faults mistake mistakes
    build builds compile compilation
    pipeline pipelines job jobs workflow workflows
    machine machines server servers node nodes host hosts instance instances box boxes
    request requests query queries call calls traffic
    service services microservice microservices
    accuracy accurate
    recall sensitivity
    conversion conversions checkout
    churn attrition
    training train retraining retrain trained
    deploy deployment deployments deploys release releases rollout rollouts ship shipped
    review reviews reviewing
    label labels labelling labeling annotation annotations
    memory ram
    throughput
    uptime availability
    storage disk
    feature features
    document documents doc docs file files
    merchant merchants shop shops seller sellers
    order orders purchase purchases
    click clicks ctr clickthrough
    model models
    gpu gpus accelerator accelerators card cards
"""
# They say that something changed or how it was counted, not what.
_EMPTY = STOP | words("""
    cut cuts cutting reduce reduced reducing reduction lower lowered drop dropped dropping fell fall falling
    save saved saving savings increase increased increasing grow grew growth rise rose improve improved
    improving improvement gain gained halve halved double doubled bring brought go went gone going come came
    now today number amount level rate total overall average mean median almost nearly roughly around
    approximately like kind sort basically actually really just only even bit little over under whole new old
    current entire combined a per each every all percent percentage point points times fold factor less fewer
    higher faster slower quicker more most start end down hours hour minutes minute seconds second day days
    year years quarter daily yearly week weeks weekly month months monthly annual annually peak typical usual
    raw net gross full value figure thing stuff lot side p and
    one two three four five six seven eight nine ten hundred thousand million
    """)
_STATISTIC = re.compile(
    r"\bp\s?-?\s?(?P<digits>50|75|90|95|99(?:\.9)?|999)\b"
    r"|\b(?P<nth>50|75|90|95|99)(?:th)?\s+percentile"
    r"|\b(?:p\s+|percentile\s+)(?P<spelled>fifty|seventy[ -]five|ninety(?:[ -](?:five|nine))?)\b"
    r"|\b(?P<ordinal>fiftieth|ninetieth|ninety[ -](?:fifth|ninth))\s+percentile"
    r"|\b(?P<name>median|mean|average|maximum|max|worst[ -]case|tail|minimum)\b",
    re.IGNORECASE,
)
_SPELLED = {
    "fifty": "50", "fiftieth": "50", "seventy five": "75", "ninety": "90", "ninetieth": "90",
    "ninety five": "95", "ninety fifth": "95", "ninety nine": "99", "ninety ninth": "99",
    "median": "50", "average": "mean", "maximum": "max", "worst case": "max",
}  # fmt: skip
# "Training cost" and "inference cost" share a word and are two metrics, unless everything around is the same.
_OF_ONE_KIND = 0.45
_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class Subject(NamedTuple):
    """The stems of what is measured, the last of them, and which percentile or mean it is ("" for none)."""

    stems: frozenset[str]
    head: str
    statistic: str


@cache
def _heads() -> dict[str, str]:
    """The stem of every word of a line of synonyms, and the stem that stands for them."""
    return {
        stem(word): stem(line.split()[0]) for line in _SYNONYMS.strip().splitlines() for word in line.split()
    }


def subject_of(metric: str | None, around: str = "") -> Subject:
    """The subject of a metric as the text names it; a statistic may also stand in the words `around` it."""
    text = metric or ""
    statistic = statistic_in(text) or statistic_in(around)
    kept = key_stems(_STATISTIC.sub(" ", text))
    return Subject(frozenset(kept), kept[-1] if kept else "", statistic)


def statistic_in(text: str) -> str:
    """The percentile or mean that `text` names first, "" when it names none."""
    match = _STATISTIC.search(text)
    if match is None:
        return ""
    found = next(group for group in match.groups() if group).lower().replace("-", " ")
    return _SPELLED.get(found, found)


def key_stems(text: str) -> list[str]:
    """The stems of the words that say what `text` is about, in order, synonyms made one."""
    kept = []
    for match in _LETTERS.finditer(text.lower()):
        word = match.group().replace("’", "'").removesuffix("'s")
        if word in _EMPTY or word[0].isdigit() or len(word) < 2:
            continue
        stemmed = stem(word)
        kept.append(_heads().get(stemmed, stemmed))
    return kept


def likeness(one: Subject, other: Subject) -> float | None:
    """How far two subjects are one, from 0 to 1; None where at least one of them is not named."""
    if not one.stems or not other.stems:
        return None
    shared = one.stems & other.stems
    if not shared:
        return 0.0
    if one.stems == other.stems:
        return 1.0
    if shared in (one.stems, other.stems):
        return 0.9
    return _OF_ONE_KIND
