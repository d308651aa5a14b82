"""The role of every sentence, from two linear-chain models that come with the program."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pycrfsuite

from highsignal.analysis.roles.features import features_of, place
from highsignal.domain.roles import LabelledSentence, Role
from highsignal.domain.stories import Story

MODEL = "roles.crfsuite"


@cache
def _model() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    with resources.as_file(resources.files(__package__) / MODEL) as path:
        tagger.open(str(Path(path)))
    return tagger


def label(story: Story) -> tuple[LabelledSentence, ...]:
    """Every sentence of `story` in order with its role and the model's confidence, from 0 to 1.

    Headings are `other` with confidence 1.
    """
    items = features_of(place(story.sentences))
    roles: list[tuple[Role, float]] = []
    if items:
        tagger = _model()
        tagger.set(pycrfsuite.ItemSequence(items))
        for n, name in enumerate(tagger.tag()):
            roles.append((Role(name), min(tagger.marginal(name, n), 1.0)))
    found = iter(roles)
    return tuple(
        LabelledSentence(sentence, Role.OTHER, 1.0)
        if sentence.heading
        else LabelledSentence(sentence, *next(found))
        for sentence in story.sentences
    )
