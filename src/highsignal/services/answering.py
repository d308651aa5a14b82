"""Answering a question of a story outside of the editor: the answer goes where it belongs."""

from __future__ import annotations

from highsignal.analysis.insertion import apply_answer
from highsignal.domain.bank import RevisionKind, StoryRecord
from highsignal.services.questions import questions_of
from highsignal.services.readings import analysis_of
from highsignal.services.stories import edit_story, get_story
from highsignal.services.workspace import Desk
from highsignal.storage.changes import Change


def answer_question(desk: Desk, story: str, about: str, words: str) -> tuple[StoryRecord, Change | None]:
    """Put `words` into the version that is told; `about` is the code of a rule, or the name of a signal.

    The change is None when the story does not ask that (any more), and nothing is written then.
    Raises NotFoundError.
    """
    record = get_story(desk, story)
    analysis = analysis_of(desk, record.content)
    asked = next((q for q in questions_of(analysis) if about in (q.code, q.name)), None)
    if asked is None:
        return record, None
    version = record.content.told_version
    text = apply_answer(analysis.story.source, asked.insertion, words)
    content = record.content.with_text(version, text)
    return edit_story(
        desk, story, content, record.revision, "Answered a question in {name}", RevisionKind.EDITED
    )
