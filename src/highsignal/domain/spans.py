"""A stretch of text, given by character offsets into the file it came from."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` (included) to `end` (excluded) of the original text."""

    start: int
    end: int

    def text(self, source: str) -> str:
        """The words the span covers in `source`, the text the offsets count in."""
        return source[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same stretch `by` characters further on."""
        return Span(self.start + by, self.end + by)
