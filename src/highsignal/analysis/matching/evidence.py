"""The evidence that a story answers a question: words, vectors, theme cues, learned themes.

A bank is read once; each question then costs a few matrix products.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from highsignal.analysis.matching.bank import BankStory, Prompt
from highsignal.analysis.matching.questions import focus
from highsignal.analysis.matching.stems import stems
from highsignal.analysis.matching.themes import KNOWLEDGE, Lexicon, lexicon
from highsignal.analysis.matching.vectors import embed, unit
from highsignal.analysis.matching.words import WordIndex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from highsignal.analysis.matching.model import Model

_CUE = 2.0  # how much a cue in a question counts against the vectors; chosen on our own questions
_CLOSE = 6.0  # the same for the similarity to a theme's own questions
_NAMED = 4.0  # factor for themes of a competency that a prompt is known to probe


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as evidence reads it: its stems, unit vector (D,) and theme probabilities (T,)."""

    stems: tuple[str, ...]
    vector: NDArray[np.float64]
    themes: NDArray[np.float64]


def read_questions(prompts: Sequence[Prompt], model: Model) -> list[Asked]:
    """Reads questions. Raises EmptyQuestionError for one without words."""
    words = lexicon()
    focused = [focus(p.text) for p in prompts]
    vectors = embed(focused)
    centres = unit(model.asked - model.asked_mean)
    found = []
    for prompt, vector in zip(prompts, vectors, strict=True):
        # A question about a known competency is not left to its wording alone.
        named = np.array([bool(t.competency) and t.competency in prompt.competencies for t in words.themes])
        strength = _CUE * words.asked(prompt.text) + _CLOSE * (centres @ unit(vector - model.asked_mean))
        themes = np.exp(strength - strength.max()) * np.where(named, _NAMED, 1.0)
        found.append(Asked(tuple(stems(prompt.text)), vector, themes / themes.sum()))
    return found


class StoryEvidence:
    """A bank of stories, read: `vectors` (N, D), `cues` and `learned` (N, T) and a word index."""

    def __init__(self, stories: Sequence[BankStory], model: Model) -> None:
        whole = [searchable(s) for s in stories]
        self._model = model
        self._stems = [stems(t) for t in whole]
        self._words = WordIndex(self._stems)
        self.vectors = embed(whole)
        self.cues = cue_profile(whole, lexicon(), model)
        self.learned = np.array(
            [model.themes_of_story(v, s) for v, s in zip(self.vectors, self._stems, strict=True)]
        ).reshape(len(stories), len(lexicon().ids))

    def take(self, places: Sequence[int]) -> StoryEvidence:
        """The bank of the stories at `places`, in that order, without reading them again."""
        chosen = copy(self)
        chosen._stems = [self._stems[i] for i in places]
        chosen._words = WordIndex(chosen._stems)
        index = list(places)
        chosen.vectors, chosen.cues, chosen.learned = (
            self.vectors[index],
            self.cues[index],
            self.learned[index],
        )
        return chosen

    def parts(self, asked: Asked) -> NDArray[np.float64]:
        """The four parts of evidence for each story, shape (N, 4), in the order of model.PARTS.

        Each is scaled to unit spread, and 0 is what a background story would have. Themes count for
        nothing in as far as the question asks for knowledge.
        """
        model, themes = self._model, asked.themes.copy()
        themes[lexicon().position(KNOWLEDGE)] = 0.0
        raw = np.column_stack(
            [
                self._words.scores(asked.stems),
                (self.vectors - model.vector_mean) @ asked.vector,
                self.cues @ themes,
                (self.learned - model.learned_mean) @ themes,
            ]
        )
        scaled: NDArray[np.float64] = raw / model.scale
        return scaled


def searchable(story: BankStory) -> str:
    """Everything of a story that may show what it is about; its prompt is judged apart."""
    return "\n".join(part for part in (story.title, story.headline, story.text) if part)


def cue_profile(texts: Sequence[str], words: Lexicon, model: Model) -> NDArray[np.float64]:
    """Lexicon hits of each text, shape (N, T), against background stories and its own mean.

    The second step is what keeps a long story, which has some word of every theme, from answering
    every question.
    """
    if not texts:
        return np.zeros((0, len(words.ids)))
    hits = (np.array([words.shown(t) for t in texts]) - model.cue_mean) / model.cue_sd
    centred: NDArray[np.float64] = hits - hits.mean(axis=1, keepdims=True)
    return centred
