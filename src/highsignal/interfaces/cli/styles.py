"""Colour for the terminal: muted role colours of equal lightness, and plain text without."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from highsignal.domain.findings import Severity
from highsignal.domain.roles import Role
from highsignal.domain.signals import State

# Colours of the 256-colour palette, close to one another in lightness and apart in hue for people who
# see two hues; the role's letter always stands beside them.
_ROLE_COLOURS: Mapping[Role, int] = {
    Role.SITUATION: 245,
    Role.STAKES: 173,
    Role.TASK: 146,
    Role.DECISION: 178,
    Role.TRADEOFF: 175,
    Role.ACTION: 74,
    Role.RESULT: 71,
    Role.LEARNING: 140,
    Role.OTHER: 240,
}
_SEVERITY_COLOURS = {Severity.ERROR: 167, Severity.WARNING: 179, Severity.INFO: 245}
STATE_MARKS = {State.STRONG: "●", State.WEAK: "◐", State.MISSING: "○"}
_PLAIN_MARKS = {
    "●": "*",
    "◐": "~",
    "○": ".",
    "▮": "#",
    "▯": "-",
    "│": "|",
    "·": "-",
    "→": "->",
    "—": "-",
    "…": "...",
}


class Style(NamedTuple):
    """How to mark text: with colour or not, and with the signs that the terminal can show."""

    colour: bool
    unicode: bool = True

    def paint(self, text: str, colour: int | None = None, *, bold: bool = False, dim: bool = False) -> str:
        """`text` in a colour of the 256-colour palette, bold or dim."""
        if not self.colour:
            return text
        codes = (["1"] if bold else []) + (["2"] if dim else []) + ([f"38;5;{colour}"] if colour else [])
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes else text

    def role(self, role: Role, text: str) -> str:
        """`text` in the colour that means `role` everywhere."""
        return self.paint(text, _ROLE_COLOURS[role])

    def severity(self, severity: Severity, text: str) -> str:
        """`text` in the colour of how much it matters."""
        return self.paint(text, _SEVERITY_COLOURS[severity], bold=severity is Severity.ERROR)

    def shown(self, text: str) -> str:
        """`text` with signs the terminal lacks put into plain ones."""
        if self.unicode:
            return text
        return "".join(_PLAIN_MARKS.get(c, c) for c in text)


def style_for(stream: TextIO, colour: str = "auto") -> Style:
    """The style for `stream`; `colour` is always, never or auto (a terminal, unless NO_COLOR is set)."""
    encoding = (getattr(stream, "encoding", None) or "ascii").lower()
    unicode = "utf" in encoding
    if colour == "auto":
        wanted = bool(os.environ.get("FORCE_COLOR")) or (
            stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        )
        return Style(wanted, unicode)
    return Style(colour == "always", unicode)


def stdout_style(colour: str) -> Style:
    """The style for standard output."""
    return style_for(sys.stdout, colour)
