"""Train the episode gate: word-order and letter tables, then the linear model, from our own texts.

Run from the checkout: `python -m training.episode`. Reads `training/episode/*.txt` and
`training/roles/own-*.txt`, writes `order.json`, `triples.txt` and `weights.json` into the package.
Nothing from the shared data is read.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from math import log
from pathlib import Path

from highsignal.analysis.episode.features import Tables, features, names
from highsignal.analysis.episode.order import neighbours_of, reduced
from highsignal.analysis.episode.passage import passage_of
from training.episode_texts import LEARNED, Sample, read_samples, story_of, varied

PACKAGE = Path(__file__).parents[1] / "src/highsignal/analysis/episode"
_SMOOTHING = 15.0  # how many imagined neighbours the prior distribution counts for
_LEAST_TRIPLE = 2  # a triple of letters must be met this often to count as English
_FOLDS = 5
_EVENNESS = 0.7  # 1 keeps the kinds as frequent as they are, 0 makes them equal
_STRENGTH = 0.3  # inverse of the L2 penalty, chosen by cross-validation on the training texts


def order_table(rows: list[tuple[str, ...]]) -> dict[str, dict[str, int]]:
    """Mutual information of neighbouring word classes in `rows`, in tenths of a nat."""
    single: Counter[str] = Counter()
    pairs: dict[str, Counter[str]] = {}
    for row in rows:
        kinds = [reduced(word) for word in row]
        single.update(kinds)
        for first, second in zip(kinds, kinds[1:], strict=False):
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
            if value != unseen:
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
    """Weights by which episodes count as much as all else, and rarer kinds a little more than their number."""
    totals: Counter[str] = Counter()
    for s in samples:
        totals[s.kind] += s.weight  # type: ignore[assignment]
    shares = {kind: total**_EVENNESS for kind, total in totals.items() if kind != "episode"}
    scale = {kind: share / sum(shares.values()) / totals[kind] for kind, share in shares.items()}
    scale["episode"] = 1 / totals["episode"]
    return [s.weight * scale[s.kind] * len(samples) / 2 for s in samples]


def fit(rows: list[list[float]], kinds: list[str], weights: list[float]) -> dict[str, object]:
    """A table for `weights.json`: standardised, clipped, multinomial logistic regression."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    values = np.array(rows)
    middle = values.mean(axis=0)
    spread = values.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.clip((values - middle) / spread, -4, 4)
    fitted = LogisticRegression(C=_STRENGTH, max_iter=4000)
    fitted.fit(scaled, kinds, sample_weight=weights)

    def rounded(numbers: object) -> list[float]:
        return [round(float(number), 4) for number in np.asarray(numbers)]

    return {
        "names": list(names()),
        "middle": rounded(middle),
        "spread": [max(value, 0.0001) for value in rounded(spread)],
        "kinds": [str(kind) for kind in fitted.classes_],
        "bias": rounded(fitted.intercept_),
        "weights": [rounded(row) for row in fitted.coef_],
    }


def main() -> None:
    """Train on everything of our own and write the three files."""
    samples = read_samples()
    training = varied([s for s in samples if s.kind in LEARNED], random.Random(7))
    table = fit(matrix(training, samples), [s.kind for s in training], balanced(training))
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
