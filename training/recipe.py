"""How the models are trained: the examples, and one function per model.

The benchmark trains with the same functions, each time without the authors it then measures on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite
from training.sources import OwnStory, RealStory

from highsignal.analysis.roles.features import Placed, alone, features_of, place
from highsignal.analysis.roles.sections import ORDERS, chain_items, result_first
from highsignal.analysis.roles.tagger import PART_WORDS, PARTS, ROLE_WORDS, ROLES, probabilities
from highsignal.analysis.roles.views import view_of
from highsignal.analysis.text.sections import section_of

PART_OF = {
    "stakes": "situation",
    "decision": "action",
    "tradeoff": "action",
    "learning": "result",
}
INNER_FOLDS = 5
# Weight of a story as it is against the same story with the result first: how much rarer we take the
# latter to be. Chosen among 2, 3, 6, 12, 25 so that both orders are read well.
PLAIN_WEIGHT = 6
_ROLE_PARAMETERS = {"c1": 0.1, "c2": 3.0, "max_iterations": 100, "feature.minfreq": 3}
_WORD_PARAMETERS = {"c1": 0.0, "c2": 3.0, "max_iterations": 80, "feature.minfreq": 2}
_CHAIN_PARAMETERS = {"c1": 0.0, "c2": 6.0, "max_iterations": 100, "feature.minfreq": 2}
Evidence = tuple[list[dict[str, float]], list[dict[str, float]]]
Sequences = list[tuple[object, list[str]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A story with its sentences' layout and labels; `group` is its author, never split between folds."""

    id: str
    group: str
    llm: str
    placed: tuple[Placed, ...]
    parts: tuple[str | None, ...]
    roles: tuple[str | None, ...]
    own: bool


def part_of(role: str) -> str | None:
    """The part of a story in which a role belongs; None for `other`."""
    return None if role == "other" else PART_OF.get(role, role)


def from_real(story: RealStory) -> Example:
    """A collected story: sections are the author's, roles ours."""
    parts = tuple(PART_OF.get(name, name) if name else None for name in story.sections)
    placed = tuple(place(story.sentences))
    return Example(story.id, story.author, story.llm, placed, parts, story.strict, own=False)


def from_own(story: OwnStory) -> Example:
    """A story of our own, its headings taken off the sentences and kept as their section."""
    placed: list[Placed] = []
    roles: list[str] = []
    section: str | None = None
    paragraph = -1
    for (role, text), number in zip(story.lines, story.paragraphs, strict=True):
        if role == "other" and story.header.get("voice") == "headed":
            section = section_of(text.lstrip("# ")) or section
            continue
        placed.append(Placed(view_of(text), opens=bool(placed) and number != paragraph, section=section))
        paragraph = number
        roles.append(role)
    closed = [
        item._replace(closes=n + 1 < len(placed) and placed[n + 1].opens) for n, item in enumerate(placed)
    ]
    parts = tuple(part_of(role) for role in roles)
    return Example(story.id, story.id, "own", tuple(closed), parts, tuple(roles), own=True)


def folds_of(examples: Iterable[Example], count: int) -> dict[str, int]:
    """Author → fold, the authors with most stories first, each to the emptiest fold."""
    sizes: dict[str, int] = {}
    for example in examples:
        sizes[example.group] = sizes.get(example.group, 0) + 1
    filled = [0] * count
    found: dict[str, int] = {}
    for group, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold = filled.index(min(filled))
        found[group] = fold
        filled[fold] += size
    return found


def _fit(path: Path, parameters: Mapping[str, float], sequences: Iterable[tuple[object, list[str]]]) -> None:
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params(dict(parameters))
    for items, labels in sequences:
        trainer.append(pycrfsuite.ItemSequence(items), labels)
    trainer.train(str(path))


def train_roles(examples: Sequence[Example], path: Path) -> None:
    """The published nine-way model: a chain over words, cues, neighbours and position.

    Real stories are seen three times: as they are, with their author's sections as headings, and with
    the result first.
    """
    sequences: Sequences = []
    for example in examples:
        labels = [role or "other" for role in example.roles]
        sequences.append((features_of(example.placed), labels))
        if not example.own:
            headed = [
                item._replace(section=part) for item, part in zip(example.placed, example.parts, strict=True)
            ]
            sequences.append((features_of(headed), labels))
            order = result_first([part or "result" for part in example.parts])
            moved = [example.placed[n] for n in order]
            sequences.append((features_of(moved), [labels[n] for n in order]))
    _fit(path, _ROLE_PARAMETERS, sequences)


def train_words(examples: Sequence[Example], path: Path, *, roles: bool) -> None:
    """A model of single sentences, of their roles or of their parts."""
    sequences: Sequences = []
    for example in examples:
        labels = example.roles if roles else example.parts
        sequences.extend(
            ([alone(item.view)], [name]) for item, name in zip(example.placed, labels, strict=True) if name
        )
    _fit(path, _WORD_PARAMETERS, sequences)


def evidence_of(example: Example, folder: Path) -> Evidence:
    """What the two models of single sentences in `folder` say about a story."""
    found: list[list[dict[str, float]]] = []
    for name in (PART_WORDS, ROLE_WORDS):
        tagger = pycrfsuite.Tagger()
        tagger.open(str(folder / name))
        found.append([probabilities(tagger, alone(item.view)) for item in example.placed])
    return found[0], found[1]


def train_parts(examples: Sequence[Example], folder: Path) -> None:
    """The two models of single sentences and the chain over what they say; three files in `folder`.

    The chain learns from what models said that had not seen the story's author.
    """
    folds = folds_of(examples, INNER_FOLDS)
    sequences: Sequences = []
    for fold in range(INNER_FOLDS):
        _train_both([e for e in examples if folds[e.group] != fold], folder)
        for example in examples:
            if folds[example.group] == fold and not example.own:
                sequences.extend(_both_orders(example, evidence_of(example, folder)))
    _train_both(examples, folder)
    _fit(folder / PARTS, _CHAIN_PARAMETERS, sequences)


def _train_both(examples: Sequence[Example], folder: Path) -> None:
    train_words(examples, folder / PART_WORDS, roles=False)
    train_words(examples, folder / ROLE_WORDS, roles=True)


def _both_orders(example: Example, evidence: Evidence) -> Sequences:
    names = [part or "result" for part in example.parts]
    plain: tuple[object, list[str]] = (chain_items(*evidence), [f"{ORDERS[0]}:{name}" for name in names])
    order = result_first(names)
    turned: tuple[object, list[str]] = (
        chain_items([evidence[0][n] for n in order], [evidence[1][n] for n in order]),
        [f"{ORDERS[1]}:{names[n]}" for n in order],
    )
    return [plain] * PLAIN_WEIGHT + [turned]


def train_all(examples: Sequence[Example], folder: Path) -> None:
    """Every model, from `examples`, into `folder`."""
    train_roles(examples, folder / ROLES)
    train_parts(examples, folder)
