"""Whether a text is written in a language other than English, by script and by its commonest words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from highsignal.analysis.episode.passage import Passage
from highsignal.analysis.episode.vocabulary import vocabulary
from highsignal.analysis.lexicon.lexicon import parse_lists

_OTHER_SCRIPT = 0.3  # share of letters beyond Latin from which a text is not English
_FOREIGN = 0.16  # share of words; English with quotations stays below .05
_LAST_LATIN = "\u024f"


@cache
def foreign_words() -> frozenset[str]:
    """The commonest words of sixteen languages that are not English words."""
    text = Path(__file__).with_name("languages.txt").read_text(encoding="utf-8")
    words = {word for lines in parse_lists(text).values() for line in lines for word in line.split()}
    return frozenset(words - vocabulary().closed)


def other_language(passage: Passage) -> bool:
    """Whether most of the text is not English: another script, or another language's little words."""
    if _other_script(passage.text) > _OTHER_SCRIPT:
        return True
    found = sum(passage.counts[word] for word in passage.counts.keys() & foreign_words())
    return found > _FOREIGN * len(passage.words)


def _other_script(text: str) -> float:
    """The share of letters that are not Latin ones; 0 when there is no letter."""
    if text.isascii():
        return 0.0
    letters = [char for char in text if char.isalpha()]
    return sum(char > _LAST_LATIN for char in letters) / len(letters) if letters else 0.0
