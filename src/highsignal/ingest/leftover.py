"""Nothing is lost: what is in no found story and was not left for a reason is left over as well."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from highsignal.domain.sources import FoundStory, Left, LeftOver
from highsignal.domain.spans import Span

_WORD = re.compile(r"\w")


def complete(
    text: str, shown: str, found: Sequence[FoundStory], left: Iterable[LeftOver], rest: Left
) -> tuple[LeftOver, ...]:
    """`left` without what found stories cover, and with every other stretch of words, for the reason `rest`.

    `shown` is `text` with comments and markup blanked; a stretch that is blank in it is left as markup.

    The answer is in order, does not overlap `found` or itself, and holds only stretches with a word.
    """
    taken = _united(span for story in found for span in story.spans)
    kept: list[LeftOver] = []
    end = 0
    for item in sorted(left, key=lambda item: (item.span.start, -item.span.end)):
        for free in _outside(item.span._replace(start=max(item.span.start, end)), taken):
            kept += _trimmed(text, shown, item._replace(span=free))
        end = max(end, item.span.end)
    covered = _united([*taken, *(item.span for item in kept)])
    for free in _outside(Span(0, len(text)), covered):
        reason = rest if _WORD.search(free.text(shown)) else Left.MARKUP
        kept += _trimmed(text, shown, LeftOver(free, reason))
    return tuple(_neighbours_joined(text, sorted(kept, key=lambda item: item.span)))


def _united(spans: Iterable[Span]) -> list[Span]:
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return united


def _outside(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches of `span` that are in none of `taken`, which is in order."""
    start = span.start
    first = max(bisect_left(taken, Span(span.start, span.start)) - 1, 0)
    for other in taken[first:]:
        if other.start >= span.end:
            break
        if other.start > start:
            yield Span(start, other.start)
        start = max(start, other.end)
    if start < span.end:
        yield Span(start, span.end)


def _trimmed(text: str, shown: str, item: LeftOver) -> Iterator[LeftOver]:
    """The item without white space around it; what is blank around it in `shown` only is left as markup."""
    inner = _stripped(shown, item.span)
    if inner.end <= inner.start:
        inner = item.span._replace(end=item.span.start)
    for span, reason in (
        (Span(item.span.start, inner.start), None),
        (inner, item.reason),
        (Span(inner.end, item.span.end), None),
    ):
        exact = _stripped(text, span)
        if _WORD.search(exact.text(text)):
            yield item._replace(span=exact) if reason else LeftOver(exact, Left.MARKUP)


def _stripped(text: str, span: Span) -> Span:
    words = span.text(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, start + len(words.strip())))


def _neighbours_joined(text: str, items: Iterable[LeftOver]) -> Iterator[LeftOver]:
    """Stretches left for one reason with nothing but white space between them, as one."""
    waiting: LeftOver | None = None
    for item in items:
        if waiting and waiting[1:] == item[1:] and not text[waiting.span.end : item.span.start].strip():
            waiting = waiting._replace(span=Span(waiting.span.start, item.span.end))
            continue
        if waiting:
            yield waiting
        waiting = item
    if waiting:
        yield waiting
