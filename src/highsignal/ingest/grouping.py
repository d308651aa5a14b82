"""Which pieces tell one episode together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from highsignal.domain.spans import Span
from highsignal.ingest.deeds import Signs
from highsignal.ingest.headings import date_of, is_drawer
from highsignal.ingest.lines import Line, is_subject
from highsignal.ingest.looks import Look, Rarity, looks_at, signs_together
from highsignal.ingest.pieces import STORY_SECTIONS, Document, Part, Piece
from highsignal.ingest.turns import Turns

# Shares of a piece's words, weighted by rarity, that also stand in what was told before it. Chosen on real
# stories written one after the other and on own documents: `python -m benchmarks.bring_in`.
SAME_MATTER = 0.30  # two bullets of a list that have as much in common are about one thing
FRESH_MATTER = 0.22  # a fresh start ("In 2021 …") with less in common begins another story
OTHER_MATTER = 0.12  # below it a finished story and a new deed are two episodes
NOTHING_COMMON = 0.05  # below it a finished story and a new paragraph are two, whatever the paragraph says
LONGEST = (
    600  # words; four minutes, which nobody tells: a longer stretch is parted where it hangs together least
)
_SHARED_STEMS = 2  # words that two entries of a diary share at least when they are about one matter
_FEWEST_BEFORE = 4  # words; "Morning!" is nothing that a bullet could go on from


class Group(NamedTuple):
    """Pieces in a row that belong together, and the part of the document they stand in.

    `whole` says that they are all there is under a heading that names one thing, or below a question.
    """

    pieces: tuple[Piece, ...]
    part: Part
    whole: bool
    signs: Signs

    @property
    def text(self) -> str:
        """The words, paragraphs parted by empty lines."""
        written: list[str] = []
        for piece in self.pieces:
            if written:
                written.append(" " if piece.runs_on else "\n\n")
            written.append("\n\n".join(piece.paragraphs))
        return "".join(written)

    @property
    def heading(self) -> Line | None:
        """The heading that names what the pieces tell, None when it is that of a drawer."""
        return self.part.heading if self.whole else None

    @property
    def span(self) -> Span:
        """From the heading or question that belongs to it to the end of the last piece."""
        above = self.part.question or self.heading
        start = above.span.start if above and self.whole else self.pieces[0].span.start
        return Span(start, self.pieces[-1].span.end)


class _Run:
    """The pieces taken so far, and what they hold together."""

    def __init__(self, looks: Sequence[Look] = ()) -> None:
        self.looks: list[Look] = []
        self.stems: set[str] = set()
        self.words = 0
        self.deed = self.outcome = False
        for look in looks:
            self.add(look)

    def add(self, look: Look) -> None:
        self.looks.append(look)
        self.stems |= look.stems
        self.words += look.words
        self.deed |= look.signs.deeds > 0
        self.outcome |= look.signs.outcome

    @property
    def told(self) -> bool:
        """Whether a deed and an outcome are told, so that the story may be over."""
        return self.deed and self.outcome

    @property
    def last(self) -> Piece:
        return self.looks[-1].piece

    @property
    def sections(self) -> list[str]:
        return [look.piece.section for look in self.looks if look.piece.section]


class _Next(NamedTuple):
    """A piece and how it meets what stands above: what they share, and whether its role begins a story.

    `named` says that the heading above names one thing.
    """

    look: Look
    shared: float
    turns: bool
    named: bool


def groups_of(text: str, document: Document) -> Iterator[Group]:
    """The groups of pieces of a document, in order; an answer to a question is always one."""
    looks = looks_at(document)
    rarity = Rarity([look for part in looks for look in part])
    turns = Turns()
    open_run: _Run | None = None
    group: Group | None = None
    for part, seen in zip(document.parts, looks, strict=True):
        for run, whole in _runs_of(text, part, seen, rarity, turns):
            if group and open_run and _next_entry(text, group, open_run, part, run, rarity):
                pieces = group.pieces + tuple(look.piece for look in run)
                open_run = _Run([*open_run.looks, *run])
                group = group._replace(pieces=pieces, signs=signs_together(open_run.looks))
                continue
            if group:
                yield group
            group = Group(tuple(look.piece for look in run), part, whole, signs_together(run))
            open_run = _Run(run)
    if group:
        yield group


def _next_entry(
    text: str, group: Group, before: _Run, part: Part, run: Sequence[Look], rarity: Rarity
) -> bool:
    """Whether a diary goes on with an unfinished matter under its next date."""
    headings = (group.part.heading, part.heading)
    if group.part is part or before.told or not all(h and date_of(h.words.text(text)) for h in headings):
        return False
    listed = any(look.piece.listed for look in (*before.looks, *run))
    if listed or run[0].aside or len(run[0].stems & before.stems) < _SHARED_STEMS:
        return False
    last = before.looks[-1]
    return max(rarity.shared(run[0], before.stems), rarity.shared(last, run[0].stems)) >= OTHER_MATTER


def _runs_of(
    text: str, part: Part, looks: Sequence[Look], rarity: Rarity, turns: Turns
) -> Iterator[tuple[Sequence[Look], bool]]:
    """The runs of one part, each with whether it is all that stands under a heading that names one thing."""
    if not looks:
        return
    if part.question:
        yield looks, True
        return
    heading = part.heading
    named = heading is not None and not _collects(text, heading)
    begun = _runs(looks, rarity, turns.of(part.pieces), named=named)
    runs = [short for run in begun for short in _parted(run, rarity)]
    for run in runs:
        yield run, named and len(runs) == 1


def _collects(text: str, heading: Line) -> bool:
    """Whether several things may stand under a heading: a drawer, or the subject of a mail."""
    return is_drawer(heading.words.text(text)) or is_subject(heading, text)


def _runs(looks: Sequence[Look], rarity: Rarity, turns: set[int], *, named: bool) -> Iterator[list[Look]]:
    run = _Run()
    for number, look in enumerate(looks):
        if run.looks:
            following = _Next(look, rarity.shared(look, run.stems), number in turns, named)
            if _begins_another(run, following):
                yield run.looks
                run = _Run()
        run.add(look)
    yield run.looks


def _begins_another(run: _Run, following: _Next) -> bool:
    """Whether a piece begins another episode than `run` tells."""
    look, piece = following.look, following.look.piece
    if piece.apart or piece.todo != run.last.todo:
        return True
    if piece.section:
        return _section_begins(run, piece.section)
    if run.last.text.endswith(":"):
        return False
    aside, before = look.aside, run.looks[-1].aside
    if (piece.gap or piece.listed) and aside != before and (run.told or "plan" in (aside, before)):
        return True
    if look.goes_on and not look.fresh:
        return piece.listed and run.words < _FEWEST_BEFORE
    if piece.listed:
        return _bullet_begins(run, following)
    if run.looks[0].piece.listed and not following.named:
        return following.shared < SAME_MATTER
    return _prose_begins(run, following)


def _section_begins(run: _Run, section: str) -> bool:
    """Whether a labelled piece ("Situation: …") is the beginning of the next story."""
    before = run.sections
    if not before:
        return section == STORY_SECTIONS[0] and run.told
    earlier = STORY_SECTIONS.index(section) < STORY_SECTIONS.index(before[-1])
    return earlier and (section == STORY_SECTIONS[0] or section in before)


def _bullet_begins(run: _Run, following: _Next) -> bool:
    look, shared = following.look, following.shared
    if not run.last.listed and not look.piece.gap and not run.told:
        return False  # the list below a sentence that leads into it
    complete = look.signs.opens and look.signs.outcome
    if following.named:
        return complete and run.told and shared < OTHER_MATTER
    if not look.signs.opens and not look.piece.gap and not run.told and shared > 0:
        return False
    return shared < SAME_MATTER or (complete and run.told)


def _prose_begins(run: _Run, following: _Next) -> bool:
    look, shared, gap = following.look, following.shared, following.look.piece.gap
    if look.fresh and shared < FRESH_MATTER and (gap or run.told):
        return True
    if following.turns and shared < SAME_MATTER and (gap or (run.told and shared < OTHER_MATTER)):
        return True
    return gap and run.told and shared < (OTHER_MATTER if look.signs.deeds else NOTHING_COMMON)


def _parted(run: list[Look], rarity: Rarity) -> Iterator[list[Look]]:
    """A run of more than `LONGEST` words parted where its pieces have least in common."""
    left = sum(look.words for look in run)
    start = 0
    while left > LONGEST and len(run) - start > 1:
        cut = _weakest(run, start, rarity)
        yield run[start:cut]
        left -= sum(look.words for look in run[start:cut])
        start = cut
    yield run[start:]


_AROUND = 6  # pieces on each side of a boundary that are compared


def _weakest(run: Sequence[Look], start: int, rarity: Rarity) -> int:
    """The boundary within a story's length from `start` at which the words change most."""
    reached, best, least = 0, start + 1, math.inf
    for number in range(start + 1, len(run)):
        reached += run[number - 1].words
        if reached > LONGEST:
            break
        if reached < LONGEST / 4:
            best = number
            continue
        before = {stem for look in run[max(start, number - _AROUND) : number] for stem in look.stems}
        after = run[number : number + _AROUND]
        held = sum(rarity.shared(look, before) for look in after) / len(after)
        held -= FRESH_MATTER if run[number].fresh else 0.0
        if held < least:
            best, least = number, held
    return best
