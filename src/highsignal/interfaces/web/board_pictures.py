"""The coverage board: prompts as rows, stories as columns, three strengths of ink."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from highsignal.analysis.matching.board import Column, Group, Row
from highsignal.domain.bank import StoryRecord

_CELL, _GAP, _HEIGHT = 14, 2, 14  # pixels
_WORDS = ("does not answer", "comes near", "answers")


def prompt_cells(row: Row, stories: Sequence[StoryRecord]) -> Markup:
    """One prompt's cells, a column for each story; said in words for who cannot see them."""
    cells = Markup("").join(
        Markup(
            '<rect class="cell s{}" x="{}" width="{}" height="{}" rx="2"><title>{} {}</title></rect>'
        ).format(strength, n * (_CELL + _GAP), _CELL, _HEIGHT, stories[n].content.name, _WORDS[strength])
        for n, strength in enumerate(row.strengths)
    )
    best = stories[row.best.story].content.name if row.best.story is not None and row.strength else "no story"
    return _picture(cells, len(row.strengths), f"{_WORDS[row.strength]}: {best}")


def group_bars(group: Group, columns: int) -> Markup:
    """How many prompts of a group each story answers, as columns of ink."""
    most = max(len(group.rows), 1)
    bars = Markup("").join(
        Markup('<rect class="bar" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>').format(
            n * (_CELL + _GAP), _HEIGHT * (1 - share), _CELL, _HEIGHT * share
        )
        for n in range(columns)
        if (share := sum(row.strengths[n] == 2 for row in group.rows) / most)
    )
    return _picture(bars, columns, "")


def column_heads(stories: Sequence[StoryRecord], columns: Sequence[Column]) -> Markup:
    """A number for each story, marked where it is one of the chosen or carries too much."""
    heads = Markup("").join(
        Markup('<text class="head{}{}" x="{}" y="11">{}<title>{}</title></text>').format(
            " picked" if column.chosen else "",
            " heavy" if column.overused else "",
            n * (_CELL + _GAP) + _CELL / 2,
            n + 1,
            stories[n].content.name,
        )
        for n, column in enumerate(columns)
    )
    return _picture(heads, len(columns), "")


def _picture(content: Markup, columns: int, label: str) -> Markup:
    width = max(columns * (_CELL + _GAP) - _GAP, 1)
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup(
        '<svg class="board-row" width="{0}" height="{1}" viewBox="0 0 {0} {1}" {2}>{3}</svg>'
    ).format(width, _HEIGHT, spoken, content)
