"""A story's history as people read it: saves of one sitting together, and what each changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from highsignal.analysis.text.comparison import Piece, compare, words_changed
from highsignal.domain.bank import VERSIONS, Revision, RevisionKind, StoryContent

_PAUSE = timedelta(minutes=20)  # after this the next save begins another sitting


class Sitting(NamedTuple):
    """Saves that follow each other: `last` is what they came to, `revisions` are all of them, latest first.

    `added` and `removed` count words from `before`, the revision they started from (None for the first).
    """

    last: Revision
    before: Revision | None
    revisions: tuple[Revision, ...]
    changed: tuple[str, ...]
    added: int
    removed: int


class FieldChange(NamedTuple):
    """One field of a story in two revisions; `pieces` says what changed, word by word."""

    field: str
    pieces: tuple[Piece, ...]
    changed: bool


def sittings(revisions: Sequence[Revision], before: Revision | None = None) -> tuple[Sitting, ...]:
    """`revisions` (latest first) by sitting; `before` is the one ahead of the oldest, if there is one."""
    groups: list[list[Revision]] = []
    for revision in revisions:
        if groups and _together(groups[-1][-1], revision):
            groups[-1].append(revision)
        else:
            groups.append([revision])
    firsts = [group[0] for group in groups[1:]] + [before]
    return tuple(_sitting(group, earlier) for group, earlier in zip(groups, firsts, strict=True))


def compare_contents(before: StoryContent, after: StoryContent) -> tuple[FieldChange, ...]:
    """Every field that has words in either content, with what changed in it."""
    changes = []
    for field in ("title", *VERSIONS, "prompt", "competencies"):
        old, new = _words(before, field), _words(after, field)
        if old or new:
            changes.append(FieldChange(field, compare(old, new), old != new))
    return tuple(changes)


def _together(later: Revision, earlier: Revision) -> bool:
    edits = {later.kind, earlier.kind} == {RevisionKind.EDITED}
    return edits and later.window == earlier.window and later.at - earlier.at <= _PAUSE


def _sitting(group: Sequence[Revision], before: Revision | None) -> Sitting:
    old = before.content if before else StoryContent()
    changes = [change for change in compare_contents(old, group[0].content) if change.changed]
    counts = [words_changed(change.pieces) for change in changes]
    return Sitting(
        last=group[0],
        before=before,
        revisions=tuple(group),
        changed=tuple(change.field for change in changes),
        added=sum(added for added, _ in counts),
        removed=sum(removed for _, removed in counts),
    )


def _words(content: StoryContent, field: str) -> str:
    value = getattr(content, field)
    return value if isinstance(value, str) else ", ".join(value)
