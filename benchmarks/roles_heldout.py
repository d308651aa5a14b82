"""Sentence roles on text of our own that training never saw, by a writer who saw nothing but LABELS.md.

Thirty stories, half of their decisions, prices, stakes and lessons without the obvious word. The real
collection holds only eleven trade-offs and three dozen decisions (see `roles`), too few to tell .65 from
.75; here are sixty of each. The packaged model, whose training holds no sentence of this text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.tables import Row, markdown
from highsignal.analysis.roles.tagger import label
from highsignal.analysis.text.words import spoken_words
from highsignal.domain.roles import Role, Sentence
from highsignal.domain.spans import Span
from highsignal.domain.stories import Story

TEXT = Path(__file__).parent / "labels" / "roles_heldout.txt"
REACH = {Role.DECISION: 0.75, Role.TRADEOFF: 0.75, Role.LEARNING: 0.70}


def stories() -> Iterator[tuple[Story, list[Role]]]:
    """Each story with the labels of its sentences."""
    for block in TEXT.read_text(encoding="utf-8").split("\n---"):
        sentences: list[Sentence] = []
        roles: list[Role] = []
        paragraph = at = 0
        for line in block.strip().splitlines():
            if not line.strip():
                paragraph += 1
            elif not line.startswith("#"):
                name, text = line.split("\t", 1)
                span = Span(at, at + len(text))
                sentences.append(Sentence(span, text, spoken_words(text), paragraph))
                roles.append(Role(name))
                at = span.end + 1
        source = "\n".join(s.text for s in sentences)
        yield Story(source, Span(0, len(source)), "", tuple(sentences)), roles


def run() -> list[Row]:
    """A row for each role, and one for all."""
    pairs = [
        (wanted, found.role)
        for story, roles in stories()
        for wanted, found in zip(roles, label(story), strict=True)
    ]
    rows: list[Row] = []
    scores: list[float] = []
    for role in Role:
        wanted = sum(a is role for a, _ in pairs)
        told = sum(b is role for _, b in pairs)
        right = sum(a is b is role for a, b in pairs)
        scores.append(2 * right / (wanted + told))
        rows.append({"role": role.value, "n": wanted, "F1": scores[-1], "reach": REACH.get(role)})
    agreed = sum(a is b for a, b in pairs) / len(pairs)
    chance = (
        sum(sum(a is role for a, _ in pairs) * sum(b is role for _, b in pairs) for role in Role)
        / len(pairs) ** 2
    )
    rows.append({"role": "all: macro-F1", "n": len(pairs), "F1": sum(scores) / len(scores)})
    rows.append({"role": "all: accuracy", "n": len(pairs), "F1": agreed})
    rows.append({"role": "all: kappa", "n": len(pairs), "F1": (agreed - chance) / (1 - chance)})
    return rows


if __name__ == "__main__":
    print(markdown(run()))
