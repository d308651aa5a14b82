"""Write `clusters.txt`: words used alike, from k-means over WordLlama's static token vectors.

The words are WordLlama's own whole-word tokens and whatever words occur twice in the project's and
the collected texts, lower case. Small clusters are grouped into fine and those into coarse ones.
Run with `python -m training.clusters`; needs the group `bench`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from training.sources import data_folder, own_stories

from highsignal.analysis.text.tokens import tokens_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OUT = Path(__file__).parents[1] / "src/highsignal/analysis/roles/clusters.txt"
SMALL, FINE, COARSE = 900, 220, 56
SEED = 7


def corpus_words() -> Counter[str]:
    """How often each word occurs in the texts at hand; nothing but the words is kept."""
    counts: Counter[str] = Counter()
    for story in own_stories():
        for _, sentence in story.lines:
            counts.update(token.word for token in tokens_of(sentence))
    folder = data_folder()
    if folder is not None:
        for name, key in (("stories", "full_text"), ("bullets", "text"), ("questions", "text")):
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                counts.update(token.word for token in tokens_of(str(json.loads(line).get(key, ""))))
    return counts


def main() -> None:
    """Cluster and write the file."""
    import wordllama
    from sklearn.cluster import KMeans
    from wordllama import WordLlama

    model = WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    whole = {t[1:] for t in model.tokenizer.get_vocab() if t.startswith("▁")}
    words = sorted(
        {w for w in whole if w.isascii() and w.isalpha() and w.islower() and len(w) > 2}
        | {w for w, n in corpus_words().items() if n > 1 and w.isascii() and w[0].isalpha()}
    )
    vectors: NDArray[np.float32] = model.embed(words, norm=True)
    small = KMeans(SMALL, n_init=1, max_iter=40, random_state=SEED).fit(vectors)
    fine = KMeans(FINE, n_init=4, random_state=SEED).fit(small.cluster_centers_)
    coarse = KMeans(COARSE, n_init=10, random_state=SEED).fit(fine.cluster_centers_)
    members: dict[int, list[str]] = {}
    for word, number in zip(words, small.labels_, strict=True):
        members.setdefault(int(fine.labels_[number]), []).append(word)
    lines = [f"{coarse.labels_[number]} {' '.join(group)}" for number, group in sorted(members.items())]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(words)} words, {len(lines)} clusters, {OUT.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
