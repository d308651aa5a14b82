"""The words that come with an export: what is what, and how it comes back."""

from __future__ import annotations

from datetime import datetime

from highsignal import __version__
from highsignal.domain.bank import Person

_TEXT = """\
Your story bank
===============

Everything that highsignal kept for {whose}, as it was on {day} (UTC).

stories/      Your stories as Markdown, in the order of the bank; archived ones in stories/archive/.
              The lines between --- say what a story is called and what it is good for; below stand its
              versions, each under its own heading: 30 seconds, 90 seconds, Full.
history/      What every story said after each change, the latest first (JSON).
people.json   Who you are and what you aim at.
recordings/   What was recorded, named by the take it belongs to. Missing when nothing was.
data/         The same and everything else - takes, rounds, sources, loops - in the form that is read again:
              one file for each kind, one line for each thing, plain JSON.
manifest.json What wrote this, when, and the SHA-256 of every file in it.

To bring it into highsignal again, here or on another machine:

    highsignal import THIS-FILE.zip

Nothing that is there already is overwritten. You may edit the Markdown files first: unpack the ZIP, change
them in any editor, and import the folder. What you changed comes in as a new version of the story; a new file
in stories/ becomes a new story. Leave data/ and recordings/ as they are.

Written by highsignal {program}.
"""


def readme(moment: datetime, person: Person | None) -> bytes:
    """The README.txt of an export of one person or of everybody."""
    whose = (person.name or "you") if person else "everybody who uses it here"
    return _TEXT.format(whose=whose, day=f"{moment:%Y-%m-%d %H:%M}", program=__version__).encode()
