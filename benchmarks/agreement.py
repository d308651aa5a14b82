"""How far those who labelled the real sentences agree; `python -m benchmarks.agreement` prints the table.

The labellers were separate sessions of one language model that had only `training/LABELS.md` and the
stories. Such labellers read alike, so the numbers say how clear the page is, not how far people agree.
"""

from __future__ import annotations

from itertools import combinations

from training.sources import LABELS, read_labels

from benchmarks.role_scores import NINE, agreement_of, by_label, n_of

Row = dict[str, object]


def _labels(name: str) -> dict[tuple[str, int, int], str]:
    stories = read_labels(LABELS / f"{name}.jsonl")
    return {(story, *span): label for story, spans in stories.items() for span, label in spans.items()}


def run() -> list[Row]:
    """Per pair of labellings: sentences in both, share alike, kappa, and F1 of each label between them."""
    rows: list[Row] = []
    for one, other in combinations(("roles_a", "roles_b", "roles_c", "roles"), 2):
        first, second = _labels(one), _labels(other)
        shared = sorted(first.keys() & second.keys())
        left, right = [first[key] for key in shared], [second[key] for key in shared]
        base: Row = {"benchmark": "agreement", "system": f"{one} and {other}"}
        alike = sum(a == b for a, b in zip(left, right, strict=True)) / len(shared)
        rows.append({**base, "n": len(shared), "measure": "alike", "value": alike})
        rows.append({**base, "n": len(shared), "measure": "kappa", "value": agreement_of(left, right)})
        for label, value in by_label(left, right, NINE).items():
            rows.append({**base, "n": n_of(left, label), "measure": f"{label}: F1", "value": value})
    return rows


def main() -> None:
    """Print the table."""
    for row in run():
        print(f"{row['system']!s:22} {row['measure']!s:14} n={row['n']!s:5} {row['value']:.3f}")


if __name__ == "__main__":
    main()
