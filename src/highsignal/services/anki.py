"""The rehearsal deck as a text file that Anki imports.

The headers are those of formats.md, “Anki and FSRS”. A note is known by what it asks, not by our card: when
another story answers a question, or its words change, importing again changes the note and leaves Anki's
schedule alone.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from highsignal.services.deck import DeckCard, key_of
from highsignal.services.errors import UsageError

DECK = "highsignal"
NOTE_TYPE = "Basic"  # the note type that every Anki has; its fields are Front and Back
HEADERS = (
    "#separator:tab",
    "#html:true",
    "#guid column:1",
    "#notetype column:2",
    "#deck column:3",
    "#tags column:6",
)
_DIGITS = 16  # of a note's name: 64 bits, so that no two questions share one
_NOT_IN_TAGS = re.compile(r"[\s\"']+")  # Anki parts tags at white space


class NotOurFileError(UsageError):
    """The file to write is there already and was not written by this export."""

    code = "not-our-file"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is there already and is no export of cards; name another file, or remove it"
        )


def anki_text(cards: Iterable[DeckCard]) -> str:
    """The cards that are asked as Anki's text format: UTF-8, one note a line after the headers."""
    written = io.StringIO()
    written.write("".join(f"{header}\n" for header in HEADERS))
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    writer.writerows(_note(dealt) for dealt in cards)
    return written.getvalue()


def write_anki(path: Path, cards: Iterable[DeckCard]) -> int:
    """Write the cards to a file, whole or not at all; how many there are.

    An earlier export is replaced. Raises NotOurFileError for any other file, and OSError.
    """
    if path.exists() and not _is_ours(path):
        raise NotOurFileError(path)
    notes = tuple(cards)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(anki_text(notes))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return len(notes)


def guid_of(dealt: DeckCard) -> str:
    """The name by which Anki knows a note again: of the question that it asks."""
    digest = hashlib.sha256(f"highsignal card\0{key_of(dealt.card)}".encode()).hexdigest()
    return f"highsignal-{digest[:_DIGITS]}"


def _note(dealt: DeckCard) -> tuple[str, ...]:
    back = f"<b>{_shown(dealt.title)}</b><br><br>{_shown(dealt.opening)}"
    return guid_of(dealt), NOTE_TYPE, DECK, _shown(dealt.card.question), back, " ".join(_tags(dealt))


def _shown(words: str) -> str:
    """Words as one line of HTML, as they stand."""
    lines = html.escape(words.replace("\t", " ").replace("\0", "")).splitlines()
    return "<br>".join(line.strip() for line in lines).strip()


def _tags(dealt: DeckCard) -> Iterator[str]:
    yield "highsignal"
    for name in dict.fromkeys(dealt.competencies):
        yield f"competency::{_NOT_IN_TAGS.sub('-', name.strip()).strip('-:') or 'other'}"


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.readline().strip() == HEADERS[0].encode()
