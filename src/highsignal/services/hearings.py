"""Hearings: asking somebody what they heard, keeping their answers once, and overruling the comparison.

A hearing is asked for on this machine (`here`) or with a file (`file`). A file may be filled in by several
people: the first answer belongs to the hearing it was made for, each other one becomes a hearing of its own
under the id that the file gave it, so that the same answer pasted twice is found again and kept once.

`Hearing.answers` holds the listener's words by question, and notes of ours under keys with an underscore.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.domain.bank import StoryRecord, Take
from highsignal.domain.practice import Hearing, HearingKind, Stage
from highsignal.services.clarity import HIGHEST, LOWEST
from highsignal.services.errors import InvalidInputError, NotFoundError, UsageError
from highsignal.services.heard import RULED, RULED_ON
from highsignal.services.hearing_file import FileAnswer, read_answers
from highsignal.services.hearing_material import (
    EXPOSURE,
    LARGEST_EMBEDDED,
    can_be_heard,
    text_for,
    version_of_take,
)
from highsignal.services.landing import land_when_all_hold, landing_of
from highsignal.services.recording_files import whole_file
from highsignal.services.recordings import sound_of
from highsignal.services.stories import get_story, is_storable
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change
from highsignal.storage.hearings import (
    add_hearing,
    find_hearing,
    list_hearings,
    remove_hearing,
    save_hearing,
)
from highsignal.storage.recordings import list_recordings
from highsignal.storage.stories import find_story, new_id
from highsignal.storage.tellings import find_take, list_takes

# The questions of each kind, in order; issue 4, point 9. None names what was meant.
QUESTIONS: Mapping[HearingKind, Mapping[str, str]] = {
    HearingKind.SCAN: {"sentence": "In one sentence, from memory: what did this person do?"},
    HearingKind.LISTEN: {
        "did": "What did they do?",
        "decided": "What did they decide?",
        "changed": "What changed because of it?",
        "tell": "What would you tell the hiring manager, in one sentence?",
    },
}
EXPOSED, FILLED, HOW = "_exposed", "_filled", "_how"  # milliseconds; the file's own id; read or listened
LONGEST_ANSWER = 2000  # characters
LONGEST_NAME = 80
_TAKES = 12  # of a story that are offered to be heard, the latest
_LEEWAY = 0.25  # seconds that a scan may be off before it is none; a slow screen shows 20 pictures a second


class Reply(NamedTuple):
    """What a listener filled in; `exposure` in milliseconds, only of a scan."""

    answers: Mapping[str, str]
    listener: str = ""
    clarity: int | None = None
    exposure: float | None = None
    how: str = "read"


class TakenIn(NamedTuple):
    """What became of a pasted text: new hearings, those that were here already, and a change of state."""

    new: tuple[Hearing, ...]
    known: tuple[Hearing, ...]
    landed: Change | None = None


class VoidScanError(UsageError):
    """A scan whose text was shown too long or too short."""

    code = "void-scan"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the text was shown for {seconds:.1f} seconds, not {EXPOSURE:.0f}; this scan does not count: "
            "ask somebody who has not seen it"
        )


class OtherMachineError(UsageError):
    """An answer to a file that was not made from this bank, or whose hearing was deleted."""

    code = "not-asked-here"

    def __init__(self) -> None:
        super().__init__(
            "this answer belongs to a file that was not made from this bank: it was made on another machine "
            "or for another person, or its hearing was deleted"
        )


class OtherStoryError(UsageError):
    """An answer pasted at one story that was given about another."""

    code = "other-story"

    def __init__(self, name: str) -> None:
        super().__init__(f"this answer is about “{name}”, not about this story; paste it there")


class AnsweredError(UsageError):
    """A hearing on this machine that has its answer already."""

    code = "answered"

    def __init__(self) -> None:
        super().__init__(
            "this hearing has its answer already; hand the laptop over anew for another listener"
        )


def ask(desk: Desk, story: str, kind: HearingKind, way: str, take: str = "") -> Hearing:
    """Prepare a hearing of the story as it stands, or of the recording of `take`.

    Raises NotFoundError, NothingToHearError, InvalidInputError.
    """
    record = get_story(desk, story)
    problems: dict[str, str] = {}
    if way not in ("here", "file"):
        problems["way"] = "here or file"
    if take and kind is HearingKind.SCAN:
        problems["take"] = "a scan is read; choose the listen for a recording"
    elif take and not _is_of(desk, take, story):
        problems["take"] = "this take has no recording of this story that can be heard; choose another one"
    elif take and way == "file" and sound_of(desk, take)[0].stat().st_size > LARGEST_EMBEDDED:
        problems["take"] = (
            "this recording is too large for a file to send; hand the laptop over, or send the text"
        )
    if problems:
        raise InvalidInputError(problems)
    if not take:
        text_for(kind, record.content)  # raises where there is nothing
    version = version_of_take(take) if take else record.content.told_version
    hearing = Hearing(new_id(), story, kind, way, record.revision, version, desk.now())
    with desk.database.writing() as session:
        add_hearing(session, desk.person.id, hearing)
    return hearing


def get_hearing(desk: Desk, hearing: str) -> Hearing:
    """One hearing; raises NotFoundError."""
    with desk.database.reading() as session:
        return _found(session, desk, hearing)


def hearings(desk: Desk, story: str | None = None) -> tuple[Hearing, ...]:
    """Hearings of one story or of all, the latest asked first."""
    with desk.database.reading() as session:
        return list_hearings(session, desk.person.id, story)


def playable_takes(desk: Desk, story: str) -> tuple[Take, ...]:
    """The takes of a story whose recordings a listener can be given, latest first; two statements."""
    with desk.database.reading() as session:
        takes = list_takes(session, desk.person.id, story=story, limit=_TAKES)
        kept = {one.take: one for one in list_recordings(session, desk.person.id, stages=(Stage.HEARD,))}
    folder = desk.workspace.folder
    return tuple(
        take
        for take in takes
        if (found := kept.get(take.id)) is not None
        and found.removed_at is None
        and whole_file(folder, take.id, found.media_type).is_file()
    )


def answer_here(desk: Desk, hearing: str, reply: Reply) -> tuple[Hearing, Change | None]:
    """Keep what a listener said on this machine; with the change when the story landed by it.

    Raises NotFoundError, AnsweredError, VoidScanError, InvalidInputError.
    """
    asked = get_hearing(desk, hearing)
    _check(asked.kind, reply)
    landing = landing_of(desk, get_story(desk, asked.story))
    with desk.database.writing() as session:
        found = _found(session, desk, hearing, lock=True)
        if found.answered_at is not None:
            raise AnsweredError
        answered = _answered(found, reply, desk.now())
        save_hearing(session, answered)
    return answered, land_when_all_hold(desk, asked.story, landing)


def take_in(desk: Desk, text: str, story: str | None = None) -> TakenIn:
    """Keep the answers in a pasted text, each once; at `story` only those about it are taken.

    Raises NoAnswerError, CutAnswerError, DamagedAnswerError, OtherMachineError, OtherStoryError,
    VoidScanError, InvalidInputError; nothing is kept then.
    """
    given = read_answers(text)
    asked = [_asked(desk, answer, story) for answer in given]
    before = {h.story: landing_of(desk, get_story(desk, h.story)) for h in asked}
    new: list[Hearing] = []
    known: list[Hearing] = []
    with desk.database.writing() as session:
        for answer in given:
            kept, is_new = _take_in(session, desk, answer)
            (new if is_new else known).append(kept)
    changes = [land_when_all_hold(desk, name, landing) for name, landing in before.items()]
    return TakenIn(tuple(new), tuple(known), next(filter(None, changes), None))


def overrule(desk: Desk, hearing: str, heard: str) -> tuple[Hearing, Change | None]:
    """Say oneself whether the outcome was heard: yes, no, or empty to leave it to the comparison.

    It holds for the headline as it stands; another headline is compared anew. Raises NotFoundError,
    InvalidInputError.
    """
    if heard not in ("yes", "no", ""):
        raise InvalidInputError({"heard": "yes, no, or empty"})
    story = get_story(desk, get_hearing(desk, hearing).story)
    landing = landing_of(desk, story)
    with desk.database.writing() as session:
        found = _found(session, desk, hearing, lock=True)
        notes = {RULED: heard, RULED_ON: story.content.headline} if heard else {}
        rest = {key: said for key, said in found.answers.items() if key not in (RULED, RULED_ON)}
        kept = found._replace(answers=rest | notes)
        save_hearing(session, kept)
    return kept, land_when_all_hold(desk, story.id, landing)


def remove(desk: Desk, hearing: str) -> Hearing:
    """Delete a hearing with its answers, for good; raises NotFoundError."""
    with desk.database.writing() as session:
        found = _found(session, desk, hearing, lock=True)
        remove_hearing(session, hearing)
    return found


def _asked(desk: Desk, answer: FileAnswer, story: str | None) -> Hearing:
    """The hearing that a file's answer was asked for by; the answer itself is checked, too."""
    with desk.database.reading() as session:
        found = find_hearing(session, desk.person.id, answer.hearing)
        if found is None or found.way != "file":
            raise OtherMachineError
        if story is not None and found.story != story:
            other = find_story(session, desk.person.id, found.story)
            raise OtherStoryError(other.content.name if other else "another story")
    _check(found.kind, _reply(answer))
    return found


def _take_in(session: Session, desk: Desk, answer: FileAnswer) -> tuple[Hearing, bool]:
    asked = _found(session, desk, answer.hearing, lock=True)
    reply = _reply(answer)
    now = desk.now()
    # A clock that is wrong would put the answer before its question, or into the future.
    at = answer.at if answer.at and asked.asked_at <= answer.at <= now else now
    if asked.answered_at is None:
        kept = _answered(asked, reply, at, answer.id)
        save_hearing(session, kept)
        return kept, True
    if asked.answers.get(FILLED) == answer.id:
        return asked, False
    if known := find_hearing(session, desk.person.id, answer.id):
        return known, False
    bare = asked._replace(id=answer.id, answers={})
    kept = _answered(bare, reply, at, answer.id)
    add_hearing(session, desk.person.id, kept)
    return kept, True


def _reply(answer: FileAnswer) -> Reply:
    return Reply(answer.answers, answer.listener, answer.clarity, answer.exposure, answer.way)


def _answered(hearing: Hearing, reply: Reply, at: datetime, filled: str = "") -> Hearing:
    said = {key: _cleaned(reply.answers.get(key, "")) for key in QUESTIONS[hearing.kind]}
    notes = {HOW: reply.how}
    if reply.exposure is not None:
        notes[EXPOSED] = f"{reply.exposure:.0f}"
    if filled:
        notes[FILLED] = filled
    return hearing._replace(
        listener=" ".join(_cleaned(reply.listener).split())[:LONGEST_NAME],
        answered_at=at,
        answers={key: words for key, words in said.items() if words} | notes,
        clarity=reply.clarity if hearing.kind is HearingKind.LISTEN else None,
    )


def _check(kind: HearingKind, reply: Reply) -> None:
    """Raise InvalidInputError, with a sentence for each field, or VoidScanError."""
    problems: dict[str, str] = {}
    for key in QUESTIONS[kind]:
        said = reply.answers.get(key, "")
        if len(said) > LONGEST_ANSWER:
            problems[key] = f"this is {len(said)} characters long; at most {LONGEST_ANSWER} can be kept"
    if not any(_cleaned(reply.answers.get(key, "")) for key in QUESTIONS[kind]):
        problems[next(iter(QUESTIONS[kind]))] = "say in a few words what you heard, or that you cannot say"
    if kind is HearingKind.LISTEN and (reply.clarity is None or not LOWEST <= reply.clarity <= HIGHEST):
        problems["clarity"] = f"choose how clear it was, from {LOWEST} to {HIGHEST}"
    if problems:
        raise InvalidInputError(problems)
    if kind is HearingKind.SCAN:
        seconds = (reply.exposure or 0.0) / 1000
        if not abs(seconds - EXPOSURE) <= _LEEWAY:  # so written, what is no number at all is refused, too
            raise VoidScanError(seconds)


def _cleaned(words: str) -> str:
    kept = words.replace("\0", "").strip()
    return kept if is_storable(kept) else kept.encode("utf-8", "replace").decode()


def _is_of(desk: Desk, take: str, story: str) -> bool:
    with desk.database.reading() as session:
        found = find_take(session, desk.person.id, take)
    return found is not None and found.story == story and can_be_heard(desk, found)


def _found(session: Session, desk: Desk, hearing: str, *, lock: bool = False) -> Hearing:
    found = find_hearing(session, desk.person.id, hearing, lock=lock)
    if found is None:
        raise NotFoundError("hearing", hearing)
    return found


def story_of(desk: Desk, hearing: Hearing) -> StoryRecord:
    """The story that a hearing is of; raises NotFoundError."""
    return get_story(desk, hearing.story)
