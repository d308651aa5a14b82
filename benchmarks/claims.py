"""How exactly claims are read, on our own sentences and on hand-labelled résumé bullets, beside quantulum3.

A claim counts as found when value, unit and direction are exact and its span overlaps the label's, each label
and each claim used once. `python -m benchmarks.claims [own held dev test]` prints the table; the text of
the bullets is looked for in HIGHSIGNAL_TEXTS, else in ../shared/data beside the checkout, never copied here.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from highsignal.analysis.claims import extract
from highsignal.domain.claims import Claim
from highsignal.domain.spans import Span

_LABELS = Path(__file__).parent / "labels"
_SETS = ("own", "held", "dev", "test")
_OWN_FILES = {"own": "claims_own.jsonl", "held": "claims_held_back.jsonl"}
_FIELDS = ("kind", "status", "baseline", "range", "approximate", "metric", "guardrail")

Reader = Callable[[str], Sequence["Read"]]


@dataclass(frozen=True, slots=True)
class Read:
    """One claim as a label or a program has it; spans count in the item's text."""

    span: Span
    value: float
    unit: str
    direction: str
    kind: str = ""
    status: str = "asserted"
    baseline: float | None = None
    range: tuple[float, float] | None = None
    approximate: bool = False
    metric: Span | None = None
    guardrail: Span | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence or bullet with its labelled claims; `source` says where it comes from."""

    text: str
    source: str
    claims: tuple[Read, ...]


def data_folder() -> Path | None:
    """Where the shared real texts are, None when they are not on this machine."""
    configured = os.environ.get("HIGHSIGNAL_TEXTS")
    folder = Path(configured) if configured else Path(__file__).parents[2] / "shared" / "data"
    return folder if (folder / "bullets.jsonl").is_file() else None


def own_items(file: str = "claims_own.jsonl") -> list[Item]:
    """Our own sentences; a label names its words instead of offsets.

    The grammar was tuned on `claims_own`; `claims_held_back` was written afterwards and only measured.
    """
    items = []
    for line in (_LABELS / file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        items.append(
            Item(row["text"], row["group"], tuple(_own_claim(row["text"], c) for c in row["claims"]))
        )
    return items


def _own_claim(text: str, row: dict[str, object]) -> Read:
    def place(field: str) -> Span | None:
        words = row.get(field)
        return Span(text.index(words), text.index(words) + len(words)) if isinstance(words, str) else None

    span = place("at")
    assert span is not None, text
    return _read(row, span, place("metric"), place("guardrail"))


def bullet_items(split: str) -> list[Item]:
    """The labelled bullets of `split`, text checked against the label's hash; empty without the data."""
    folder = data_folder()
    if folder is None:
        return []
    bullets = (folder / "bullets.jsonl").read_text(encoding="utf-8").splitlines()
    items = []
    for line in (_LABELS / "claims_bullets.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] != split:
            continue
        bullet = json.loads(bullets[row["line"]])
        text = bullet["bullet"]
        if hashlib.sha256(text.encode()).hexdigest()[: len(row["sha"])] != row["sha"]:
            raise ValueError(f"bullets.jsonl line {row['line']} is not the text that was labelled")
        claims = tuple(
            _read(c, Span(c["start"], c["end"]), _span(c["metric"]), _span(c["guardrail"]))
            for c in row["claims"]
        )
        items.append(Item(text, bullet["repo"].split("/")[0], claims))
    return items


def _span(pair: Sequence[int] | None) -> Span | None:
    return Span(pair[0], pair[1]) if pair else None


def _read(row: dict[str, object], span: Span, metric: Span | None, guardrail: Span | None) -> Read:
    low_high = row.get("range")
    baseline = row.get("baseline")
    return Read(
        span,
        float(str(row["value"])),
        str(row["unit"]),
        str(row["direction"]),
        str(row["kind"]),
        str(row.get("status") or "asserted"),
        float(str(baseline)) if baseline is not None else None,
        (float(low_high[0]), float(low_high[1])) if isinstance(low_high, list) else None,
        bool(row.get("approximate")),
        metric,
        guardrail,
    )


def read_ours(text: str) -> list[Read]:
    """What this project's grammar finds."""
    return [_from_claim(text, c) for c in extract(text)]


def _from_claim(text: str, claim: Claim) -> Read:
    guard = None
    if claim.guardrail is not None:
        at = text.index(claim.guardrail)
        guard = Span(at, at + len(claim.guardrail))
    return Read(
        claim.span, claim.value, claim.unit, claim.direction.value, claim.kind.value, claim.status.value,
        claim.baseline, claim.range, claim.approximate, claim.metric_span, guard,
    )  # fmt: skip


_QUANTULUM_UNITS = {
    "percentage": ("percent", 1.0), "dimensionless": ("count", 1.0), "millisecond": ("ms", 1.0),
    "second": ("s", 1.0),
    "second of arc": ("s", 1.0), "minute": ("min", 1.0), "minute of arc": ("min", 1.0), "hour": ("h", 1.0),
    "day": ("day", 1.0), "week": ("week", 1.0), "month": ("month", 1.0), "year": ("year", 1.0),
    "dollar": ("usd", 1.0), "euro": ("eur", 1.0), "pound sterling": ("gbp", 1.0),
    "indian rupee": ("inr", 1.0),
    "byte": ("bytes", 1.0), "kilobyte": ("bytes", 1e3), "megabyte": ("bytes", 1e6),
    "gigabyte": ("bytes", 1e9),
    "terabyte": ("bytes", 1e12),
}  # fmt: skip


def quantulum_reader() -> Reader | None:
    """quantulum3's parser with its units in our words, None when it is not installed.

    Its unit classifier is switched off: the pickled model it ships does not load with a current scikit-learn.
    It has no direction, which is reported as `none`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from quantulum3 import classifier, parser
    except ImportError:
        return None
    classifier.USE_CLF = False

    def read(text: str) -> list[Read]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = parser.parse(text)
        except Exception:  # any failure of the peer is a sentence it did not read
            return []
        reads = []
        for quantity in found:
            unit, scale = _QUANTULUM_UNITS.get(quantity.unit.name, (quantity.unit.name, 1.0))
            reads.append(Read(Span(*quantity.span), quantity.value * scale, unit, "none"))
        return reads

    return read


def _same(a: Read, b: Read, direction: bool) -> bool:
    return (
        a.span.overlaps(b.span)
        and math.isclose(a.value, b.value, rel_tol=1e-9, abs_tol=1e-9)
        and a.unit == b.unit
        and (not direction or a.direction == b.direction)
    )


def matches(found: Sequence[Read], labels: Sequence[Read], direction: bool = True) -> list[tuple[Read, Read]]:
    """Pairs of a claim found and its label, each used once, in the order of the text."""
    free = list(labels)
    pairs = []
    for read in found:
        label = next((x for x in free if _same(read, x, direction)), None)
        if label is not None:
            free.remove(label)
            pairs.append((read, label))
    return pairs


def score(items: Iterable[Item], reader: Reader, direction: bool = True) -> dict[str, object]:
    """Counts, precision, recall and F1 over `items`; per field the share of matched claims with it right."""
    hits: list[tuple[Read, Read]] = []
    found = labelled = 0
    for item in items:
        reads = reader(item.text)
        found, labelled = found + len(reads), labelled + len(item.claims)
        hits += matches(reads, item.claims, direction)
    # Where nothing is labelled (hard negatives) only `found` speaks: each is a false alarm.
    precision = len(hits) / found if found and labelled else None
    recall = len(hits) / labelled if labelled else None
    f1 = 2 * len(hits) / (found + labelled) if labelled else None
    row: dict[str, object] = {
        "claims": labelled,
        "found": found,
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }
    return row | {field: _share_right(hits, field) for field in _FIELDS}


def _share_right(hits: Sequence[tuple[Read, Read]], field: str) -> float | None:
    """Spans are right when they overlap; a metric or guardrail is judged only where either side has one."""
    if field in ("metric", "guardrail"):
        spans = [(getattr(a, field), getattr(b, field)) for a, b in hits]
        spans = [(a, b) for a, b in spans if b is not None or (a is not None and field == "guardrail")]
        right = [a is not None and b is not None and a.overlaps(b) for a, b in spans]
    else:
        right = [getattr(a, field) == getattr(b, field) for a, b in hits]
    return sum(right) / len(right) if right else None


def run(sets: Sequence[str] = _SETS) -> list[dict[str, object]]:
    """One row per set, part of it, and system; shares from 0 to 1, None where there is nothing to judge."""
    quantulum = quantulum_reader()
    rows: list[dict[str, object]] = []
    for name in sets:
        items = own_items(_OWN_FILES[name]) if name in _OWN_FILES else bullet_items(name)
        if not items:
            continue
        parts = {"all": items} | {
            s: [i for i in items if i.source == s] for s in sorted({i.source for i in items})
        }
        for part, members in parts.items():
            head: dict[str, object] = {
                "benchmark": "claims",
                "set": name,
                "part": part,
                "items": len(members),
            }
            rows.append(head | {"system": "highsignal"} | score(members, read_ours))
            if quantulum is not None and part == "all":
                for direction, label in ((True, "quantulum3"), (False, "quantulum3, direction not asked")):
                    result = score(members, quantulum, direction)
                    rows.append(head | {"system": label} | result | dict.fromkeys(_FIELDS))
                rows.append(
                    head | {"system": "highsignal, direction not asked"} | score(members, read_ours, False)
                )
    return rows


def main() -> None:
    """Print the table, and what is missing from it."""
    sets = [a for a in sys.argv[1:] if a in _SETS] or list(_SETS)
    if data_folder() is None:
        print(
            "bullets.jsonl is not on this machine (set HIGHSIGNAL_TEXTS): only our own sentences are measured"
        )
    if quantulum_reader() is None:
        print("quantulum3 is not installed (dependency group bench): not compared")
    columns = ("claims", "found", "precision", "recall", "f1", *_FIELDS)
    print(f"{'set':5}{'part':18}{'system':32}{'items':>6}" + "".join(f"{c[:9]:>10}" for c in columns))
    for row in run(sets):
        cells = "".join(f"{_shown(row[c]):>10}" for c in columns)
        print(f"{row['set']!s:5}{row['part']!s:18}{row['system']!s:32}{row['items']!s:>6}{cells}")


def _shown(value: object) -> str:
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
