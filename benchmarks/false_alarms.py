"""How often each rule fires on excellent stories: `python -m benchmarks.false_alarms`.

The stories are `labels/excellent.md`, written by somebody who knew nothing of the rules, and the
sample candidate's good ones. A rule that fires on more than one in ten of them drives people away.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.tables import Row, markdown
from highsignal.analysis.analyzer import analyze_text
from highsignal.analysis.rules.catalog import RULES
from highsignal.domain.stories import Analysis
from highsignal.domain.targets import Target
from highsignal.packs.find import PackSources
from highsignal.services.samples import read_samples
from highsignal.services.standards import standard_for

LABELS = Path(__file__).parent / "labels"
AT_MOST = 0.10
_WEAK_SAMPLES = ("4-latency", "7-mentoring")  # kept weak on purpose, so that the demo has something to say


def excellent() -> list[Analysis]:
    """The analyses of every excellent story, for somebody who aims at IC4."""
    standard = standard_for(Target(), PackSources())
    texts = [((LABELS / "excellent.md").read_text(encoding="utf-8"), "excellent.md")]
    texts += [(f.text, f.path) for f in read_samples() if not any(name in f.path for name in _WEAK_SAMPLES)]
    return [analysis for text, path in texts for analysis in analyze_text(text, standard, path)]


def run() -> list[Row]:
    """A row for each rule that fires at all, most often first, and one for all signals."""
    stories = excellent()
    fired: Counter[str] = Counter()
    for story in stories:
        fired.update({finding.code for finding in story.findings})
    names = {rule.code: rule.name for rule in RULES}
    rows: list[Row] = [
        {"rule": code, "name": names[code], "fires on": f"{n} of {len(stories)}", "rate": n / len(stories)}
        for code, n in fired.most_common()
    ]
    silent = len(RULES) - len(fired)
    over = sum(n / len(stories) > AT_MOST for n in fired.values())
    rows.append({"rule": "all", "name": f"{silent} of {len(RULES)} rules silent, {over} over one in ten"})
    return rows


def signals() -> list[Row]:
    """How many of the excellent stories have each signal strong."""
    stories = excellent()
    strong = Counter(s.name.value for story in stories for s in story.signals if s.state.value == "strong")
    return [{"signal": name, "strong in": f"{n} of {len(stories)}"} for name, n in strong.most_common()]


if __name__ == "__main__":
    print(markdown(run()))
    print(markdown(signals()))
