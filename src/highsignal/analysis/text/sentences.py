"""From a block of prose to sentences: full stops, line ends, and speech without either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from highsignal.domain.spans import Span

_NEVER_LAST = "eg ie e.g i.e vs cf dr Dr Mr Mrs Ms prof Prof approx Approx"
_ABBREVIATED = """
    inc ltd corp co dept est min max sec incl esp st jr sr fig no nos vol jan feb mar apr jun jul aug sep sept
    oct nov dec
"""
_OFTEN_FIRST = """
    I We It The This That These He She They My Our His Her Their You So But And In On At By For From After
    Before Then There When While Since As If What With To Now Instead Because No Not One Two
"""
# A full stop after one of these never ends a sentence …
_TITLES = frozenset(_NEVER_LAST.split())
# … after one of these, or a lone letter as in "J. Smith", it does when a new sentence visibly begins.
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_BEGINNINGS = frozenset(_OFTEN_FIRST.split())
_NEXT_WORD = re.compile(r"\s+[\"“‘(\[*_]*([A-Z][a-z]*)\b")
_END = re.compile(r"(?:[.!?…]+|[。！？]+)(?:[\"'”’»)\]*_]+)?(?=\s|$)")
_STARTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$€£₹"
_NEXT_LOWER = re.compile(r"\s+[a-z]")
_OPENERS, _CLOSERS = "\"'“‘([*_", "\"'”’)]*_"
_MOST_CLOSERS = 5  # characters
_WORD = re.compile(r"\S+")

LONGEST = 45  # words; above this a stretch is divided. Written sentences average about 20 words.
SHORTEST = 7  # words; no piece of a divided stretch is shorter


def sentences_of(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    """The sentences in a run of prose given line by line, as spans without white space around them.

    `text` is the visible text; `lines` are the stretches of one block. Line ends divide sentences
    unless the lines were wrapped to a width; stretches over `LONGEST` words without a full stop, as
    in a pasted transcript, are divided where a spoken clause begins.
    """
    for run in _runs(text, lines):
        for sentence in _by_stops(text, run):
            yield from _by_clauses(text, sentence)


def _runs(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    """Join wrapped lines; keep lines apart that were written as lines."""
    wrapped = _is_wrapped(text, lines)
    start = lines[0].start
    for above, below in pairwise(lines):
        continues = wrapped or not _opens_sentence(text[below.start : below.end])
        ending = text[max(above.start, above.end - _MOST_CLOSERS - 1) : above.end].rstrip(_CLOSERS)
        if ending.endswith((".", "!", "?", "…", ":", ";")):
            continues = continues and text[above.end - 1] in ":;"
        if not continues:
            yield Span(start, above.end)
            start = below.start
    yield Span(start, lines[-1].end)


def _opens_sentence(line: str) -> bool:
    first = line.lstrip(_OPENERS)[:1]
    return first in _STARTS and first != ""


def _is_wrapped(text: str, lines: tuple[Span, ...]) -> bool:
    """Whether some width exists to which a text editor would have wrapped exactly these lines."""
    if len(lines) < 2:
        return False
    widest = max(line.end - line.start for line in lines)
    if not 50 <= widest <= 140:
        return False
    room = min(
        above.end - above.start + 1 + len(_first_word(text, below)) for above, below in pairwise(lines)
    )
    return widest < room


def _first_word(text: str, line: Span) -> str:
    match = _WORD.search(text, line.start, line.end)
    return match.group() if match else ""


def _by_stops(text: str, run: Span) -> Iterator[Span]:
    start = run.start
    for match in _END.finditer(text, run.start, run.end):
        if match.end() < run.end and not _ends_sentence(text, start, match):
            continue
        if match.start() > start or match.end() == run.end:
            yield from _trimmed(text, Span(start, match.end()))
            start = match.end()
    yield from _trimmed(text, Span(start, run.end))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()[0]
    if mark in "!?。！？":
        return True
    if _NEXT_LOWER.match(text, match.end()):
        return False
    if len(match.group()) > 1:
        return True
    if mark != ".":
        return True
    word = _word_before(text, start, match.start())
    if word in _TITLES:
        return False
    lone = len(word) == 1 and word.isascii() and word.isalpha()
    if not lone and word.lower() not in _ABBREVIATIONS:
        return True
    following = _NEXT_WORD.match(text, match.end())
    return following is not None and following[1] in _BEGINNINGS


def _word_before(text: str, start: int, stop: int) -> str:
    """The letters and digits before the full stop at `stop`, no further back than `start`; "e.g" in one."""
    at = stop
    while at > start and _is_word(text[at - 1]):
        at -= 1
    dotted = text[max(start, at - 2) : stop]
    if dotted in ("e.g", "i.e") and (at - 2 <= start or not _is_word(text[at - 3])):
        return dotted
    return text[at:stop]


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    if words.strip():
        yield Span(start, start + len(words.strip()))


@cache
def _clause() -> re.Pattern[str]:
    """Where a spoken clause begins; compiled when a stretch is first found to be too long.

    People speak in clauses that begin with these; a stretch without a full stop is divided before them.
    """
    return re.compile(
        r"(?<=\s)(?=(?:(?:um+|uh+|okay|ok|yeah|well|right|anyway|basically)[, ]+)*"
        r"(?:so|and then|and so|and (?:i|we|it|that|they|the)|but|then (?:i|we)|anyway|eventually|in the end"
        r"|finally|after that|at that point|because of that|i mean|since then"
        r"|the (?:result|outcome|problem|thing) (?:was|is)|what (?:i|we) did"
        r"|(?:i|we) (?:decided|went|ended))\b)",
        re.IGNORECASE,
    )


def _by_clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Divide a stretch that is too long to have been one sentence."""
    words = [m.start() for m in _WORD.finditer(text, sentence.start, sentence.end)]
    if len(words) <= LONGEST:
        yield sentence
        return
    openings = {m.start() for m in _clause().finditer(text, sentence.start, sentence.end)}
    cuts: list[int] = []
    since = 0
    for number, position in enumerate(words):
        length = number - since
        if (
            position in openings and length >= SHORTEST and len(words) - number >= SHORTEST
        ) or length >= LONGEST:
            cuts.append(position)
            since = number
    bounds = [sentence.start, *cuts, sentence.end]
    for start, end in pairwise(bounds):
        yield from _trimmed(text, Span(start, end))
