"""Sentence roles on real stories by authors that training never saw, beside three baselines.

The parts (S/T/A/R) are scored against the authors' own sections, the nine roles against our labels by
hand. Stories run without headings, as they are and with the result moved to the front; folds are by
author. "Without own-c" leaves out those of our own texts whose writer had read part of the collected
stories before writing.
`python -m benchmarks.roles` prints the table; about five minutes on two cores.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from training.recipe import Example, folds_of, from_own, from_real, part_of, train_all
from training.sources import own_stories, real_stories

from benchmarks.role_baselines import majority, tfidf, words_chain
from benchmarks.role_scores import (
    FOUR,
    NINE,
    agreement_of,
    by_label,
    calibration_error,
    fit_log_odds,
    macro,
    n_of,
)
from highsignal.analysis.roles.sections import result_first
from highsignal.analysis.roles.tagger import Models, sure

FOLDS = 8
MISSING = "collected stories not found: set HIGHSIGNAL_TEXTS or put them at ../shared/data"
Row = dict[str, object]
Baseline = Callable[[Sequence[Example], Sequence[Example], bool], list[list[str]]]


@dataclass(slots=True)
class Told:
    """What one system says about the real stories, by story id, in their own order and turned."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    turned: dict[str, list[str]] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    roles_turned: dict[str, list[str]] = field(default_factory=dict)
    marginals: dict[str, list[float]] = field(default_factory=dict)


def turned(example: Example) -> tuple[Example, list[int]]:
    """The story with its result told first, and the old number of each sentence."""
    order = result_first([part or "result" for part in example.parts])
    moved = Example(
        example.id,
        example.group,
        example.llm,
        tuple(example.placed[n] for n in order),
        tuple(example.parts[n] for n in order),
        tuple(example.roles[n] for n in order),
        own=False,
    )
    return moved, order


def _fold(job: tuple[list[Example], list[Example], bool]) -> dict[str, Told]:
    """Train without the fold's authors, then label their stories with every system."""
    known, unseen, compare = job
    systems: dict[str, Told] = {}
    with tempfile.TemporaryDirectory() as folder:
        train_all(known, Path(folder))
        models = Models(Path(folder))
        ours = systems.setdefault("highsignal", Told())
        for example in unseen:
            moved, _ = turned(example)
            ours.parts[example.id] = [role.value for role, _ in models.parts(example.placed)]
            ours.turned[example.id] = [role.value for role, _ in models.parts(moved.placed)]
            found = models.roles(example.placed)
            ours.roles[example.id] = [role.value for role, _ in found]
            ours.marginals[example.id] = [marginal for _, marginal in found]
            ours.roles_turned[example.id] = [role.value for role, _ in models.roles(moved.placed)]
    if not compare:
        return systems
    baselines: dict[str, Baseline] = {
        "majority": majority,
        "TF-IDF + LR + position": tfidf,
        "plain-words CRF": words_chain,
    }
    for name, label in baselines.items():
        told = systems.setdefault(name, Told())
        ids = [example.id for example in unseen]
        moved_all = [turned(example)[0] for example in unseen]
        told.parts = dict(zip(ids, label(known, unseen, False), strict=True))
        told.turned = dict(zip(ids, label(known, moved_all, False), strict=True))
        told.roles = dict(zip(ids, label(known, unseen, True), strict=True))
    return systems


def label_all(*, own_c: bool = True) -> tuple[list[Example], dict[str, Told]]:
    """The real stories and what every system says about them, each author unseen; empty without data."""
    real = [from_real(story) for story in real_stories()]
    if not real:
        return [], {}
    own = [from_own(s) for s in own_stories() if own_c or not s.id.startswith("c-")]
    folds = folds_of(real, FOLDS)
    jobs = [
        (
            [e for e in real if folds[e.group] != fold] + own,
            [e for e in real if folds[e.group] == fold],
            own_c,
        )
        for fold in range(FOLDS)
    ]
    systems: dict[str, Told] = {}
    with ProcessPoolExecutor(2) as pool:
        for found in pool.map(_fold, jobs):
            for name, told in found.items():
                whole = systems.setdefault(name, Told())
                for key in ("parts", "turned", "roles", "roles_turned", "marginals"):
                    getattr(whole, key).update(getattr(told, key))
    return real, systems


def run() -> list[Row]:
    """One row per measure and system: benchmark, system, n, value and what was to be reached."""
    real, systems = label_all()
    if not real:
        return [
            {"benchmark": "roles", "measure": "all", "system": "-", "n": 0, "value": None, "note": MISSING}
        ]
    _, less = label_all(own_c=False)
    systems["highsignal without own-c"] = less["highsignal"]
    rows: list[Row] = []
    human = [e for e in real if e.llm == "no"]
    for name, told in systems.items():
        for title, some, reach in (
            ("all authors", real, (0.85, 0.78)),
            ("human authors", human, (0.80, 0.72)),
        ):
            rows.extend(_part_rows(f"S/T/A/R, {title}", name, some, told.parts, reach))
            rows.extend(
                _part_rows(
                    f"S/T/A/R, result first, {title}", name, some, told.turned, (0.70, None), moved=True
                )
            )
        if told.roles_turned:
            rows.extend(_only_ours(name, real, told))
        rows.extend(_role_rows(name, real, told))
    strict = {e.id: [part_of(r or "other") or "situation" for r in e.roles] for e in real}
    for title, some in (("all authors", real), ("human authors", human)):
        rows.extend(_part_rows(f"S/T/A/R, {title}", "our own labels by hand", some, strict, (None, None)))
    return rows


def _only_ours(system: str, real: Sequence[Example], told: Told) -> list[Row]:
    """What is asked of our own models alone: roles read as parts, roles in turned stories, confidence."""
    as_parts = {k: [part_of(r) or "situation" for r in v] for k, v in told.roles.items()}
    rows = _part_rows("S/T/A/R from the nine roles", system, real, as_parts, (None, None))
    gold: list[str] = []
    said: list[str] = []
    for example in real:
        moved = turned(example)[0].roles
        kept = [(g, s) for g, s in zip(moved, told.roles_turned[example.id], strict=True) if g]
        gold.extend(g for g, _ in kept)
        said.extend(s for _, s in kept)
    base: Row = {"benchmark": "roles", "system": system, "n": len(gold)}
    value = agreement_of(gold, said)
    rows.append({**base, "measure": "nine roles, result first: kappa", "value": value, "reach": None})
    marginals: list[float] = []
    right: list[bool] = []
    for example in real:
        for role, name, marginal in zip(
            example.roles, told.roles[example.id], told.marginals[example.id], strict=True
        ):
            if role:
                marginals.append(marginal)
                right.append(role == name)
    shown = [sure(m) for m in marginals]
    slope, intercept = fit_log_odds(marginals, right)
    measures = {
        "nine roles: accuracy": sum(right) / len(right),
        "nine roles: mean confidence": sum(shown) / len(shown),
        "confidence: calibration error": calibration_error(shown, right),
        "confidence: calibration error of the marginals": calibration_error(marginals, right),
        "confidence: slope that fits here": slope,
        "confidence: intercept that fits here": intercept,
    }
    return rows + [{**base, "measure": m, "value": v, "reach": None} for m, v in measures.items()]


def _part_rows(
    measure: str,
    system: str,
    some: Sequence[Example],
    told: dict[str, list[str]],
    reach: tuple[float | None, float | None],
    *,
    moved: bool = False,
) -> list[Row]:
    gold: list[str] = []
    said: list[str] = []
    for example in some:
        parts = turned(example)[0].parts if moved else example.parts
        for part, name in zip(parts, told[example.id], strict=True):
            if part:
                gold.append(part)
                said.append(name)
    base = {"benchmark": "roles", "system": system, "n": len(gold)}
    return [
        {**base, "measure": f"{measure}: macro-F1", "value": macro(gold, said, FOUR), "reach": reach[0]},
        {**base, "measure": f"{measure}: kappa", "value": agreement_of(gold, said), "reach": reach[1]},
    ]


def _role_rows(system: str, real: Sequence[Example], told: Told) -> list[Row]:
    pairs = [(g, s) for e in real for g, s in zip(e.roles, told.roles[e.id], strict=True) if g]
    gold, said = [g for g, _ in pairs], [s for _, s in pairs]
    base = {"benchmark": "roles", "system": system, "n": len(gold)}
    rows: list[Row] = [
        {**base, "measure": "nine roles: macro-F1", "value": macro(gold, said, NINE), "reach": None},
        {**base, "measure": "nine roles: kappa", "value": agreement_of(gold, said), "reach": None},
    ]
    goals = {"learning": 0.70, "decision": 0.75, "tradeoff": 0.75}
    for role, value in by_label(gold, said, NINE).items():
        measure = f"role {role}: F1"
        rows.append(
            {**base, "n": n_of(gold, role), "measure": measure, "value": value, "reach": goals.get(role)}
        )
    headed = [
        (g == "learning", s == "learning")
        for e in real
        for g, s in zip(learning_sections(e), told.roles[e.id], strict=True)
    ]
    flags = [(str(g), str(s)) for g, s in headed]
    value = by_label([g for g, _ in flags], [s for _, s in flags], ("True",))["True"]
    count = sum(g for g, _ in headed)
    rows.append(
        {**base, "n": count, "measure": "authors' learning sections: F1", "value": value, "reach": 0.70}
    )
    return rows


def learning_sections(example: Example) -> list[str | None]:
    """The author's own section names, with learning kept apart from result."""
    return [*_LEARNING.get(example.id, [None] * len(example.placed))]


_LEARNING: dict[str, list[str | None]] = {
    story.id: list(story.sections) for story in real_stories() if "learning" in story.sections
}


def main() -> None:
    """Print the table."""
    rows = run()
    for row in rows:
        value, reach = row["value"], row.get("reach")
        shown = f"{value:.3f}" if isinstance(value, float) else str(row.get("note", "-"))
        goal = "" if reach is None else f"reach {reach:.2f}"
        print(f"{row['measure']!s:48} {row['system']!s:24} n={row['n']!s:5} {shown} {goal}")


if __name__ == "__main__":
    main()
