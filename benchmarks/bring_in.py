"""How well stories are found in free text: own documents, real stories in a row; and speed.

A found story counts when it shares at least `ENOUGH` of its words with a marked one, of the words in either.
The baseline splits at blank lines and takes every paragraph for a story. The own documents were written after
the grouping; a first run on them, before anything was changed for their sake, gave precision .80, recall .73
(F1 .76). Thresholds were chosen while looking at the real stories, so these are not held out.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.episode import data_folder, half_of
from benchmarks.tables import Row, markdown
from highsignal.domain.spans import Span
from highsignal.ingest.read import read_source

LABELS = Path(__file__).parent / "labels/bring_in"
ENOUGH = 0.7  # words in both, of the words in either
_MARK = re.compile(r"^(?:<<<|>>>)\n", re.MULTILINE)
_TOGETHER = 4  # real stories in one document
_PARTS = ("situation", "task", "action", "result", "learning")


def documents() -> Iterator[tuple[str, str, list[Span]]]:
    """Name, text and marked stories of each own document."""
    for path in sorted(LABELS.iterdir()):
        marked = path.read_text(encoding="utf-8")
        stories: list[Span] = []
        start = removed = 0
        for match in _MARK.finditer(marked):
            at = match.start() - removed
            if match.group().startswith("<"):
                start = at
            else:
                stories.append(Span(start, at))
            removed += len(match.group())
        yield path.name, _MARK.sub("", marked), stories


def real_documents(folder: Path, half: str) -> Iterator[tuple[str, str, list[Span]]]:
    """Real stories of one half of the authors, four in a row, paragraphs parted by blank lines."""
    lines = (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if half_of(str(row["author"] or row["repo"])) == half]
    draw = random.Random(0)  # the same documents at every run
    for number in range(40):
        text, stories = "", []
        for row in draw.sample(rows, _TOGETHER):
            parts = [" ".join(row["sections"][name].split()) for name in _PARTS if row["sections"].get(name)]
            text += "\n\n" if text else ""
            stories.append(Span(len(text), len(text) + len("\n\n".join(parts))))
            text += "\n\n".join(parts)
        yield f"{half} {number}", text, stories


def words_in(text: str, spans: Sequence[Span]) -> set[int]:
    """Where the words that `spans` cover begin."""
    return {m.start() + span.start for span in spans for m in re.finditer(r"\w+", span.text(text))}


def matches(text: str, found: Sequence[Sequence[Span]], marked: Sequence[Span]) -> int:
    """How many marked stories are found, each by one found story at most."""
    wanted = [words_in(text, [span]) for span in marked]
    hits = 0
    for spans in found:
        have = words_in(text, spans)
        best = max(wanted, key=lambda words: len(words & have) / max(len(words | have), 1), default=set())
        if best and len(best & have) >= ENOUGH * len(best | have):
            hits += 1
            wanted.remove(best)
    return hits


def at_blank_lines(text: str) -> list[list[Span]]:
    """The baseline: every stretch between blank lines with at least five words."""
    blocks = re.finditer(r"\S.*?(?=\n\s*\n|\Z)", text, re.DOTALL)
    return [[Span(*m.span())] for m in blocks if len(m.group().split()) > 4]


def row(name: str, how: str, cases: Sequence[tuple[str, list[list[Span]], list[Span]]]) -> Row:
    """Precision, recall and F1 of one way to find stories over several documents."""
    marked = sum(len(stories) for _, _, stories in cases)
    found = sum(len(spans) for _, spans, _ in cases)
    hits = sum(matches(text, spans, stories) for text, spans, stories in cases)
    precision, recall = hits / max(found, 1), hits / max(marked, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {
        "documents": name,
        "by": how,
        "marked": marked,
        "found": found,
        "precision": precision,
        "recall": recall,
        "F1": f1,
    }


def scored(name: str, texts: Sequence[tuple[str, str, list[Span]]]) -> list[Row]:
    """Ours and the baseline on the same documents."""
    ours = [
        (text, [list(s.spans) for s in read_source(title, text).found], marked)
        for title, text, marked in texts
    ]
    plain = [(text, at_blank_lines(text), marked) for _, text, marked in texts]
    return [row(name, "highsignal", ours), row(name, "blank lines", plain)]


def speed() -> list[Row]:
    """Seconds of processor time for texts of a thousand to a million characters."""
    base = "\n\n".join(text for _, text, _ in documents())
    rows: list[Row] = []
    for size in (1_000, 10_000, 100_000, 1_000_000):
        text = "\n\n".join(base.replace("a", chr(97 + n % 26), n % 7) for n in range(size // len(base) + 1))[
            :size
        ]
        read_source("", text[:1_000])
        start = time.process_time()
        reading = read_source("", text)
        rows.append({"characters": size, "seconds": time.process_time() - start, "found": len(reading.found)})
    return rows


def run() -> list[Row]:
    """Both ways on own documents and on real stories, then the time a text takes by its length."""
    rows = scored("own documents", list(documents()))
    folder = data_folder()
    if folder is not None:
        for half in ("development", "test"):
            rows += scored(f"real stories in a row, {half} half", list(real_documents(folder, half)))
    return [*rows, *speed()]


if __name__ == "__main__":
    sys.stdout.write(markdown(run()) + "\n")
