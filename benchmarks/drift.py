"""Numbers told otherwise than written: seeded changes found, and false alarms on faithful tellings.

Pairs of a story and its retelling, all our own, in spoken style: a seeded pair has one or two changed
facts, a faithful one none (coarser numbers, number words, other units, another order, new facts). A change
counts as found when a drift overlaps the words that were changed; any other drift is a false alarm. Rules
were made on the development pairs only. The held-back pairs were written before their results were seen, and
which of them fail was never looked at. The baseline reports a told claim when one of its numbers is not among
those of the story, with the same reader of claims (the check that résumé tools make).
`python -m benchmarks.drift [SET…] [-v]` prints the table, with -v also what was missed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from highsignal.analysis.claims import extract_sentences
from highsignal.analysis.drift.compare import compare_claims
from highsignal.analysis.text.documents import read_stories
from highsignal.domain.claims import Claim
from highsignal.domain.spans import Span

_LABELS = Path(__file__).parent / "labels"
_SETS = {
    "development": "drift_dev.jsonl",
    "held-back": "drift_held_back.jsonl",
    "held-back, second": "drift_held_back_2.jsonl",
    "held-back, third": "drift_held_back_3.jsonl",
}


class Label(NamedTuple):
    """A changed fact: the span of its words in the retelling, and the kind of drift."""

    span: Span
    kind: str


class Item(NamedTuple):
    """A story and its retelling; `labels` are the facts that were changed, none in a faithful one."""

    group: str
    story: str
    told: str
    labels: tuple[Label, ...]


class Found(NamedTuple):
    """A drift that a system reports in the retelling; `kind` is "" where it names none."""

    span: Span
    kind: str
    why: str


System = Callable[[str, str], Sequence[Found]]


def items(name: str) -> list[Item]:
    """The pairs of the set called `name`."""
    rows = (_LABELS / _SETS[name]).read_text(encoding="utf-8").splitlines()
    return [_item(json.loads(row)) for row in rows]


def _item(row: dict[str, str | list[dict[str, str]]]) -> Item:
    told, drifts = row["told"], row["drifts"]
    assert isinstance(told, str)
    assert isinstance(drifts, list)
    labels = []
    for drift in drifts:
        at = told.index(drift["told"])
        labels.append(Label(Span(at, at + len(drift["told"])), drift["kind"]))
    return Item(str(row["group"]), str(row["story"]), told, tuple(labels))


def claims_in(text: str) -> tuple[Claim, ...]:
    """The claims of a text, as the analyzer reads them."""
    return extract_sentences(s for story in read_stories(text) for s in story.sentences if not s.heading)


def ours(story: str, told: str) -> list[Found]:
    """What `compare_claims` reports."""
    retold = compare_claims(claims_in(story), claims_in(told), "story", "take", (story, told))
    return [Found(drift.told.span, drift.kind, drift.explanation) for drift in retold.drifts]


def number_appears(story: str, told: str) -> list[Found]:
    """The baseline: a told claim is reported when one of its numbers is not among those of the story."""
    numbers = {n for claim in claims_in(story) for n in (claim.value, claim.baseline)}
    return [
        Found(claim.span, "", "not in the story")
        for claim in claims_in(told)
        if any(n is not None and n not in numbers for n in (claim.value, claim.baseline))
    ]


_SYSTEMS: dict[str, System] = {"highsignal": ours, "number appears or not": number_appears}


def score(pairs: Iterable[Item], system: System) -> dict[str, object]:
    """Counts over `pairs`: changes seeded and found, their kind right, false alarms, and pairs with any."""
    seeded = found = kind = alarms = faithful = clean = 0
    for pair in pairs:
        reported = system(pair.story, pair.told)
        hits = [next((f for f in reported if f.span.overlaps(label.span)), None) for label in pair.labels]
        seeded, found = seeded + len(hits), found + sum(hit is not None for hit in hits)
        kind += sum(
            hit is not None and hit.kind == label.kind for hit, label in zip(hits, pair.labels, strict=True)
        )
        wrong = [f for f in reported if not any(f.span.overlaps(label.span) for label in pair.labels)]
        alarms += len(wrong)
        faithful += not pair.labels
        clean += not pair.labels and not wrong
    return {
        "changes": seeded,
        "found": found,
        "share found": found / seeded if seeded else None,
        "kind right": kind,
        "faithful pairs": faithful,
        "without alarm": clean,
        "false alarms, all pairs": alarms,
    }


def run(sets: Sequence[str] = tuple(_SETS)) -> list[dict[str, object]]:
    """One row per set and system."""
    return [
        {"set": name, "system": system, "pairs": len(pairs)} | score(pairs, find)
        for name in sets
        for pairs in (items(name),)
        for system, find in _SYSTEMS.items()
    ]


def show_faults(name: str) -> None:
    """Print what was missed and what was reported wrongly in one set."""
    for pair in items(name):
        reported = ours(pair.story, pair.told)
        for label in pair.labels:
            hit = next((f for f in reported if f.span.overlaps(label.span)), None)
            if hit is None or hit.kind != label.kind:
                print(f"{'MISSED' if hit is None else 'KIND ' + hit.kind} [{pair.group}] {label.kind}")
                print(f"   {pair.story}\n   {pair.told}\n   {hit.why if hit else ''}")
        for wrong in reported:
            if not any(wrong.span.overlaps(label.span) for label in pair.labels):
                print(f"FALSE [{pair.group}]\n   {pair.story}\n   {pair.told}\n   {wrong.why}")


def main() -> None:
    """Print the table."""
    sets = [name for name in sys.argv[1:] if name in _SETS] or list(_SETS)
    if "-v" in sys.argv:
        for name in sets:
            show_faults(name)
    for row in run(sets):
        print(
            "  ".join(
                f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
                for key, value in row.items()
            )
        )


if __name__ == "__main__":
    main()
