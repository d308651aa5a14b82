"""Train the episode gate: word-order and letter tables, then the linear model, from our own texts.

Run from the checkout: `python -m training.episode`. Reads `training/episode/*.txt` and
`training/roles/own-*.txt`, writes `order.json`, `triples.txt` and `weights.json` into the package.
`training/episode/development/*.txt` is never learned from: it is there to choose measures and texts by.
Nothing from the shared data is read.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log
from pathlib import Path

from training.episode_texts import LEARNED, Sample, read_samples, story_of, varied

from highsignal.analysis.episode.features import Tables, features, names
from highsignal.analysis.episode.model import DISORDER, FARTHEST
from highsignal.analysis.episode.order import neighbours_of, reduced
from highsignal.analysis.episode.passage import passage_of

PACKAGE = Path(__file__).parents[1] / "src/highsignal/analysis/episode"
_SMOOTHING = 15.0  # how many imagined neighbours the prior distribution counts for
_NEGLIGIBLE = 1  # tenths of a nat; pairs nearer to the rest of their row are left out
_LEAST_TRIPLE = 2  # a triple of letters must be met this often to count as English
_FOLDS = 5
_FORM_WEIGHT = {"scene": 4.0, "page": 2.0, "told": 2.0}
_STRENGTH = (
    0.01  # inverse of the L2 penalty: strong, since real texts are plainer than ours in many small ways
)
# Measures the linear model does without: those that serve a condition of their own, and those of style, in
# which our own texts differ from other people's. Chosen by leaving out one at a time, on the development
# halves of `benchmarks/episode.py` and our own texts in cross-validation.
UNUSED = frozenset(
    (
        "open_told",
        "past_share",
        "function_words",
        "order",
        "order_gain",
        "stray_capitals",
        "buzz_share",
        "buzz_sentences",
        "nobody",
        "words.they",
        "words.should",
        "words.because",
        "words.habit_word",
        "words.document",
        "words.number_word",
        "words.glue",
        "words.spoken",
        "words.work",
        "words.talk",
        "phrases.advice",
    )
)


def order_table(rows: list[tuple[str, ...]]) -> dict[str, dict[str, int]]:
    """Mutual information of neighbouring word classes in `rows`, in tenths of a nat."""
    single: Counter[str] = Counter()
    pairs: dict[str, Counter[str]] = {}
    for row in rows:
        kinds = [reduced(word) for word in row]
        single.update(kinds)
        for first, second in pairwise(kinds):
            pairs.setdefault(first, Counter())[second] += 1
    total = sum(single.values())
    table: dict[str, dict[str, int]] = {}
    for first, seconds in sorted(pairs.items()):
        out = sum(seconds.values())
        unseen = round(10 * log(_SMOOTHING / (out + _SMOOTHING)))
        row_table = {"?": unseen}
        for second, times in sorted(seconds.items()):
            prior = single[second] / total
            value = round(10 * log((times + _SMOOTHING * prior) / ((out + _SMOOTHING) * prior)))
            if abs(value - unseen) > _NEGLIGIBLE:
                row_table[second] = value
        table[first] = row_table
    return table


def letter_triples(rows: list[tuple[str, ...]]) -> list[str]:
    """The letter triples that occur in at least two different words of `rows`."""
    counts: Counter[str] = Counter()
    for word in {word for row in rows for word in row if word.isalpha()}:
        line = f"_{word}_"
        counts.update({line[at : at + 3] for at in range(len(line) - 2)})
    return sorted(triple for triple, times in counts.items() if times >= _LEAST_TRIPLE)


def tables_of(samples: list[Sample]) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Word order and letter triples of the English prose among `samples`."""
    prose = [s for s in samples if s.kind not in ("gibberish", "other_language", "keywords")]
    rows = [row for s in prose for row in passage_of(story_of(s.text)).rows]
    return order_table(rows), letter_triples(rows)


def matrix(samples: list[Sample], own: list[Sample]) -> list[list[float]]:
    """The features of each sample, one row a sample.

    Word order and letters of a text are judged by tables made without it: `own` is parted in folds.
    """
    folds = {s.group: at % _FOLDS for at, s in enumerate(own)}
    known = []
    for fold in range(_FOLDS):
        table, triples = tables_of([s for s in own if folds[s.group] != fold])
        known.append(Tables(neighbours_of(table), frozenset(triples)))
    return [features(passage_of(story_of(s.text)), known[folds[s.group]]) for s in samples]


def balanced(samples: list[Sample]) -> list[float]:
    """Weights by which episodes count as much as all else; rare forms count more than their number."""
    episodes = sum(s.weight for s in samples if s.kind == "episode")
    others = sum(s.weight for s in samples if s.kind != "episode")
    return [
        s.weight
        * _FORM_WEIGHT.get(s.form, 1.0)
        * len(samples)
        / 2
        / (episodes if s.kind == "episode" else others)
        for s in samples
    ]


def fit(rows: list[list[float]], labels: list[str], weights: list[float]) -> dict[str, object]:
    """A table for `weights.json`: standardised, clipped, multinomial logistic regression."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    used = [at for at, name in enumerate(names()) if name not in UNUSED]
    values = np.array(rows)[:, used]
    middle = values.mean(axis=0)
    spread = values.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.clip((values - middle) / spread, -FARTHEST, FARTHEST)
    fitted = LogisticRegression(C=_STRENGTH, max_iter=4000)
    fitted.fit(scaled, labels, sample_weight=weights)
    return {
        "names": [names()[at] for at in used],
        "middle": _rounded(middle),
        "spread": [max(value, 0.0001) for value in _rounded(spread)],
        "labels": [str(label) for label in fitted.classes_],
        "bias": _rounded(fitted.intercept_),
        "weights": [_rounded(row) for row in fitted.coef_],
    }


def fit_disorder(rows: list[list[float]], shuffled: list[bool]) -> dict[str, object]:
    """Weights that tell shuffled words from prose, by word order and the share of function words."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    used = [names().index(name) for name in DISORDER]
    fitted = LogisticRegression(C=10.0, class_weight="balanced")
    fitted.fit(np.array(rows)[:, used], shuffled)
    return {"bias": _rounded(fitted.intercept_)[0], "weights": _rounded(fitted.coef_[0])}


def _rounded(numbers: Iterable[float]) -> list[float]:
    return [round(float(number), 4) for number in numbers]


def main() -> None:
    """Train on everything of our own and write the three files."""
    samples = read_samples()
    training = varied([s for s in samples if s.kind in LEARNED], random.Random(7))
    rows = matrix(training, samples)
    # Gibberish is decided by its own conditions; a shuffled story would only blur what an episode is.
    told = [at for at, s in enumerate(training) if s.kind != "gibberish"]
    told_samples = [training[at] for at in told]
    table = fit([rows[at] for at in told], [s.label for s in told_samples], balanced(told_samples))
    prose = [
        at for at, s in enumerate(training) if s.kind not in ("gibberish", "keywords") or "/shuffled" in s.id
    ]
    table["disorder"] = fit_disorder(
        [rows[at] for at in prose], [training[at].kind == "gibberish" for at in prose]
    )
    words, triples = tables_of(samples)
    lines = [" ".join(triples[at : at + 25]) for at in range(0, len(triples), 25)]
    _write("triples.txt", "\n".join(lines))
    _write("order.json", json.dumps(words, ensure_ascii=False, separators=(",", ":")))
    _write("weights.json", json.dumps(table))
    print(f"{len(samples)} own texts, {len(training)} with variants: {Counter(s.kind for s in training)}")


def _write(name: str, text: str) -> None:
    (PACKAGE / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
