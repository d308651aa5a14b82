"""The transcript's text from the lines that were heard, without fillers, and where its words are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from highsignal.domain.spans import Span
from highsignal.speech.recogniser import Line
from highsignal.speech.spelling import ways_to_say

_CHUNK = re.compile(r"[^\s—–]+")
_OUTSIDE = "\"'“”‘’()[]{}<>*_.,;:!?…-"
_SENTENCE_ENDS = (".", "!", "?")
# As recognisers write the two sounds; what is not a word and fills a pause.
_FILLERS = {
    **dict.fromkeys(("um", "umm", "ummm", "uhm", "em", "erm", "hm", "hmm", "mm", "mmm"), "um"),
    **dict.fromkeys(("uh", "uhh", "uhhh", "er", "err", "eh", "ah", "ahh"), "uh"),
}


class Token(NamedTuple):
    """A word of a line: `span` in the transcript's text, `ways` to say it.

    `filler` is um or uh where the recogniser wrote one: it has a time, but an empty span, since the text
    does not keep it.
    """

    span: Span
    ways: tuple[tuple[str, ...], ...]
    filler: str = ""


class Written(NamedTuple):
    """A transcript's text, and the tokens of each of its lines."""

    text: str
    lines: tuple[tuple[Token, ...], ...]


def write_down(lines: Sequence[Line]) -> Written:
    """The text of `lines`, one after the other, without "um" and "uh"; and where its words are in it."""
    text = ""
    written: list[tuple[Token, ...]] = []
    for line in lines:
        text, tokens = _continue(text, line.text)
        written.append(tokens)
    return Written(text, tuple(written))


def _continue(text: str, line: str) -> tuple[str, tuple[Token, ...]]:
    """`text` with the words of `line` after it, and their tokens."""
    tokens: list[Token] = []
    capital = False
    for chunk in _CHUNK.findall(line):
        filler = _filler(chunk)
        if filler:
            text = _close(text, chunk)
            tokens.append(Token(Span(len(text), len(text)), ((filler,),), filler))
            capital = capital or chunk[0].isupper()
            continue
        shown = chunk[0].upper() + chunk[1:] if capital else chunk
        capital = False
        text = f"{text} " if text else ""
        tokens += _token(shown, len(text))
        text += shown
    return text, tuple(tokens)


def _filler(chunk: str) -> str:
    """Which filler `chunk` is, as “Uh,” is uh; "" for any word. Capitals as in “ER” are a name."""
    bare = chunk.strip(_OUTSIDE)
    return "" if len(bare) > 1 and bare.isupper() else _FILLERS.get(bare.lower(), "")


def _close(text: str, chunk: str) -> str:
    """`text` where a filler with its own marks is left out after it: “the, uh, service”, “it broke, um.”."""
    if text.endswith(",") and chunk.endswith((",", *_SENTENCE_ENDS)):
        text = text[:-1]
    ends = chunk.endswith(_SENTENCE_ENDS) and text and not text.endswith((*_SENTENCE_ENDS, ","))
    return text + chunk[-1] if ends else text


def _token(chunk: str, start: int) -> list[Token]:
    """The word in `chunk` without the marks around it; none when there are only marks."""
    ways = ways_to_say(chunk)
    if not ways:
        return []
    bare = chunk.strip(_OUTSIDE) or chunk
    offset = chunk.index(bare)
    return [Token(Span(start + offset, start + offset + len(bare)), ways)]
