"""The coverage board: prompts as rows, stories as columns, three strengths of ink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from highsignal.analysis.matching.board import Column, Group, Row
from highsignal.domain.bank import StoryRecord

_CELL, _GAP, _HEIGHT = 14, 2, 14  # pixels
_WORDS = ("does not answer", "comes near", "answers")


class Cells(NamedTuple):
    """What the rows of a board have in common: the columns' names, and each one's cell in every strength."""

    names: tuple[str, ...]
    drawn: tuple[tuple[str, ...], ...]


def story_cells(stories: Sequence[StoryRecord]) -> Cells:
    """The cells of these columns, drawn once for the hundreds of rows of a board."""
    size = f'width="{_CELL}" height="{_HEIGHT}" rx="2"'
    names = tuple(story.content.name for story in stories)
    drawn = (
        tuple(
            f'<rect class="cell s{strength}" x="{n * (_CELL + _GAP)}" {size}>'
            f"<title>{escape(name)} {words}</title></rect>"
            for strength, words in enumerate(_WORDS)
        )
        for n, name in enumerate(names)
    )
    return Cells(names, tuple(drawn))


def prompt_cells(row: Row, cells: Cells) -> Markup:
    """One prompt's cells, a column for each story; said in words for who cannot see them."""
    best = cells.names[row.best.story] if row.best.story is not None and row.strength else "no story"
    drawn = "".join([cells.drawn[n][strength] for n, strength in enumerate(row.strengths)])
    return _picture(drawn, len(row.strengths), f"{_WORDS[row.strength]}: {best}")


def group_bars(group: Group, columns: int) -> Markup:
    """How many prompts of a group each story answers, as columns of ink."""
    most = max(len(group.rows), 1)
    answered = [0] * columns
    for row in group.rows:
        for n, strength in enumerate(row.strengths):
            answered[n] += strength == 2
    bars = [
        f'<rect class="bar" x="{n * (_CELL + _GAP)}" y="{_HEIGHT * (1 - share):.1f}" '
        f'width="{_CELL}" height="{_HEIGHT * share:.1f}"/>'
        for n, share in enumerate(count / most for count in answered)
        if share
    ]
    return _picture("".join(bars), columns, "")


def column_heads(stories: Sequence[StoryRecord], columns: Sequence[Column]) -> Markup:
    """A number for each story, marked where it is one of the chosen or carries too much."""
    heads = [
        f'<text class="head{" picked" if column.chosen else ""}{" heavy" if column.overused else ""}" '
        f'x="{n * (_CELL + _GAP) + _CELL / 2}" y="11">{n + 1}'
        f"<title>{escape(stories[n].content.name)}</title></text>"
        for n, column in enumerate(columns)
    ]
    return _picture("".join(heads), len(columns), "")


def _picture(drawn: str, columns: int, label: str) -> Markup:
    """The picture around what is drawn, in which every name is escaped already."""
    width = max(columns * (_CELL + _GAP) - _GAP, 1)
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(
        f'<svg class="board-row" width="{width}" height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}" {spoken}>'
        f"{drawn}</svg>"
    )
