"""What a person brings in: a source, the stories found in it, and what was left over."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from highsignal.domain.bank import StoryContent
from highsignal.domain.spans import Span


class SourceKind(StrEnum):
    """What a source was taken for; `described` says it in words."""

    STORIES = "stories"
    CAREER_OPS = "career-ops"
    INTERVIEW_COACH = "interview-coach"
    ANSWERS = "answers"
    BRAG_DOCUMENT = "brag-document"
    NOTES = "notes"

    @property
    def described(self) -> str:
        """What a person would call it: “a story bank of career-ops”."""
        return _DESCRIBED[self]


_DESCRIBED = {
    SourceKind.STORIES: "a file of stories",
    SourceKind.CAREER_OPS: "a story bank of career-ops",
    SourceKind.INTERVIEW_COACH: "a story bank of interview-coach",
    SourceKind.ANSWERS: "answers to interview questions",
    SourceKind.BRAG_DOCUMENT: "a brag document",
    SourceKind.NOTES: "notes",
}


class Left(StrEnum):
    """Why a stretch of a source is in no found story; `sentence` tells the user."""

    HEADING = "heading"
    TEMPLATE = "template"
    PLAN = "plan"
    SELF_DESCRIPTION = "self-description"
    HABIT = "habit"
    HYPOTHETICAL = "hypothetical"
    LIST = "list"
    COURTESY = "courtesy"
    UNANSWERED = "unanswered"
    NO_OUTCOME = "no-outcome"
    NO_DEED = "no-deed"
    OTHER_LANGUAGE = "other-language"
    CODE = "code"
    MARKUP = "markup"
    FRONT_MATTER = "front-matter"
    OTHER_TOOL = "other-tool"
    SHORT = "short"
    UNREAD = "unread"

    @property
    def sentence(self) -> str:
        """The reason in one sentence."""
        return _LEFT[self]


_LEFT = {
    Left.HEADING: "A heading or label, not a story in itself.",
    Left.TEMPLATE: "Part of a template that was not filled in.",
    Left.PLAN: "A plan: it says what is to be done, not what was.",
    Left.SELF_DESCRIPTION: "It describes you rather than something you once did.",
    Left.HABIT: "It says what you usually do, not what you did once.",
    Left.HYPOTHETICAL: "It says what you would do, not what you did.",
    Left.LIST: "A list of skills, tools or names.",
    Left.COURTESY: "A greeting, a signature, or lines that a mail or chat program adds.",
    Left.UNANSWERED: "A question without an answer below it.",
    Left.NO_OUTCOME: "It says what was done, but not yet what came of it.",
    Left.NO_DEED: "Nothing in it says what you did.",
    Left.OTHER_LANGUAGE: "It is not in English, the only language that is read so far.",
    Left.CODE: "Code or output, not prose.",
    Left.MARKUP: "A comment or markup, which a reader does not see.",
    Left.FRONT_MATTER: "The block of settings at the top of the file.",
    Left.OTHER_TOOL: "Words of the other tool: its instructions, scores or settings.",
    Left.SHORT: "Too few words to be an episode.",
    Left.UNREAD: "The text is very long, and this part promised less than others; bring it in on its own.",
}


class Detail(NamedTuple):
    """Something the source says about a story that has no field of its own here."""

    label: str
    text: str


class FoundStory(NamedTuple):
    """A story found in a source, for the person to keep or discard.

    `spans` are the stretches of the source it was taken from, in order and without overlap: more than
    one when the same episode was told twice, or is spread over a table and the text below it.
    `confidence` is from 0 to 1 that it is one specific past episode; `why` says so in one sentence.
    """

    content: StoryContent
    spans: tuple[Span, ...]
    confidence: float
    why: str
    details: tuple[Detail, ...] = ()

    @property
    def title(self) -> str:
        """The title of its content."""
        return self.content.title

    @property
    def span(self) -> Span:
        """The first of its stretches."""
        return self.spans[0]


class LeftOver(NamedTuple):
    """A stretch of the source that is in no found story, and why; `note` replaces the usual sentence."""

    span: Span
    reason: Left
    note: str = ""

    @property
    def why(self) -> str:
        """The reason in one sentence."""
        return self.note or self.reason.sentence


class Reading(NamedTuple):
    """All that was understood of a source: every word of it is in `found` or in `left_over`."""

    kind: SourceKind
    found: tuple[FoundStory, ...]
    left_over: tuple[LeftOver, ...]
    remarks: tuple[str, ...] = ()
