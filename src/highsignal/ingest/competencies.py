"""The competencies that somebody else's words for them mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from highsignal.analysis.lexicon.pack_phrases import PhraseFinder
from highsignal.packs import load
from highsignal.packs.find import PackSources
from highsignal.packs.model import Competency
from highsignal.packs.names import folded

_PARTS = re.compile(r"\s*(?:[,;|·•\n]|\s[/+&]\s|/|\s[–—]\s)\s*")
_MOST = 4  # competencies of one story; "best for" lists a dozen questions, and more than four say nothing


@cache
def packaged() -> tuple[Competency, ...]:
    """The competencies that come with the program."""
    return load.competencies(PackSources()).packs


def competencies_in(words: Iterable[str], known: Sequence[Competency]) -> tuple[str, ...]:
    """The ids of the competencies that `words` ("conflict resolution, end-to-end ownership") name, in order.

    A name or synonym as a whole counts first; then any phrase by which a question shows the competency.
    """
    by_name = {folded(name): c.id for c in reversed(known) for name in c.names()}
    finder = PhraseFinder([(c.id, (c.name, *c.synonyms, *c.cues)) for c in known])
    found: dict[str, None] = {}
    for part in (p for line in words for p in _PARTS.split(line)):
        part = part.strip(" \"'“”‘’.()[]")
        if not part:
            continue
        exact = by_name.get(folded(part))
        for competency in [exact] if exact else [mention.key for mention in finder.find(part)]:
            found.setdefault(competency)
    return tuple(found)[:_MOST]
