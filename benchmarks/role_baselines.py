"""What sentence roles are compared with: the commonest label, bags of words, and a chain over plain words."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite
from training.recipe import Example


def _labels(example: Example, roles: bool) -> list[str | None]:
    return list(example.roles if roles else example.parts)


def majority(known: Sequence[Example], unseen: Sequence[Example], roles: bool) -> list[list[str]]:
    """The commonest label of the real stories, for every sentence."""
    counts = Counter(name for e in known if not e.own for name in _labels(e, roles) if name)
    ((name, _),) = counts.most_common(1)
    return [[name] * len(e.placed) for e in unseen]


def _words(example: Example) -> list[list[str]]:
    return [[f[2:] for f in item.view.own if f.startswith(("w=", "b="))] for item in example.placed]


def tfidf(known: Sequence[Example], unseen: Sequence[Example], roles: bool) -> list[list[str]]:
    """TF-IDF of words and pairs, the sentence's position in fifths, logistic regression; real stories."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    def documents(example: Example) -> list[list[str]]:
        count = len(example.placed)
        return [[*words, *[f"#{5 * n // count}"] * 2] for n, words in enumerate(_words(example))]

    texts: list[list[str]] = []
    names: list[str] = []
    for example in known:
        if not example.own:
            for words, name in zip(documents(example), _labels(example, roles), strict=True):
                if name:
                    texts.append(words)
                    names.append(name)
    model = make_pipeline(
        TfidfVectorizer(analyzer=list, min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, max_iter=2000, class_weight="balanced"),
    )
    model.fit(texts, names)
    return [[str(name) for name in model.predict(documents(e))] if e.placed else [] for e in unseen]


def words_chain(known: Sequence[Example], unseen: Sequence[Example], roles: bool) -> list[list[str]]:
    """A chain over words, pairs and position, on real stories as they are: the first attempt."""

    def items(example: Example) -> pycrfsuite.ItemSequence:
        count = len(example.placed)
        rows = [
            [*words, f"#{5 * n // count}", "first" if n == 0 else "last" if n == count - 1 else "inside"]
            for n, words in enumerate(_words(example))
        ]
        return pycrfsuite.ItemSequence(rows)

    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 100})
    for example in known:
        if not example.own:
            default = "other" if roles else "result"
            trainer.append(items(example), [name or default for name in _labels(example, roles)])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "words.crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        found = [list(tagger.tag(items(e))) for e in unseen]
        tagger.close()
    return found
