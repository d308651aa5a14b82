"""The gate: is this text one specific past episode? Plain conditions first, then the linear model."""

from __future__ import annotations

import re

from highsignal.analysis.episode.evidence import evidence
from highsignal.analysis.episode.features import MEASURES, features, tables
from highsignal.analysis.episode.languages import other_language
from highsignal.analysis.episode.model import model
from highsignal.analysis.episode.passage import Passage, passage_of
from highsignal.domain.stories import Episode, Story

ENOUGH = 0.38  # probability from which a text is an episode; chosen on development halves and rule examples
FEWEST_WORDS = 25  # below, even a good sentence or two cannot hold a story with a result
FEW_SENTENCES_WORDS = 55  # one or two sentences need this many words to count as more than a fragment
MOST_DISORDER = 0.1  # probability of shuffled words; two in a hundred real stories are above it
MOST_DISORDER_NOTES = 0.3
NOTES = 0.3  # share of sentences that begin with a past action
MOST_STRAY = 0.5  # little words with a capital inside a sentence, beyond the first, per hundred words
MOST_STRANGE = 0.16  # share of letter triples English hardly has
LEAST_FUNCTION_WORDS = 12.0  # per hundred words; prose has 40 to 60, telegraphic notes 20 to 35
MOST_SIGNAL_WORDS = 0.25  # share of words of content; our stories have at most .10, real ones at most .16
LEAST_DIFFERENT = 0.4  # share of different four-word runs; pasted twice is .5, ten times .1
_STRANGE, _FUNCTION, _FOURGRAMS, _SIGNAL_WORDS, _STRAY, _OPEN_PAST = (
    MEASURES.index(name)
    for name in (
        "strangeness",
        "function_words",
        "distinct_fourgrams",
        "buzz_share",
        "stray_capitals",
        "open_past",
    )
)
_FENCE = re.compile(r"```|~~~|^(?:\t| {4})\S", re.MULTILINE)


def gate(story: Story) -> Episode:
    """Whether `story` tells one specific past episode, and if not, what it is.

    `confidence` is how sure the verdict in `specific` is, from .5 to 1. `evidence` covers up to six
    places in the file: past actions and anchors in time for an episode, "usually", "I would" … else.
    """
    passage = passage_of(story)
    kind = _bare(story, passage)
    if kind:
        return Episode(specific=False, confidence=1.0, kind=kind)
    if other_language(passage):
        return Episode(specific=False, confidence=0.97, kind="other_language")
    values = features(passage, tables())
    kind = _broken(values, few=_too_little(passage))
    if kind:
        return Episode(specific=False, confidence=0.97, kind=kind, evidence=evidence(passage, kind))
    likely = model().probabilities(values)
    sure = likely.pop("episode")
    specific = sure > ENOUGH
    kind = "episode" if specific else max(likely, key=likely.__getitem__)
    return Episode(
        specific=specific,
        confidence=round(_confidence(sure), 3),
        kind=kind,
        evidence=evidence(passage, kind),
    )


def _confidence(sure: float) -> float:
    """How sure the verdict is, .5 at the border between yes and no and 1 where there is no doubt."""
    return 0.5 + (0.5 * (sure - ENOUGH) / (1 - ENOUGH) if sure > ENOUGH else 0.5 * (ENOUGH - sure) / ENOUGH)


def _bare(story: Story, passage: Passage) -> str | None:
    """What a text without a single letter to speak is."""
    if any(word[0].isalpha() for word in passage.counts):
        return None
    written = story.span.text(story.source)
    if not written.strip():
        return "empty"
    if _FENCE.search(written):
        return "off_topic"
    return "empty" if all(s.heading for s in story.sentences) and story.sentences else "gibberish"


def _broken(values: list[float], *, few: bool) -> str | None:
    """What is plain from one measure alone: strange letters, stuffing, too little text, no word order."""
    if values[_STRANGE] > MOST_STRANGE:
        return "gibberish"
    if (
        values[_FOURGRAMS] < LEAST_DIFFERENT
        or values[_FUNCTION] < LEAST_FUNCTION_WORDS
        or values[_SIGNAL_WORDS] > MOST_SIGNAL_WORDS
    ):
        return "keywords"
    if few:
        return "fragment"
    # Notes have few little words to judge order by; lines that begin with a past action are in order.
    most = MOST_DISORDER_NOTES if values[_OPEN_PAST] > NOTES else MOST_DISORDER
    if model().shuffled(values) > most or values[_STRAY] > MOST_STRAY:
        return "gibberish"
    return None


def _too_little(passage: Passage) -> bool:
    count = len(passage.words)
    return count < FEWEST_WORDS or (len(passage.rows) <= 2 and count < FEW_SENTENCES_WORDS)
