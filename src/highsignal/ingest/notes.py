"""Notes, brag documents and old answers: which stretches of free text are stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from highsignal.domain.bank import StoryContent
from highsignal.domain.sources import Detail, FoundStory, Left, LeftOver
from highsignal.ingest.deeds import Signs
from highsignal.ingest.grouping import Group, groups_of
from highsignal.ingest.headings import date_of, is_promise, name_of
from highsignal.ingest.judging import Verdict, glance, is_placeholder, judge, left_at_once
from highsignal.ingest.pieces import Document, Part
from highsignal.ingest.plain import bare, tidy
from highsignal.ingest.titles import short_title, title_from

# Words the analysis may read in one source. It takes about 14 ms for 250 words, and a source of 1 MB should
# be read within two seconds, half of which go to finding the pieces.
ANALYSED = 8_000


class NotesRead(NamedTuple):
    """What was found in free text, what was left for a reason, and how many groups were only glanced at."""

    found: tuple[FoundStory, ...]
    left: tuple[LeftOver, ...]
    glanced: int


def read_notes(text: str, document: Document) -> NotesRead:
    """The stories in free text; `document` is `text` by parts and pieces."""
    groups = [(group, group.text) for group in groups_of(text, document)]
    reasons = [_at_once(text, group, words) for group, words in groups]
    near = _near(groups, reasons)
    found: list[FoundStory] = []
    left: list[LeftOver] = [*document.left, *_unanswered(document.parts)]
    glanced = 0
    for number, ((group, words), reason) in enumerate(zip(groups, reasons, strict=True)):
        if reason:
            left.append(LeftOver(group.span, reason))
            continue
        glanced += number not in near
        verdict = judge(words) if number in near else glance(group.signs)
        if verdict.kept:
            found.append(_story(text, group, words, verdict))
        else:
            left.append(LeftOver(group.span, verdict.reason or Left.NO_DEED))
    return NotesRead(tuple(found), tuple(left), glanced)


def _unanswered(parts: Iterable[Part]) -> Iterable[LeftOver]:
    for part in parts:
        if part.question and (not part.pieces or all(is_placeholder(p.text) for p in part.pieces)):
            yield LeftOver(part.question.span, Left.UNANSWERED)


def _at_once(text: str, group: Group, words: str) -> Left | None:
    promised = any(is_promise(h.words.text(text)) for h in group.part.headings)
    return left_at_once(words, group.signs, todo=group.pieces[0].todo, promised=promised)


def _near(groups: Sequence[tuple[Group, str]], reasons: Sequence[Left | None]) -> set[int]:
    """The groups to be read closely: all of them, or of a very long text the most promising ones."""
    open_ones = [n for n, reason in enumerate(reasons) if reason is None]
    lengths = {n: groups[n][1].count(" ") + 1 for n in open_ones}
    if sum(lengths.values()) > ANALYSED:
        open_ones.sort(key=lambda n: -_promise(groups[n][0].signs))
    chosen: set[int] = set()
    spent = 0
    for number in open_ones:
        if spent + lengths[number] <= ANALYSED:
            chosen.add(number)
            spent += lengths[number]
    return chosen


def _promise(signs: Signs) -> int:
    """How likely a group is worth a close look: a deed at its beginning, an outcome, any deed."""
    return 2 * signs.opens + 2 * signs.outcome + bool(signs.deeds)


def _story(text: str, group: Group, words: str, verdict: Verdict) -> FoundStory:
    question = group.part.question
    prompt = bare(question.words.text(text)) if question else ""
    heading = group.heading
    told = title_from(verdict.sentences, verdict.claims)
    title = short_title(name_of(heading.words.text(text))) if heading and not question else told
    content = StoryContent(title=title or told or short_title(words), full=words, prompt=prompt)
    return FoundStory(content, (group.span,), verdict.confidence, verdict.why, tuple(_details(text, group)))


def _details(text: str, group: Group) -> Iterable[Detail]:
    """Where it stood and when it was, as the headings above it and the short cells beside it say."""
    above = [h for h in group.part.headings if h is not group.heading]
    dates = [tidy(h.words.text(text)) for h in above if date_of(h.words.text(text))]
    others = [bare(h.words.text(text)) for h in above if not date_of(h.words.text(text))]
    if dates:
        yield Detail("Date", " · ".join(dates))
    if others:
        yield Detail("Stood under", " › ".join(others))
    for piece in group.pieces:
        yield from piece.details
