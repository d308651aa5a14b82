"""Which sentences of a story speak to a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from highsignal.analysis.matching.stems import stems
from highsignal.analysis.matching.themes import KNOWLEDGE, lexicon
from highsignal.analysis.matching.vectors import embed
from highsignal.analysis.text.blocks import lines_of
from highsignal.analysis.text.sentences import sentences_of
from highsignal.domain.spans import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from highsignal.analysis.matching.evidence import Asked

_MOST = 2  # sentences shown: an answer to "why this story?" has to be read at a glance
_NEAR = 0.6  # a second sentence is shown when it says at least this much of what the first says
# What a sentence needs to be shown at all, in the units of `_strength`: about one cue, or one shared
# word with a similar meaning around it.
_LEAST = 0.25


def sentences(text: str) -> list[Span]:
    """The sentences of plain text, each line of which is a paragraph, as spans without the space between."""
    lines = [line.span for line in lines_of(text, Span(0, len(text))) if line.text.strip()]
    spans = [span for line in lines for span in sentences_of(text, (line,))]
    return [span for span in spans if any(map(str.isalnum, span.text(text)))]


def telling(texts: Sequence[str], asked: Asked) -> list[tuple[Span, ...]]:
    """For each text at most two sentences that speak most to the question, in text order; or none."""
    spans = [sentences(text) for text in texts]
    # All at once: an embedding call costs more than the sentences in it.
    said = [s.text(text) for text, own in zip(texts, spans, strict=True) for s in own]
    strength = _strength(said, asked)
    found, start = [], 0
    for own in spans:
        found.append(_strongest(own, strength[start : start + len(own)]))
        start += len(own)
    return found


def _strongest(spans: Sequence[Span], strength: NDArray[np.float64]) -> tuple[Span, ...]:
    if not spans:
        return ()
    order = np.argsort(-strength, kind="stable")[:_MOST]
    least = max(_LEAST, _NEAR * float(strength[order[0]]))
    return tuple(spans[i] for i in sorted(order) if strength[i] >= least)


def _strength(texts: Sequence[str], asked: Asked) -> NDArray[np.float64]:
    """How much each text speaks to the question: theme cues, shared words, and similarity, summed."""
    words, themes = lexicon(), asked.themes.copy()
    themes[words.position(KNOWLEDGE)] = 0.0
    if not texts:
        return np.zeros(0)
    cues = np.array([words.shown(t) @ themes for t in texts])
    wanted = set(asked.stems)
    shared = np.array([len(wanted.intersection(stems(t))) for t in texts]) / max(len(wanted), 1)
    similar = np.maximum(embed(texts) @ asked.vector, 0.0)
    total: NDArray[np.float64] = cues / 2 + shared + similar / 2
    return total
