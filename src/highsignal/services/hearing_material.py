"""What a listener is given, blind to what was meant: the story's opening, its text, or a recording of it.

Neither headline nor title is ever part of it. The ten-second view of the analyzer (`pages/scan.py`) begins
with the headline, since that is what a reader of a résumé meets first; in front of a listener the headline
would be read back, and the test would show that they can read. So a scan shows how the told version opens,
and nothing before it. A story that opens with its headline's own words keeps them, since they are what a
listener meets; the comparison says so.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from highsignal.analysis.text.documents import read_whole
from highsignal.analysis.text.words import count_words
from highsignal.analysis.timing import FIRST_TEN_WORDS
from highsignal.domain.bank import StoryContent, Take
from highsignal.domain.practice import Hearing, HearingKind, Stage
from highsignal.services.errors import UsageError
from highsignal.services.recordings import get_recording, sound_of
from highsignal.services.stories import get_revision
from highsignal.services.workspace import Desk
from highsignal.storage.tellings import find_take

EXPOSURE = 10.0  # seconds of a scan; the seed documents' own test (evidence.md, "Delivery")
# evidence.md, "Delivery": silent reading is 175 to 300 words a minute (Brysbaert 2019), so the fastest take
# in fifty words in ten seconds; more would only be there to be skimmed.
MOST_WORDS = 50
LARGEST_EMBEDDED = 6_000_000  # bytes of sound in a file; as text a third more, which mail still carries
_MARKUP = re.compile(r"[*`]|\[(?=[^\]]*\])|(?<=\w)\]")  # emphasis, code, and what is left of a link
_ENDS = (".", "!", "?", "”", '"', "…", ")")  # a sentence without any of them at its end goes on
_BEFORE_MARK = re.compile(r"\s+([,.;:!?])")
_TAKE = "take:"  # before a take's id in Hearing.version, where the listener hears a recording


class NothingToHearError(UsageError):
    """A story has no words that a listener could be given."""

    code = "nothing-to-hear"

    def __init__(self) -> None:
        super().__init__(
            "this story has nothing to give to a listener yet, since a headline alone would give away the "
            "answer; write its 90-second version first"
        )


class Material(NamedTuple):
    """What a listener gets: `text` to read, or `sound` of `media_type` to hear, `seconds` long."""

    kind: HearingKind
    text: str
    take: str = ""
    sound: Path | None = None
    media_type: str = ""
    seconds: float | None = None

    @property
    def words(self) -> int:
        """How many words the text has."""
        return count_words(self.text)


def version_of_take(take: str) -> str:
    """What stands in Hearing.version where a recording is heard."""
    return f"{_TAKE}{take}"


def take_of(hearing: Hearing) -> str:
    """The id of the take whose recording is heard, empty where the text is read."""
    return hearing.version.removeprefix(_TAKE) if hearing.version.startswith(_TAKE) else ""


def material_of(desk: Desk, hearing: Hearing) -> Material:
    """What the listener of one hearing is given, as it stood when it was asked for.

    Raises NothingToHearError; NotFoundError or RecordingLostError when the recording is gone.
    """
    if take := take_of(hearing):
        return _recording(desk, hearing.kind, take)
    content = get_revision(desk, hearing.story, hearing.revision).content
    return Material(hearing.kind, text_for(hearing.kind, content, hearing.version))


def text_for(kind: HearingKind, content: StoryContent, version: str = "") -> str:
    """The words of one version that a listener reads; raises NothingToHearError when there are none."""
    version = version or content.told_version
    if version == "headline" or not content.text(version):
        raise NothingToHearError
    shown = readable(content.text(version))
    return opening(shown) if kind is HearingKind.SCAN else shown


def readable(text: str) -> str:
    """A story's text without marks, headings and comments: they would tell a listener how it is built."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in read_whole(text).sentences:
        if not sentence.heading:
            paragraphs.setdefault(sentence.paragraph, []).append(_bare(sentence.text))
    return "\n\n".join(" ".join(words) for words in paragraphs.values())


def _bare(sentence: str) -> str:
    return _BEFORE_MARK.sub(r"\1", " ".join(_MARKUP.sub("", sentence).split()))


def opening(text: str) -> str:
    """The words of `text` that stand in front of a reader for ten seconds.

    Whole sentences until the forty words are reached that a reader takes in on average; the sentence in
    which they are is finished, unless it goes on beyond what the fastest read.
    """
    kept: list[str] = []
    for sentence in read_whole(text).sentences:
        kept += sentence.span.text(text).split()
        if len(kept) >= FIRST_TEN_WORDS:
            break
    shown = " ".join(kept[:MOST_WORDS])
    if len(kept) > MOST_WORDS or (kept and not shown.endswith(_ENDS) and len(kept) < len(text.split())):
        return shown.rstrip(",;:–—") + " …"
    return shown


def opens_with_headline(content: StoryContent, text: str) -> bool:
    """Whether the text a listener gets begins with the headline's own words."""
    head = "".join(c for c in content.headline.lower() if c.isalnum())
    return bool(head) and "".join(c for c in text.lower() if c.isalnum()).startswith(head)


def can_be_heard(desk: Desk, take: Take) -> bool:
    """Whether the recording of a take can be given to a listener."""
    try:
        recording = get_recording(desk, take.id)
        sound_of(desk, take.id)
    except UsageError:
        return False
    return recording.stage is Stage.HEARD


def _recording(desk: Desk, kind: HearingKind, take: str) -> Material:
    path, media_type = sound_of(desk, take)
    with desk.database.reading() as session:
        found = find_take(session, desk.person.id, take)
    return Material(
        kind, found.text if found else "", take, path, media_type, found.seconds if found else None
    )
