"""Which of a story's signals survived being told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from highsignal.domain.signals import Signal, State
from highsignal.domain.stories import Analysis

_RANK = {State.MISSING: 0, State.WEAK: 1, State.STRONG: 2}


class Survived(NamedTuple):
    """One signal in the written story and as it was told; each one's evidence counts in its own text."""

    written: Signal
    told: Signal


class Survival(NamedTuple):
    """The signals, each in one place; those in neither version are in none.

    `survived` were told at least as strongly as written, `weakened` less strongly, `lost` not at all;
    `added` were told though they are not written.
    """

    survived: tuple[Survived, ...] = ()
    weakened: tuple[Survived, ...] = ()
    lost: tuple[Survived, ...] = ()
    added: tuple[Survived, ...] = ()


def compare_signals(written: Analysis, told: Analysis) -> Survival:
    """The signals of the written story beside those of one telling, both held against the same standard."""
    pairs = tuple(_pairs(written, told))
    return Survival(
        survived=tuple(p for p in pairs if _had(p.written) and _rank(p.told) >= _rank(p.written)),
        weakened=tuple(p for p in pairs if 0 < _rank(p.told) < _rank(p.written)),
        lost=tuple(p for p in pairs if _had(p.written) and not _had(p.told)),
        added=tuple(p for p in pairs if not _had(p.written) and _had(p.told)),
    )


def _pairs(written: Analysis, told: Analysis) -> Iterator[Survived]:
    heard = {signal.name: signal for signal in told.signals}
    return (Survived(signal, heard[signal.name]) for signal in written.signals if signal.name in heard)


def _rank(signal: Signal) -> int:
    return _RANK[signal.state]


def _had(signal: Signal) -> bool:
    return signal.state is not State.MISSING
