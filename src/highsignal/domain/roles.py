"""What a sentence does for its story."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from highsignal.domain.spans import Span


class Role(StrEnum):
    """The nine roles; definitions and borderline cases are in `training/LABELS.md`."""

    SITUATION = "situation"
    STAKES = "stakes"
    TASK = "task"
    DECISION = "decision"
    TRADEOFF = "tradeoff"
    ACTION = "action"
    RESULT = "result"
    LEARNING = "learning"
    OTHER = "other"

    @property
    def letter(self) -> str:
        """One capital letter that stands for the role wherever there is no room for its name."""
        return _LETTERS[self]


_LETTERS = {
    Role.SITUATION: "S",
    Role.STAKES: "K",
    Role.TASK: "T",
    Role.DECISION: "D",
    Role.TRADEOFF: "X",
    Role.ACTION: "A",
    Role.RESULT: "R",
    Role.LEARNING: "L",
    Role.OTHER: "·",
}


class Sentence(NamedTuple):
    """One sentence of a story.

    `span` counts in the original file, and `text` has exactly its length (comments and link targets
    inside are blanks); `words` are the words a person would speak (markup and list marks excluded);
    `paragraph` is the number of the paragraph within the story, from 0; `heading` is true for a
    heading or a label such as "Result:", which is shown but never spoken; `section` is what the
    nearest heading above calls this part (situation, task, action, result, learning, decision,
    tradeoff, stakes), None where no heading says so.
    """

    span: Span
    text: str
    words: tuple[str, ...]
    paragraph: int
    heading: bool = False
    section: str | None = None


class LabelledSentence(NamedTuple):
    """A sentence with its role and the model's confidence in it, from 0 to 1."""

    sentence: Sentence
    role: Role
    confidence: float
