"""Reading a source: what it is, the stories in it, and all else with the reason why it is left over."""

from __future__ import annotations

from collections.abc import Sequence

from highsignal.domain.sources import FoundStory, Left, LeftOver, Reading, SourceKind
from highsignal.ingest.banks import read_blocks, read_coaching_state
from highsignal.ingest.competencies import packaged
from highsignal.ingest.leftover import complete
from highsignal.ingest.likeness import merge_alike
from highsignal.ingest.lines import Line, LineKind, read_lines
from highsignal.ingest.notes import read_notes
from highsignal.ingest.pieces import read_document
from highsignal.ingest.plain import plain
from highsignal.ingest.recognise import recognise_lines
from highsignal.ingest.storyfiles import read_story_file
from highsignal.packs.model import Competency

_Found = tuple[Sequence[FoundStory], Sequence[LeftOver], Sequence[str]]


def recognise(name: str, text: str) -> SourceKind:
    """What the source is, by its form; `name` is its file name, empty for something pasted.

    Raises an IngestError when it is no text, has no words, or is too long.
    """
    shown = plain(name, text)
    return recognise_lines(name, shown, read_lines(shown))


def read_source(name: str, text: str, competencies: Sequence[Competency] | None = None) -> Reading:
    """The stories found in `text`, and what is left over: every word is in one or the other.

    `name` is the file's name, empty for something pasted; `competencies` are those of the packs in use,
    the packaged ones by default. Spans count in `text`. Found stories come in the order of the text.
    Raises an IngestError when it is no text, has no words, or is too long.
    """
    shown = plain(name, text)
    lines = read_lines(shown)
    kind = recognise_lines(name, shown, lines)
    known = packaged() if competencies is None else competencies
    found, left, remarks = _read(kind, name, shown, lines, known)
    merged, twice = merge_alike(found)
    rest = Left.OTHER_TOOL if kind in (SourceKind.CAREER_OPS, SourceKind.INTERVIEW_COACH) else Left.HEADING
    if twice:
        remarks = [
            *remarks,
            f"{twice} {'passage' if twice == 1 else 'passages'} told the same as another and went with it.",
        ]
    return Reading(kind, merged, complete(text, shown, merged, left, rest), tuple(remarks))


def _read(
    kind: SourceKind, name: str, text: str, lines: Sequence[Line], known: Sequence[Competency]
) -> _Found:
    if kind is SourceKind.INTERVIEW_COACH:
        coached = read_coaching_state(text, lines, known)
        return coached.found, coached.left, ()
    if kind is SourceKind.CAREER_OPS:
        bank = read_blocks(text, lines, known)
        return bank.found, bank.left, ()
    if kind is SourceKind.STORIES:
        return _stories(name, text, lines, known)
    read = read_notes(text, read_document(text, lines))
    remarks = []
    if read.glanced:
        remarks.append(
            f"The text is very long: {read.glanced} passages were only glanced at. "
            "Bring in a part of it on its own to have it read closely."
        )
    return read.found, read.left, remarks


def _stories(name: str, text: str, lines: Sequence[Line], known: Sequence[Competency]) -> _Found:
    """Stories by their labelled lines where blocks under headings have them, else by the file's headings."""
    if not text.startswith("---") and any(line.kind is LineKind.HEADING for line in lines):
        labelled = read_blocks(text, lines, known)
        if labelled.found:
            return labelled.found, labelled.left, ()
    file = read_story_file(text, name, lines)
    return file.found, file.left, file.remarks
