"""Quantities: a numeral with its unit, its hedges and its bounds, or a word that is a quantity by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from highsignal.analysis.claims import exclusions, shares
from highsignal.analysis.claims.numerals import Numeral, numeral_at
from highsignal.analysis.claims.tokens import Token
from highsignal.analysis.claims.units import CURRENCIES, UNITS, Dimension, Unit, tidy
from highsignal.analysis.claims.quantity import Quantity
