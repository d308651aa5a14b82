"""Trains on all our own texts and all collected pairs, and writes the packaged model.

`python -m training.matching [--own-only]`; needs the bench dependencies and, unless `--own-only`, the
data folder. The numbers in `benchmarks/RESULTS.md` come from models trained anew without the tested
author, never from this one.
"""

from __future__ import annotations

import sys

from training.matching.corpus import data_folder, real_pairs, real_stories
from training.matching.train import train

from highsignal.analysis.matching.model import FILE


def main(arguments: list[str]) -> int:
    """Trains and saves; 2 when the data folder is missing."""
    folder = data_folder()
    if "--own-only" in arguments:
        trained = train()
    elif folder is None:
        print("the data folder is not there: set HIGHSIGNAL_TEXTS, or train with --own-only", file=sys.stderr)
        return 2
    else:
        trained = train(real_pairs(folder), real_stories(folder))
    trained.save(FILE)
    print(f"{FILE}: {FILE.stat().st_size / 1e6:.2f} MB, weights {trained.weight.round(2).tolist()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
