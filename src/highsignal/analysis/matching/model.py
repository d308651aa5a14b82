"""The trained half of matching: what stories of each theme sound like, and how evidence is weighed.

`training/matching.py` writes `matching.npz`; `MODEL_CARD.md` names its sources. Shapes: T themes,
D = vectors.WIDTH, V stems in the vocabulary, 4 parts of evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PARTS = ("words", "vectors", "cues", "learned")
FILE = Path(__file__).with_name("matching.npz")

_FLOOR = -8.0  # log probabilities below this all mean "not this theme"


@dataclass(frozen=True)
class Model:
    """Everything that was learned.

    `asked` (T, D): unit vectors of what questions of a theme say; `asked_mean` (D,) their mean.
    `cue_mean`, `cue_sd` (T,): lexicon hits in background stories. A story's theme is a multinomial
    logistic regression over (vector - `story_mean`) * 3 and TF-IDF of its stems: `vector_weights`
    (T, D), `stem_weights` (T, V), `bias` (T,), `vocabulary` (V,), `idf` (V,).
    `scale` (4,) brings each part to unit spread, `weight` (4,) weighs them, in the order of PARTS;
    `vector_mean` (D,) and `learned_mean` (T,) are a background story's; `slope` and `offset` turn the
    sum into a score.
    """

    asked: NDArray[np.float64]
    asked_mean: NDArray[np.float64]
    cue_mean: NDArray[np.float64]
    cue_sd: NDArray[np.float64]
    story_mean: NDArray[np.float64]
    vector_weights: NDArray[np.float64]
    stem_weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    vocabulary: NDArray[np.str_]
    idf: NDArray[np.float64]
    scale: NDArray[np.float64]
    weight: NDArray[np.float64]
    vector_mean: NDArray[np.float64]
    learned_mean: NDArray[np.float64]
    slope: NDArray[np.float64]
    offset: NDArray[np.float64]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {str(word): i for i, word in enumerate(self.vocabulary)}

    def tfidf(self, stems: Sequence[str]) -> NDArray[np.float64]:
        """The stems as a unit vector over the vocabulary, shape (V,), counts damped by a logarithm."""
        row = np.zeros(len(self.idf))
        for place in (self._places.get(s) for s in stems):
            if place is not None:
                row[place] += 1
        row = np.where(row > 0, 1 + np.log(np.maximum(row, 1)), 0.0) * self.idf
        length = float(np.linalg.norm(row))
        return row / length if length else row

    def themes_of_story(self, vector: NDArray[np.float64], stems: Sequence[str]) -> NDArray[np.float64]:
        """The log probability of each theme for a story, shape (T,), floored."""
        logits = (
            self.vector_weights @ (3 * (vector - self.story_mean))
            + self.stem_weights @ self.tfidf(stems)
            + self.bias
        )
        top = logits.max()
        floored: NDArray[np.float64] = np.maximum(logits - top - np.log(np.exp(logits - top).sum()), _FLOOR)
        return floored

    def save(self, file: Path) -> None:
        """Writes the model; the large arrays in half precision."""
        arrays = {f.name: getattr(self, f.name) for f in fields(self)}
        np.savez_compressed(
            file,
            **{
                name: a if a.dtype.kind == "U" else a.astype(np.float32 if a.size < 400 else np.float16)
                for name, a in arrays.items()
            },
        )


@cache
def model(file: Path = FILE) -> Model:
    """The trained model, read once."""
    with np.load(file, allow_pickle=False) as arrays:
        return Model(
            **{
                f.name: arrays[f.name]
                if arrays[f.name].dtype.kind == "U"
                else arrays[f.name].astype(np.float64)
                for f in fields(Model)
            }
        )
