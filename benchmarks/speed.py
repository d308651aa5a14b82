"""Speed of the analyzer and of `highsignal check` beside `proselint check`: `python -m benchmarks.speed`.

Warm: the median over the sample stories, repeated, in one process. Cold: whole commands, alternating
with the peer's on the same eight files in the same run, so that both see the same machine; the median.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.tables import Row, markdown
from highsignal.analysis.analyzer import analyze_text
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources
from highsignal.services.samples import read_samples
from highsignal.services.standards import standard_for

REPEATS = 40
COLD_RUNS = 25


def warm() -> list[Row]:
    """Milliseconds a story, and stories a second on one core."""
    standard = standard_for(Target(), PackSources())
    texts = [file.text for file in read_samples()]
    for text in texts:
        analyze_text(text, standard)
    spent: list[float] = []
    words = 0
    for _ in range(REPEATS):
        for text in texts:
            begun = time.perf_counter()
            (analysis,) = analyze_text(text, standard)
            spent.append(time.perf_counter() - begun)
            words += analysis.story.words
    median = statistics.median(spent) * 1000
    per_250 = median * 250 / (words / len(spent))
    return [
        {"what": "analysis of 250 words, warm, ms", "ours": per_250, "reach": "≤ 10"},
        {"what": "bulk, one core, stories a second", "ours": len(spent) / sum(spent), "reach": "≥ 200"},
    ]


def cold() -> list[Row]:
    """Seconds for a whole `check` of eight stories, ours and the peer's by turns."""
    scripts = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for file in read_samples():
            path = Path(folder) / Path(file.path).name
            path.write_text(file.text, encoding="utf-8")
            files.append(str(path))
        ours, peer = (
            [str(scripts / "highsignal"), "check", *files],
            [str(scripts / "proselint"), "check", *files],
        )
        times: dict[str, list[float]] = {"ours": [], "peer": []}
        for _ in range(COLD_RUNS):
            times["ours"].append(_seconds(ours))
            times["peer"].append(_seconds(peer))
    mine, theirs = statistics.median(times["ours"]), statistics.median(times["peer"])
    return [
        {
            "what": "check of eight stories, cold, s (peer: proselint)",
            "ours": mine,
            "peer": theirs,
            "ratio": mine / theirs,
            "reach": "≤ 1.0",
        }
    ]


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - begun


def run() -> list[Row]:
    """All rows."""
    return [*warm(), *cold()]


if __name__ == "__main__":
    print(markdown(run()))
