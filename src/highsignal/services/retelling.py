"""What was told against the story as it is written: its told version first, then the others."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from highsignal.analysis.drift.compare import compare_claims
from highsignal.domain.bank import VERSIONS, StoryContent
from highsignal.domain.claims import Claim
from highsignal.domain.speech import Retold
from highsignal.domain.stories import Analysis
from highsignal.services.readings import analysis_of
from highsignal.services.workspace import Desk

TOLD = "take"  # what the told text is called in the places of a drift; a written one is called by its version
_KEPT = 800  # comparisons in memory, some 10 kB each: the practice page asks for the takes of all stories


class Retelling(NamedTuple):
    """A telling beside its story: `written` is the analysis of the version it is held against."""

    version: str
    written: Analysis
    retold: Retold


def alone(content: StoryContent, version: str, text: str) -> StoryContent:
    """`text` as a version of a story of its own, under the title and headline of the story."""
    return StoryContent(title=content.title, headline=content.headline).with_text(version, text)


def compare_telling(desk: Desk, content: StoryContent, version: str, told: Analysis) -> Retelling | None:
    """A telling of `version` against the story as it stands; None where the story has no words.

    A story without that version is held against the one that a listener would hear. What is new beside it
    may stand in another version, and then has to be as it is there.
    """
    base = version if content.text(version) else content.told_version
    if not content.text(base):
        return None
    written = analysis_of(desk, alone(content, base, content.text(base)))
    retold = _compared(written.claims, told.claims, base, (content.text(base), told.story.source))
    for other in VERSIONS:
        words = content.text(other)
        if other != base and words and retold.new:
            claims = analysis_of(desk, alone(content, other, words)).claims
            more = _compared(claims, told.claims, other, (words, told.story.source))
            retold = _with_version(retold, more)
    return Retelling(base, written, retold)


def _with_version(retold: Retold, more: Retold) -> Retold:
    """`retold` with what another version says of the claims that are new beside the first."""
    new = {claim.span for claim in retold.new}
    return retold._replace(
        drifts=retold.drifts + tuple(drift for drift in more.drifts if drift.told.span in new),
        agreed=retold.agreed + tuple(pair for pair in more.agreed if pair[1].span in new),
        new=tuple(claim for claim in more.new if claim.span in new),
    )


@lru_cache(maxsize=_KEPT)
def _compared(
    claimed: tuple[Claim, ...], told: tuple[Claim, ...], version: str, texts: tuple[str, str]
) -> Retold:
    return compare_claims(claimed, told, version, TOLD, texts)
