"""The features of every sentence in its place: its own, its neighbours', where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from highsignal.analysis.roles.views import View, view_of
from highsignal.domain.roles import Sentence


class Placed(NamedTuple):
    """A view with what the layout says: whether it opens or closes a paragraph, and its section."""

    view: View
    opens: bool = False
    closes: bool = False
    section: str | None = None


def place(sentences: Sequence[Sentence]) -> list[Placed]:
    """The spoken sentences of a story with their layout."""
    spoken = [sentence for sentence in sentences if not sentence.heading]
    paragraphs = [sentence.paragraph for sentence in spoken]
    last = len(spoken) - 1
    return [
        Placed(
            view_of(sentence.text),
            opens=n > 0 and paragraphs[n - 1] != paragraphs[n],
            closes=n < last and paragraphs[n + 1] != paragraphs[n],
            section=sentence.section,
        )
        for n, sentence in enumerate(spoken)
    ]


def features_of(placed: Sequence[Placed], *, position: bool = True) -> list[list[str]]:
    """One list of feature names per sentence; `position=False` leaves out where in the story it stands."""
    count = len(placed)
    items: list[list[str]] = []
    for n, item in enumerate(placed):
        features = [*item.view.own, "bias"]
        if n:
            features.extend(["-" + name for name in placed[n - 1].view.seen])
        if n + 1 < count:
            features.extend(["+" + name for name in placed[n + 1].view.seen])
        if item.opens:
            features.append("opens")
        if item.closes:
            features.append("closes")
        if item.section:
            features.append("section=" + item.section)
        if position:
            features.extend(_position(n, count))
        items.append(features)
    return items


def _position(n: int, count: int) -> Iterator[str]:
    yield f"p={5 * n // count}"
    if n == 0:
        yield "p=first"
    if n == 1:
        yield "p=second"
    if n == count - 1:
        yield "p=last"
    if n == count - 2:
        yield "p=last-but-one"


def alone(view: View) -> list[str]:
    """The features of a sentence for the models that look at no other."""
    return [*view.own, "bias"]
