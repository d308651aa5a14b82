"""Words in capital letters that a listener outside the team may not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from highsignal.analysis.reading import Reading
from highsignal.domain.spans import Span
from highsignal.packs.model import Role

_THREE = re.compile("[A-Z]{3}")  # found at a fraction of the cost; most sentences have none
_CAPITALS = re.compile(r"(?<![\w@#./-])[A-Z]{3,6}(?=s?\b)(?![-_./@]?\w*\d)(?!s?[._/-]\w)")
_EXPLAINS_NEXT = (
    r"s?\s*(?:\(|,? (?:which|meaning|short for|the \w+ that|our \w+ (?:that|for|which)|i\.e\.)"
    r"|(?:stands for|means|(?:is|was) (?:our|the|a|an))\b|[,–—:]+ (?:the|a|an|our|its|their)\b)"
)


def unexplained(reading: Reading, role: Role | None) -> Iterator[tuple[str, Span]]:
    """The first place of each acronym that is neither common, nor the role's own, nor explained anywhere."""
    seen: set[str] = set()
    for sentence in reading.sentences:
        if not _THREE.search(sentence.text) or sentence.text.isupper():
            continue
        for match in _CAPITALS.finditer(sentence.text):
            word = match.group()
            if word in seen:
                continue
            seen.add(word)
            if not _known(word, role) and not _explained(word, reading):
                yield word, Span(match.start(), match.end()).shifted(sentence.span.start)


def _known(word: str, role: Role | None) -> bool:
    return word in _common() or (role is not None and _of_role(word, role))


def _of_role(word: str, role: Role) -> bool:
    """Whether the role pack, whose listeners are meant, uses the word itself."""
    if any(word in phrase for topic in role.topics for phrase in topic.phrases):
        return True
    return any(word in phrase for group in role.audiences for phrase in group.vocabulary + group.named)


@cache
def _common() -> frozenset[str]:
    """The packaged list, read when the first word in capitals is met."""
    lines = Path(__file__).with_name("acronyms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _explained(word: str, reading: Reading) -> bool:
    """Whether words around some mention of it, or words with its initials, say what it is."""
    if any(f"({word}" in s.text for s in reading.sentences):
        return True
    initials = re.compile(r"[\s-]+".join(rf"{letter}[a-z]+" for letter in word.lower()), re.IGNORECASE)
    explains_next = re.compile(_EXPLAINS_NEXT)
    for sentence in reading.sentences:
        for match in re.finditer(rf"\b{word}\b", sentence.text):
            if explains_next.match(sentence.text, match.end()):
                return True
        if initials.search(sentence.text):
            return True
    return False
