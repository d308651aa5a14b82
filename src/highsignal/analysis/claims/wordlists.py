"""Word tables as they are easiest to read and extend: one string, words apart by white space."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())
