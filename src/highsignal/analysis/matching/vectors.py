"""Text as vectors: the only module that knows which embedding is used.

wordllama takes most of a second to import and load, so this happens at the first text and not before.
Its weights come inside its own package; nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_loading = Lock()
WIDTH = 256  # numbers in a vector


def _backend() -> Any:  # wordllama has no types
    with _loading:  # else two first questions at once would load the eighty megabytes twice
        return _loaded()


@cache
def _loaded() -> Any:
    import wordllama

    # Without cache_dir it looks in the wrong folder and then goes to the network.
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


def embed(texts: Sequence[str]) -> NDArray[np.float64]:
    """One unit vector a text, shape (len(texts), WIDTH); a text without known words gives zeros."""
    if not texts:
        return np.zeros((0, WIDTH))
    raw = np.asarray(_backend().embed([t or " " for t in texts], norm=False), dtype=np.float64)
    return unit(np.nan_to_num(raw))


def unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """`rows`, each divided by its length; a row of zeros stays so."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    units: NDArray[np.float64] = np.divide(rows, length, out=np.zeros_like(rows), where=length > 1e-12)
    return units
