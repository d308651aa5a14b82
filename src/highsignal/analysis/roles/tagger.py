"""The role of every sentence and the part of the story it stands in, from packaged models."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from math import exp, log
from pathlib import Path
from threading import Lock

import pycrfsuite

from highsignal.analysis.roles.features import Placed, alone, features_of, place
from highsignal.analysis.roles.sections import chain_items
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.stories import Story

ROLES, PART_WORDS, ROLE_WORDS, PARTS = "roles.crf", "part-words.crf", "role-words.crf", "parts.crf"
Found = list[tuple[Role, float]]
# The chain is surer of itself than it is right on authors it has not seen. Slope and intercept of the
# log-odds, fitted on such authors by `python -m benchmarks.roles`.
CONFIDENCE = (0.83, -0.015)


def _open(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


class Models:
    """The four model files in a folder; each is opened when first needed.

    A tagger remembers the text it was given last, so only one thread may ask at a time: else a story would
    get the roles of another one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()

    @cached_property
    def _roles(self) -> pycrfsuite.Tagger:
        return _open(self._folder / ROLES)

    @cached_property
    def _parts(self) -> tuple[pycrfsuite.Tagger, pycrfsuite.Tagger, pycrfsuite.Tagger]:
        part_words, role_words, parts = (_open(self._folder / n) for n in (PART_WORDS, ROLE_WORDS, PARTS))
        return part_words, role_words, parts

    def roles(self, placed: Sequence[Placed]) -> Found:
        """The nine-way role of each sentence with its marginal probability."""
        if not placed:
            return []
        items = pycrfsuite.ItemSequence(features_of(placed))
        with self._lock:
            tagger = self._roles
            tagger.set(items)
            return [(Role(name), min(tagger.marginal(name, n), 1.0)) for n, name in enumerate(tagger.tag())]

    def parts(self, placed: Sequence[Placed]) -> Found:
        """The part of the story, situation, task, action or result, with its marginal probability."""
        if not placed:
            return []
        with self._lock:
            return self._parts_of(placed)

    def _parts_of(self, placed: Sequence[Placed]) -> Found:
        part_words, role_words, chain = self._parts
        evidence = [
            [probabilities(tagger, alone(item.view)) for item in placed]
            for tagger in (part_words, role_words)
        ]
        chain.set(pycrfsuite.ItemSequence(chain_items(evidence[0], evidence[1])))
        labels = chain.labels()
        found: Found = []
        for n, name in enumerate(chain.tag()):
            part = name.partition(":")[2]
            sure = sum(chain.marginal(label, n) for label in labels if label.endswith(":" + part))
            found.append((Role(part), min(sure, 1.0)))
        return found


def probabilities(tagger: pycrfsuite.Tagger, features: list[str]) -> dict[str, float]:
    """What a model of single sentences gives to each of its labels."""
    tagger.set(pycrfsuite.ItemSequence([features]))
    return {label: tagger.marginal(label, 0) for label in sorted(tagger.labels())}


def sure(marginal: float) -> float:
    """How often a label with this marginal is right on texts by unseen authors, from 0 to 1."""
    odds = log(max(marginal, 1e-6) / max(1 - marginal, 1e-6))
    return 1 / (1 + exp(-(CONFIDENCE[0] * odds + CONFIDENCE[1])))


@cache
def _packaged() -> Models:
    return Models(Path(__file__).parent)


def label(story: Story) -> tuple[LabelledSentence, ...]:
    """Every sentence of `story` in order with its role and the model's confidence, from 0 to 1.

    Headings are `other` with confidence 1.
    """
    found = _packaged().roles(place(story.sentences))
    return _together(story, [(role, sure(marginal)) for role, marginal in found])


def parts(story: Story) -> tuple[LabelledSentence, ...]:
    """Every sentence with the part it stands in: situation, task, action or result.

    A part is what an author would put under one heading: it holds the decision and the trade-off in
    the action, the stakes mostly in the situation, the learning in the result. Headings are `other`.
    """
    return _together(story, _packaged().parts(place(story.sentences)))


def _together(story: Story, found: Found) -> tuple[LabelledSentence, ...]:
    spoken = iter(found)
    return tuple(
        LabelledSentence(sentence, Role.OTHER, 1.0)
        if sentence.heading
        else LabelledSentence(sentence, *next(spoken))
        for sentence in story.sentences
    )
