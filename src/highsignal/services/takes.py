"""One take as it is looked at: what was said, how it was told, and what it did with the story's claims."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import Session

from highsignal.analysis.delivery.measure import measure_delivery
from highsignal.analysis.delivery.placing import place_words
from highsignal.analysis.delivery.remarks import Remark, remarks
from highsignal.analysis.delivery.tighten import tighten_first
from highsignal.analysis.survival import Survival, compare_signals
from highsignal.analysis.text.words import spoken_words
from highsignal.domain.bank import StoryContent, StoryRecord, Take
from highsignal.domain.practice import Recording, TakeTranscript
from highsignal.domain.speech import Delivery, Retold, SpokenWord
from highsignal.domain.stories import Analysis
from highsignal.services.errors import InvalidInputError, NotFoundError
from highsignal.services.landing import land_by_take
from highsignal.services.readings import analysis_of
from highsignal.services.retelling import alone, compare_telling
from highsignal.services.stories import LONGEST, is_storable
from highsignal.services.workspace import Desk
from highsignal.storage.recordings import find_recording, find_transcript, save_transcript
from highsignal.storage.stories import find_story
from highsignal.storage.tellings import find_take, list_takes, save_take


class TakeView(NamedTuple):
    """A take with all that is said of it; everything but the first line is made when it is looked at.

    `story` is None where nobody knows which one it was, `recording` and `transcript` for a take that was
    typed or only timed, and until it is heard. `analysis` is of the words that count, `written` of the
    story's version that was told, as it stands now; so are the claims that `retold` compares with, so that
    mending the story mends the drift. `words` have spans in those words. `previous` and `next` are the
    neighbours among the story's takes by time, empty where there is none.
    """

    take: Take
    story: StoryRecord | None
    recording: Recording | None
    transcript: TakeTranscript | None
    previous: str = ""
    next: str = ""
    text: str = ""
    words: tuple[SpokenWord, ...] = ()
    analysis: Analysis | None = None
    written: Analysis | None = None
    delivery: Delivery | None = None
    remarks: tuple[Remark, ...] = ()
    tighten: Remark | None = None
    survival: Survival | None = None
    retold: Retold | None = None


def view_take(desk: Desk, take: str) -> TakeView:
    """Everything about one take; raises NotFoundError."""
    with desk.database.reading() as session:
        view = _kept(session, desk, take)
    transcript = view.transcript
    text = transcript.text if transcript else view.take.text
    if not text.strip():
        heard = transcript.heard if transcript else None
        return view._replace(text=text, words=heard.words if heard else ())
    analysis = analysis_of(desk, _told(view, text))
    view = _compared(desk, view._replace(text=text, analysis=analysis), analysis)
    if transcript is None:
        return view
    delivery = measure_delivery(transcript.heard, analysis)
    words = place_words(transcript.heard.words, transcript.heard.text, text)
    return view._replace(
        words=words,
        delivery=delivery,
        remarks=remarks(delivery),
        tighten=tighten_first(delivery, view.survival, view.retold, words),
    )


def correct_transcript(desk: Desk, take: str, text: str | None) -> TakeTranscript:
    """Keep the person's wording of what was heard, beside it; None goes back to what was heard.

    Raises NotFoundError, InvalidInputError.
    """
    if text is not None and (len(text) > LONGEST or not is_storable(text)):
        raise InvalidInputError({"text": f"at most {LONGEST:,} characters, and none that is a NUL"})
    with desk.database.writing() as session:
        told = find_take(session, desk.person.id, take)
        before = find_transcript(session, take) if told else None
        if told is None or before is None:
            raise NotFoundError("transcript of take", take)
        same = text is None or text == before.heard.text
        kept = before._replace(corrected=None if same else text, corrected_at=None if same else desk.now())
        save_transcript(session, kept)
        save_take(session, told._replace(words=len(spoken_words(kept.text)), text=kept.text))
    land_by_take(desk, take)
    return kept


def name_story(desk: Desk, take: str, story: str) -> Take:
    """Say which story a take told, where nobody knew it, as of an answer in a mock; raises NotFoundError."""
    with desk.database.writing() as session:
        told = find_take(session, desk.person.id, take)
        record = find_story(session, desk.person.id, story)
        if told is None or record is None:
            raise NotFoundError("story" if told else "take", story if told else take)
        named = told._replace(story=story, revision=record.revision)
        save_take(session, named)
    land_by_take(desk, take)
    return named


def _kept(session: Session, desk: Desk, take: str) -> TakeView:
    """What the database has of a take."""
    person = desk.person.id
    told = find_take(session, person, take)
    if told is None:
        raise NotFoundError("take", take)
    story = find_story(session, person, told.story) if told.story else None
    # Latest first; the take itself is among them.
    ids = [one.id for one in list_takes(session, person, story=told.story)] if told.story else [take]
    place = ids.index(take)
    return TakeView(
        told,
        story,
        find_recording(session, person, take),
        find_transcript(session, take),
        previous=ids[place + 1] if place + 1 < len(ids) else "",
        next=ids[place - 1] if place else "",
    )


def _told(view: TakeView, text: str) -> StoryContent:
    """The words told as a story of their own, under the title and headline of the story."""
    content = view.story.content if view.story else StoryContent()
    return alone(content, view.take.version, text)


def _compared(desk: Desk, view: TakeView, told: Analysis) -> TakeView:
    """The take beside its story as it is written."""
    found = compare_telling(desk, view.story.content, view.take.version, told) if view.story else None
    if found is None:
        return view
    return view._replace(
        written=found.written, survival=compare_signals(found.written, told), retold=found.retold
    )
