"""Which story answers this question: the ranking of a bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from highsignal.analysis.matching.bank import BankStory, Match, Prompt
from highsignal.analysis.matching.evidence import Asked, StoryEvidence, read_questions, searchable
from highsignal.analysis.matching.model import PARTS, Model, model
from highsignal.analysis.matching.passages import telling
from highsignal.analysis.matching.themes import KNOWLEDGE, lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What the author states is not part of the trained weights, since the collected texts do not state it.
# In units of the weighted evidence, whose spread within a bank is about one:
_STATED = 1.0  # a stated competency that the question probes
_WRITTEN_FOR = 3.0  # a story written for this very prompt comes before anything inferred
_SAME = 0.6  # cosine from which two prompts begin to count as the same question


class StoryBank:
    """A bank of stories, read once, for any number of questions."""

    def __init__(self, stories: Sequence[BankStory], trained: Model | None = None) -> None:
        self._model = trained or model()
        self.stories = tuple(stories)
        self._evidence = StoryEvidence(self.stories, self._model)
        self._written_for = _read_stated([(s.prompt,) if s.prompt else () for s in self.stories], self._model)
        self._stated = _read_stated([s.competencies for s in self.stories], self._model)

    def rank(self, question: str | Prompt, top: int | None = None) -> tuple[Match, ...]:
        """The stories, best first, ties in the order of the bank; at most `top` of them.

        Raises EmptyQuestionError for a question without words, ValueError for a `top` below one.
        """
        if top is not None and top < 1:
            raise ValueError(f"top is {top}: ask for at least one story")
        asked = self._read([question])[0]
        parts = self._parts(asked)
        scores = self._scores(parts)
        order = np.argsort(-scores, kind="stable")[:top]
        names = (*PARTS, "stated", "written_for")
        why = telling([self.stories[i].text for i in order], asked)
        return tuple(
            Match(
                story=int(i),
                score=float(scores[i]),
                why=spans,
                parts=dict(zip(names, (round(float(x), 4) for x in parts[i]), strict=True)),
            )
            for i, spans in zip(order, why, strict=True)
        )

    def scores(self, prompts: Sequence[str | Prompt]) -> NDArray[np.float64]:
        """The score of every story for every prompt, shape (prompts, stories).

        Raises EmptyQuestionError when a prompt has no words.
        """
        if not prompts or not self.stories:
            return np.zeros((len(prompts), len(self.stories)))
        return np.array([self._scores(self._parts(a)) for a in self._read(prompts)])

    def _read(self, prompts: Sequence[str | Prompt]) -> list[Asked]:
        return read_questions([Prompt(p) if isinstance(p, str) else p for p in prompts], self._model)

    def _parts(self, asked: Asked) -> NDArray[np.float64]:
        """Weighted evidence for each story, shape (N, 6): the four trained parts and the two stated ones."""
        weighted = self._evidence.parts(asked) * self._model.weight
        stated = [max((float(a.themes @ asked.themes) for a in s), default=0.0) for s in self._stated]
        cosines = [max((float(a.vector @ asked.vector) for a in s), default=0.0) for s in self._written_for]
        written = np.maximum(np.array(cosines) - _SAME, 0.0) / (1 - _SAME)
        extra: NDArray[np.float64] = np.column_stack(
            [weighted, _STATED * np.array(stated), _WRITTEN_FOR * written]
        )
        return extra

    def _scores(self, parts: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of a story's evidence as a probability at even odds, rounded so that ties are ties."""
        logit = self._model.slope[0] * parts.sum(axis=1) + self._model.offset[0]
        chance: NDArray[np.float64] = np.round(1 / (1 + np.exp(-logit)), 6)
        return chance


def rank(question: str | Prompt, stories: Sequence[BankStory], top: int | None = None) -> tuple[Match, ...]:
    """Which of `stories` answers the question, best first; see `StoryBank.rank`."""
    return StoryBank(stories).rank(question, top)


def probes(question: str | Prompt, least: float = 0.15) -> tuple[str, ...]:
    """The competencies (ids of the packs) a question probes, likeliest first.

    Those a Prompt states come first; then the likeliest inferred one and every other with at least
    `least` of the probability. None for a question that asks for knowledge. Raises EmptyQuestionError.
    """
    prompt = Prompt(question) if isinstance(question, str) else question
    likely = read_questions([prompt], model())[0].themes
    return _competencies(likely, least, prompt.competencies)


def shows(story: BankStory, least: float = 0.15) -> tuple[str, ...]:
    """The competencies a story shows, likeliest first; those its author states come first, as stated."""
    if not any(c.isalnum() for c in searchable(story)):
        return tuple(dict.fromkeys(story.competencies))
    evidence = StoryEvidence([story], model())
    return _competencies(np.exp(evidence.learned[0]), least, story.competencies)


def _competencies(themes: NDArray[np.float64], least: float, stated: Sequence[str]) -> tuple[str, ...]:
    inferred: list[str] = []
    if lexicon().ids[int(themes.argmax())] != KNOWLEDGE:
        total: dict[str, float] = {}
        for theme, share in zip(lexicon().themes, themes, strict=True):
            if theme.competency:
                total[theme.competency] = total.get(theme.competency, 0.0) + float(share)
        order = sorted(total, key=lambda c: (-total[c], c))
        inferred = [c for rank, c in enumerate(order) if rank == 0 or total[c] >= least]
    return tuple(dict.fromkeys([*stated, *inferred]))


def _read_stated(texts: Sequence[Sequence[str]], trained: Model) -> list[list[Asked]]:
    """Stated names or prompts of each story, read as questions are; those without words are left out."""
    return [
        read_questions([Prompt(t, (t,)) for t in some if any(c.isalnum() for c in t)], trained)
        for some in texts
    ]
