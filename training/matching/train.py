"""Learns what stories of each theme sound like, and how the four parts of evidence are weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from training.matching.banks import Eight, own_eights, real_eights
from training.matching.corpus import (
    Labelled,
    OwnPair,
    RealPair,
    RealStory,
    own_pairs,
    role_stories,
    themes_of_principle,
)

from highsignal.analysis.matching.bank import BankStory, Prompt
from highsignal.analysis.matching.evidence import Asked, StoryEvidence, read_questions
from highsignal.analysis.matching.model import PARTS, Model
from highsignal.analysis.matching.questions import focus
from highsignal.analysis.matching.stems import stems
from highsignal.analysis.matching.themes import KNOWLEDGE, lexicon
from highsignal.analysis.matching.vectors import embed, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REGULARISATION = 3.0  # scikit-learn's C of the theme classifier
_MINOR = 0.5  # weight of a story for a theme that is not its main one
_RIDGE = 0.05  # penalty on the four weights
_OWN_SHARE = 0.3  # weight of all own banks against all real ones
_FOLDS = 3  # inner folds, so that the weights see themes of stories the classifier has not
_DRAWS = 5  # banks a real pair
_LIKELY = 0.25  # a question shows its two likeliest themes, as far as they reach this


def real_labelled(pairs: Sequence[RealPair], stories: Mapping[str, RealStory], base: Model) -> list[Labelled]:
    """Real stories; themes come from their own questions, or the principles they were filed under."""
    themes: dict[str, dict[str, None]] = {}
    asked: dict[str, dict[str, None]] = {}
    for pair in pairs:
        if pair.kind == "direct":
            likely = read_questions([Prompt(pair.question)], base)[0].themes
            order = np.argsort(-likely, kind="stable")[:2]
            names = [lexicon().ids[i] for i in order if likely[i] > _LIKELY]
        else:
            names = list(themes_of_principle(pair.principle or ""))
        for story in pair.relevant:
            asked.setdefault(story, {})[pair.question] = None
            themes.setdefault(story, {}).update(dict.fromkeys(n for n in names if n != KNOWLEDGE))
    return [
        Labelled(stories[i].text, tuple(t), stories[i].author, tuple(asked[i]))
        for i, t in themes.items()
        if t
    ]


def base_model(pairs: Sequence[OwnPair], background: Sequence[Labelled]) -> Model:
    """What is read off our own texts without fitting: question centres and background hits."""
    words = lexicon()
    asked = []
    for theme in words.themes:
        own = dict.fromkeys(p.question for p in pairs if p.story.themes[0] == theme.id)
        asked.append(embed([*(focus(q) for q in own), " ".join(theme.asks)]).mean(axis=0))
    centres = unit(np.array(asked))
    texts = [s.text for s in background]
    hits = np.array([words.shown(t) for t in texts])
    vectors = embed(texts)
    t = len(words.ids)
    return Model(
        asked=centres,
        asked_mean=centres.mean(axis=0),
        cue_mean=hits.mean(axis=0),
        cue_sd=hits.std(axis=0) + 0.1,
        story_mean=vectors.mean(axis=0),
        vector_weights=np.zeros((t, vectors.shape[1])),
        stem_weights=np.zeros((t, 0)),
        bias=np.zeros(t),
        vocabulary=np.array([], dtype=np.str_),
        idf=np.zeros(0),
        scale=np.ones(len(PARTS)),
        weight=np.ones(len(PARTS)),
        vector_mean=vectors.mean(axis=0),
        learned_mean=np.zeros(t),
        slope=np.ones(1),
        offset=np.zeros(1),
    )


def fit_themes(base: Model, labelled: Sequence[Labelled]) -> Model:
    """Adds the theme classifier, fitted on stories and, once a theme, on the lexicon's own words."""
    words = lexicon()
    texts = [s.text for s in labelled] + [
        " ".join(cues) for theme in words.themes for cues in (theme.shows, theme.asks)
    ]
    labels = [s.themes for s in labelled] + [(t.id,) for t in words.themes for _ in range(2)]
    stemmed = [stems(t) for t in texts]
    seen: dict[str, int] = {}
    for row in stemmed:
        for word in set(row):
            seen[word] = seen.get(word, 0) + 1
    vocabulary = sorted(w for w, n in seen.items() if n > 1)
    idf = np.array([1 + np.log((1 + len(texts)) / (1 + seen[w])) for w in vocabulary])
    model = replace(base, vocabulary=np.array(vocabulary, dtype=np.str_), idf=idf)
    features = np.hstack(
        [3 * (embed(texts) - base.story_mean), np.array([model.tfidf(s) for s in stemmed])]
    ).astype(np.float32)
    rows, targets, weights = [], [], []
    for i, themes in enumerate(labels):
        for rank, theme in enumerate(themes):
            rows.append(i)
            targets.append(words.position(theme))
            weights.append(1.0 if rank == 0 else _MINOR)
    fitted = LogisticRegression(C=_REGULARISATION, max_iter=200, tol=1e-3).fit(
        features[rows], targets, sample_weight=weights
    )
    width = base.asked.shape[1]
    return replace(
        model,
        vector_weights=fitted.coef_[:, :width].astype(np.float64),
        stem_weights=fitted.coef_[:, width:].astype(np.float64),
        bias=fitted.intercept_.astype(np.float64),
    )


class Reader:
    """All texts of one side read once by a model, and banks of eight drawn from them."""

    def __init__(self, texts: Mapping[str, str], model: Model) -> None:
        self._model = model
        self._places = {name: i for i, name in enumerate(texts)}
        self._all = StoryEvidence([BankStory("", t) for t in texts.values()], model)
        self._asked: dict[str, Asked] = {}

    def parts(self, eight: Eight) -> NDArray[np.float64]:
        """The evidence for a bank of eight, shape (8, 4)."""
        if eight.question not in self._asked:
            self._asked[eight.question] = read_questions([Prompt(eight.question)], self._model)[0]
        bank = self._all.take([self._places[i] for i in eight.stories])
        return bank.parts(self._asked[eight.question])


def fit_weights(banks: NDArray[np.float64], importance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights (4,) by which the first of each eight, banks (n, 8, 4), is likeliest to be chosen."""

    def loss(weight: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total = banks @ weight
        total -= total.max(axis=1, keepdims=True)
        chance = np.exp(total) / np.exp(total).sum(axis=1, keepdims=True)
        gain = importance @ np.log(chance[:, 0])
        slope = importance @ (banks[:, 0] - (chance[:, :, None] * banks).sum(axis=1))
        return -gain + _RIDGE * float(weight @ weight) / 2, -slope + _RIDGE * weight

    found: NDArray[np.float64] = minimize(loss, np.zeros(banks.shape[2]), jac=True, method="L-BFGS-B").x
    return np.maximum(found, 0.0)  # evidence for a story is never evidence against it


def calibrate(sums: NDArray[np.float64], importance: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and offset that make a sum (n, 8) a probability at even odds of right and wrong."""
    right = np.zeros(sums.shape, dtype=int)
    right[:, 0] = 1
    weight = np.where(right == 1, 1.0, 1 / (sums.shape[1] - 1)) * importance[:, None]
    fitted = LogisticRegression(C=1e4).fit(sums.reshape(-1, 1), right.ravel(), sample_weight=weight.ravel())
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def train(pairs: Sequence[RealPair] = (), stories: Mapping[str, RealStory] | None = None) -> Model:
    """A model from our own texts and the real `pairs` given: leave out those it will be tested on."""
    stories = stories or {}
    own = own_pairs()
    ours = [p.story for p in own] + role_stories()
    base = base_model(own, ours)
    real = real_labelled(pairs, stories, base)
    eights = real_eights([p for p in pairs if p.kind == "direct"], stories, draws=_DRAWS, seed=11)
    evidence, importance = _held_out(own, ours, real, eights, stories, base)
    scale = evidence.std(axis=1).mean(axis=0)
    model = fit_themes(base, [*ours, *real])
    learned = np.array(
        [
            model.themes_of_story(v, stems(s.text))
            for s, v in zip(ours, embed([s.text for s in ours]), strict=True)
        ]
    )
    weight = fit_weights(evidence / scale, importance)
    slope, offset = calibrate(evidence / scale @ weight, importance)
    return replace(
        model,
        scale=scale,
        weight=weight,
        learned_mean=learned.mean(axis=0),
        slope=np.array([slope]),
        offset=np.array([offset]),
    )


def _held_out(
    own: Sequence[OwnPair],
    ours: Sequence[Labelled],
    real: Sequence[Labelled],
    eights: Sequence[Eight],
    stories: Mapping[str, RealStory],
    base: Model,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Evidence for every bank from classifiers that saw none of its right answers, and its importance.

    Folds are by author for real stories and by text for our own.
    """
    authors = sorted({s.author for s in real})
    found: list[NDArray[np.float64]] = []
    own_banks = own_eights(own, seed=5)
    own_texts = {str(i): p.story.text for i, p in enumerate(own)}
    real_texts = {i: s.text for i, s in stories.items()}
    place = {text: i for i, text in enumerate(dict.fromkeys(s.text for s in ours))}
    real_count = 0
    for fold in range(_FOLDS):
        kept = [s for s in ours if place[s.text] % _FOLDS != fold]
        kept += [s for s in real if authors.index(s.author) % _FOLDS != fold]
        model = fit_themes(base, kept)
        learned = np.array(
            [
                model.themes_of_story(v, stems(s.text))
                for s, v in zip(ours, embed([s.text for s in ours]), strict=True)
            ]
        )
        model = replace(model, learned_mean=learned.mean(axis=0))
        theirs, own_reader = Reader(real_texts, model), Reader(own_texts, model)
        mine = [e for e in eights if e.pair and _fold_of(e.pair.author, authors) == fold]
        found[:0] = [theirs.parts(e) for e in mine]
        real_count += len(mine)
        found += [
            own_reader.parts(e)
            for e in own_banks
            if place[own[int(e.stories[0])].story.text] % _FOLDS == fold
        ]
    own_count = len(found) - real_count
    importance = np.concatenate(
        [
            np.full(real_count, 1.0 / max(real_count, 1)),
            np.full(own_count, (_OWN_SHARE if real_count else 1.0) / max(own_count, 1)),
        ]
    )
    return np.array(found), importance


def _fold_of(author: str, authors: Sequence[str]) -> int:
    """An author whose stories carry no theme was never trained on: any fold will do."""
    return authors.index(author) % _FOLDS if author in authors else 0
