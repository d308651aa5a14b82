"""Train the models of sentence roles on everything there is, and write them into the package.

Run with `python -m training.roles`. The same texts give the same files, byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path

from training.recipe import from_own, from_real, train_all
from training.sources import ROOT, own_stories, real_stories

OUT = ROOT / "src/highsignal/analysis/roles"


def main(out: Path = OUT) -> int:
    """Train and write; 1 when the collected stories are not there."""
    real = real_stories()
    if not real:
        print(
            "The collected stories were not found: set HIGHSIGNAL_TEXTS to the folder that holds\n"
            "stories.jsonl, or put it at ../shared/data. The models were not changed."
        )
        return 1
    examples = [from_real(story) for story in real] + [from_own(story) for story in own_stories()]
    train_all(examples, out)
    for path in sorted(out.glob("*.crf")):
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
