"""A person's bank: stories with their versions, every change to them, and what was told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

VERSIONS = ("headline", "thirty", "ninety", "full")

# What a version is called where people read it.
VERSION_NAMES = {"headline": "Headline", "thirty": "30 seconds", "ninety": "90 seconds", "full": "Full"}


class StoryContent(NamedTuple):
    """All that a person writes about one story: its four versions, and what it is good for.

    `competencies` are ids of the packs or words of the person's own; `prompt` is the question it was
    first written for, if any.
    """

    title: str = ""
    headline: str = ""
    thirty: str = ""
    ninety: str = ""
    full: str = ""
    competencies: tuple[str, ...] = ()
    prompt: str = ""

    @property
    def told_version(self) -> str:
        """The version a listener would hear: ninety seconds if written, else the fullest there is."""
        return next((name for name in ("ninety", "full", "thirty", "headline") if self.text(name)), "ninety")

    @property
    def told(self) -> str:
        """The text of the version a listener would hear."""
        return self.text(self.told_version)

    @property
    def name(self) -> str:
        """What the story is called: its title, else its headline, else how it begins."""
        for words in (self.title, self.headline, self.told):
            if words.strip():
                line = words.strip().splitlines()[0]
                return line if len(line) <= 90 else line[:88].rsplit(" ", 1)[0] + " …"
        return "Untitled story"

    def text(self, version: str) -> str:
        """The text of one of `VERSIONS`, empty when it holds only white space."""
        words: str = getattr(self, version)
        return words if words.strip() else ""

    def with_text(self, version: str, words: str) -> StoryContent:
        """The same story with other words in one of `VERSIONS`."""
        return StoryContent(**self._asdict() | {version: words})

    @property
    def empty(self) -> bool:
        """Whether nothing has been written yet."""
        return not (self.title.strip() or any(self.text(version) for version in VERSIONS))


class StoryState(StrEnum):
    """How far a story has come."""

    RAW = "raw"  # noted, not yet told as a story
    DRAFTED = "drafted"  # written so that it could be told
    REHEARSED = "rehearsed"  # told aloud within its time
    LANDED = "landed"  # told within its time and understood by a listener


class StoryRecord(NamedTuple):
    """A story as it stands in the bank; `revision` numbers from 1, times are UTC."""

    id: str
    position: int
    state: StoryState
    content: StoryContent
    revision: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None
    merged_into: str | None = None


class RevisionKind(StrEnum):
    """What made a revision."""

    CREATED = "created"
    EDITED = "edited"
    RESTORED = "restored"
    MERGED = "merged"
    IMPORTED = "imported"
    UNDONE = "undone"


class Revision(NamedTuple):
    """A story's content after one change.

    `window` names the browser window or command that made it, `base` the revision it started from
    (0 for the first). What lies between `base` and `number` was written elsewhere and is kept.
    """

    story: str
    number: int
    at: datetime
    kind: RevisionKind
    window: str
    base: int
    content: StoryContent


class Person(NamedTuple):
    """Whose bank it is. `words_per_minute` is None until measured or told; `sample`: the invented one."""

    id: str
    name: str
    headline: str
    time_zone: str
    words_per_minute: float | None
    created_at: datetime
    sample: bool = False


class Take(NamedTuple):
    """One attempt at telling a story: `kind` is typed or spoken, `seconds` is None for a typed one.

    `story` is empty for an answer in a mock as long as nobody has said which story it was.
    """

    id: str
    story: str
    at: datetime
    kind: str
    version: str
    revision: int
    seconds: float | None
    words: int
    text: str


class Outcome(StrEnum):
    """How a round ended."""

    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Telling(NamedTuple):
    """A story told in a round, to which prompt; `landed` is yes, partly, no, or empty for unknown."""

    story: str
    prompt: str
    landed: str = ""


class Round(NamedTuple):
    """One interview. `outcome` is an event of its own with its date, None while it is pending."""

    id: str
    company: str
    kind: str
    interviewer: str
    held_at: datetime
    outcome: Outcome
    outcome_at: datetime | None
    notes: str
    tellings: tuple[Telling, ...] = ()


class Tick(NamedTuple):
    """What the person says of a checklist line: `story` is empty for a line about the whole bank."""

    story: str
    line: str
    met: bool
    note: str
    at: datetime
