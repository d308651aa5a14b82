"""A quantity as the text tells it, before anybody knows what it is a quantity of."""

from __future__ import annotations

from typing import NamedTuple

from highsignal.analysis.claims.units import Dimension
from highsignal.analysis.claims.vocabulary import Sense


class Quantity(NamedTuple):
    """A value in a unit and the tokens [first, end) that say it.

    `lead` is the first token including hedges and bounds ("about", "more than") that stand before it;
    `value_first` and `value_end` stay on the value itself when a baseline or range widens the quantity.
    `sense` is set when the words themselves say which way ("halved", "+20 %"); `verb` when they are the
    change themselves ("doubled"). `bare` means a number with neither unit nor noun, `attributive` one
    tied to its noun by a hyphen ("6-person team"). `bound` is the word that bounds it, if any. `scale` is
    what the unit multiplied the number by, `ratio` marks "one in ten", and `whole` is the token where
    "of the 60" begins behind "52", 0 where there is none.
    """

    first: int
    end: int
    value: float
    unit: str
    dimension: Dimension
    lead: int
    value_first: int
    value_end: int
    approximate: bool = False
    bound: str | None = None
    sense: Sense | None = None
    verb: bool = False
    bare: bool = False
    attributive: bool = False
    range: tuple[float, float] | None = None
    baseline: float | None = None
    paired: bool = False
    baseline_end: int = 0
    scale: float = 1.0
    ratio: bool = False
    whole: int = 0

    def covers(self, token: int) -> bool:
        """Whether token number `token` belongs to it."""
        return self.lead <= token < self.end
